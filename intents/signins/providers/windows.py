"""Windows' Security log as events, in the shapes people ship it in.

Winlogbeat and ECS (`winlog.event_data`), a flat form (`event_id`, `event_data`), the event's own XML turned into
JSON (`Event.System`, `Event.EventData`), and one object with everything at the top (`EventID`, `TargetUserName`).
Source of the fields: Microsoft, *Audit logon events* and the page of each event id; ids are counted on each
machine anew, so the machine stays in the event.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intents.signins.event import Happened, Outcome, Provider, SignInEvent
from intents.signins.providers.windows_codes import (
    ATTENDED,
    GROUP_CHANGES,
    KINDS,
    LOGON_TYPES,
    reason_of,
    status_of,
    told_apart,
)
from intents.signins.unreadable import Unreadable
from intents.signins.values import (
    LONG,
    address,
    device_of,
    first_text,
    identity,
    lowered,
    mapping,
    mappings,
    moment,
    named,
    number,
    text,
)

_NOBODY = frozenset({"", "-", "n/a", "null"})
_MACHINE = "$"
_NETBIOS = 15
"""Letters that the name of a machine or a domain has at most where it is no DNS name."""


def is_windows(raw: Mapping[str, Any]) -> bool:
    """Whether the object has one of the shapes."""
    return (
        isinstance(raw.get("winlog"), dict)
        or ("event_id" in raw and "event_data" in raw)
        or isinstance(mapping(raw.get("Event")).get("System"), dict)
        or ("EventID" in raw and ("TargetUserName" in raw or "Channel" in raw or "EventData" in raw))
    )


def from_windows(raw: Mapping[str, Any]) -> SignInEvent:
    """One Security event. Raises Unreadable when it has no time or no event id."""
    if isinstance(raw.get("winlog"), dict):
        return _shipped(raw, raw["winlog"])
    if "event_data" in raw:
        return _flat(raw)
    inner = mapping(raw.get("Event"))
    return _from_xml(raw, inner) if isinstance(inner.get("System"), dict) else _at_the_top(raw)


def _shipped(raw: Mapping[str, Any], log: Mapping[str, Any]) -> SignInEvent:
    event, data = mapping(raw.get("event")), mapping(log.get("event_data"))
    source = mapping(raw.get("source"))
    return _event(
        raw,
        log.get("event_id", event.get("code")),
        data,
        identity(raw, log.get("record_id"), event.get("id")),
        (raw.get("@timestamp"), log.get("time_created"), event.get("created")),
        first_text(log.get("computer_name"), mapping(raw.get("host")).get("name")),
        log.get("keywords", event.get("outcome")),
        _first_line(raw.get("message")),
        source.get("ip"),
    )


def _flat(raw: Mapping[str, Any]) -> SignInEvent:
    return _event(
        raw,
        raw.get("event_id"),
        mapping(raw.get("event_data")),
        identity(raw, raw.get("record_id"), raw.get("RecordId")),
        (raw.get("@timestamp"), raw.get("time_created"), raw.get("timestamp")),
        first_text(raw.get("computer"), raw.get("computer_name"), raw.get("host")),
        raw.get("keywords"),
        _first_line(raw.get("message")),
        raw.get("source_ip"),
    )


def _from_xml(raw: Mapping[str, Any], event: Mapping[str, Any]) -> SignInEvent:
    system = mapping(event.get("System"))
    data = event.get("EventData", event.get("UserData"))
    return _event(
        raw,
        _plain(system.get("EventID")),
        _values(data),
        identity(raw, _plain(system.get("EventRecordID"))),
        tuple(_attributes(system.get("TimeCreated")).values()) or (system.get("TimeCreated"),),
        text(_plain(system.get("Computer"))),
        _plain(system.get("Keywords")),
        "",
        None,
    )


def _at_the_top(raw: Mapping[str, Any]) -> SignInEvent:
    data = _values(raw["EventData"]) if "EventData" in raw else raw
    return _event(
        raw,
        _plain(raw.get("EventID")),
        data,
        identity(
            raw,
            raw.get("RecordNumber"),
            raw.get("EventRecordID"),
            raw.get("EventRecordId"),
            raw.get("RecordId"),
        ),
        (raw.get("TimeCreated"), raw.get("EventTime"), raw.get("@timestamp"), raw.get("TimeGenerated")),
        first_text(raw.get("Computer"), raw.get("Hostname"), raw.get("MachineName")),
        raw.get("Keywords", raw.get("EventType")),
        "",
        None,
    )


def _first_line(message: object) -> str:
    """The sentence a message begins with; below it Windows repeats the fields."""
    return text(message.partition("\n")[0], LONG) if isinstance(message, str) else ""


def _attributes(value: object) -> Mapping[str, Any]:
    """The attributes of an XML element, in the ways converters write them."""
    element = mapping(value)
    inner = next((element[key] for key in ("#attributes", "$", "_attributes") if key in element), None)
    return mapping(inner) if inner is not None else {key.lstrip("@"): one for key, one in element.items()}


def _plain(value: object) -> object:
    """The text of an XML element that may have attributes beside it."""
    if isinstance(value, dict):
        return next((value[key] for key in ("#text", "_", "value", "$value", "text") if key in value), None)
    return value


def _values(data: object) -> Mapping[str, Any]:
    """EventData as name and value, also where `Data` is a list of elements with their names as attributes."""
    inner = mapping(data)
    elements = inner.get("Data", data if isinstance(data, list) else None)
    if isinstance(elements, dict):
        elements = [elements]
    if not isinstance(elements, list):
        return inner
    pairs = [
        {"name": _attributes(one).get("Name", one.get("name")), "value": _plain(one) or one.get("Value")}
        for one in mappings(elements)
    ]
    return named(pairs, "name", "value")


def _event(
    raw: Mapping[str, Any], event_id: object, data: Mapping[str, Any], id_: str, times: tuple[object, ...],
    computer: str, keywords: object, message: str, source: object,
) -> SignInEvent:  # fmt: skip
    counted = number(event_id)
    if counted is None:
        raise Unreadable("The Windows event has no event id.")
    number_ = int(counted)
    happened = told_apart(number_, data) or KINDS.get(number_, Happened.OTHER)
    status = status_of(data)
    outcome = _outcome(number_, happened, keywords, status)
    reason = reason_of(number_, data) if outcome is Outcome.FAILURE or happened is Happened.LOCKED else None
    login = _account(number_, data, computer)
    actor = lowered(data.get("SubjectUserName"))
    logon = LOGON_TYPES.get(text(data.get("LogonType")), "")
    return SignInEvent(
        Provider.WINDOWS,
        id_,
        moment(*times),
        login,
        happened,
        outcome,
        reason,
        f"{number_} {status}" if status and status != "0x0" else str(number_),
        message or KINDS_IN_WORDS.get(happened, ""),
        actor if actor not in _NOBODY and not actor.endswith(_MACHINE) and actor != login else "",
        "",
        (text(data.get("TargetUserName")),) if number_ in GROUP_CHANGES else (),
        "",
        device_of(_named(data, number_), "Windows", logon, None, None),
        address=address(source, data.get("IpAddress"), data.get("ClientAddress")),
        recorder=computer,
        group=text(data.get("LogonGuid")) or text(data.get("TargetLogonId")),
        attended=not logon or logon in ATTENDED,
    )


KINDS_IN_WORDS = {Happened.LOCKED: "A user account was locked out.", Happened.OTHER: ""}


def _named(data: Mapping[str, Any], event_id: int) -> str:
    """The machine the attempt came from; 4740 has it where others have the domain."""
    given = (
        text(data.get("TargetDomainName"))
        if event_id == 4740
        else first_text(data.get("WorkstationName"), data.get("Workstation"))
    )
    return "" if given in _NOBODY else given.lstrip("\\")


def _account(event_id: int, data: Mapping[str, Any], computer: str) -> str:
    if event_id in GROUP_CHANGES:
        # CN=Jo Bell,OU=Sales,DC=corp,DC=example
        member = lowered(data.get("MemberName"))
        name = member.partition(",")[0].partition("=")[2] or member
        return "" if name in _NOBODY else name
    name, domain = lowered(data.get("TargetUserName")), lowered(data.get("TargetDomainName"))
    if name in _NOBODY:
        return ""
    # In 4740 the field of the domain names the calling machine.
    if event_id == 4740 or domain in _NOBODY or "@" in name or "\\" in name:
        return name
    if domain == computer.partition(".")[0][:_NETBIOS].casefold():
        # An account of that machine alone, whatever it is called.
        return f"{domain}{_MACHINE}\\{name}"
    return f"{domain}\\{name}"


def _outcome(event_id: int, happened: Happened, keywords: object, status: str) -> Outcome:
    said = " ".join(text(one) for one in keywords[:8]) if isinstance(keywords, list) else text(keywords)
    words = said.casefold()
    if event_id in (4625, 4771):
        return Outcome.FAILURE
    if event_id in (4768, 4776, 4769) and status:
        return Outcome.SUCCESS if status == "0x0" else Outcome.FAILURE
    if "failure" in words or words == "0x8010000000000000":
        return Outcome.FAILURE
    return Outcome.SUCCESS if happened is not Happened.OTHER or "success" in words else Outcome.UNKNOWN
