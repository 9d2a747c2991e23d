"""The demo company as its tests see it: loaded once, asked on the day it plays."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from approvals.model import PolicyAnswer, StageName
from approvals.policy.book import PolicyBook
from approvals.policy.facts import Facts
from approvals.risk.scorecard import score
from catalog.demo import DEMO_DAY, demo_folder
from catalog.load import load_company
from catalog.model import Company, ScopeValues
from intents.engines.builtin.engine import BuiltinEngine
from intents.understand import understand
from intents.understanding import Understanding

NOW = DEMO_DAY
TODAY = NOW.date()
DOCUMENT = Path(__file__).parents[2] / "docs" / "demo-company.md"
SALES_REPORTS = "snowflake/sales-reports:read"
MANAGER, OWNER, SECURITY = StageName.MANAGER, StageName.OWNER, StageName.SECURITY

FILES = ("cloudtrail", "duo", "entra", "google", "okta", "windows")


@cache
def quillmere() -> Company:
    return load_company(demo_folder())


@cache
def book() -> PolicyBook:
    return PolicyBook.load(quillmere())


def events_of(provider: str) -> list[dict[str, Any]]:
    text = (demo_folder() / "signins" / f"{provider}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def held_now(person: str) -> set[str]:
    return {
        held.entitlement
        for held in quillmere().holdings_of(person)
        if held.expires_at is None or held.expires_at > NOW
    }


async def understood(person: str, text: str) -> Understanding:
    company = quillmere()
    return await understand(
        text, person=company.people[person], company=company, now=NOW, engine=BuiltinEngine()
    )


def risk_of(
    person: str, entitlement: str, scope: ScopeValues, span: timedelta, *, requester: str = ""
) -> int:
    company = quillmere()
    who, place = company.people[person], company.places[entitlement]
    asker = company.people[requester or person]
    return score(company, person=who, requester=asker, place=place, scope=scope, duration=span, now=NOW).score


def stages_of(
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
        risk=risk_of(person, entitlement, scope, span, requester=requester),
        held=frozenset(held_now(person) - {entitlement}),
        now=NOW,
    )
    decision = book().decide(facts)
    return decision.answer, set(decision.open_stages)
