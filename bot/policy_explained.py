"""Why the policy answers what it answers for one person and one entitlement, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from approvals.model import Decision, StageName
from approvals.operations.settle import in_iso
from approvals.policy.book import PolicyBook
from approvals.policy.counterfactual import MOST_QUESTIONS
from approvals.policy.facts import Facts
from approvals.policy.route import panel_of
from approvals.policy.unfiled import unfiled
from approvals.queries.what_would_change import change_for
from approvals.quorum import asked_later, quorum_of
from approvals.risk.judge import NO_MODELS, ModelsInForce
from approvals.terms import permitted_duration
from bot.policy_record import Record
from catalog.model import Company, Person, Place


def explained(
    company: Company,
    *,
    person: Person,
    requester: Person,
    place: Place,
    scope: Mapping[str, str],
    duration: timedelta | None,
    now: datetime,
    book: PolicyBook,
    record: Record,
    models: ModelsInForce = NO_MODELS,
) -> dict[str, Any]:
    """What the card would say and why, by that record of the two people.

    `book` and `models` are the policies and the risk models in force, which the bot asks as well.
    """
    length, cut = permitted_duration(place.entitlement, duration, person=person, now=now, zone=company.zone)
    facts, risk = unfiled(
        company,
        models,
        person=person,
        requester=requester,
        place=place,
        scope=dict(scope),
        duration=length,
        held=record.held,
        denials=record.denials,
        warned=record.warned,
        not_right=record.not_right,
        requests_today=record.requests_today,
        now=now,
    )
    decision = book.decide(facts)
    asked_for = {reason.needs for reason in decision.reasons}
    standing = record.standing
    # As on a card: who has it or waits for it has nothing to ask for in another way.
    questions = 0 if standing.held or standing.pending else MOST_QUESTIONS
    change = change_for(
        book,
        facts,
        decision,
        asked_at=now,
        denials=record.denials,
        models=models,
        most_questions=questions,
    )
    return {
        "person": person.id,
        "requester": requester.id,
        "entitlement": place.entitlement.id,
        "label": place.label,
        "scope": dict(scope),
        "duration_asked": in_iso(duration),
        "duration": in_iso(length),
        "shortened": cut,
        "now": now.isoformat(),
        "assumes": list(record.assumes),
        "standing": {
            "held": standing.held,
            "until": standing.until.isoformat() if standing.until else None,
            "pending": standing.pending,
        },
        "held": sorted(record.held),
        "recent_denials": record.denials,
        "requests_today": record.requests_today,
        "sign_in_warnings": {"number": record.warned.number, "serious": record.warned.high},
        "not_right": record.not_right.recorded() if record.not_right else None,
        "answer": decision.answer,
        "stages": list(decision.open_stages),
        "reasons": [reason.model_dump(mode="json") for reason in decision.reasons],
        "opened": [one.model_dump(mode="json") for one in decision.opened],
        "observed": [reason.model_dump(mode="json") for reason in decision.observed],
        "needed": [_needed(facts, decision, stage) for stage in StageName if stage in asked_for],
        "risk": risk.model_dump(mode="json"),
        "smallest_change": change.model_dump(mode="json") if change else None,
        "policy_version": decision.policy_version,
        "model": models.live.seal if models.live else None,
        "catalog_version": company.version,
    }


def _needed(facts: Facts, decision: Decision, stage: StageName) -> dict[str, Any]:
    """Who would be asked for that stage, how many of them have to agree, and which stages come before it."""
    quorum, panel = quorum_of(decision.reasons, stage), panel_of(facts)
    route = panel.approvers(stage, quorum)
    return {
        "stage": stage,
        "asks": list(route.ping),
        "people": panel.needed(stage, quorum),
        "after": list(asked_later(decision.reasons).get(stage, ())),
        "note": route.note,
    }
