"""Nothing that goes wrong ever grants; and what is added never opens what ships."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

import cedarpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.model import PolicyAnswer, StageName
from approvals.policy.book import PolicyBook
from approvals.policy.facts import Facts
from approvals.policy.question import hold_question
from approvals.policy.what_ships import parsed_schema
from approvals.risk.scorecard import score
from catalog.kinds import Automation, DataClass, RiskLevel
from catalog.model import PolicyFile
from tests.approvals.company import (
    DASHBOARDS,
    JOURNAL,
    NOW,
    PAYMENTS_APPROVE,
    PAYMENTS_CREATE,
    SALES,
    small_company,
)
from tests.approvals.policy.asking import NORTHLIGHT, facts, place_with
from tests.depth import examples

quietly = settings(deadline=None, max_examples=examples(80))
BOOK = PolicyBook.load(NORTHLIGHT)
OVERFLOWS = '@id("overflows") @says("You must be patient.") forbid (principal, action == Action::"hold", resource) when { context.risk + 9223372036854775807 > 0 };'

stages = st.frozensets(st.sampled_from(StageName))
durations = st.none() | st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=800))
questions = st.builds(
    facts,
    st.sampled_from(list(NORTHLIGHT.places)),
    st.sampled_from(list(NORTHLIGHT.people)),
    requester=st.sampled_from(list(NORTHLIGHT.people)),
    duration=durations,
    risk=st.integers(0, 100),
    approvals=stages,
    held=st.frozensets(st.sampled_from([PAYMENTS_CREATE, PAYMENTS_APPROVE, JOURNAL, "gone/from:catalog"])),
)


@cache
def book_with(rule: str) -> PolicyBook:
    return PolicyBook.load(small_company(policies=(PolicyFile(path="policies/own.cedar", text=rule),)))


def test_cedar_itself_allows_what_an_erring_forbid_should_have_stopped_and_we_do_not() -> None:
    """The trap this room is built around: were Cedar's bare answer taken, the request would pass."""
    book, asked = book_with(OVERFLOWS), facts(risk=10)
    question = hold_question(asked)
    bare = cedarpy.is_authorized(question.request, book._sets.deciding(), question.entities, parsed_schema())
    assert bare.allowed
    assert bare.diagnostics.errors
    decided = book.decide(asked)
    assert decided.answer is PolicyAnswer.REFUSED
    assert [reason.policy for reason in decided.reasons] == ["policy-could-not-be-asked"]
    assert (
        decided.reasons[0].says == "The policy could not be asked, so nothing was granted; tell an IAM admin."
    )


@quietly
@given(questions.filter(lambda asked: asked.risk > 0))
def test_an_error_in_one_rule_never_grants_and_hides_no_other(asked: Facts) -> None:
    shipped, decided = BOOK.decide(asked), book_with(OVERFLOWS).decide(asked)
    assert decided.answer is PolicyAnswer.REFUSED
    assert {reason.policy for reason in decided.reasons} == {"policy-could-not-be-asked"} | {
        reason.policy for reason in shipped.reasons
    }


def _without_owner(asked: Facts) -> Facts:
    return dataclasses.replace(
        asked, place=place_with(asked.place.entitlement.id, resource={"owner": "nobody.known"})
    )


BREAKAGES: dict[str, Callable[[Facts], Facts]] = {
    "the owner is not on record": _without_owner,
    "a number no policy engine can hold": lambda asked: dataclasses.replace(asked, risk=2**70),
    "a score that is no number": lambda asked: dataclasses.replace(asked, risk="low"),  # type: ignore[arg-type]
    "a score that is a fraction": lambda asked: dataclasses.replace(asked, risk=10.5),  # type: ignore[arg-type]
    "no score at all": lambda asked: dataclasses.replace(asked, risk=None),  # type: ignore[arg-type]
    "half a character": lambda asked: dataclasses.replace(asked, scope={"region": "\ud800"}),
    "a length that is no length": lambda asked: dataclasses.replace(asked, duration="P14D"),  # type: ignore[arg-type]
    "no person": lambda asked: dataclasses.replace(asked, person=None),  # type: ignore[arg-type]
    "a held thing without a name": lambda asked: dataclasses.replace(asked, held=frozenset({None})),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_whatever_is_wrong_with_the_facts_nothing_is_granted(breakage: str) -> None:
    decided = BOOK.decide(BREAKAGES[breakage](facts(approvals=frozenset(StageName))))
    assert decided.answer is PolicyAnswer.REFUSED
    assert decided.reasons
    assert decided.policy_version == BOOK.version


@quietly
@given(questions, st.sampled_from(sorted(BREAKAGES)))
def test_broken_facts_never_grant_whoever_asks(asked: Facts, breakage: str) -> None:
    assert BOOK.decide(BREAKAGES[breakage](asked)).answer is PolicyAnswer.REFUSED


def test_a_missing_answer_never_grants(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = cedarpy.AuthzResult({"decision": "NoDecision", "diagnostics": {}})
    monkeypatch.setattr("approvals.policy.rule_sets.cedarpy.is_authorized", lambda *_: silent)
    decided = BOOK.decide(facts())
    assert decided.answer is PolicyAnswer.REFUSED
    assert [reason.policy for reason in decided.reasons] == ["policy-could-not-be-asked"]


@pytest.mark.parametrize("year", [1, 999, 2026, 9998])
def test_any_year_can_be_asked_about(year: int) -> None:
    assert "policy-could-not-be-asked" not in {
        reason.policy for reason in BOOK.decide(facts(now=NOW.replace(year=year))).reasons
    }


CONDITIONS = (
    "when { context.risk > 20 }",
    "unless { context.risk > 20 }",
    "when { context.permanent }",
    "unless { context.permanent }",
    'when { principal.employment == "employee" }',
    'unless { context.approvals.contains("owner") }',
    "when { context has minutes && context.minutes < 100000 }",
    "when { resource.privileged } unless { context.working_hours }",
    "",
)


@quietly
@given(questions, st.sampled_from(CONDITIONS))
def test_adding_a_forbid_never_grants_what_ships_forbids(asked: Facts, condition: str) -> None:
    rule = f'@id("own") @says("You must not.") forbid (principal, action == Action::"hold", resource) {condition};'
    shipped, decided = BOOK.decide(asked), book_with(rule).decide(asked)
    assert {reason.policy for reason in shipped.reasons} <= {reason.policy for reason in decided.reasons}
    if decided.answer is PolicyAnswer.GRANTED:
        assert shipped.answer is PolicyAnswer.GRANTED


def needed(asked: Facts, book: PolicyBook = BOOK) -> frozenset[object]:
    """The stages a question needs; a refusal needs more than all of them."""
    decided = book.decide(asked)
    return (
        frozenset({*StageName, "refused"})
        if decided.answer is PolicyAnswer.REFUSED
        else frozenset(decided.open_stages)
    )


@quietly
@given(questions, st.integers(0, 100))
def test_a_higher_score_never_needs_fewer_approvals(asked: Facts, other: int) -> None:
    lower, higher = sorted((asked.risk, other))
    assert needed(dataclasses.replace(asked, risk=lower)) <= needed(dataclasses.replace(asked, risk=higher))


@quietly
@given(questions, stages)
def test_an_approval_never_opens_a_stage(asked: Facts, more: frozenset[StageName]) -> None:
    assert needed(dataclasses.replace(asked, approvals=asked.approvals | more)) <= needed(asked)


class Wish:
    """What can get worse about a wish, in steps, with the score that follows from it."""

    def __init__(self, person: str, entitlement: str, dials: dict[str, Any]) -> None:
        place = place_with(
            entitlement,
            resource={
                "data_class": dials["data_class"],
                "regulations": ("gdpr",) if dials["regulated"] else (),
                "environment": "production" if dials["production"] else None,
            },
            risk=dials["risk"],
            privileged=dials["privileged"],
            automation=dials["automation"],
        )
        somebody = NORTHLIGHT.people[person]
        asked = facts(entitlement, person, place=place, duration=dials["duration"])
        self.risk = score(
            NORTHLIGHT,
            person=somebody,
            requester=somebody,
            place=place,
            scope=asked.scope,
            duration=asked.duration,
            now=asked.now,
        )
        self.facts = dataclasses.replace(asked, risk=self.risk.score)


DIALS: dict[str, list[Any]] = {
    "risk": list(RiskLevel),
    "data_class": list(DataClass),
    "privileged": [False, True],
    "regulated": [False, True],
    "production": [False, True],
    "automation": [Automation.AUTOMATIC, Automation.ASSISTED],
    "duration": [*(timedelta(days=days) for days in (1, 7, 14, 15, 30, 31, 60, 90, 91, 180, 181, 400)), None],
}


@quietly
@given(
    st.sampled_from(list(NORTHLIGHT.people)),
    st.sampled_from([DASHBOARDS, SALES]),
    st.fixed_dictionaries(
        {
            dial: st.tuples(st.integers(0, len(steps) - 1), st.integers(0, len(steps) - 1))
            for dial, steps in DIALS.items()
        }
    ),
)
def test_riskier_longer_more_sensitive_or_more_privileged_never_scores_lower_nor_needs_fewer(
    person: str, entitlement: str, turned: dict[str, tuple[int, int]]
) -> None:
    calm = Wish(person, entitlement, {dial: DIALS[dial][min(steps)] for dial, steps in turned.items()})
    worse = Wish(person, entitlement, {dial: DIALS[dial][max(steps)] for dial, steps in turned.items()})
    assert calm.risk.score <= worse.risk.score
    assert needed(calm.facts) <= needed(worse.facts)
