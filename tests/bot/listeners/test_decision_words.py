"""A decision in words, told from wishes, questions and everyday talk."""

from __future__ import annotations

import pytest

from bot.listeners.decision_words import decides, decides_or_agrees, may_decide
from tests.approvals.company import northlight

COMPANY = northlight()
REPORTS = {"warehouse/sales-reports"}


@pytest.mark.parametrize(
    "said",
    [
        "approve", "Approved.", "yes approve", "I approve", "deny, too risky", "reject it please", "denied - ask your boss",
        "approve Tom's request", "deny tom", "don't approve this", "approve it but only 2 days", "signed off", "Approve all",
    ],
)  # fmt: skip
def test_verbs_of_deciding_are_a_decision_whoever_says_them(said: str) -> None:
    assert may_decide(said)
    assert decides(said, COMPANY)


@pytest.mark.parametrize(
    "said",
    ["ok for me", "fine by me", "lgtm", "Tom's is fine", "no, too risky", "go ahead", "no objections", "+1"],
)
def test_everyday_words_are_one_only_where_a_decision_is_waited_for(said: str) -> None:
    assert not decides(said, COMPANY)
    assert decides(said, COMPANY, about=REPORTS)


@pytest.mark.parametrize("said", ["yes", "no", "👍", "looks good to me"])
def test_a_bare_yes_or_no_is_one_of_whoever_is_waited_for(said: str) -> None:
    assert decides_or_agrees(said, COMPANY, about=REPORTS)


@pytest.mark.parametrize("said", ["approve for one week only", "approve the sales reports for Tom"])
def test_what_begins_with_the_verb_and_is_about_what_waits_is_one(said: str) -> None:
    assert decides(said, COMPANY, about=REPORTS)


@pytest.mark.parametrize(
    "said",
    [
        "I want to approve payments", "approve payments in the ledger", "who approves the sales reports?", "is it approved?",
        "I need the sales reports", "good morning", "Tom is locked out", "thanks", "fine " * 100,
    ],
)  # fmt: skip
def test_wishes_questions_and_talk_are_none(said: str) -> None:
    assert not decides(said, COMPANY)
    assert not decides(said, COMPANY, about=REPORTS)
