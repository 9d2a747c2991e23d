"""Scope values for what was picked from a list."""

import pytest

from intents.picked_scope import picked_scope
from tests.intents.company import theatre

COMPANY = theatre()
BOOKINGS = COMPANY.places["ticketdesk/bookings:view"].resource


@pytest.mark.parametrize(
    ("text", "last", "scope"),
    [
        ("the bookings of the studio", False, {"house": "STUDIO"}),
        ("the bookings", False, {}),
        ("the bookings of the studio and of the main house", False, {}),
        ("the bookings of the studio\nno, the main house", True, {"house": "MAIN"}),
        ("the bookings of the studio\n> the main house says hello", False, {"house": "STUDIO"}),
        ("the bookings of every house but the studio", False, {}),
        ("the bookings of the studio, sorry, the main house", False, {"house": "MAIN"}),
    ],
    ids=["said", "not said", "several", "changed", "quoted", "left out", "put right"],
)
def test_what_was_said_narrows_the_pick(text: str, last: bool, scope: dict[str, str]) -> None:
    assert picked_scope(BOOKINGS, text, last=last) == scope
