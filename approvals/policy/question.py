"""One question to the policy, in Cedar's terms: principal, resource and context, built for this request alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

import cedarpy

from approvals.model import StageName, Verdict
from approvals.not_right import nothing_not_right
from approvals.policy.birthright import birthright, requester_leads
from approvals.policy.entities import entities, link, minutes, moment
from approvals.policy.facts import Facts
from approvals.policy.freezes import freezes_over
from approvals.policy.legal_entity import main_company
from approvals.policy.wording import Words, approve_words, hold_words
from catalog.model import Company, EntitlementId, Person, PersonId, Place
from catalog.settings import StepUp

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, kw_only=True)
class Question:
    """What Cedar is asked, and the words for its answer."""

    request: dict[str, Any]
    entities: cedarpy.Entities
    """Parsed and held against the schema once, for everything that is asked about them."""
    words: Words

    def if_approved(self, stages: Collection[StageName]) -> Question:
        """The same question about holding, where just these stages count as approved."""
        context = self.request["context"] | {"approvals": sorted(stages)}
        return replace(self, request=self.request | {"context": context})


def hold_question(facts: Facts) -> Question:
    """May this grant be made now? Raises KeyError when the catalog names a person who does not exist, ValueError where an
    attribute does not fit the schema."""
    conflicting = conflicts(facts.company, facts.place, facts.held)
    missing, wrong = scope_faults(facts)
    local = facts.now.astimezone(facts.company.zone)
    hours = facts.company.working_hours
    weekday = _WEEKDAYS[local.weekday()]
    thresholds = facts.company.risk
    context: dict[str, Any] = {
        "requester": link("Person", facts.requester.id),
        "requester_leads": requester_leads(facts),
        "birthright": birthright(facts),
        "approvals": sorted(facts.approvals),
        "appeal_upheld": sorted(facts.appeal_upheld),
        "risk": facts.risk,
        "model": facts.judged.says.value,
        "sign_in_warnings": facts.warned.number,
        "serious_sign_in_warnings": facts.warned.high,
        "manager_from": thresholds.manager_from,
        "security_from": thresholds.security_from,
        "permanent": facts.duration is None,
        "scope": [f"{key}={value}" for key, value in facts.scope.items()],
        "missing_scopes": missing,
        "wrong_scopes": wrong,
        "held": [link("Entitlement", one) for one in facts.held],
        "conflicting": [link("Entitlement", one) for one in conflicting],
        "requests_today": facts.requests_today,
        "requests_per_day": facts.company.limits.requests_per_day,
        "frozen": bool(freezes_over(facts)),
        "main_company": main_company(facts.company),
        "now": moment(facts.now),
        "weekday": weekday,
        "hour": local.hour,
        "working_hours": weekday in hours.days and hours.start <= local.time() < hours.until,
        **(facts.not_right or nothing_not_right(facts.company)).in_context(),
    }
    if facts.duration is not None:
        context["minutes"] = minutes(facts.duration)
    return Question(
        request=asked(facts.person.id, "hold", facts.place, context),
        entities=entities(facts, local.date(), (facts.person, facts.requester)),
        words=hold_words(facts, missing=missing, wrong=wrong, conflicting=conflicting),
    )


def approve_question(
    facts: Facts,
    *,
    stage: StageName,
    by: Person,
    may: Collection[PersonId],
    decided_before: Collection[PersonId],
    verdict: Verdict,
    stepped_up: bool,
) -> Question:
    """May this person decide this stage? Raises KeyError when the catalog names a person who does not exist."""
    codes = facts.company.step_up or StepUp()
    context = {
        "stage": stage.value,
        "named": by.id in may,
        "beneficiary": link("Person", facts.person.id),
        "requester": link("Person", facts.requester.id),
        "decided_before": [link("Person", one) for one in decided_before],
        "verdict": verdict.value,
        "stepped_up": stepped_up,
        "codes": facts.company.step_up is not None,
        "code_from": codes.start,
        "code_for_privileged": codes.privileged,
        "risk": facts.risk,
        "now": moment(facts.now),
    }
    today = facts.now.astimezone(facts.company.zone).date()
    return Question(
        request=asked(by.id, "approve", facts.place, context),
        entities=entities(facts, today, (by, facts.person, facts.requester)),
        words=approve_words(facts, stage=stage.value, approvers=may),
    )


def conflicts(company: Company, place: Place, held: Iterable[EntitlementId]) -> list[EntitlementId]:
    """Which of the held entitlements conflict with this one, whichever of the two says so."""
    wanted = place.entitlement
    found = []
    for one in held:
        other = company.places.get(one)
        if one in wanted.conflicts_with or (
            other is not None and wanted.id in other.entitlement.conflicts_with
        ):
            found.append(one)
    return sorted(found)


def scope_faults(facts: Facts) -> tuple[list[str], list[str]]:
    """Required scope keys without a value; keys that are not declared or whose value is not allowed."""
    rules = facts.place.resource.scopes
    missing = [key for key, rule in rules.items() if rule.required and key not in facts.scope]
    wrong = [key for key, value in facts.scope.items() if key not in rules or not rules[key].allows(value)]
    return missing, wrong


def asked(principal: PersonId, action: str, place: Place, context: dict[str, Any]) -> dict[str, Any]:
    """The request itself."""
    return {
        "principal": {"type": "Person", "id": principal},
        "action": {"type": "Action", "id": action},
        "resource": {"type": "Entitlement", "id": place.entitlement.id},
        "context": context,
    }
