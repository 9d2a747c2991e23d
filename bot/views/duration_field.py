"""How long, as a menu with a free field beside it."""

from __future__ import annotations

import re
from datetime import timedelta

from slack_sdk.models.blocks import InputBlock, Option, PlainTextInputElement, StaticSelectElement

from bot.texts import span
from bot.views import action_ids
from bot.views.parts import option
from catalog.durations import format_duration, parse_duration

USUAL = "usual"
"""The entitlement's own default."""
EACH = "each"
"""Each thing as long as it stands on the card, where they are for different times."""
OFFERED = tuple(timedelta(days=days) for days in (1, 3, 7, 14, 30, 90, 180, 365))
LONGEST = timedelta(days=3_650)
LONGEST_TYPED = 40
"""Characters of a length in words; a form that was tampered with may come back with more."""
_UNITS = {"hour": 1, "day": 24, "week": 7 * 24, "month": 30 * 24, "year": 365 * 24}
_SAID = re.compile(r"^(\d{1,4}|an?|one)\s*(hour|day|week|month|year|h|d|w)s?$")
_SHORT = {"h": "hour", "d": "day", "w": "week"}
WHAT_WORKS = "Write a number and hours, days, weeks or months, such as 10 days, up to ten years."


def duration_menu(chosen: timedelta | None, *, each: bool = False) -> InputBlock:
    """The menu, with what was chosen or read from the message selected; or that `each` thing has a length of its own."""
    spans = sorted({timedelta(hours=8), *OFFERED, *([chosen] if chosen else [])})
    options = [option("As usual for this access", USUAL), *(_option(one) for one in spans)]
    if each:
        options.insert(0, option("Each as it says above", EACH))
    selected = _option(chosen) if chosen else options[0]
    menu = StaticSelectElement(action_id=action_ids.FORM_DURATION, options=options, initial_option=selected)
    return InputBlock(label="How long", element=menu, block_id=action_ids.FORM_DURATION)


def duration_text(typed: str) -> InputBlock:
    """Another length, in words."""
    field = PlainTextInputElement(
        action_id=action_ids.FORM_CUSTOM,
        max_length=LONGEST_TYPED,
        placeholder="Such as 10 days",
        initial_value=typed[:LONGEST_TYPED] or None,
    )
    return InputBlock(
        label="Or another length", element=field, block_id=action_ids.FORM_CUSTOM, optional=True
    )


def read_length(text: str) -> timedelta:
    """`10 days`, `a week`, `36h` or ISO 8601, as a span. Raises ValueError, whose text says what works."""
    said = text.strip().casefold()
    found = _SAID.match(said)
    try:
        if found is None:
            length = parse_duration(text.strip().upper())
        else:
            number = int(found[1]) if found[1].isdigit() else 1
            length = timedelta(hours=number * _UNITS[_SHORT.get(found[2], found[2])])
    except (ValueError, OverflowError):
        raise ValueError(WHAT_WORKS) from None
    if not timedelta() < length <= LONGEST:
        raise ValueError(WHAT_WORKS)
    return length


def _option(length: timedelta) -> Option:
    return option(span(length), format_duration(length))
