"""Events as rows and rows as events: what is searched for has a column, everything else stands in one JSON text."""

from __future__ import annotations

import json
from enum import StrEnum
from operator import attrgetter
from typing import Any, TypeVar

from pydantic_core import to_json

from approvals.signin_records import SignInRecord
from catalog.model import PersonId
from intents.signins.event import (
    NO_DEVICE,
    NOWHERE,
    Device,
    Happened,
    Outcome,
    Place,
    Provider,
    Reason,
    SignInEvent,
)

_Word = TypeVar("_Word", bound=StrEnum)
_TEXTS = ("code", "message", "actor", "application", "factor", "network", "group", "name")
"""The fields of an event that are in `detail` as they are."""
_texts = attrgetter(*_TEXTS)


def record_of(event: SignInEvent, person: PersonId | None) -> SignInRecord:
    """The event as it is stored."""
    return SignInRecord(
        event.provider._value_,
        event.recorder,
        event.id,
        event.at.toordinal(),
        event.at,
        event.login,
        person,
        event.address,
        event.happened._value_,
        event.outcome._value_,
        event.reason._value_ if event.reason is not None else "",
        _written(_detail(event)),
    )


def event_of(record: SignInRecord) -> SignInEvent:
    """A stored event. A word that this version does not know (any more) explains nothing, and breaks nothing."""
    rest: dict[str, Any] = json.loads(record.detail)
    device, place = rest.get("device"), rest.get("place")
    return SignInEvent(
        provider=Provider(record.provider),
        id=record.event_id,
        at=record.at,
        login=record.login,
        happened=_word(Happened, record.happened, Happened.OTHER),
        outcome=_word(Outcome, record.outcome, Outcome.UNKNOWN),
        reason=_word(Reason, record.reason, Reason.OTHER) if record.reason else None,
        targets=tuple(rest.get("targets", ())),
        device=Device(*device) if device else NO_DEVICE,
        place=Place(*place) if place else NOWHERE,
        address=record.address,
        recorder=record.recorder,
        attended=rest.get("attended", True),
        **{name: rest.get(name, "") for name in _TEXTS},
    )


def _detail(event: SignInEvent) -> dict[str, Any]:
    """What has no column of its own; what is empty is left out."""
    found: dict[str, Any] = {name: value for name, value in zip(_TEXTS, _texts(event), strict=True) if value}
    if event.targets:
        found["targets"] = event.targets
    if (device := event.device) is not NO_DEVICE:
        found["device"] = (device.name, device.system, device.client, device.managed, device.compliant)
    if (place := event.place) is not NOWHERE:
        found["place"] = (place.city, place.country, place.latitude, place.longitude)
    if not event.attended:
        found["attended"] = False
    return found


def _written(detail: dict[str, Any]) -> str:
    try:
        return to_json(detail).decode()
    except ValueError:  # half of a pair of surrogates, which no database takes: escaped
        return json.dumps(detail)


def _word(kind: type[_Word], word: str, otherwise: _Word) -> _Word:
    try:
        return kind(word)
    except ValueError:
        return otherwise
