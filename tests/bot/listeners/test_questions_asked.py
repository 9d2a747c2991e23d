"""Answers to the question about a scope: one value, several of them, or all."""

from __future__ import annotations

import pytest

from bot.listeners.questions_asked import choice_with_scope, several_values
from intents.understanding import Intent, Outcome, Understanding
from tests.approvals.company import SALES, northlight

COMPANY = northlight()


def asking(key: str) -> Understanding:
    return Understanding(
        intent=Intent.REQUEST,
        outcome=Outcome.ASK,
        confidence=0.9,
        shortlist=(SALES,),
        missing=(key,),
        question="Which?",
        engine="builtin",
    )


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("EMEA and APAC", ("EMEA", "APAC")),
        ("emea, amer", ("EMEA", "AMER")),
        ("europe & APAC", ("EMEA", "APAC")),
        ("all", ("EMEA", "AMER", "APAC")),
        ("all regions", ("EMEA", "AMER", "APAC")),
    ],
)
def test_several_values(said: str, values: tuple[str, ...]) -> None:
    assert several_values(COMPANY, asking("region"), said) == ("region", values)


@pytest.mark.parametrize(
    "said", ["EMEA", "EMEA and the moon", "EMEA or APAC", "both", "all systems", "EMEA for Tom and me", ""]
)
def test_other_answers_are_not_several(said: str) -> None:
    assert several_values(COMPANY, asking("region"), said) is None


def test_all_of_a_scope_that_may_be_left_out_leaves_it_out_and_keeps_what_was_said_before() -> None:
    chosen = choice_with_scope(COMPANY, asking("quarter"), "all", said_before="the sales reports for EMEA")
    assert chosen is not None
    assert chosen.items[0].scope == {"region": "EMEA"}
    assert choice_with_scope(COMPANY, asking("region"), "all") is None, "a required one is not left out"
