from __future__ import annotations

import json
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from approvals.approvers import approvers
from approvals.model import PolicyAnswer, StageName
from approvals.policy.book import PolicyBook
from approvals.policy.facts import Facts
from approvals.risk.scorecard import score
from catalog.demo import DEMO_DAY, demo_folder, personas
from catalog.load import load_company
from catalog.model import Company, Employment, Holding, ScopeValues
from catalog.report import check_report
from intents.engines.builtin.engine import BuiltinEngine
from intents.signins.explain import explain
from intents.signins.explanation import Cause
from intents.signins.folder import read_folder
from intents.signins.own_records import ended_holdings
from intents.understand import understand
from intents.understanding import Intent, Outcome, Understanding

NOW = DEMO_DAY
TODAY = NOW.date()
DOCUMENT = Path(__file__).parents[2] / "docs" / "demo-company.md"
SALES_REPORTS = "snowflake/sales-reports:read"
MANAGER, OWNER, SECURITY = StageName.MANAGER, StageName.OWNER, StageName.SECURITY


@cache
def quillmere() -> Company:
    return load_company(demo_folder())


@cache
def book() -> PolicyBook:
    return PolicyBook.load(quillmere())


def _events(provider: str) -> list[dict[str, Any]]:
    text = (demo_folder() / "signins" / f"{provider}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _held_now(person: str) -> set[str]:
    return {
        held.entitlement
        for held in quillmere().holdings_of(person)
        if held.expires_at is None or held.expires_at > NOW
    }


async def _understood(person: str, text: str) -> Understanding:
    company = quillmere()
    return await understand(
        text, person=company.people[person], company=company, now=NOW, engine=BuiltinEngine()
    )


def _risk(person: str, entitlement: str, scope: ScopeValues, span: timedelta, *, requester: str = "") -> int:
    company = quillmere()
    who, place = company.people[person], company.places[entitlement]
    asker = company.people[requester or person]
    return score(company, person=who, requester=asker, place=place, scope=scope, duration=span, now=NOW).score


def _stages(
    person: str, entitlement: str, scope: ScopeValues, days: float, *, requester: str = ""
) -> tuple[PolicyAnswer, set[StageName]]:
    company, span = quillmere(), timedelta(days=days)
    facts = Facts(
        company=company,
        person=company.people[person],
        requester=company.people[requester or person],
        place=company.places[entitlement],
        scope=scope,
        duration=span,
        risk=_risk(person, entitlement, scope, span, requester=requester),
        held=frozenset(_held_now(person) - {entitlement}),
        now=NOW,
    )
    decision = book().decide(facts)
    return decision.answer, set(decision.open_stages)


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


@pytest.mark.parametrize(
    ("person", "entitlement", "scope", "days", "stages"),
    [
        ("mira.castelhano", SALES_REPORTS, {"region": "EMEA", "quarter": "Q3"}, 14, {MANAGER}),
        ("mira.castelhano", "confluence/help-centre:publish", {}, 30, set()),
        ("mira.castelhano", "metabase/company-dashboards:view", {}, 30, set()),
        ("mira.castelhano", "badges/optics-lab:enter", {"zone": "measurement"}, 3, {MANAGER}),
        ("mira.castelhano", "bitwarden/shared-vaults:use", {"vault": "marketing"}, 90, {MANAGER, OWNER}),
        ("rafael.quimby", "salesforce/forecast:view", {}, 14, {MANAGER}),
        ("takumi.oreda", "aws/production-databases:admin", {}, 1 / 6, {MANAGER, SECURITY}),
        ("adaeze.nwokuma", "instruments/coating-chamber:operate", {}, 30, {MANAGER, OWNER}),
    ],
)
def test_each_story_asks_for_the_stages_it_is_there_to_show(
    person: str, entitlement: str, scope: ScopeValues, days: float, stages: set[StageName]
) -> None:
    answer = PolicyAnswer.NEEDS if stages else PolicyAnswer.GRANTED
    assert _stages(person, entitlement, scope, days) == (answer, stages)


def test_what_the_stories_ask_for_is_not_held_already() -> None:
    assert SALES_REPORTS not in _held_now("mira.castelhano")
    assert "aws/production-databases:admin" not in _held_now("takumi.oreda")


def test_a_discount_approver_may_not_write_quotes() -> None:
    answer, _ = _stages("mira.castelhano", "salesforce/quotes:approve-discounts", {}, 30)
    assert answer is PolicyAnswer.REFUSED


def test_somebody_stands_in_for_the_manager_who_is_away() -> None:
    company = quillmere()
    takumi = company.people["takumi.oreda"]
    route = approvers(
        company,
        stage=MANAGER,
        beneficiary=takumi,
        requester=takumi,
        place=company.places["aws/production:read"],
        on=TODAY,
    )
    assert takumi.manager == "anneke.duyvis"
    assert route.ping == ("kofi.brentum",)
    assert "Anneke Duyvis is away" in route.note


def test_exactly_one_person_holds_both_halves_of_a_control() -> None:
    company = quillmere()
    pairs = {
        frozenset((place.entitlement.id, other))
        for place in company.places.values()
        for other in place.entitlement.conflicts_with
    }
    both = {(person, pair) for person in company.people for pair in pairs if pair <= _held_now(person)}
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


FILES = ("cloudtrail", "duo", "entra", "google", "okta", "windows")


@pytest.mark.parametrize("provider", FILES)
def test_sign_in_events_are_about_people_of_the_company_and_in_order(provider: str) -> None:
    people = quillmere().people
    known = {person.email for person in people.values()} | set(people)
    at, who = {
        "okta": (lambda e: e["published"], lambda e: e["actor"]["alternateId"]),
        "entra": (lambda e: e["time"], lambda e: e["properties"]["userPrincipalName"]),
        "windows": (lambda e: e["@timestamp"], lambda e: e["winlog"]["event_data"]["TargetUserName"]),
        "google": (lambda e: e["id"]["time"], lambda e: e["actor"]["email"]),
        "cloudtrail": (lambda e: e["eventTime"], lambda e: e["userIdentity"]["userName"]),
        "duo": (lambda e: e["isotimestamp"], lambda e: e["email"]),
    }[provider]
    events = _events(provider)
    times = [at(event) for event in events]
    assert times == sorted(times)
    assert times[-1] < NOW.isoformat()
    strangers = {who(event) for event in events if who(event) not in known}
    # The rule that takes expired access away acts on its own behalf.
    assert all(name.startswith("0oa") for name in strangers)


def test_sign_in_events_have_ids_of_their_own() -> None:
    ids = [
        *(event["uuid"] for event in _events("okta")),
        *(event["properties"]["id"] for event in _events("entra")),
        *(event["winlog"]["record_id"] for event in _events("windows")),
        *(event["id"]["uniqueQualifier"] for event in _events("google")),
        *(event["eventID"] for event in _events("cloudtrail")),
        *(event["txid"] for event in _events("duo")),
    ]
    assert len(set(ids)) == len(ids)


def test_sign_in_events_hold_many_kinds_of_lock_out() -> None:
    okta = {(e["eventType"], e["outcome"]["result"]) for e in _events("okta")}
    assert {
        ("user.account.lock", "FAILURE"),
        ("policy.evaluate_sign_on", "DENY"),
        ("user.authentication.auth_via_mfa", "FAILURE"),
        ("user.lifecycle.suspend", "SUCCESS"),
        ("app.generic.unauth_app_access_attempt", "FAILURE"),
    } <= okta
    assert {"50053", "50055", "50057", "50074", "50079", "53000"} <= {
        e["resultType"] for e in _events("entra")
    }
    windows = {e["winlog"]["event_data"].get("SubStatus") for e in _events("windows")}
    assert {"0xc000006f", "0xc0000071", "0xc0000193"} <= windows


def test_each_documented_lock_out_is_found_in_the_events() -> None:
    text = DOCUMENT.read_text(encoding="utf-8").partition("## Lock-outs")[2]
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in text.splitlines()
        if line.startswith("| ")
    ]
    by_name = {person.name: person for person in quillmere().people.values()}
    read = read_folder(quillmere(), quillmere().people)
    found = {}
    for name, provider, *_, cause in rows[2:]:
        person = by_name[name]
        answer = explain(
            quillmere(),
            person,
            events=read.events[person.id],
            own=ended_holdings(quillmere(), person.id, NOW),
            now=NOW,
        ).blocking
        found[name] = (answer.provider.value if answer.provider else "", answer.cause.value)
        assert found[name] == ("" if cause == "`none_found`" else provider.lower(), cause.strip("`")), name
    assert {cause for _, cause in found.values()} == {cause.value for cause in Cause}
    assert read.unreadable == 0


def test_the_personas_are_active_people_with_three_things_to_try() -> None:
    company = quillmere()
    played = personas()
    assert {persona.role for persona in played} == {"Employee", "Manager", "Security", "Helpdesk"}
    for persona in played:
        person = company.people[persona.person]
        assert person.active(TODAY)
        assert person.slack_id
        assert len(persona.messages) == 3
    first, second = played[:2]
    assert company.people[first.person].manager == second.person
    assert any(company.people[p.person].employment is Employment.CONTRACTOR for p in played)
    roles = {p.role: p.person for p in played}
    assert roles["Security"] in company.groups.security
    assert roles["Helpdesk"] in company.groups.helpdesk


async def test_the_sentence_on_the_first_page_means_exactly_one_thing() -> None:
    mira = personas()[0]
    read = await _understood(mira.person, mira.messages[0])
    assert read.outcome is Outcome.PROPOSE
    assert [(item.entitlement, item.scope) for item in read.items] == [
        (SALES_REPORTS, {"region": "EMEA", "quarter": "Q3"})
    ]
    assert read.duration == timedelta(days=14)


@pytest.mark.parametrize(
    ("person", "text"), [(persona.person, text) for persona in personas() for text in persona.messages]
)
async def test_whatever_is_suggested_to_a_persona_leads_somewhere(person: str, text: str) -> None:
    read = await _understood(person, text)
    assert read.intent is not Intent.OUT_OF_SCOPE
    assert read.outcome in {Outcome.PROPOSE, Outcome.ANSWER, Outcome.ASK}
    for item in read.items:
        assert read.justification, "one click is enough: the reason is in the message"
        assert item.entitlement not in _held_now(read.beneficiary or person)


def _documented() -> list[tuple[str, str, str]]:
    """The stories in the document: who, what they write, what happens."""
    _, _, part = DOCUMENT.read_text(encoding="utf-8").partition("## Stories to try")
    rows = [line.strip("| ").split(" | ") for line in part.partition("\n## ")[0].splitlines() if "|" in line]
    ids = {person.name.split()[0]: person.id for person in quillmere().people.values()}
    return [(ids[first], text, happens) for first, text, happens in rows if first in ids]


def test_the_document_has_its_stories() -> None:
    assert len(_documented()) >= 10
    assert {text for _, text, _ in _documented()} >= {persona.messages[0] for persona in personas()}


@pytest.mark.parametrize(("person", "text", "happens"), _documented())
async def test_each_documented_story_goes_as_the_document_says(person: str, text: str, happens: str) -> None:
    read = await _understood(person, text)
    asks = any(words in happens for words in ("One question", "Usher asks"))
    assert read.outcome is (Outcome.ASK if asks else Outcome.PROPOSE)
    for item in read.items:
        place = quillmere().places[item.entitlement]
        span = read.duration or place.entitlement.default_duration or timedelta(days=30)
        days = span / timedelta(days=1)
        holder = read.beneficiary or person
        answer, stages = _stages(holder, item.entitlement, item.scope, days, requester=person)
        assert (answer is PolicyAnswer.GRANTED) == ("granted at once" in happens)
        assert (answer is PolicyAnswer.REFUSED) == ("Refused" in happens)
        assert (SECURITY in stages) == ("for Security" in happens)
        assert (OWNER in stages) == ("as the owner" in happens)
        if said := re.search(r"Score (\d+)", happens):
            assert _risk(holder, item.entitlement, item.scope, span, requester=person) == int(said[1])
        if place.system.provisioning.connector == "webhook":
            assert "by webhook" in happens


def test_the_figures_in_the_document_are_those_of_the_folder() -> None:
    company, text = quillmere(), DOCUMENT.read_text(encoding="utf-8")
    events = sum(len(_events(provider)) for provider in FILES)
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
    assert _events("okta")[-1]["published"].startswith(TODAY.isoformat())
    for persona in personas():
        assert company.absence_of(persona.person, TODAY) is None
