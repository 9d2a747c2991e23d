"""The facts of a decision as the decision log keeps them, and back: so that it can be decided again, exactly.

People and entitlements change. What a rule looks at is therefore kept as it was: the person's department and
employment, the entitlement's risk and ceiling, what was held. Names and descriptions are not: no rule sees them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from approvals.model import StageName
from approvals.not_right import not_right_from
from approvals.policy.facts import Facts
from approvals.policy.route import circle_at
from approvals.quorum import Circle, Yes
from approvals.risk.judgement import judgement_from
from approvals.risk.warned import UNWARNED, warned_from
from catalog.durations import format_duration, parse_duration
from catalog.model import Company, Entitlement, Person, Place, Resource

_PERSON = {"id", "title", "department", "manager", "employment", "company", "location", "started", "ends"}
_ENTITLEMENT = {"risk", "privileged", "automation", "max_duration", "audience", "classified_on"}
_RESOURCE = {"data_class", "regulations", "environment"}


class NotRecorded(ValueError):
    """These facts cannot be had back; the text is one plain clause that says why."""


def recorded(facts: Facts) -> dict[str, Any]:
    """The facts as JSON values, complete but for what stays in the company folder: scopes, conflicts, groups, packages
    and the line above a manager."""
    return {
        "at": facts.now.isoformat(),
        "person": _person(facts.person),
        "requester": _person(facts.requester),
        "place": place_as_it_was(facts.place),
        "scope": dict(facts.scope),
        "duration": None if facts.duration is None else format_duration(facts.duration),
        "risk": facts.risk,
        "held": sorted(facts.held),
        "approvals": sorted(facts.approvals),
        "said": [one.model_dump(mode="json", exclude_defaults=True) for one in facts.said],
        "appeal_upheld": sorted(facts.appeal_upheld),
        "requests_today": facts.requests_today,
    } | _where_there_is(
        warned=None if facts.warned == UNWARNED else facts.warned.recorded(),
        not_right=facts.not_right.recorded() if facts.not_right else None,
        broken_glass=None if facts.unreviewed is None else {"unreviewed": facts.unreviewed},
        # Who was there on the day, and what was handed over, stands nowhere else.
        circles={
            stage.value: circle_at(facts, stage).model_dump(mode="json", exclude_defaults=True)
            for stage in sorted(facts.approvals)
        },
    )


def facts_from(data: Mapping[str, Any], company: Company) -> Facts:
    """The facts that were recorded so, in a company as it is now; `model` is the entry's own. Raises NotRecorded.

    The entitlement has to be in the catalog still: scopes and conflicts are looked up there.
    """
    try:
        place = _place_then(data["place"], company)
        return Facts(
            company=company,
            person=_person_then(data["person"], company),
            requester=_person_then(data["requester"], company),
            place=place,
            scope=dict(data["scope"]),
            duration=None if data["duration"] is None else parse_duration(data["duration"]),
            risk=int(data["risk"]),
            held=frozenset(data["held"]),
            approvals=frozenset(StageName(stage) for stage in data["approvals"]),
            said=tuple(Yes.model_validate(one) for one in data.get("said", ())),
            # Absent in what was recorded before whom everybody is was; then it is worked out from the company as it is.
            circles={
                StageName(stage): Circle.model_validate(circle)
                for stage, circle in data.get("circles", {}).items()
            },
            # Absent in what was recorded before there were appeals.
            appeal_upheld=frozenset(StageName(stage) for stage in data.get("appeal_upheld", ())),
            requests_today=int(data["requests_today"]),
            judged=judgement_from(data.get("model")),
            warned=warned_from(data.get("warned")),
            not_right=not_right_from(data.get("not_right")),
            unreviewed=_unreviewed(data.get("broken_glass")),
            now=datetime.fromisoformat(data["at"]),
        )
    except NotRecorded:
        raise
    except (LookupError, ValueError, TypeError, AttributeError) as wrong:
        raise NotRecorded("its facts are of another version of Usher") from wrong


def _unreviewed(broken_glass: Mapping[str, Any] | None) -> int | None:
    return None if broken_glass is None else int(broken_glass["unreviewed"])


def _where_there_is(**more: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in more.items() if value}


def place_as_it_was(place: Place) -> dict[str, Any]:
    """What a rule may look at of an entitlement and its resource."""
    return {
        "id": place.entitlement.id,
        "owner": place.owner,
        "entitlement": place.entitlement.model_dump(mode="json", include=_ENTITLEMENT, exclude_defaults=True),
        "resource": place.resource.model_dump(mode="json", include=_RESOURCE, exclude_defaults=True),
    }


def _person(person: Person) -> dict[str, Any]:
    return person.model_dump(mode="json", include=_PERSON, exclude_none=True)


def _person_then(data: Mapping[str, Any], company: Company) -> Person:
    """The person with what was recorded of them; somebody who is gone goes by their id."""
    known = company.people.get(data["id"])
    if known is not None and _person(known) == data:
        return known
    named = {"name": known.name, "email": known.email} if known else {"name": data["id"], "email": ""}
    return Person.model_validate(named | dict(data))


def _place_then(data: Mapping[str, Any], company: Company) -> Place:
    """The place with what was recorded of it; scopes and conflicts are those of the catalog now."""
    known = company.places.get(data["id"])
    if known is None:
        raise NotRecorded("its entitlement is no longer in the catalog")
    if place_as_it_was(known) == data:
        return known
    entitlement = Entitlement.model_validate(
        known.entitlement.model_dump(exclude=_ENTITLEMENT) | dict(data["entitlement"])
    )
    # An owner who is gone answers for nothing any more; whoever does now stands in.
    owner = data["owner"] if data["owner"] in company.people else known.owner
    resource = Resource.model_validate(
        known.resource.model_dump(exclude=_RESOURCE) | dict(data["resource"]) | {"owner": owner}
    )
    return Place(system=known.system, resource=resource, entitlement=entitlement)
