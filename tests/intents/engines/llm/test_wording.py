"""What a model is sent: flat in size whatever the catalog and the message, schema and all."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.kinds import RiskLevel
from catalog.model import Company, Entitlement, Provisioning, Resource, ScopeRule, System
from intents.engines.llm.form import form_schema
from intents.engines.llm.wording import MAX_TOKENS, wording
from intents.understand import MAX_CANDIDATES, inquire
from tests.depth import examples
from tests.eval.sets import EvalSet, brackwater, demo
from tests.intents.company import MONDAY, theatre

MESSAGE = "I need to view the bookings of the studio until Friday, stock taking"
WORDS = [
    "amber",
    "birch",
    "cedar",
    "delta",
    "ember",
    "fjord",
    "grove",
    "haven",
    "inlet",
    "jetty",
    "kiosk",
    "ledger",
    "mason",
    "north",
    "ocean",
    "pilot",
    "quartz",
    "river",
    "stone",
    "timber",
    "umber",
    "valley",
    "willow",
    "xenon",
    "yield",
    "zephyr",
]
LEVELS = ("viewer", "editor", "exporter", "approver")


def grown(entitlements: int) -> Company:
    """A catalog of that many entitlements, every resource of which answers to `report`."""
    systems = []
    for number in range(entitlements // 20):
        names = [
            f"{WORDS[number % 26]} {WORDS[(number // 26 + k) % 26]} report {number}-{k}" for k in range(5)
        ]
        systems.append(
            System(
                id=f"s{number}", name=f"{WORDS[number % 26].title()} {number}", owner="ada.moor", provisioning=Provisioning(connector="manual"),
                resources=tuple(
                    Resource(
                        id=f"s{number}/r{k}", name=name, description=f"Everything about {name}, by region and month.",
                        scopes={"region": ScopeRule(values=("EMEA", "APAC", "AMER"), required=True)},
                        entitlements=tuple(
                            Entitlement(id=f"s{number}/r{k}:{level}", level=level, name=level.title(), risk=RiskLevel.LOW, description=f"To be a {level} of {name}.")
                            for level in LEVELS
                        ),
                    )
                    for k, name in enumerate(names)
                ),
            )
        )  # fmt: skip
    return Company(
        folder=Path(), name="Grown", timezone="UTC", version=f"grown-{entitlements}",
        people=theatre().people, systems=tuple(systems), holdings=(),
    )  # fmt: skip


def test_a_hundred_and_ten_thousand_entitlements_cost_the_same() -> None:
    small = theatre()
    base = inquire(MESSAGE, person=small.people["ada.moor"], company=small, now=MONDAY)
    costs = []
    for size in (100, 10_000):
        company = grown(size)
        places = list(company.places.values())
        assert len(places) == size
        # The candidates are the best forty wherever they stand in the catalog.
        asked = wording(replace(base, company=company, candidates=tuple(places[-MAX_CANDIDATES:])))
        assert len(asked.shown) == MAX_CANDIDATES
        costs.append(asked.tokens)
    assert costs[1] == pytest.approx(costs[0], rel=0.05)
    assert max(costs) <= MAX_TOKENS


@pytest.mark.parametrize("data", [demo(), brackwater()], ids=lambda data: data.name)
def test_every_message_of_the_companies_fits_with_all_its_candidates(data: EvalSet) -> None:
    shown = set()
    for case in data.cases:
        person = data.company.people[case["person"]]
        text = f"{case['text']} admin view edit read in all systems"
        inquiry = inquire(text, person=person, company=data.company, now=MONDAY)
        asked = wording(inquiry)
        assert asked.tokens <= MAX_TOKENS
        assert asked.shown == inquiry.candidates
        shown.add(len(asked.shown))
    assert max(shown) > 30


COMPANY = demo().company


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=3000) | st.text(alphabet="sales reports 日本語🙂ß.,\n", max_size=9000))
def test_no_message_makes_the_question_longer_than_the_limit(text: str) -> None:
    inquiry = inquire(text, person=COMPANY.people["mira.castelhano"], company=COMPANY, now=MONDAY)
    assert wording(inquiry).tokens <= MAX_TOKENS


def test_the_schema_names_the_numbers_that_are_shown_and_no_others() -> None:
    company = theatre()
    asked = wording(inquire(MESSAGE, person=company.people["ada.moor"], company=company, now=MONDAY))
    assert asked.schema == form_schema(asked.shown, [])
    for number, place in enumerate(asked.shown, start=1):
        assert f"\n{number} {place.entitlement.name}" in asked.user
    assert f"\n{len(asked.shown) + 1} " not in asked.user
    assert "ticketdesk/bookings" not in asked.user + json.dumps(asked.schema)


def test_the_fence_cannot_be_foreseen() -> None:
    company = theatre()
    inquiry = inquire(MESSAGE, person=company.people["ada.moor"], company=company, now=MONDAY)
    assert wording(inquiry).user.splitlines()[-1] != wording(inquiry).user.splitlines()[-1]
