"""The records of the demo company: valid, of a size, and with something for every feature to show."""

from __future__ import annotations

from datetime import date, timedelta

from catalog.demo import demo_folder, personas
from catalog.kinds import Employment
from catalog.model import Holding
from catalog.report import check_report
from tests.catalog.demo import (
    DOCUMENT,
    FILES,
    NOW,
    TODAY,
    events_of,
    held_now,
    quillmere,
)


def test_the_folder_is_valid_and_its_only_warning_is_the_leaver_who_still_holds_access() -> None:
    report = check_report(demo_folder())
    assert report["valid"] is True
    assert [(p["file"], p["severity"]) for p in report["problems"]] == [("holdings.csv", "warning")]
    assert "gareth.ollerton" in report["problems"][0]["says"]


def test_it_is_as_large_as_a_small_company() -> None:
    company = quillmere()
    assert 40 <= len(company.people) <= 60
    assert len({person.department for person in company.people.values()}) >= 8
    assert len(company.systems) >= 15
    assert len(company.places) >= 60
    assert len(company.holdings) >= 250
    assert len(company.decisions) >= 800
    assert {person.employment for person in company.people.values()} == set(Employment)
    assert {person.company for person in company.people.values()} == {"Quillmere", "Verrelune"}
    assert {system.provisioning.connector for system in company.systems} == {"scim", "webhook", "manual"}


def test_every_active_person_has_a_slack_id_of_their_own_and_the_service_identity_has_none() -> None:
    people = quillmere().people.values()
    active = [p for p in people if p.active(TODAY) and p.employment is not Employment.SERVICE]
    ids = [p.slack_id for p in active]
    assert all(slack_id is not None and slack_id.startswith("U0") for slack_id in ids)
    assert len(set(ids)) == len(ids)
    assert [p.slack_id for p in people if p.employment is Employment.SERVICE] == [None]


def test_mail_addresses_can_reach_nobody() -> None:
    assert all(person.email.endswith(".example") for person in quillmere().people.values())


def test_everybody_can_see_something_and_nobody_sees_it_all() -> None:
    company = quillmere()
    for person in company.people.values():
        visible = list(company.visible_to(person))
        assert 10 <= len(visible) < len(company.places), person.id


def test_nothing_in_the_records_lies_in_the_future_or_is_used_before_it_was_granted() -> None:
    company = quillmere()
    for held in company.holdings:
        assert held.granted_at is not None
        assert held.granted_at < NOW, held
        assert held.last_used_at is None or held.granted_at <= held.last_used_at < NOW, held
        assert held.expires_at is None or held.expires_at > held.granted_at, held
        started = company.people[held.person].started
        assert started is not None
        assert held.granted_at.date() >= started, held
    assert all(decision.at < NOW for decision in company.decisions)


def test_no_holding_outlasts_the_ceiling_of_its_entitlement() -> None:
    company = quillmere()
    for held in company.holdings:
        ceiling = company.places[held.entitlement].entitlement.max_duration
        if ceiling is not None:
            assert held.granted_at is not None
            assert held.expires_at is not None
            assert held.expires_at - held.granted_at <= ceiling, held


def test_every_holding_names_the_scopes_that_its_resource_requires() -> None:
    company = quillmere()
    for held in company.holdings:
        scopes = company.places[held.entitlement].resource.scopes
        assert {key for key, rule in scopes.items() if rule.required} <= set(held.scope), held


def test_exactly_one_person_holds_both_halves_of_a_control() -> None:
    company = quillmere()
    pairs = {
        frozenset((place.entitlement.id, other))
        for place in company.places.values()
        for other in place.entitlement.conflicts_with
    }
    both = {(person, pair) for person in company.people for pair in pairs if pair <= held_now(person)}
    assert both == {("luis.carrasq", frozenset({"sap/payments:create", "sap/payments:approve"}))}


def test_reviews_have_something_to_find() -> None:
    company = quillmere()

    def unused(held: Holding) -> bool:
        return held.last_used_at is not None and NOW - held.last_used_at > timedelta(days=90)

    assert sum(unused(held) for held in company.holdings) >= 10
    assert sum(held.last_used_at is None for held in company.holdings) >= 3
    ending = [
        h for h in company.holdings if h.expires_at and TODAY <= h.expires_at.date() <= date(2026, 12, 31)
    ]
    assert len(ending) >= 10
    old = [
        p for p in company.places.values() if (on := p.entitlement.classified_on) and on < date(2025, 1, 1)
    ]
    assert len(old) >= 3


def test_past_decisions_cover_two_years_and_say_who_asked() -> None:
    decisions = quillmere().decisions
    assert max(d.at for d in decisions) - min(d.at for d in decisions) > timedelta(days=700)
    attributes = {"department", "title", "manager", "employment", "company", "location"}
    assert all(set(decision.attributes) == attributes for decision in decisions)


def test_past_decisions_follow_a_pattern_that_can_be_learnt() -> None:
    def denied(outcomes: list[bool]) -> float:
        return outcomes.count(False) / len(outcomes)

    everybody = [d.approved for d in quillmere().decisions]
    guests = [d.approved for d in quillmere().decisions if d.attributes["employment"] != "employee"]
    assert 0.05 < denied(everybody) < 0.2
    assert denied(guests) > 1.5 * denied(everybody)


def test_the_figures_in_the_document_are_those_of_the_folder() -> None:
    company, text = quillmere(), DOCUMENT.read_text(encoding="utf-8")
    events = sum(len(events_of(provider)) for provider in FILES)
    ending = [
        held
        for held in company.holdings
        if held.expires_at and NOW < held.expires_at < NOW.replace(2027, 1, 1, 0)
    ]
    for figure in (
        f"{len(company.people)} people in Porto, Lyon, Denver and Penang",
        f"{len(company.systems)} systems with {len(company.places)} entitlements",
        f"{len(company.holdings)} recorded holdings",
        f"{len(company.decisions)} past decisions",
        f"{events} sign-in events",
        f"{len(ending)} recorded accesses end before the year does",
        f"{NOW:%A, %d %B %Y, %H:%M} UTC",
    ):
        assert figure in text


def test_the_document_lists_everybody_who_can_be_played() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for persona in personas():
        assert f"| {quillmere().people[persona.person].name} |" in text


def test_the_demo_day_is_a_working_morning_that_the_records_lead_up_to() -> None:
    company = quillmere()
    here = NOW.astimezone(company.zone)
    assert here.strftime("%a").lower() in company.working_hours.days
    assert company.working_hours.start <= here.time() < company.working_hours.until
    assert max(held.last_used_at for held in company.holdings if held.last_used_at).date() == TODAY
    assert events_of("okta")[-1]["published"].startswith(TODAY.isoformat())
    for persona in personas():
        assert company.absence_of(persona.person, TODAY) is None
