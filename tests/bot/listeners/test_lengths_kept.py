"""Another level on a card: its length stays, and what has to become of it is said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.model import Wish
from bot.choice import Choice
from bot.listeners.lengths_kept import length_change, with_length
from bot.views.refinement import change_line
from tests.approvals.company import NOW
from tests.intents.company import theatre

B, P = "ticketdesk/bookings:", "ticketdesk/prices:"
DAY = timedelta(days=1)


def company(**lengths: tuple[int | None, int | None]):  # type: ignore[no-untyped-def]
    """The theatre whose bookings have these usual and longest lengths, in days, by level."""
    whole = theatre()
    bookings = whole.systems[0].resources[0]
    levels = []
    for one in bookings.entitlements:
        usual, most = lengths.get(one.level, (None, None))
        levels.append(
            one.model_copy(
                update={
                    "default_duration": usual * DAY if usual else None,
                    "max_duration": most * DAY if most else None,
                }
            )
        )
    resource = bookings.model_copy(update={"entitlements": tuple(levels)})
    system = whole.systems[0]
    system = system.model_copy(update={"resources": (resource, *system.resources[1:])})
    made = whole.model_copy(update={"systems": (system, *whole.systems[1:])})
    made.__dict__.pop("places", None)
    return made


def card(*entitlements: str, duration: timedelta | None = None) -> Choice:
    return Choice(items=tuple(Wish(entitlement=one, scope={}) for one in entitlements), duration=duration)


def told(whole, before: Choice, after: Choice) -> str:  # type: ignore[no-untyped-def]
    stood = with_length(whole, before, after)
    after = after.model_copy(update={"duration": after.duration or stood.duration})
    length = length_change(whole, whole.people["ada.moor"], stood, after, now=NOW)
    return change_line(whole, "ada.moor", stood, after, length=length, now=NOW)


def test_the_usual_length_of_the_level_before_stays() -> None:
    whole = company(admin=(1, 7), edit=(30, 90))
    assert with_length(whole, card(f"{B}admin"), card(f"{B}edit")).duration == DAY
    assert told(whole, card(f"{B}admin"), card(f"{B}edit")) == "Changed: Clerk instead of Administrator."


@pytest.mark.parametrize("asked", [None, 30 * DAY])
def test_a_length_that_the_level_does_not_allow_is_said(asked: timedelta | None) -> None:
    whole = company(admin=(1, 7), edit=(30, 90))
    line = told(whole, card(f"{B}edit", duration=asked), card(f"{B}admin", duration=asked))
    assert line == "Changed: Administrator instead of Clerk; 1 week instead of 30 days, as this level goes."


def test_no_end_that_becomes_one_is_said() -> None:
    line = told(company(edit=(30, 90)), card(f"{B}view"), card(f"{B}edit"))
    assert line == "Changed: Clerk instead of Viewer; 30 days instead of no end date, as this level goes."


def test_another_thing_has_its_own_length() -> None:
    whole = company(view=(3, 7))
    assert with_length(whole, card(f"{B}view"), card(f"{P}view")).duration is None
    assert with_length(whole, card(f"{B}view"), card(f"{B}view", f"{B}edit")).duration is None
