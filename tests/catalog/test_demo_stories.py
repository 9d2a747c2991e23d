"""What can be played in the demo company goes as its document says."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from approvals.approvers import approvers
from approvals.model import PolicyAnswer, StageName
from catalog.demo import personas
from catalog.kinds import Employment
from catalog.model import ScopeValues
from intents.understanding import Intent, Outcome
from tests.catalog.demo import (
    DOCUMENT,
    MANAGER,
    OWNER,
    SALES_REPORTS,
    SECURITY,
    TODAY,
    held_now,
    quillmere,
    risk_of,
    stages_of,
    understood,
)


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
    assert stages_of(person, entitlement, scope, days) == (answer, stages)


def test_what_the_stories_ask_for_is_not_held_already() -> None:
    assert SALES_REPORTS not in held_now("mira.castelhano")
    assert "aws/production-databases:admin" not in held_now("takumi.oreda")


def test_a_discount_approver_may_not_write_quotes() -> None:
    answer, _ = stages_of("mira.castelhano", "salesforce/quotes:approve-discounts", {}, 30)
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
    read = await understood(mira.person, mira.messages[0])
    assert read.outcome is Outcome.PROPOSE
    assert [(item.entitlement, item.scope) for item in read.items] == [
        (SALES_REPORTS, {"region": "EMEA", "quarter": "Q3"})
    ]
    assert read.duration == timedelta(days=14)


@pytest.mark.parametrize(
    ("person", "text"), [(persona.person, text) for persona in personas() for text in persona.messages]
)
async def test_whatever_is_suggested_to_a_persona_leads_somewhere(person: str, text: str) -> None:
    read = await understood(person, text)
    assert read.intent is not Intent.OUT_OF_SCOPE
    assert read.outcome in {Outcome.PROPOSE, Outcome.ANSWER, Outcome.ASK}
    for item in read.items:
        assert read.justification, "one click is enough: the reason is in the message"
        assert item.entitlement not in held_now(read.beneficiary or person)


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
    read = await understood(person, text)
    asks = any(words in happens for words in ("One question", "Usher asks"))
    assert read.outcome is (Outcome.ASK if asks else Outcome.PROPOSE)
    for item in read.items:
        place = quillmere().places[item.entitlement]
        span = read.duration or place.entitlement.default_duration or timedelta(days=30)
        days = span / timedelta(days=1)
        holder = read.beneficiary or person
        answer, stages = stages_of(holder, item.entitlement, item.scope, days, requester=person)
        assert (answer is PolicyAnswer.GRANTED) == ("granted at once" in happens)
        assert (answer is PolicyAnswer.REFUSED) == ("Refused" in happens)
        assert (SECURITY in stages) == ("for Security" in happens)
        assert (OWNER in stages) == ("as the owner" in happens)
        if said := re.search(r"Score (\d+)", happens):
            assert risk_of(holder, item.entitlement, item.scope, span, requester=person) == int(said[1])
        if place.system.provisioning.connector == "webhook":
            assert "by webhook" in happens
