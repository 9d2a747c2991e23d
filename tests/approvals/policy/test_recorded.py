"""What the log keeps of a decision is enough to make it again, whatever has become of people and catalog."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from approvals.handovers import Handover
from approvals.model import PolicyAnswer, StageName
from approvals.not_right import NotRight
from approvals.policy.book import PolicyBook
from approvals.policy.facts import Facts
from approvals.policy.question import Question, hold_question
from approvals.policy.recorded import NotRecorded, facts_from, recorded
from approvals.quorum import Yes
from catalog.emergency import Emergency
from catalog.kinds import DataClass, Employment, RiskLevel
from catalog.model import Absence, Company, PolicyFile
from tests.approvals.company import (
    DASHBOARDS,
    MODELS,
    PAYMENTS_APPROVE,
    PAYMENTS_CREATE,
    SALES,
    TODAY,
    WAREHOUSE_ADMIN,
    small_company,
    small_people,
    small_systems,
)
from tests.approvals.policy.asking import NORTHLIGHT, facts

KINDS = [
    facts(),
    facts(SALES, "kim.sato", requester="lena.osei", scope={"region": "EMEA", "quarter": "Q3"}, risk=43),
    facts(WAREHOUSE_ADMIN, "max.vogel", duration=None, approvals=frozenset({StageName.MANAGER}), risk=88),
    facts(PAYMENTS_APPROVE, "fay.moss", held=frozenset({PAYMENTS_CREATE, DASHBOARDS})),
    facts(MODELS, "svc.loader", duration=timedelta(hours=36, minutes=7), requests_today=9),
    facts(DASHBOARDS, "ben.gone"),
    facts(not_right=NotRight(binds=1440, times=2, minutes_ago=7, here_minutes_ago=80)),
    facts(not_right=NotRight(binds=1440, minutes_ago=0)),
    facts(unreviewed=0),
    facts(SALES, unreviewed=3, risk=90),
]


def logged(one: Facts) -> dict[str, Any]:
    """Through the text that the log holds."""
    data: dict[str, Any] = json.loads(json.dumps(recorded(one)))
    return data


def changed(**person: Any) -> Company:
    """Northlight after Tom changed, and after somebody classified everything anew."""
    people = small_people()
    people["tom.reyes"] = people["tom.reyes"].model_copy(update=person)
    systems = tuple(
        system.model_copy(
            update={
                "owner": "greta.lund",
                "resources": tuple(
                    resource.model_copy(
                        update={
                            "data_class": DataClass.RESTRICTED,
                            "entitlements": tuple(
                                one.model_copy(update={"risk": RiskLevel.CRITICAL, "max_duration": None})
                                for one in resource.entitlements
                            ),
                        }
                    )
                    for resource in system.resources
                ),
            }
        )
        for system in small_systems()
    )
    return small_company(people=people, systems=systems)


@pytest.mark.parametrize("one", KINDS, ids=lambda one: f"{one.person.id} {one.place.entitlement.id}")
def test_facts_come_back_as_they_were(one: Facts) -> None:
    assert facts_from(logged(one), NORTHLIGHT) == one


@pytest.mark.parametrize("one", KINDS, ids=lambda one: f"{one.person.id} {one.place.entitlement.id}")
def test_the_same_question_is_asked_after_people_and_catalog_changed(one: Facts) -> None:
    later = changed(department="Sales", title="Head", employment=Employment.INTERN, manager="fay.moss")
    back = facts_from(logged(one), later)

    was, now = hold_question(one), hold_question(back)
    assert now.request == was.request
    # Whoever owns the system today may be another; what a rule sees of all the others is what it was.
    assert {name: one for name, one in reachable(now).items() if name != "greta.lund"} == reachable(was)
    assert PolicyBook.load(NORTHLIGHT).decide(back) == PolicyBook.load(NORTHLIGHT).decide(one)


def reachable(question: Question) -> dict[str, Any]:
    """What Cedar reaches from there, by its id."""
    return {
        one["uid"]["id"]: (one["attrs"], {parent["id"] for parent in one["parents"]})
        for one in json.loads(str(question.entities))
    }


def test_somebody_who_is_gone_goes_by_their_id() -> None:
    one = facts()
    without = small_company(people={id: p for id, p in small_people().items() if id != "tom.reyes"})
    back = facts_from(logged(one), without)
    assert (back.person.id, back.person.name, back.person.department) == ("tom.reyes", "tom.reyes", "Data")


def test_an_entitlement_that_is_gone_cannot_be_asked_about() -> None:
    without = small_company(systems=small_systems()[1:])
    with pytest.raises(NotRecorded, match="no longer in the catalog"):
        facts_from(logged(facts()), without)


@pytest.mark.parametrize(
    "change",
    [{"person": None}, {"duration": "soon"}, {"approvals": ["king"]}, {"at": 7}, {"held": None}, {"place": []}, {"circles": []}, {"not_right": []}, {"not_right": {"times": 1}}],
    ids=str,
)  # fmt: skip
def test_what_does_not_read_is_said_and_never_guessed(change: dict[str, Any]) -> None:
    with pytest.raises(NotRecorded):
        facts_from(logged(facts()) | change, NORTHLIGHT)


def test_names_and_addresses_are_not_kept() -> None:
    text = json.dumps(recorded(facts()))
    assert "Tom Reyes" not in text
    assert "@" not in text


def test_for_how_long_a_verdict_bound_on_the_day_is_kept_with_it() -> None:
    one = facts(not_right=NotRight(binds=1440, times=1, minutes_ago=7, here_minutes_ago=7))
    shorter = small_company(emergency=Emergency(not_right_binds=timedelta(minutes=5)))
    back = facts_from(logged(one), shorter)
    assert hold_question(back).request["context"]["not_right_binds"] == 1440
    decided = PolicyBook.load(shorter).decide(back)
    assert [reason.policy for reason in decided.reasons] == ["manager-after-not-right"]
    assert "not_right" not in logged(facts()), "entries of everybody else are as they were"


ALL_OF_SECURITY = PolicyFile(
    path="policies/own.cedar",
    text='@id("own") @needs("security") @quorum("all") @says("All of Security must agree.") '
    'forbid (principal, action == Action::"hold", resource) unless { context.approvals.contains("security") };',
)
GRETA_SAID_YES: dict[str, Any] = {
    "approvals": frozenset({StageName.SECURITY}),
    "said": (Yes(stage=StageName.SECURITY, person="greta.lund"),),
}


def test_who_everybody_was_on_the_day_counts_when_they_are_back() -> None:
    away = Absence(person="nils.aker", start=TODAY, until=TODAY)
    then = small_company(policies=(ALL_OF_SECURITY,), absences=(away,))
    now, book = small_company(policies=(ALL_OF_SECURITY,)), PolicyBook.load(then)
    one = facts(company=then, **GRETA_SAID_YES)
    assert book.decide(one).answer is PolicyAnswer.GRANTED, "Nils is away, and nobody stands in"

    assert book.decide(facts_from(logged(one), now)).answer is PolicyAnswer.GRANTED
    assert book.decide(replace(one, company=now)).answer is PolicyAnswer.NEEDS


def test_what_was_handed_over_on_the_day_counts_as_it_did() -> None:
    company = small_company(policies=(ALL_OF_SECURITY,))
    book = PolicyBook.load(company)
    sent_on = (Handover(id="hand_1", stage=StageName.SECURITY, person="nils.aker"),)
    both = (*GRETA_SAID_YES["said"], Yes(stage=StageName.SECURITY, person="ida.berg"))
    one = facts(company=company, **GRETA_SAID_YES | {"said": both}, handed=sent_on)
    assert book.decide(one).answer is PolicyAnswer.GRANTED, "Ida agreed in the place of Nils"
    assert book.decide(replace(one, handed=())).answer is PolicyAnswer.NEEDS
    assert book.decide(facts_from(logged(one), company)) == book.decide(one)


def test_an_entry_from_before_it_was_kept_counts_those_who_are_there_now() -> None:
    company = small_company(policies=(ALL_OF_SECURITY,))
    data = logged(facts(company=company, **GRETA_SAID_YES))
    assert data.pop("circles") == {"security": {"people": ["greta.lund", "nils.aker"]}}
    assert PolicyBook.load(company).decide(facts_from(data, company)).answer is PolicyAnswer.NEEDS
