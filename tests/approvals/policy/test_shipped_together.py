"""What the shipped rules come to together: which answer, in which order, in whose words, and from when until when."""

from __future__ import annotations

from datetime import date, timedelta

from approvals.model import PolicyAnswer, StageName
from approvals.policy.book import PolicyBook
from approvals.policy.what_ships import shipped_policies
from approvals.risk.judgement import Judgement, ModelSays
from catalog.kinds import Employment
from catalog.settings import Freeze
from tests.approvals.company import (
    PAYMENTS_APPROVE,
    PAYMENTS_CREATE,
    TODAY,
    WAREHOUSE_ADMIN,
    small_company,
    small_people,
    small_systems,
)
from tests.approvals.policy.asking import NORTHLIGHT, facts, policies_that_fired

BOOK = PolicyBook.load(NORTHLIGHT)

MANAGER = frozenset({StageName.MANAGER})
OWNER = frozenset({StageName.OWNER})
SECURITY = frozenset({StageName.SECURITY})


def test_what_nothing_stands_against_is_granted() -> None:
    decided = BOOK.decide(facts())
    assert (decided.answer, decided.open_stages, decided.reasons) == (PolicyAnswer.GRANTED, (), ())


def test_without_the_permit_nothing_is_granted() -> None:
    forbids_only = [source for source in shipped_policies() if source.file != "shipped/requestable.cedar"]
    decided = PolicyBook.read(forbids_only).decide(facts())
    assert decided.answer is PolicyAnswer.REFUSED
    assert policies_that_fired(decided) == {"no-policy-permits"}


def test_privileged_restricted_access_asks_all_three_in_their_order() -> None:
    decided = BOOK.decide(facts(WAREHOUSE_ADMIN, risk=75))
    assert decided.answer is PolicyAnswer.NEEDS
    assert decided.open_stages == (StageName.MANAGER, StageName.OWNER, StageName.SECURITY)


def test_each_approval_closes_its_stage_until_the_grant_may_be_made() -> None:
    stages = []
    for approvals in (frozenset(), MANAGER, MANAGER | OWNER, MANAGER | OWNER | SECURITY):
        stages.append(BOOK.decide(facts(WAREHOUSE_ADMIN, risk=75, approvals=approvals)))
    assert [len(one.open_stages) for one in stages] == [3, 2, 1, 0]
    assert stages[-1].answer is PolicyAnswer.GRANTED


def test_why_the_model_abstains_is_said() -> None:
    (reason,) = BOOK.decide(
        facts(judged=Judgement(says=ModelSays.ABSTAINS, why="no past decision has this title"))
    ).reasons
    assert (
        reason.says
        == "The manager must approve: the risk model abstains (no past decision has this title), so a person decides."
    )


def test_approvals_do_not_lift_a_refusal() -> None:
    everybody = MANAGER | OWNER | SECURITY
    decided = BOOK.decide(facts(PAYMENTS_APPROVE, held=frozenset({PAYMENTS_CREATE}), approvals=everybody))
    assert decided.answer is PolicyAnswer.REFUSED
    assert [reason.says for reason in decided.reasons] == [
        "You must first give up what conflicts with this: Ledger · Payments · Create. Nobody may hold both."
    ]


def test_a_refusal_stands_before_the_stages_it_makes_pointless() -> None:
    decided = BOOK.decide(facts(WAREHOUSE_ADMIN, duration=timedelta(days=31), risk=75))
    assert decided.answer is PolicyAnswer.REFUSED
    assert decided.open_stages == ()
    assert decided.reasons[0].says == "You must ask for 30 days or less."
    assert [reason.needs for reason in decided.reasons[1:]] == sorted(
        (reason.needs for reason in decided.reasons[1:] if reason.needs), key=list(StageName).index
    )


def test_the_thresholds_are_the_companys() -> None:
    strict = small_company(risk={"manager_from": 5, "security_from": 10})
    decided = PolicyBook.load(strict).decide(facts(company=strict, risk=10))
    assert decided.open_stages == (StageName.MANAGER, StageName.SECURITY)


def test_the_last_day_counts_and_the_next_does_not() -> None:
    people = small_people()
    people["tom.reyes"] = people["tom.reyes"].model_copy(update={"ends": date(2026, 12, 1)})
    last_day = small_company(people=people)
    assert BOOK.decide(facts(company=last_day)).answer is PolicyAnswer.GRANTED
    # 23:30 UTC is half past midnight in Amsterdam.
    late = facts(company=last_day).now.replace(hour=23, minute=30)
    assert policies_that_fired(BOOK.decide(facts(company=last_day, now=late))) == {
        "beneficiary-has-not-left",
        "requester-is-active",
    }


def test_the_company_is_the_entity_most_employees_belong_to() -> None:
    people = {
        name: one.model_copy(update={"company": "Portview"}) if one.employment is Employment.EMPLOYEE else one
        for name, one in small_people().items()
    }
    people["rosa.lima"] = people["rosa.lima"].model_copy(update={"company": "Northlight"})
    swapped = small_company(people=people)
    assert BOOK.decide(facts(company=swapped)).answer is PolicyAnswer.GRANTED
    assert policies_that_fired(BOOK.decide(facts(person="rosa.lima", company=swapped))) == {
        "manager-across-companies"
    }


def test_whoever_has_to_wait_is_told_how_long_and_why() -> None:
    company = small_company(
        freezes=(
            Freeze(name="the stocktaking", start=TODAY, until=TODAY),
            Freeze(name="the year-end close", start=TODAY, until=TODAY + timedelta(days=6)),
        )
    )
    (reason,) = BOOK.decide(facts(company=company)).reasons
    assert reason.says == (
        "You must wait until 8 December 2026: nothing new is granted here during the year-end close and the stocktaking."
    )
    (reason,) = BOOK.decide(facts(requests_today=30)).reasons
    assert reason.says.startswith(
        "You must wait until tomorrow: Tom Reyes has made 30 requests today, and 25"
    )


def test_every_shipped_system_entitlement_gets_an_answer() -> None:
    names = [
        entitlement.id
        for system in small_systems()
        for resource in system.resources
        for entitlement in resource.entitlements
    ]
    answers = {name: BOOK.decide(facts(name, approvals=MANAGER | OWNER | SECURITY)).answer for name in names}
    assert set(answers.values()) == {PolicyAnswer.GRANTED}
