"""The risk score: what it comes to, that it adds up, and what it says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.model import Risk, RiskBand
from approvals.risk import weights
from approvals.risk.scorecard import band, score
from catalog.kinds import DataClass, Employment, RiskLevel
from catalog.model import Company, Holding, Place
from catalog.settings import RiskThresholds
from tests.approvals.company import (
    DASHBOARDS,
    NOW,
    PAYMENTS_APPROVE,
    PAYMENTS_CREATE,
    SALES,
    WAREHOUSE_ADMIN,
    small_company,
    small_people,
)
from tests.depth import examples

NORTHLIGHT = small_company()
EMEA = {"region": "EMEA", "quarter": "Q3"}
NIGHT = datetime(2026, 12, 1, 23, 0, tzinfo=UTC)


def risk(
    entitlement: str = DASHBOARDS, person: str = "tom.reyes", *, company: Company = NORTHLIGHT, **changes: Any
) -> Risk:
    requester = company.people[changes.pop("requester", person)]
    asked: dict[str, Any] = {
        "person": company.people[person],
        "requester": requester,
        "place": company.places[entitlement],
        "scope": EMEA if entitlement == SALES else {},
        "duration": timedelta(days=14),
        "now": NOW,
    }
    return score(company, **(asked | changes))


def points(found: Risk) -> dict[str, float]:
    return {factor.name: factor.points for factor in found.factors}


def says(found: Risk, name: str) -> str:
    return next(factor.says for factor in found.factors if factor.name == name)


def with_person(id: str, **changes: Any) -> Company:
    people = small_people()
    return small_company(people=people | {id: people[id].model_copy(update=changes)})


@pytest.mark.parametrize("days", [1, 14, 30, 90])
@pytest.mark.parametrize("now", [NOW, NIGHT])
def test_low_risk_access_to_internal_data_up_to_ninety_days_stays_low(days: int, now: datetime) -> None:
    for person in ("tom.reyes", "max.vogel", "nils.aker"):
        assert risk(person=person, duration=timedelta(days=days), now=now).score < 30


def test_moderate_access_to_confidential_data_for_two_weeks_is_elevated() -> None:
    for person in ("tom.reyes", "kim.sato", "jo.park", "max.vogel"):
        found = risk(SALES, person)
        assert 30 <= found.score < 70
        assert found.band is RiskBand.ELEVATED


def test_privileged_high_risk_access_to_restricted_data_is_high_however_short() -> None:
    found = risk(WAREHOUSE_ADMIN, "cara.cruz", duration=timedelta(hours=1))
    assert found.score >= 70
    assert found.band is RiskBand.HIGH


def test_the_worked_example_adds_up_as_documented() -> None:
    """docs/decisions.md shows these numbers."""
    found = risk(SALES)
    assert [(factor.name, factor.points, factor.says) for factor in found.factors] == [
        ("risk_level", 16, "Moderate-risk access"),
        ("data_class", 14, "Confidential data"),
        ("duration", 3, "For 14 days"),
        ("peers", 2, "1 of 6 in Data hold this"),
    ]
    assert (found.score, found.band) == (35, RiskBand.ELEVATED)


def test_the_cap_is_a_factor_of_its_own() -> None:
    everything = Place(
        system=NORTHLIGHT.systems[0],
        resource=NORTHLIGHT.places[WAREHOUSE_ADMIN].resource.model_copy(update={"regulations": ("sox",)}),
        entitlement=NORTHLIGHT.places[WAREHOUSE_ADMIN].entitlement.model_copy(
            update={"risk": RiskLevel.CRITICAL}
        ),
    )
    found = risk(
        person="svc.loader",
        requester="kim.sato",
        place=everything,
        duration=None,
        now=NIGHT,
        recent_denials=4,
    )
    assert found.score == 100
    assert sum(factor.points for factor in found.factors) == 100
    assert found.factors[-1].name == "cap"
    assert found.factors[-1].points < 0


@settings(deadline=None, max_examples=examples(150))
@given(
    entitlement=st.sampled_from(list(NORTHLIGHT.places)),
    person=st.sampled_from(list(NORTHLIGHT.people)),
    requester=st.sampled_from(list(NORTHLIGHT.people)),
    duration=st.none() | st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=900)),
    later=st.timedeltas(min_value=timedelta(days=-800), max_value=timedelta(days=400)),
    denials=st.integers(0, 20),
    held=st.frozensets(st.sampled_from(list(NORTHLIGHT.places))),
)
def test_the_factors_always_sum_to_the_score(
    entitlement: str,
    person: str,
    requester: str,
    duration: timedelta | None,
    later: timedelta,
    denials: int,
    held: frozenset[str],
) -> None:
    found = risk(
        entitlement,
        person,
        requester=requester,
        scope={},
        duration=duration,
        now=NOW + later,
        recent_denials=denials,
        held=held,
    )
    assert sum(factor.points for factor in found.factors) == found.score
    assert 0 <= found.score <= 100
    assert found.band is band(found.score, NORTHLIGHT.risk)
    assert all(factor.says for factor in found.factors)
    assert all(factor.points >= 0 for factor in found.factors if factor.name != "cap")


@pytest.mark.parametrize(
    ("score_", "expected"),
    [
        (0, RiskBand.LOW),
        (29, RiskBand.LOW),
        (30, RiskBand.ELEVATED),
        (69, RiskBand.ELEVATED),
        (70, RiskBand.HIGH),
        (100, RiskBand.HIGH),
    ],
)
def test_the_bands_begin_at_the_thresholds(score_: int, expected: RiskBand) -> None:
    assert band(score_, RiskThresholds()) is expected


def test_the_bands_are_the_companys() -> None:
    assert risk(company=small_company(risk={"manager_from": 5, "security_from": 6})).band is RiskBand.HIGH


def test_each_table_never_falls_as_the_risk_rises() -> None:
    tables = [
        [weights.RISK_LEVEL[level] for level in RiskLevel],
        [weights.DATA_CLASS[data] for data in DataClass],
        [*(points for _, points in weights.DURATION), weights.DURATION_LONGER, weights.DURATION_OPEN_ENDED],
        [0, *(points for _, points in reversed(weights.TENURE))],
        [*(points for _, points in weights.PEERS), weights.PEERS_NOBODY],
    ]
    assert all(table == sorted(table) for table in tables)
    assert set(weights.EMPLOYMENT) == set(Employment)


def test_an_open_end_weighs_more_than_any_length() -> None:
    open_ended, long = risk(duration=None), risk(duration=timedelta(days=4000))
    assert points(open_ended)["duration"] > points(long)["duration"] > 0
    assert says(open_ended, "duration") == "Open-ended"


def test_who_is_not_an_employee_weighs_more() -> None:
    said = {
        person: says(risk(person=person), "employment") for person in ("kim.sato", "jo.park", "svc.loader")
    }
    assert said == {
        "kim.sato": "Held by a contractor",
        "jo.park": "Held by an intern",
        "svc.loader": "Held by a service identity",
    }
    assert "employment" not in points(risk())


def test_newcomers_weigh_more_until_their_third_month_is_over() -> None:
    weighed = [
        points(risk(company=with_person("tom.reyes", started=date(2026, 12, 1) - timedelta(days=days)))).get(
            "tenure", 0
        )
        for days in (0, 29, 30, 89, 90)
    ]
    assert weighed == [6, 6, 3, 3, 0]
    assert points(risk(company=with_person("tom.reyes", started=None)))["tenure"] == weights.TENURE_UNKNOWN


def test_another_legal_entity_weighs_more() -> None:
    assert says(risk(person="rosa.lima"), "legal_entity") == "Across companies: Portview is not Northlight"


def test_what_was_not_narrowed_weighs_more() -> None:
    found = risk(SALES, scope={"region": "EMEA"})
    assert found.score == risk(SALES).score + weights.NOT_NARROWED
    assert says(found, "breadth") == "Not narrowed to one quarter"


def test_asking_for_somebody_else_and_at_night_weighs_more() -> None:
    found = risk(requester="sana.malik", now=NIGHT)
    assert says(found, "on_behalf") == "Asked for by Sana Malik"
    assert says(found, "hour") == "Asked outside working hours"


def test_working_hours_are_the_companys_time() -> None:
    # Seven in the morning by UTC is eight in Amsterdam.
    assert "hour" not in points(risk(now=datetime(2026, 12, 1, 7, 0, tzinfo=UTC)))
    assert "hour" in points(risk(now=datetime(2026, 12, 1, 6, 59, tzinfo=UTC)))
    assert "hour" in points(risk(now=datetime(2026, 12, 5, 10, 0, tzinfo=UTC)))


def test_asking_again_and_again_weighs_more_up_to_a_point() -> None:
    weighed = [points(risk(recent_denials=times)).get("recent_denials", 0) for times in (0, 1, 2, 3, 9)]
    assert weighed == [0, 3, 6, 9, 9]
    assert says(risk(recent_denials=2), "recent_denials") == "Denied 2 times recently"


def test_peers_are_counted_in_words() -> None:
    assert says(risk(), "peers") == "3 of 6 in Data hold this"
    assert says(risk(PAYMENTS_CREATE), "peers") == "Nobody else in Data holds this"
    assert says(risk(person="nils.aker"), "peers") == "Too few colleagues in Security to compare with"


def test_what_is_usual_among_those_of_the_same_title_and_manager_is_usual() -> None:
    people = small_people()
    for number in range(5):
        people[f"new.{number}"] = people["sana.malik"].model_copy(
            update={
                "id": f"new.{number}",
                "name": f"New {number}",
                "email": f"new{number}@northlight.example",
            }
        )
    wide = small_company(people=people, holdings=(Holding(person="sana.malik", entitlement=SALES),))
    assert says(risk(SALES, company=wide), "peers") == "1 of 7 in Data with the title Analyst hold this"
    # The manager of another analyst is another, so that the team is smaller and the share in it larger.
    people["new.0"] = people["new.0"].model_copy(update={"manager": "ivo.brandt"})
    team = small_company(people=people, holdings=(Holding(person="sana.malik", entitlement=SALES),))
    assert (
        says(risk(SALES, company=team), "peers")
        == "1 of 6 in Data with the title Analyst under the same manager hold this"
    )


def test_one_level_from_both_halves_of_a_control_weighs_more() -> None:
    viewer = NORTHLIGHT.places[PAYMENTS_CREATE]
    view = viewer.entitlement.model_copy(
        update={"id": "ledger/payments:view", "level": "view", "conflicts_with": ()}
    )
    resource = viewer.resource.model_copy(update={"entitlements": (*viewer.resource.entitlements, view)})
    systems = tuple(
        one.model_copy(
            update={
                "resources": tuple(resource if kept.id == resource.id else kept for kept in one.resources)
            }
        )
        for one in NORTHLIGHT.systems
    )
    company = small_company(systems=systems)
    place = company.places["ledger/payments:view"]
    near = risk(place=place, company=company, held=frozenset({PAYMENTS_APPROVE}))
    assert points(near)["near_conflict"] == weights.NEAR_CONFLICT
    assert (
        says(near, "near_conflict")
        == "Create of the same would conflict with Ledger · Payments · Approve, which they hold"
    )
    assert "near_conflict" not in points(risk(place=place, company=company))
    # The conflict itself is the rule's business, not the score's.
    outright = risk(PAYMENTS_CREATE, company=company, held=frozenset({PAYMENTS_APPROVE}))
    assert "near_conflict" not in points(outright)


def test_holding_far_more_than_colleagues_weighs_more() -> None:
    hoard = frozenset(f"system/resource-{number}:view" for number in range(9))
    found = risk(held=hoard)
    assert points(found)["sprawl"] == 5
    assert says(found, "sprawl") == "Holds 9 entitlements already; colleagues hold 1 on average"
    assert "sprawl" not in points(risk(held=frozenset(list(hoard)[:7])))


def test_the_companys_own_record_counts_as_held() -> None:
    record = tuple(
        Holding(person="tom.reyes", entitlement=f"system/resource-{number}:view") for number in range(9)
    )
    company = small_company(holdings=(*NORTHLIGHT.holdings, *record))
    assert points(risk(company=company))["sprawl"] == 5
