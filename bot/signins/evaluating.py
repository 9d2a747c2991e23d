"""Whose events a look has to read, and what the rules and the model make of them. Pure but for the events it is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from approvals.operations.raise_signs import Found
from approvals.risk.warned import Severity
from approvals.signin_records import SignInRecord
from bot.signins.records import event_of
from catalog.model import Company, PersonId
from catalog.settings import Behaviour
from intents.signins.behaviour import unusual
from intents.signins.behaviour.model import BehaviourModel
from intents.signins.event import SignInEvent
from intents.signins.signs.rules import signs_from_address, signs_of_person
from intents.signins.signs.sign import (
    FromAddress,
    Kind,
    OfPerson,
    Seen,
    Sign,
    Surroundings,
    got_in,
    guessed,
    in_order,
)
from intents.signins.signs.words import place_of

OLD = timedelta(days=7)
"""What happened longer ago is history: it is learned from, and nobody is warned of it."""
AHEAD = timedelta(hours=1)
"""So far a provider's clock may run ahead."""
EXACT = frozenset({Kind.SPRAYING, Kind.TRAVEL, Kind.NEW_COUNTRY, Kind.STRANGER})
"""Whose subject names one circumstance: once that is a false alarm, it is one for a while."""
_SHOWN = 5
"""Events that are kept as evidence, in words."""


@dataclass(frozen=True, kw_only=True)
class ToLookAt:
    """Who and where there is something new of, each since its first new event."""

    people: Mapping[PersonId, datetime] = field(default_factory=dict)
    addresses: Mapping[str, datetime] = field(default_factory=dict)
    """Those from which a password was tried, or somebody got in."""
    strangers: Mapping[str, Sequence[Seen]] = field(default_factory=dict)
    """Successes of logins that are nobody's."""


@dataclass(frozen=True, kw_only=True)
class Watchfulness:
    """What a look goes by."""

    company: Company
    around: Surroundings
    model: BehaviourModel | None = None
    threshold: float = 1.0


def to_look_at(records: Iterable[SignInRecord], *, now: datetime) -> ToLookAt:
    """What is new, and young enough to warn of."""
    people: dict[PersonId, datetime] = {}
    addresses: dict[str, datetime] = {}
    strangers: dict[str, list[Seen]] = {}
    for record in records:
        if not now - OLD <= record.at <= now + AHEAD:
            continue
        event = event_of(record)
        if record.person is not None:
            people[record.person] = min(people.get(record.person, record.at), record.at)
        elif got_in(event):
            strangers.setdefault(record.login, []).append(Seen(event, None))
        if record.address and (guessed(event) or got_in(event)):
            addresses[record.address] = min(addresses.get(record.address, record.at), record.at)
    return ToLookAt(people=people, addresses=addresses, strangers=strangers)


def of_person(by: Watchfulness, records: Sequence[SignInRecord], *, fresh: datetime) -> list[Found]:
    """What is odd about one person's events."""
    seen = in_order(Seen(event_of(record), record.person) for record in records)
    case = OfPerson(company=by.company, seen=seen, fresh=fresh, around=by.around)
    signs = signs_of_person(case)
    if by.model is not None:
        # Where a rule has said what it is, that it is unusual besides is nothing new.
        told = {event.id for sign in signs for event in sign.events}
        signs += [
            sign
            for sign in unusual.found(case, by.model, threshold=by.threshold)
            if sign.events[0].id not in told
        ]
    return [_found(by, sign) for sign in signs]


def of_address(
    by: Watchfulness, address: str, records: Sequence[SignInRecord], *, fresh: datetime
) -> list[Found]:
    """What is odd about the events from one address."""
    seen = in_order(Seen(event_of(record), record.person) for record in records)
    case = FromAddress(company=by.company, address=address, seen=seen, fresh=fresh, around=by.around)
    return [_found(by, sign) for sign in signs_from_address(case)]


def of_stranger(by: Watchfulness, seen: Sequence[Seen]) -> list[Found]:
    """What is odd about a login that is nobody's."""
    ordered = in_order(seen)
    case = OfPerson(company=by.company, seen=ordered, fresh=ordered[0].event.at, around=by.around)
    return [_found(by, sign) for sign in signs_of_person(case) if sign.kind is Kind.STRANGER]


def _found(by: Watchfulness, sign: Sign) -> Found:
    watched = sign.kind is Kind.UNUSUAL and by.company.warning_signs.behaviour is Behaviour.WATCH
    return Found(
        kind=sign.kind.value,
        subject=sign.subject,
        people=sign.people,
        severity=Severity(sign.severity.value),
        says=sign.says,
        evidence=tuple(_in_words(event) for event in sign.events[:_SHOWN]),
        since=sign.since,
        until=sign.until,
        score=sign.score,
        watched=watched,
        exact=sign.kind in EXACT,
    )


def _in_words(event: SignInEvent) -> dict[str, str]:
    """What Security needs to look the event up and to judge it."""
    device = " · ".join(
        part for part in (event.device.name, event.device.system, event.device.client) if part
    )
    words = {
        "id": event.id,
        "provider": event.provider.value,
        "at": event.at.isoformat(),
        "login": event.login,
        "happened": event.happened.value,
        "outcome": event.outcome.value,
        "reason": event.reason.value if event.reason else "",
        "address": event.address,
        "place": place_of(event.place) if event.place.country or event.place.city else "",
        "device": device,
        "application": event.application,
    }
    return {name: text for name, text in words.items() if text}
