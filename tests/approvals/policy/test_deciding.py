"""Who may decide: the rules for the action `approve`, both ways."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from approvals.approvers import approvers
from approvals.model import PolicyAnswer, StageName, Verdict
from approvals.policy.book import PolicyBook
from catalog.kinds import Employment
from catalog.model import Company, PolicyFile
from catalog.settings import Groups, StepUp
from tests.approvals.company import SALES, TODAY, WAREHOUSE_ADMIN, small_company, small_people
from tests.approvals.policy.asking import NORTHLIGHT, facts

BOOK = PolicyBook.load(NORTHLIGHT)


def fired(
    by: str,
    stage: StageName = StageName.MANAGER,
    *,
    company: Company = NORTHLIGHT,
    decided_before: frozenset[str] = frozenset(),
    **changes: Any,
) -> set[str]:
    asked = facts(changes.pop("entitlement", SALES), company=company, **changes)
    decided = BOOK.may_decide(asked, stage=stage, by=company.people[by], decided_before=decided_before)
    assert decided.open_stages == ()
    assert (decided.answer is PolicyAnswer.GRANTED) == (not decided.reasons)
    return {reason.policy for reason in decided.reasons}


def test_the_manager_may_decide_the_managers_stage() -> None:
    assert fired("lena.osei") == set()


def test_security_and_the_owner_may_decide_theirs() -> None:
    assert fired("nils.aker", StageName.SECURITY) == set()
    assert fired("omar.diaz", StageName.OWNER) == set()


def test_a_stranger_learns_who_may_decide() -> None:
    decided = BOOK.may_decide(facts(SALES), stage=StageName.SECURITY, by=NORTHLIGHT.people["cara.cruz"])
    assert decided.answer is PolicyAnswer.REFUSED
    assert [reason.says for reason in decided.reasons] == [
        "You must leave this to those who may decide it: Greta Lund or Nils Aker."
    ]


@pytest.mark.parametrize("who", ["tom.reyes", "lena.osei"])
def test_nobody_decides_on_a_request_they_made_or_would_benefit_from(who: str) -> None:
    assert "not-ones-own-request" in fired(who, person="tom.reyes", requester="lena.osei")


def test_the_same_person_does_not_decide_two_stages() -> None:
    assert fired("omar.diaz", StageName.OWNER, entitlement=WAREHOUSE_ADMIN) == set()
    again = fired(
        "omar.diaz", StageName.OWNER, entitlement=WAREHOUSE_ADMIN, decided_before=frozenset({"omar.diaz"})
    )
    assert "one-stage-each" in again


def test_who_has_left_decides_nothing() -> None:
    people = small_people()
    people["lena.osei"] = people["lena.osei"].model_copy(update={"ends": date(2026, 11, 30)})
    assert "active-people-decide" in fired("lena.osei", company=small_company(people=people))
    people["lena.osei"] = people["lena.osei"].model_copy(update={"ends": TODAY})
    assert fired("lena.osei", company=small_company(people=people)) == set()


def test_a_service_identity_decides_nothing_even_when_a_group_names_it() -> None:
    company = small_company(groups=Groups(security=("svc.loader", "nils.aker"), iam_admins=("ida.berg",)))
    assert "people-decide" in fired("svc.loader", StageName.SECURITY, company=company)
    assert fired("nils.aker", StageName.SECURITY, company=company) == set()


@pytest.mark.parametrize("employment", [Employment.CONTRACTOR, Employment.INTERN])
def test_a_guest_who_leads_a_team_has_no_authority_over_weighty_access(employment: Employment) -> None:
    people = small_people()
    people["lena.osei"] = people["lena.osei"].model_copy(update={"employment": employment})
    company = small_company(people=people)
    assert "authority-over-the-role" in fired("lena.osei", entitlement=WAREHOUSE_ADMIN, company=company)
    assert fired("lena.osei", company=company) == set()
    assert fired("lena.osei", entitlement=WAREHOUSE_ADMIN) == set()
    # and so the stage does not wait for them
    place, tom = company.places[WAREHOUSE_ADMIN], company.people["tom.reyes"]
    route = approvers(company, stage=StageName.MANAGER, beneficiary=tom, requester=tom, place=place, on=TODAY)
    assert "lena.osei" not in route.may
    assert "Lena Osei has no authority over such access" in route.note


@pytest.mark.parametrize(
    ("step_up", "entitlement", "risk", "asked"),
    [
        (None, WAREHOUSE_ADMIN, 100, set()),
        (StepUp(), SALES, 69, set()),
        (StepUp(), SALES, 70, {"code-for-high-risk"}),
        (StepUp(start=40), SALES, 40, {"code-for-high-risk"}),
        (StepUp(), WAREHOUSE_ADMIN, 0, {"code-for-privileged"}),
        (StepUp(privileged=False), WAREHOUSE_ADMIN, 69, set()),
        (StepUp(), WAREHOUSE_ADMIN, 80, {"code-for-high-risk", "code-for-privileged"}),
    ],
)
def test_a_code_is_asked_for_where_the_company_wants_one(
    step_up: StepUp | None, entitlement: str, risk: int, asked: set[str]
) -> None:
    company = small_company(step_up=step_up)
    question, lena = facts(entitlement, company=company, risk=risk), company.people["lena.osei"]
    answer = BOOK.may_decide(question, stage=StageName.MANAGER, by=lena)
    assert {reason.policy for reason in answer.reasons} == asked
    assert answer.steps_up == bool(asked)
    for freed in ({"stepped_up": True}, {"verdict": Verdict.DENIED}):
        free = BOOK.may_decide(question, stage=StageName.MANAGER, by=lena, **freed)  # type: ignore[arg-type]
        assert free.answer is PolicyAnswer.GRANTED


def test_where_more_than_a_code_stands_in_the_way_none_is_asked_for() -> None:
    company = small_company(step_up=StepUp())
    question = facts(WAREHOUSE_ADMIN, company=company, risk=80)
    answer = BOOK.may_decide(question, stage=StageName.MANAGER, by=company.people["cara.cruz"])
    assert "only-named-people-decide" in {reason.policy for reason in answer.reasons}
    assert not answer.steps_up


def test_a_company_may_tighten_who_decides() -> None:
    rule = '@id("only-leads") @says("You must leave this to Greta.") forbid (principal, action == Action::"approve", resource) when { context.stage == "security" } unless { principal.title like "Head of *" };'
    strict = PolicyBook.load(small_company(policies=(PolicyFile(path="policies/a.cedar", text=rule),)))
    asked = facts(SALES)
    allowed = strict.may_decide(asked, stage=StageName.SECURITY, by=NORTHLIGHT.people["greta.lund"])
    stopped = strict.may_decide(asked, stage=StageName.SECURITY, by=NORTHLIGHT.people["nils.aker"])
    assert (allowed.answer, stopped.answer) == (PolicyAnswer.GRANTED, PolicyAnswer.REFUSED)


def test_every_rule_about_deciding_is_tried_above() -> None:
    forbids = {
        rule.id for rule in BOOK.rules.values() if rule.effect == "forbid" and "approve" in rule.actions
    }
    assert forbids == {
        "only-named-people-decide",
        "not-ones-own-request",
        "one-stage-each",
        "active-people-decide",
        "people-decide",
        "authority-over-the-role",
        "code-for-high-risk",
        "code-for-privileged",
    }
