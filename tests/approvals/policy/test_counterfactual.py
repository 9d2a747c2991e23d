"""What would change the answer is found by asking again, is true, and is the least that does it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from approvals.model import Decision, PolicyAnswer, StageName
from approvals.policy.book import PolicyBook
from approvals.policy.change import Change
from approvals.policy.counterfactual import MOST_QUESTIONS, smallest_change
from approvals.policy.facts import Facts
from approvals.risk.scorecard import score
from catalog.kinds import RiskLevel
from catalog.model import Company, Entitlement, PolicyFile
from tests.approvals.company import (
    DASHBOARDS,
    EXPORTS,
    JOURNAL,
    MODELS,
    PAYMENTS_APPROVE,
    PAYMENTS_CREATE,
    SALES,
    WAREHOUSE_ADMIN,
    small_company,
)
from tests.approvals.policy.asking import NORTHLIGHT, facts
from tests.depth import examples

DAY = timedelta(days=1)
EDIT, OWN = "warehouse/dashboards:edit", "warehouse/dashboards:own"


def scored(asked: Facts) -> int:
    return score(
        asked.company, person=asked.person, requester=asked.requester, place=asked.place, scope=asked.scope,
        duration=asked.duration, now=asked.now, held=asked.held,
    ).score  # fmt: skip


def change(asked: Facts, most_questions: int = MOST_QUESTIONS) -> Change | None:
    book = PolicyBook.load(asked.company)
    asked = replace(asked, risk=scored(asked))
    return smallest_change(
        asked, book.decide(asked), decide=book.decide, score=scored, most_questions=most_questions
    )


def says(asked: Facts) -> str | None:
    found = change(asked)
    return found.says if found else None


def with_rule(text: str, **changes: Any) -> Company:
    return small_company(policies=(PolicyFile(path="policies/own.cedar", text=text),), **changes)


def with_levels() -> Company:
    """The dashboards with two more levels, of more risk."""
    systems = list(small_company().systems)
    resource = systems[0].resources[0]
    view = resource.entitlements[0]
    more = tuple(
        Entitlement(id=name, level=name.split(":")[1], name=title, risk=risk, max_duration=most)
        for name, title, risk, most in (
            (EDIT, "Editor", RiskLevel.HIGH, None),
            (OWN, "Owner", RiskLevel.CRITICAL, 20 * DAY),
        )
    )
    resource = resource.model_copy(
        update={"entitlements": (view.model_copy(update={"max_duration": 60 * DAY}), *more)}
    )
    systems[0] = systems[0].model_copy(update={"resources": (resource, *systems[0].resources[1:])})
    return small_company(systems=tuple(systems))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (facts(SALES, duration=365 * DAY), "Ask for 90 days or less and the manager alone decides."),
        (facts(SALES, duration=None), "Ask for 90 days or less and the manager alone decides."),
        (facts(SALES, scope={}), "Name one region and the manager alone decides."),
        (facts(SALES, scope={"region": "Mars"}), "Choose an allowed region and the manager alone decides."),
        (facts(DASHBOARDS, scope={"team": "us"}), "Leave team out and nobody has to approve."),
        (facts(SALES, scope={}, duration=365 * DAY), "Name one region and ask for 90 days or less, and the manager alone decides."),
        (facts(DASHBOARDS, "kim.sato", duration=None), "Ask for 61 days or less and nobody has to approve."),
        (facts(PAYMENTS_APPROVE, "fay.moss", held=frozenset({PAYMENTS_CREATE})), "Drop Ledger · Payments · Create and the manager alone decides."),
        (facts(SALES, "svc.loader", duration=None), "Ask for 90 days or less and the manager, the owner and Security decide."),
        (facts(WAREHOUSE_ADMIN, "max.vogel"), None),
        (facts(EXPORTS), None),
        (facts(JOURNAL), None),
        (facts(MODELS, "omar.diaz"), None),
        (facts(DASHBOARDS, "ben.gone"), None),
        (facts(DASHBOARDS), None),
    ],
)  # fmt: skip
def test_the_smallest_change_is_said_in_words_and_silence_where_nothing_helps(
    asked: Facts, said: str | None
) -> None:
    assert says(asked) == said


def test_a_lower_level_is_the_nearest_one_and_cut_to_its_own_ceiling() -> None:
    company = with_levels()
    found = change(facts(EDIT, company=company, duration=90 * DAY))
    assert found is not None
    assert found.says == "Ask for Viewer instead of Editor for 60 days and nobody has to approve."
    assert (found.entitlement, found.duration, found.steps) == (DASHBOARDS, 60 * DAY, 1)
    refuses = """@id("no-owners") @says("You must not own it.")
        forbid (principal, action == Action::"hold", resource) when { resource.level == "own" };"""
    forbidden = company.model_copy(
        update={"policies": (PolicyFile(path="policies/own.cedar", text=refuses),)}
    )
    owner = facts(OWN, company=forbidden)
    assert says(owner) == "Ask for Editor instead of Owner and the manager alone decides."
    held = replace(owner, held=frozenset({EDIT}))
    assert says(held) == "Ask for Viewer instead of Owner and nobody has to approve."


def test_a_companys_own_rules_are_heard_to_the_day_and_to_the_hour() -> None:
    rule = """@id("short") @needs("owner") @says("The owner must approve: long.")
        forbid (principal, action == Action::"hold", resource)
        when {{ context.permanent || (context has minutes && context.minutes > {minutes}) }}
        unless {{ context.approvals.contains("owner") }};"""
    days = with_rule(rule.format(minutes=60 * 24 * 11))
    assert (
        says(facts(company=days, duration=200 * DAY)) == "Ask for 11 days or less and nobody has to approve."
    )
    hours = with_rule(rule.format(minutes=60 * 6))
    assert says(facts(company=hours)) == "Ask for 6 hours or less and nobody has to approve."


def test_or_less_is_said_only_where_it_is_true() -> None:
    rule = """@id("not-too-short") @says("You must ask for 5 days to 10.")
        forbid (principal, action == Action::"hold", resource)
        when { context has minutes && (context.minutes < 60 * 24 * 5 || context.minutes > 60 * 24 * 10) };"""
    assert says(facts(company=with_rule(rule))) == "Ask for 10 days and nobody has to approve."


def test_a_value_of_a_scope_that_a_rule_is_about_is_named() -> None:
    rule = """@id("only-emea") @says("You must stay in EMEA.")
        forbid (principal, action == Action::"hold", resource in Resource::"warehouse/sales-reports")
        unless { context.scope.contains("region=EMEA") };"""
    found = change(facts(SALES, company=with_rule(rule), scope={}))
    assert found is not None
    assert found.says == "Choose EMEA as the region and the manager alone decides."
    assert found.scope == {"region": "EMEA"}


def test_two_conflicting_rights_are_both_to_be_dropped() -> None:
    systems = list(small_company().systems)
    payments = systems[1].resources[0]
    create, approve = payments.entitlements
    approve = approve.model_copy(update={"conflicts_with": (PAYMENTS_CREATE, EXPORTS)})
    payments = payments.model_copy(update={"entitlements": (create, approve)})
    systems[1] = systems[1].model_copy(update={"resources": (payments, *systems[1].resources[1:])})
    company = small_company(systems=tuple(systems))
    found = change(facts(PAYMENTS_APPROVE, company=company, held=frozenset({PAYMENTS_CREATE, EXPORTS})))
    assert found is not None
    assert set(found.dropped) == {PAYMENTS_CREATE, EXPORTS}
    assert found.says.startswith("Drop Ledger · Exports · Run and drop Ledger · Payments · Create, and")


def test_what_is_granted_needs_no_change_and_asks_nothing() -> None:
    def never(_: Facts) -> Decision:
        raise AssertionError

    granted = Decision(answer=PolicyAnswer.GRANTED, policy_version="v")
    assert smallest_change(facts(), granted, decide=never, score=scored) is None


BOOK = PolicyBook.load(NORTHLIGHT)
wishes = st.builds(
    lambda entitlement, person, duration, region, held: facts(
        entitlement,
        person,
        duration=duration,
        scope=region if entitlement == SALES else {},
        held=held,
    ),
    st.sampled_from([DASHBOARDS, SALES, MODELS, JOURNAL, PAYMENTS_APPROVE, WAREHOUSE_ADMIN]),
    st.sampled_from(["tom.reyes", "kim.sato", "jo.park", "rosa.lima", "svc.loader", "fay.moss", "ben.gone"]),
    st.none() | st.timedeltas(min_value=timedelta(hours=1), max_value=800 * DAY),
    st.sampled_from([{}, {"region": "EMEA"}, {"region": "Mars"}, {"quarter": "Q3"}]),
    st.sampled_from([frozenset(), frozenset({PAYMENTS_CREATE})]),
)


@settings(deadline=None, max_examples=examples(80))
@given(wishes)
def test_asked_again_with_the_change_the_policy_says_what_was_foretold(asked: Facts) -> None:
    asked = replace(asked, risk=scored(asked))
    before = BOOK.decide(asked)
    count = 0

    def decide(changed: Facts) -> Decision:
        nonlocal count
        count += 1
        return BOOK.decide(changed)

    found = smallest_change(asked, before, decide=decide, score=scored)
    assert count <= MOST_QUESTIONS
    assume(found is not None)
    assert found is not None
    # A scope that is still to be named may be named in any way.
    named = {"region": "EMEA"} if "region" in found.says else {}
    changed = replace(
        asked,
        place=NORTHLIGHT.places[found.entitlement],
        scope=found.scope | named,
        duration=found.duration,
        held=asked.held - set(found.dropped),
    )
    after = BOOK.decide(replace(changed, risk=scored(changed)))
    assert (after.answer, after.open_stages) == (found.answer, found.stages)
    assert after.answer is not PolicyAnswer.REFUSED
    if before.answer is PolicyAnswer.NEEDS:
        assert len(after.open_stages) < len(before.open_stages)
    if found.steps == 1 and found.says.startswith("Ask for") and asked.duration and found.duration:
        longer = replace(changed, duration=min(found.duration + DAY, asked.duration))
        more = BOOK.decide(replace(longer, risk=scored(longer)))
        assert more.answer is before.answer
        assert len(more.open_stages) >= len(before.open_stages)


def test_the_search_ends_when_it_has_asked_often_enough() -> None:
    assert change(facts(SALES, duration=365 * DAY), most_questions=2) is None
    for most in range(4, 30):
        found = change(facts(SALES, duration=365 * DAY), most_questions=most)
        if found is not None:
            assert found.duration is not None
            assert found.duration <= 90 * DAY
            assert found.stages == (StageName.MANAGER,)
