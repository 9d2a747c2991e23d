"""What is offered to pick from although the words fit."""

from __future__ import annotations

import pytest

from intents.engines.builtin.doubts import asks_whether_needed, gives_up_too
from intents.engines.builtin.engine import answer
from intents.engines.port import Inquiry
from intents.understand import inquire
from tests.catalog.demo import quillmere, understood
from tests.intents.company import MONDAY, theatre

COMPANY = quillmere()
THEATRE = theatre()


def inquiry(text: str) -> Inquiry:
    return inquire(text, person=COMPANY.people["mira.castelhano"], company=COMPANY, now=MONDAY)


def sure(text: str) -> float:
    """How sure what is named is; 0 where nothing is."""
    found = answer(inquiry(text))
    assert isinstance(found["confidence"], float)
    return found["confidence"] if found["items"] else 0.0


def test_a_scope_value_taken_back_for_other_words_is_not_proposed() -> None:
    assert sure("I need to read the sales reports for EMEA") >= 0.9
    assert sure("I need to read the sales reports for EMEA, argh, the other one") < 0.9


def test_a_scope_value_is_put_right_by_a_later_one() -> None:
    found = answer(inquiry("I need to read the sales reports for EMEA, I mean APAC"))["items"]
    assert isinstance(found, list)
    assert [one["scope"]["region"] for one in found] == ["APAC"]


@pytest.mark.parametrize(
    "text",
    [
        "Zylotrix subscription please",
        "could I get a Krumhorn dictation licence? typing takes me ages",
        "I need the Vandelay supplier portal",
        "a Figma seat for me please, the Ticketdesk screens must be redrawn",
    ],
)
def test_a_licence_for_what_nobody_here_has_is_nothing(text: str) -> None:
    asked = inquire(text, person=THEATRE.people["ada.moor"], company=THEATRE, now=MONDAY)
    assert answer(asked)["fit"] == "nothing"


def test_a_seat_in_what_the_company_has_is_not_refused() -> None:
    asked = inquire(
        "a Ticketdesk seat for the bookings please",
        person=THEATRE.people["ada.moor"],
        company=THEATRE,
        now=MONDAY,
    )
    assert answer(asked)["fit"] != "nothing"


@pytest.mark.parametrize(
    "text",
    [
        "please revoke my production deploy and give me forecast viewer",
        "take my sales forecast away and give me contact export",
        "swap my forecast viewer for contact export",
        "do I need the forecast reader role to see the numbers?",
        "is forecast reader the right role for the numbers?",
    ],
)
def test_what_is_given_up_or_only_asked_about_is_not_proposed(text: str) -> None:
    assert sure("I need the forecast reader role") >= 0.9
    assert sure(text) < 0.9


def test_a_task_that_takes_something_off_gives_up_nothing() -> None:
    found = inquiry("I remove duplicates from the leads and need to edit them")
    assert not gives_up_too(found)
    assert not asks_whether_needed(found)


@pytest.mark.parametrize(
    ("text", "not_meant"),
    [
        ("observer on AWS production to compare it with staging", "aws/staging:read"),
        ("observer on AWS staging, versus production", "aws/production:read"),
        ("AWS production observer. sorry, staging not production", "aws/production:read"),
    ],
)
async def test_what_is_only_compared_with_or_held_against_the_wish_is_not_proposed(
    text: str, not_meant: str
) -> None:
    found = await understood("rui.sampedro", text)
    assert not_meant not in {item.entitlement for item in found.items}


async def test_what_is_told_about_beside_the_wish_is_no_next_best_thing() -> None:
    text = "I enter the payments of NL, I only need to see the newsletters"
    found = await understood("mira.castelhano", text)
    assert not [item for item in found.items if item.entitlement.startswith("sap/")]
