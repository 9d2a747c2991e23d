"""May this lock be lifted by this person? A question of its own to Cedar, with rules of its own that ship.

Fail closed as everywhere: an error, or no answer, is a no.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import cedarpy

from approvals.desk import Desk
from catalog.model import Person, PersonId

_log = logging.getLogger(__name__)

UNASKED = "The policy could not be asked, so nothing was done; tell an IAM admin."
NOT_PERMITTED = "Only the person themselves or the helpdesk may have an account unlocked."


@dataclass(frozen=True, kw_only=True)
class Lock:
    """What is to be lifted: the cause of a lock-out as it was found, and the account it is about."""

    cause: str
    """By its published name."""
    provider: str
    login: str
    certain: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    schema: cedarpy.Schema
    policies: cedarpy.PolicySet
    says: dict[str, str]
    """By the position that Cedar names a rule with."""
    version: str


def refusal_to_unlock(desk: Desk, *, by: PersonId, person: PersonId, lock: Lock) -> str | None:
    """Why the lock may not be lifted, in one sentence; None where it may."""
    known = desk.company.people
    if by not in known or person not in known:
        return NOT_PERMITTED
    rules = _rules()
    try:
        answer = cedarpy.is_authorized(
            {
                "principal": _uid(by),
                "action": 'Action::"unlock"',
                "resource": _uid(person),
                "context": {"cause": lock.cause, "provider": lock.provider, "certain": lock.certain},
            },
            rules.policies,
            [_entity(desk, known[one]) for one in dict.fromkeys((by, person))],
            rules.schema,
        )
    except (LookupError, ValueError, TypeError):
        _log.exception("the policy on unlocking could not be asked")
        return UNASKED
    if answer.diagnostics.errors or answer.decision is cedarpy.Decision.NoDecision:
        _log.error("the policy on unlocking answered with errors: %s", answer.diagnostics.errors)
        return UNASKED
    if answer.allowed:
        return None
    said = [rules.says[name] for name in sorted(answer.diagnostics.reasons) if name in rules.says]
    return " ".join(said) or NOT_PERMITTED


def unlock_version() -> str:
    """SHA-256 over the rules, for the log."""
    return _rules().version


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    folder = resources.files("approvals.policy")
    schema = folder.joinpath("unlock.cedarschema").read_text(encoding="utf-8")
    text = folder.joinpath("unlock.cedar").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(cedarpy.policies_to_json_str(text))["staticPolicies"]
    says = {name: str(rule["annotations"]["says"]) for name, rule in found.items()}
    return _Rules(
        schema=cedarpy.Schema.from_str(schema),
        policies=cedarpy.PolicySet.from_str(text),
        says=says,
        version=hashlib.sha256((schema + text).encode()).hexdigest(),
    )


def _uid(person: PersonId) -> str:
    return f"Person::{json.dumps(person)}"


def _entity(desk: Desk, person: Person) -> dict[str, Any]:
    groups = desk.company.groups
    today = desk.now().astimezone(desk.company.zone).date()
    return {
        "uid": {"type": "Person", "id": person.id},
        "attrs": {
            "groups": [name for name, people in groups if person.id in people],
            "employment": person.employment.value,
            "working": person.active(today),
        },
        "parents": [],
    }
