"""The people and things of one question in Cedar's terms: the few entities that a rule can reach from there.

Handing over only these keeps a decision well under a millisecond however large the company is.
"""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime, timedelta
from typing import Any

import cedarpy

from approvals.policy.facts import Facts
from approvals.policy.what_ships import parsed_schema
from approvals.terms import employment_end
from catalog.kinds import DataClass, RiskLevel
from catalog.model import Company, Person, Place

_RISK_RANK = {level: rank for rank, level in enumerate(RiskLevel)}
_DATA_RANK = {data: rank for rank, data in enumerate(DataClass)}


def entities(facts: Facts, today: date, involved: tuple[Person, ...]) -> cedarpy.Entities:
    """The few entities a rule can reach from there. Raises ValueError where one does not fit the schema."""
    company, place = facts.company, facts.place
    people = {person.id: person for person in (company.people[place.owner], *involved)}
    reachable = [
        *(_person(company, person, today, facts.now) for person in people.values()),
        _entitlement(place, today),
        {
            "uid": {"type": "Resource", "id": place.resource.id},
            "attrs": {},
            "parents": [{"type": "System", "id": place.system.id}],
        },
        {"uid": {"type": "System", "id": place.system.id}, "attrs": {}, "parents": []},
    ]
    return cedarpy.Entities.from_json_str(json.dumps(reachable), parsed_schema())


def _person(company: Company, person: Person, today: date, now: datetime) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "department": person.department,
        "title": person.title,
        "location": person.location,
        "company": person.company,
        "employment": person.employment.value,
        "started": person.started is None or person.started <= today,
        "left": person.ends is not None and person.ends < today,
    }
    if person.manager is not None:
        attributes["manager"] = link("Person", person.manager)
    if person.started is not None:
        attributes["tenure_days"] = (today - person.started).days
    if (end := employment_end(person, company.zone)) is not None:
        attributes["minutes_left"] = minutes(end - now)
    groups = company.groups
    membership = {
        "security": groups.security,
        "helpdesk": groups.helpdesk,
        "iam_admins": groups.iam_admins,
        "auditors": groups.auditors,
    }
    parents = [{"type": "Group", "id": name} for name, members in membership.items() if person.id in members]
    return {"uid": {"type": "Person", "id": person.id}, "attrs": attributes, "parents": parents}


def _entitlement(place: Place, today: date) -> dict[str, Any]:
    entitlement, resource = place.entitlement, place.resource
    attributes: dict[str, Any] = {
        "level": entitlement.level,
        "risk": entitlement.risk.value,
        "risk_rank": _RISK_RANK[entitlement.risk],
        "privileged": entitlement.privileged,
        "automation": entitlement.automation.value,
        "data_class": resource.data_class.value,
        "data_rank": _DATA_RANK[resource.data_class],
        "regulations": resource.regulations,
        "environment": resource.environment or "",
        "connector": place.system.provisioning.connector,
        "owner": link("Person", place.owner),
        "audience_departments": entitlement.audience.departments,
        "audience_employment": [kind.value for kind in entitlement.audience.employment],
    }
    if entitlement.max_duration is not None:
        attributes["ceiling_minutes"] = minutes(entitlement.max_duration)
    if entitlement.classified_on is not None:
        attributes["classified_days_ago"] = (today - entitlement.classified_on).days
    return {
        "uid": {"type": "Entitlement", "id": entitlement.id},
        "attrs": attributes,
        "parents": [{"type": "Resource", "id": resource.id}],
    }


def link(kind: str, id: str) -> dict[str, Any]:
    """A reference to an entity."""
    return {"__entity": {"type": kind, "id": id}}


def moment(at: datetime) -> dict[str, Any]:
    """An instant."""
    text = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    return {"__extn": {"fn": "datetime", "arg": f"{text}Z"}}


def minutes(span: timedelta) -> int:
    """Whole minutes, rounded up for lengths and limits alike: what fits a limit to the second still does."""
    return math.ceil(span / timedelta(minutes=1))
