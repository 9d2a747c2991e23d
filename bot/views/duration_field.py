"""How long, as a menu with a free field beside it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)

from bot.texts import span
from bot.views import action_ids
from bot.views.parts import option
from catalog.durations import format_duration, parse_duration
from catalog.ends import end_of_day

USUAL = "usual"
"""The entitlement's own default."""
NAMED = "named"
"""The end that was named, which the form keeps as long as nothing else is chosen."""
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


def duration_menu(chosen: timedelta | None, named: str = "", *, each: bool = False) -> InputBlock:
    """The menu, with what was chosen or read from the message selected.

    `named` says the end that was named, `each` that each thing has a length of its own.
    """
    spans = sorted({timedelta(hours=8), *OFFERED, *([chosen] if chosen and not named else [])})
    kept = [option(named, NAMED)] if named else []
    own = [option("Each as it says above", EACH)] if each else []
    options = [*own, *kept, option("As usual for this access", USUAL), *(_option(one) for one in spans)]
    selected = _option(chosen) if chosen and not named else options[0]
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


def last_day_field(chosen: str) -> InputBlock:
    """The last day of it, in place of a length."""
    field = DatePickerElement(action_id=action_ids.FORM_UNTIL, initial_date=chosen or None)
    return InputBlock(
        label="Or until the end of", element=field, block_id=action_ids.FORM_UNTIL, optional=True
    )


def read_last_day(picked: str, *, now: datetime, zone: ZoneInfo) -> tuple[timedelta, datetime]:
    """How long it is through that day, which is the last, and when it ends. Raises ValueError, whose text says what works."""
    today = now.astimezone(zone).date()
    try:
        length = timedelta(days=(date.fromisoformat(picked) - today).days + 1)
    except ValueError:
        raise ValueError("Choose a day from the calendar.") from None
    if not timedelta() < length <= LONGEST:
        raise ValueError("Choose today or a later day, up to ten years ahead.")
    return length, end_of_day(date.fromisoformat(picked), zone)


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
