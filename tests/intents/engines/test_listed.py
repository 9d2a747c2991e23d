"""Several things named in one message, each to be found in a stretch of its own."""

import pytest

from intents.engines import listed
from intents.engines.listed import each_first_somewhere
from intents.engines.port import Inquiry
from intents.grounded import Grounded
from intents.grounding import ground
from intents.understand import inquire
from tests.intents.answers import good, item
from tests.intents.company import MONDAY, theatre

COMPANY = theatre()
BOOKINGS, PRICES, PLANS = "ticketdesk/bookings:view", "ticketdesk/prices:view", "stageplan/rehearsals:view"
HOUSE: dict[str, str | None] = {"house": "STUDIO", "season": None}


def asked(text: str) -> Inquiry:
    return inquire(text, person=COMPANY.people["ada.moor"], company=COMPANY, now=MONDAY)


def naming(inquiry: Inquiry, *entitlements: str) -> Grounded:
    """What is left of an answer that names all of these."""
    items = [item(one, HOUSE if one == BOOKINGS else {}, inquiry.text) for one in entitlements]
    return ground(good(items=items, duration=None, justification=None), inquiry)


@pytest.mark.parametrize(
    ("text", "named", "each"),
    [
        ("the bookings of the studio and the price lists", (BOOKINGS, PRICES), True),
        ("the bookings of the studio and the price lists", (BOOKINGS, PLANS), False),
        ("the bookings of the studio, the price lists and rehearsals", (BOOKINGS, PRICES, PLANS), True),
        # Two things need two stretches.
        ("I need the bookings", (BOOKINGS, PRICES), False),
        ("the bookings of the studio and the seat reservations", (BOOKINGS, PRICES), False),
        # One thing is nothing that a list would part.
        ("the bookings of the studio and the price lists", (BOOKINGS,), False),
        # What was ruled out names nothing.
        ("the bookings of the studio and the light cues. Not the price lists.", (BOOKINGS, PRICES), False),
    ],
)
def test_each_is_the_best_of_a_stretch_of_its_own(text: str, named: tuple[str, ...], each: bool) -> None:
    inquiry = asked(text)
    assert each_first_somewhere(naming(inquiry, *named), inquiry) is each


def test_a_long_list_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    inquiry = asked("the bookings of the studio and the price lists")
    reading = naming(inquiry, BOOKINGS, PRICES)
    assert each_first_somewhere(reading, inquiry)
    monkeypatch.setattr(listed, "MOST_STRETCHES", 1)
    assert not each_first_somewhere(reading, inquiry)
    monkeypatch.setattr(listed, "MOST_STRETCHES", 12)
    monkeypatch.setattr(listed, "MOST_NAMED", 1)
    assert not each_first_somewhere(reading, inquiry)
