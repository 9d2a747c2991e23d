"""Every policy that ships, both ways: what makes it fire, and the nearest thing that does not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from approvals.model import PolicyAnswer, StageName
from approvals.not_right import NotRight
from approvals.policy.book import PolicyBook
from approvals.quorum import Yes
from approvals.risk.judgement import Judgement, ModelSays
from catalog.kinds import DataClass, RiskLevel
from catalog.model import Audience, Company
from catalog.settings import Freeze, Limits
from tests.approvals.company import (
    DASHBOARDS,
    EXPORTS,
    JOURNAL,
    LAB_BADGE,
    MODELS,
    PAYMENTS_APPROVE,
    PAYMENTS_CREATE,
    SALES,
    TODAY,
    WAREHOUSE_ADMIN,
    small_company,
)
from tests.approvals.policy.asking import NORTHLIGHT, facts, place_with, policies_that_fired

BOOK = PolicyBook.load(NORTHLIGHT)

MANAGER = frozenset({StageName.MANAGER})
OWNER = frozenset({StageName.OWNER})
SECURITY = frozenset({StageName.SECURITY})

ABSTAINS = Judgement(says=ModelSays.ABSTAINS, why="no past decision has this title")
SURE = Judgement(says=ModelSays.SURE, probability=0.01, usual=0.06)

NOT_RIGHT_HERE = NotRight(binds=60, times=1, minutes_ago=5, here_minutes_ago=5)

Case = dict[str, Any]


def frozen(start: date = TODAY, until: date = TODAY, **where: tuple[str, ...]) -> Company:
    return small_company(freezes=(Freeze(name="the stocktaking", start=start, until=until, **where),))


def few_a_day() -> Company:
    return small_company(limits=Limits(requests_per_day=2))


CRITICAL = place_with(WAREHOUSE_ADMIN, risk=RiskLevel.CRITICAL)
"""Privileged access to production already, and now critical too."""


def said(*people: str) -> tuple[Yes, ...]:
    return tuple(Yes(stage=StageName.SECURITY, person=one) for one in people)


HOLD: dict[str, list[tuple[Case, Case]]] = {
    "beneficiary-has-started": [({"person": "una.soon"}, {"person": "tom.reyes"})],
    "beneficiary-has-not-left": [({"person": "ben.gone"}, {"person": "tom.reyes"})],
    "requester-is-active": [
        ({"requester": "ben.gone"}, {"requester": "sana.malik"}),
        ({"requester": "una.soon"}, {}),
    ],
    "audience-department": [
        ({"entitlement": MODELS, "person": "max.vogel"}, {"entitlement": MODELS}),
        (
            {"place": place_with(audience=Audience(departments=("Finance",)))},
            {"place": place_with(audience=Audience())},
        ),
    ],
    "audience-employment": [({"entitlement": MODELS, "person": "kim.sato"}, {"entitlement": MODELS})],
    "required-scope": [
        ({"entitlement": SALES, "scope": {}}, {"entitlement": SALES, "scope": {"region": "AMER"}})
    ],
    "allowed-scope": [
        (
            {"entitlement": SALES, "scope": {"region": "MARS"}},
            {"entitlement": SALES, "scope": {"region": "APAC"}},
        ),
        ({"scope": {"region": "EMEA"}}, {"scope": {}}),
        (
            {"entitlement": SALES, "scope": {"region": "EMEA", "quarter": "Q5"}},
            {"entitlement": SALES, "scope": {"region": "EMEA", "quarter": "Q4"}},
        ),
    ],
    "duration-ceiling": [
        (
            {"entitlement": SALES, "duration": timedelta(days=90, seconds=1)},
            {"entitlement": SALES, "duration": timedelta(days=90)},
        ),
        ({"entitlement": SALES, "duration": None}, {"duration": None}),
    ],
    "manager-for-elevated-risk": [
        ({"risk": 30}, {"risk": 29}),
        ({"risk": 100}, {"risk": 100, "approvals": MANAGER}),
    ],
    "security-for-high-risk": [
        ({"risk": 70}, {"risk": 69}),
        ({"risk": 70, "approvals": MANAGER}, {"risk": 70, "approvals": SECURITY}),
    ],
    "manager-when-the-model-abstains": [
        ({"judged": ABSTAINS}, {"judged": SURE}),
        ({"judged": ABSTAINS}, {}),
        ({"judged": ABSTAINS, "approvals": SECURITY}, {"judged": ABSTAINS, "approvals": MANAGER}),
    ],
    "manager-for-privileged": [
        ({"place": place_with(privileged=True)}, {"place": place_with(privileged=False)}),
        ({"entitlement": WAREHOUSE_ADMIN}, {"entitlement": WAREHOUSE_ADMIN, "approvals": MANAGER}),
    ],
    "security-for-privileged": [
        ({"place": place_with(privileged=True)}, {"place": place_with(privileged=False)}),
        (
            {"entitlement": WAREHOUSE_ADMIN, "approvals": MANAGER | OWNER},
            {"entitlement": WAREHOUSE_ADMIN, "approvals": SECURITY},
        ),
    ],
    "security-twice-for-critical-production": [
        (
            {"place": CRITICAL, "duration": timedelta(hours=8, minutes=1)},
            {"place": CRITICAL, "duration": timedelta(hours=8)},
        ),
        ({"place": CRITICAL, "duration": None}, {"place": CRITICAL, "duration": timedelta(minutes=5)}),
        ({"place": CRITICAL}, {"place": place_with(WAREHOUSE_ADMIN)}),
        (
            {"place": CRITICAL},
            {"place": place_with(WAREHOUSE_ADMIN, risk=RiskLevel.CRITICAL, privileged=False)},
        ),
        (
            {"place": CRITICAL},
            {
                "place": place_with(
                    WAREHOUSE_ADMIN, risk=RiskLevel.CRITICAL, resource={"environment": "staging"}
                )
            },
        ),
        (
            {"place": CRITICAL, "approvals": SECURITY, "said": said("greta.lund")},
            {"place": CRITICAL, "approvals": SECURITY, "said": said("greta.lund", "nils.aker")},
        ),
        # Somebody's delegate is no second person beside them.
        (
            {
                "place": CRITICAL,
                "approvals": SECURITY,
                "said": (
                    *said("greta.lund"),
                    Yes(stage=StageName.SECURITY, person="cara.cruz", stands_for="greta.lund"),
                ),
            },
            {
                "place": CRITICAL,
                "approvals": SECURITY,
                "said": (
                    *said("greta.lund"),
                    Yes(stage=StageName.SECURITY, person="cara.cruz", stands_for="nils.aker"),
                ),
            },
        ),
    ],
    "manager-for-restricted-data": [
        ({"entitlement": WAREHOUSE_ADMIN}, {"entitlement": SALES}),
        ({"entitlement": WAREHOUSE_ADMIN}, {"entitlement": WAREHOUSE_ADMIN, "approvals": MANAGER}),
    ],
    "owner-for-restricted-data": [
        (
            {"place": place_with(resource={"data_class": DataClass.RESTRICTED})},
            {"place": place_with(resource={"data_class": DataClass.CONFIDENTIAL})},
        ),
        ({"entitlement": WAREHOUSE_ADMIN}, {"entitlement": WAREHOUSE_ADMIN, "approvals": OWNER}),
    ],
    "manager-for-regulated-data": [
        ({"entitlement": JOURNAL}, {"entitlement": DASHBOARDS}),
        ({"entitlement": JOURNAL, "approvals": SECURITY}, {"entitlement": JOURNAL, "approvals": MANAGER}),
    ],
    "manager-for-assisted": [
        ({"entitlement": EXPORTS}, {"entitlement": DASHBOARDS}),
        ({"entitlement": EXPORTS}, {"entitlement": EXPORTS, "approvals": MANAGER}),
    ],
    "manager-for-manual": [
        ({"entitlement": LAB_BADGE}, {"entitlement": EXPORTS}),
        ({"entitlement": LAB_BADGE}, {"entitlement": LAB_BADGE, "approvals": MANAGER}),
    ],
    "manager-for-a-colleague": [
        ({"requester": "sana.malik"}, {}),
        ({"requester": "sana.malik"}, {"requester": "lena.osei"}),
        ({"requester": "ivo.brandt"}, {"requester": "ivo.brandt", "approvals": MANAGER}),
    ],
    "manager-across-companies": [
        ({"person": "rosa.lima"}, {"person": "tom.reyes"}),
        ({"person": "rosa.lima"}, {"person": "rosa.lima", "approvals": MANAGER}),
        (
            {"place": place_with(resource={"owner": "rosa.lima"})},
            {"place": place_with(resource={"owner": "ivo.brandt"})},
        ),
    ],
    "end-date-for-guests": [
        ({"person": "kim.sato", "duration": None}, {"person": "kim.sato"}),
        ({"person": "jo.park", "duration": None}, {"person": "tom.reyes", "duration": None}),
        ({"person": "svc.loader", "duration": None}, {"person": "svc.loader"}),
    ],
    # From 1 December, 10:00 UTC, to the end of 31 January in Amsterdam is 61 days and 13 hours.
    "guests-end-with-their-contract": [
        (
            {"person": "kim.sato", "duration": timedelta(days=61, hours=13, minutes=1)},
            {"person": "kim.sato", "duration": timedelta(days=61, hours=13)},
        ),
        (
            {"person": "jo.park", "duration": timedelta(days=365)},
            {"person": "tom.reyes", "duration": timedelta(days=365)},
        ),
    ],
    "manager-for-guests": [
        (
            {"person": "kim.sato", "place": place_with(resource={"data_class": DataClass.CONFIDENTIAL})},
            {"person": "kim.sato", "place": place_with(resource={"data_class": DataClass.INTERNAL})},
        ),
        ({"person": "kim.sato", "entitlement": SALES}, {"person": "kim.sato", "entitlement": DASHBOARDS}),
        (
            {"person": "jo.park", "place": place_with(risk=RiskLevel.MODERATE)},
            {"place": place_with(risk=RiskLevel.MODERATE)},
        ),
        (
            {"person": "kim.sato", "entitlement": SALES},
            {"person": "kim.sato", "entitlement": SALES, "approvals": MANAGER},
        ),
    ],
    "owner-for-service-identities": [
        ({"person": "svc.loader"}, {"person": "tom.reyes"}),
        ({"person": "svc.loader"}, {"person": "svc.loader", "approvals": OWNER}),
    ],
    "security-for-service-identities": [
        ({"person": "svc.loader"}, {"person": "kim.sato"}),
        ({"person": "svc.loader"}, {"person": "svc.loader", "approvals": SECURITY}),
    ],
    "manager-for-stale-classification": [
        (
            {"place": place_with(classified_on=TODAY - timedelta(days=93))},
            {"place": place_with(classified_on=TODAY - timedelta(days=92))},
        ),
        ({"place": place_with(classified_on=date(2020, 2, 2))}, {"place": place_with(classified_on=None)}),
        (
            {"place": place_with(classified_on=date(2020, 2, 2))},
            {"place": place_with(classified_on=date(2020, 2, 2)), "approvals": MANAGER},
        ),
    ],
    "manager-after-not-right": [
        (
            {"not_right": NotRight(binds=60, times=1, minutes_ago=59, here_minutes_ago=59)},
            {"not_right": NotRight(binds=60, minutes_ago=60, here_minutes_ago=60)},
        ),
        (
            {"not_right": NotRight(binds=60, times=2, minutes_ago=0, here_minutes_ago=59)},
            {"not_right": NotRight(binds=60, times=2, minutes_ago=0)},
        ),
        (
            {"not_right": NOT_RIGHT_HERE, "approvals": OWNER | SECURITY},
            {"not_right": NOT_RIGHT_HERE, "approvals": MANAGER},
        ),
    ],
    "freeze-window": [
        ({"company": frozen()}, {"company": frozen(start=TODAY + timedelta(days=1))}),
        ({"company": frozen()}, {"company": frozen(until=TODAY - timedelta(days=1))}),
        ({"company": frozen(systems=("warehouse",))}, {"company": frozen(systems=("ledger",))}),
        (
            {"company": frozen(environments=("production",)), "entitlement": WAREHOUSE_ADMIN},
            {"company": frozen(environments=("staging",)), "entitlement": WAREHOUSE_ADMIN},
        ),
    ],
    "requests-per-day": [
        ({"requests_today": 26}, {"requests_today": 25}),
        ({"requests_today": 3, "company": few_a_day()}, {"requests_today": 2, "company": few_a_day()}),
    ],
    "segregation-of-duties": [
        (
            {"entitlement": PAYMENTS_APPROVE, "held": frozenset({PAYMENTS_CREATE})},
            {"entitlement": PAYMENTS_APPROVE, "held": frozenset({JOURNAL})},
        ),
        # Only the other side of the pair declares the conflict.
        (
            {"entitlement": PAYMENTS_CREATE, "held": frozenset({PAYMENTS_APPROVE})},
            {"entitlement": PAYMENTS_CREATE},
        ),
    ],
}


@pytest.mark.parametrize(
    ("policy", "fires", "silent"), [(policy, *pair) for policy, pairs in HOLD.items() for pair in pairs]
)
def test_a_shipped_policy_fires_when_it_should_and_only_then(policy: str, fires: Case, silent: Case) -> None:
    decided = BOOK.decide(facts(**fires))
    assert policy in policies_that_fired(decided)
    assert decided.answer is (
        PolicyAnswer.NEEDS if all(reason.needs for reason in decided.reasons) else PolicyAnswer.REFUSED
    )
    assert policy not in policies_that_fired(BOOK.decide(facts(**silent)))


def test_the_table_covers_every_rule_about_holding() -> None:
    forbids = {rule.id for rule in BOOK.rules.values() if rule.effect == "forbid" and "hold" in rule.actions}
    assert forbids == set(HOLD)


def test_a_rule_that_asks_for_a_stage_asks_for_the_one_its_name_says() -> None:
    asking = {rule.id: rule.needs for rule in BOOK.rules.values() if rule.needs}
    assert asking
    assert all(name.startswith(stage) for name, stage in asking.items())
