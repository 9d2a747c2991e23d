"""A change and its reason in one breath are taken apart; what names a detail of the card is never a mere reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intents.refining import may_be_filed
from tests.intents.company import MONDAY
from tests.intents.refining.cards import COMPANY, ONE, B, said, shown, standing

BARE = standing(f"{B}view@MAIN", duration=timedelta(days=14))


@pytest.mark.parametrize(
    ("text", "length", "items", "why"),
    [
        ("2 days, broken turnstile", 2, [f"{B}view@MAIN"], "broken turnstile"),
        ("one day - visit of the fire brigade", 1, [f"{B}view@MAIN"], "visit of the fire brigade"),
        ("until Friday. Premiere week", 5, [f"{B}view@MAIN"], "Premiere week"),
        ("broken turnstile, 2 days", 2, [f"{B}view@MAIN"], "broken turnstile"),
        ("make it the studio, broken turnstile", 14, [f"{B}view@STUDIO"], "broken turnstile"),
        ("for the studio, the inspection", 14, [f"{B}view@STUDIO"], "the inspection"),
        ("write, a week, season tickets", 7, [f"{B}edit@MAIN"], "season tickets"),
    ],
)
def test_the_pieces_that_change_the_card_do_and_the_rest_is_the_reason(
    text: str, length: int, items: list[str], why: str
) -> None:
    refined = said(text, BARE)
    assert refined is not None
    assert refined.changed
    assert refined.understanding.duration == timedelta(days=length)
    assert shown(refined) == items
    assert refined.understanding.justification == why


def test_whom_it_is_for_is_no_part_of_the_reason() -> None:
    refined = said("for Bela Kiss, two days, onboarding", BARE)
    assert refined is not None
    assert refined.understanding.beneficiary == "bela.kiss"
    assert refined.understanding.justification == "onboarding"


def test_a_reason_that_stands_there_is_kept_beside_the_new_one() -> None:
    refined = said("a week, the stairs are late", ONE)
    assert refined is not None
    assert refined.understanding.duration == timedelta(days=7)
    assert refined.understanding.justification == "stock taking; the stairs are late"


@pytest.mark.parametrize(
    "text", ["2 days, editing by the second crew", "2 days, then another week of repairs"]
)
def test_what_may_be_a_change_is_asked_about_and_changes_nothing(text: str) -> None:
    refined = said(text, BARE)
    assert refined is None or not refined.changed


@pytest.mark.parametrize(
    "text", ["2 days, and I need the prices of the studio as well", "a week, can I see prices?"]
)
def test_a_further_wish_is_no_reason(text: str) -> None:
    refined = said(text, BARE)
    assert refined is None or "prices" not in (refined.understanding.justification or "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("season ticket mailing", True),
        ("the turnstile is broken", True),
        ("hmm, that is a lot", False),
        ("no wait, the mailing", False),
        ("that's too long", False),
        ("this is wrong", False),
        ("the studio opening", False),
        ("two weeks of repairs", False),
        ("admin work", False),
        ("what is missing?", False),
    ],
)
def test_only_words_that_say_nothing_about_the_card_are_filed_as_the_reason(text: str, reason: bool) -> None:
    ada = COMPANY.people["ada.moor"]
    assert may_be_filed(text, BARE, person=ada, company=COMPANY, now=MONDAY) is reason
