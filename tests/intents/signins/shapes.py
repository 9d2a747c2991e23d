"""Events as each provider writes them, cut to what matters, about the people of the theatre."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from tests.intents.company import MONDAY

_ids = count(1)


def ago(minutes: float) -> datetime:
    """So many minutes before the question."""
    return MONDAY - timedelta(minutes=minutes)


def _z(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def okta(
    kind: str, result: str = "SUCCESS", reason: str | None = None, *, minutes: float = 10, who: str = "ada.moor",
    by: str | None = None, target: tuple[tuple[str, str], ...] = (), debug: dict[str, Any] | None = None, ip: str = "192.0.2.9",
    id: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """A System Log entry; with `by` somebody else did it to `who`."""
    login = who if "@" in who else f"{who}@theatre.example"
    actor = login if by is None else by if "@" in by else f"{by}@theatre.example"
    targets = [{"type": sort, "displayName": name, "alternateId": "unknown"} for sort, name in target]
    if by is not None:
        targets.append({"type": "User", "alternateId": login, "displayName": who})
    return {
        "uuid": id or f"okta-{next(_ids)}", "published": _z(ago(minutes)), "eventType": kind, "displayMessage": "Something happened",
        "actor": {"type": "User", "alternateId": actor, "displayName": actor}, "outcome": {"result": result, "reason": reason},
        "client": {
            "ipAddress": ip, "device": "Computer", "userAgent": {"os": "Windows 10", "browser": "CHROME"},
            "geographicalContext": {"city": "Town", "country": "Austria", "geolocation": {"lat": 48.2, "lon": 16.4}},
        },
        "securityContext": {"asNumber": 64500, "asOrg": "town net"}, "debugContext": {"debugData": debug or {}},
        "authenticationContext": {"externalSessionId": "unknown"}, "transaction": {"id": "t-1"}, "target": targets,
    }  # fmt: skip


def entra(
    code: int, why: str = "", *, minutes: float = 10, who: str = "ada.moor@theatre.example", app: str = "Mail", ip: str = "192.0.2.9",
    client: str = "Browser", device: dict[str, Any] | None = None, category: str = "SignInLogs", id: str | None = None, **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """A sign-in as Azure Monitor exports it."""
    at = _z(ago(minutes))
    return {
        "time": at, "category": category, "operationName": "Sign-in activity", "resultType": str(code), "resultDescription": why or None,
        "callerIpAddress": ip, "correlationId": "c-1",
        "properties": {
            "id": id or f"entra-{next(_ids)}", "createdDateTime": at, "userPrincipalName": who, "appDisplayName": app, "ipAddress": ip,
            "status": {"errorCode": code, "failureReason": why}, "clientAppUsed": client,
            "deviceDetail": {"operatingSystem": "Windows10", "browser": "Chrome 142", **(device or {})},
            "location": {"city": "Town", "countryOrRegion": "AT", "geoCoordinates": {"latitude": 48.2, "longitude": 16.4}},
            "isInteractive": category == "SignInLogs", **more,
        },
    }  # fmt: skip


def windows(
    event_id: int, *, minutes: float = 10, who: str = "ada.moor", computer: str = "DC01.corp.theatre.example", id: int | None = None, **data: Any
) -> dict[str, Any]:  # fmt: skip
    """A Security event as winlogbeat ships it."""
    failed = event_id in (4625, 4771) or data.get("Status", "0x0") != "0x0"
    return {
        "@timestamp": _z(ago(minutes)), "message": "Something happened.\n\nSubject:\n\tSecurity ID", "event": {"code": str(event_id), "outcome": "failure" if failed else "success"},
        "winlog": {
            "channel": "Security", "computer_name": computer, "event_id": str(event_id), "record_id": str(id or 9000 + next(_ids)),
            "event_data": {"TargetUserName": who, **data}, "keywords": ["Audit Failure" if failed else "Audit Success"],
        },
    }  # fmt: skip


def google(
    name: str, *, minutes: float = 10, who: str = "ada.moor@theatre.example", application: str = "login", id: str | None = None, **parameters: Any
) -> dict[str, Any]:  # fmt: skip
    """An activity of the Reports API with one event."""
    listed = [
        {"name": key, "boolValue": value}
        if isinstance(value, bool)
        else {"name": key, "multiValue": value}
        if isinstance(value, list)
        else {"name": key, "value": value}
        for key, value in parameters.items()
    ]
    return {
        "kind": "admin#reports#activity", "ipAddress": "192.0.2.9", "actor": {"email": who, "profileId": "1"},
        "id": {"time": _z(ago(minutes)), "uniqueQualifier": id or f"-{next(_ids)}", "applicationName": application},
        "events": [{"type": "login", "name": name, "parameters": listed}],
    }  # fmt: skip


def aws(
    name: str, *, minutes: float = 10, who: str = "ada.moor", failed: bool = False, why: str = "", asked: dict[str, Any] | None = None,
    source: str = "signin.amazonaws.com", id: str | None = None, **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """A CloudTrail event."""
    return {
        "eventVersion": "1.08", "eventID": id or f"aws-{next(_ids)}", "eventTime": ago(minutes).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": source, "eventName": name, "sourceIPAddress": "192.0.2.9", "userAgent": "Mozilla/5.0",
        "userIdentity": {"type": "IAMUser", "userName": who}, "requestParameters": asked, "errorMessage": why or None,
        "responseElements": {name: "Failure" if failed else "Success"}, "additionalEventData": more,
    }  # fmt: skip


def duo(
    result: str, reason: str, *, minutes: float = 10, who: str = "ada.moor", id: str | None = None, **more: Any
) -> dict[str, Any]:  # fmt: skip
    """An authentication of version 2 of Duo's log."""
    return {
        "txid": id or f"duo-{next(_ids)}", "timestamp": int(ago(minutes).timestamp()), "isotimestamp": ago(minutes).isoformat(),
        "event_type": "authentication", "result": result, "reason": reason, "factor": "duo_push", "user": {"name": who, "key": "DU1"},
        "application": {"name": "VPN", "key": "DI1"}, "access_device": {"ip": "192.0.2.9", "hostname": "PC7", "os": "Windows", "browser": "Chrome", "location": {"city": "Town", "country": "Austria"}},
        **more,
    }  # fmt: skip


LOCKED = (
    "The account is locked, you've tried to sign in too many times with an incorrect user ID or password."
)
MALICIOUS = "Sign-in was blocked because it came from an IP address with malicious activity."
