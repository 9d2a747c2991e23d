"""Sign-in events as Okta, Entra and Windows write them, as many as wanted and always the same ones."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
CITIES = [
    ("Porto", "Portugal", 41.15, -8.61),
    ("Ghent", "Belgium", 51.05, 3.72),
    ("Turku", "Finland", 60.45, 22.27),
]


def event_lines(number: int, *, people: int, until: datetime, days: int, seed: int = 4) -> Iterator[bytes]:
    """That many events of the last so many days in the order of their time, of the people of `tests.bench.crowd`."""
    drawn = random.Random(seed)
    step = timedelta(days=days) / number
    at = until - timedelta(days=days)
    for _ in range(number):
        at += step
        writer = drawn.choice((_okta, _entra, _windows))
        yield json.dumps(writer(drawn, at, f"p{drawn.randrange(people)}")).encode()


def _hex(drawn: random.Random, length: int) -> str:
    return f"{drawn.getrandbits(4 * length):0{length}x}"


def _id(drawn: random.Random) -> str:
    text = _hex(drawn, 32)
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _address(drawn: random.Random, who: str) -> str:
    """The office's for most, a person's own at home for some, anywhere for a few."""
    place = drawn.random()
    if place < 0.6:
        return f"203.0.113.{drawn.randrange(1, 9)}"
    number = int(who.removeprefix("p")) if place < 0.98 else drawn.randrange(65_000)
    return f"198.51.{number // 250 % 256}.{number % 250 + 1}"


def _okta(drawn: random.Random, at: datetime, who: str) -> dict[str, Any]:
    city, country, latitude, longitude = drawn.choice(CITIES)
    wrong = drawn.random() < 0.1
    address, request = _address(drawn, who), _hex(drawn, 32)
    place = {
        "city": city, "state": city, "country": country, "postalCode": "1000",
        "geolocation": {"lat": latitude, "lon": longitude},
    }  # fmt: skip
    return {
        "actor": {"id": f"00u{_hex(drawn, 17)}", "type": "User", "alternateId": f"{who}@crowd.example", "displayName": who, "detailEntry": None},
        "client": {
            "userAgent": {"rawUserAgent": AGENT, "os": "Windows 10", "browser": "CHROME"},
            "zone": "null", "device": "Computer", "id": None, "ipAddress": address, "geographicalContext": place,
        },
        "device": None,
        "authenticationContext": {"authenticationProvider": None, "credentialProvider": None, "interface": None, "authenticationStep": 0, "externalSessionId": f"idx{_hex(drawn, 20)}"},
        "displayMessage": "User login to Okta",
        "eventType": "user.session.start",
        "outcome": {"result": "FAILURE", "reason": "INVALID_CREDENTIALS"} if wrong else {"result": "SUCCESS", "reason": None},
        "published": at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z",
        "securityContext": {"asNumber": 64496, "asOrg": "example transit", "isp": "example transit", "domain": "transit.example", "isProxy": False},
        "severity": "INFO",
        "debugContext": {"debugData": {"requestId": request, "requestUri": "/idp/idx/identify", "threatSuspected": "false", "url": "/idp/idx/identify?"}},
        "legacyEventType": "core.user_auth.login_success",
        "transaction": {"type": "WEB", "id": request, "detail": {}},
        "uuid": _id(drawn),
        "version": "0",
        "request": {"ipChain": [{"ip": address, "geographicalContext": place, "version": "V4", "source": None}]},
        "target": None,
    }  # fmt: skip


def _entra(drawn: random.Random, at: datetime, who: str) -> dict[str, Any]:
    city, _, latitude, longitude = drawn.choice(CITIES)
    wrong = drawn.random() < 0.1
    stamp, found = at.strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z", _id(drawn)
    address = _address(drawn, who)
    status = {
        "errorCode": 50126 if wrong else 0,
        "failureReason": "Error validating credentials due to invalid username or password."
        if wrong
        else "Other.",
    }
    return {
        "time": stamp, "resourceId": f"/tenants/{_id(drawn)}/providers/Microsoft.aadiam", "operationName": "Sign-in activity", "operationVersion": "1.0",
        "category": "SignInLogs", "tenantId": _id(drawn), "resultType": str(status["errorCode"]), "resultSignature": "None",
        "durationMs": 0, "callerIpAddress": address, "correlationId": _id(drawn), "identity": who, "Level": 4, "location": "PT",
        "properties": {
            "id": found, "createdDateTime": stamp, "userDisplayName": who, "userPrincipalName": f"{who}@crowd.example", "userId": _id(drawn),
            "appId": _id(drawn), "appDisplayName": "Office 365 Exchange Online", "ipAddress": address, "status": status, "clientAppUsed": "Browser", "userAgent": AGENT,
            "deviceDetail": {"deviceId": "", "displayName": "", "operatingSystem": "Windows10", "browser": "Chrome 142.0.0", "isCompliant": None, "isManaged": None},
            "location": {"city": city, "state": city, "countryOrRegion": "PT", "geoCoordinates": {"latitude": latitude, "longitude": longitude}},
            "conditionalAccessStatus": "success", "appliedConditionalAccessPolicies": [], "authenticationDetails": [], "isInteractive": True,
            "authenticationRequirement": "singleFactorAuthentication", "resourceDisplayName": "Office 365 Exchange Online", "autonomousSystemNumber": 64496,
        },
    }  # fmt: skip


def _windows(drawn: random.Random, at: datetime, who: str) -> dict[str, Any]:
    wrong = drawn.random() < 0.1
    code, number = ("4625" if wrong else "4624"), drawn.getrandbits(40)
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"
    data = {
        "SubjectUserSid": "S-1-5-18", "SubjectUserName": "DC1$", "SubjectDomainName": "CROWD", "SubjectLogonId": "0x3e7",
        "TargetUserSid": "S-1-0-0", "TargetUserName": who, "TargetDomainName": "CROWD", "LogonType": "3", "LogonProcessName": "User32 ",
        "AuthenticationPackageName": "Negotiate", "WorkstationName": f"PC-{drawn.randrange(3000)}", "IpAddress": _address(drawn, who), "IpPort": "0",
    }  # fmt: skip
    if wrong:
        data |= {"Status": "0xc000006d", "SubStatus": "0xc000006a", "FailureReason": "%%2313"}
    return {
        "@timestamp": stamp,
        "event": {"action": "logon-failed" if wrong else "logged-in", "category": ["authentication"], "code": code, "created": stamp, "kind": "event", "module": "security", "outcome": "failure" if wrong else "success", "provider": "Microsoft-Windows-Security-Auditing", "type": ["start"]},
        "ecs": {"version": "8.17.0"}, "agent": {"type": "winlogbeat", "version": "8.19.2"}, "host": {"name": "dc1.crowd.example"}, "log": {"level": "information"},
        "message": f"An account was successfully logged on.\n\nNew Logon:\n\tAccount Name:\t\t{who}\n\tAccount Domain:\t\tCROWD",
        "user": {"name": who, "domain": "CROWD", "id": "S-1-5-21-1-2-3-1138"}, "related": {"user": [who]},
        "winlog": {
            "api": "wineventlog", "channel": "Security", "computer_name": "dc1.crowd.example", "event_data": data, "event_id": code, "keywords": ["Audit Success"],
            "opcode": "Info", "process": {"pid": 670, "thread": {"id": 2317}}, "provider_guid": "{54849625-5478-4994-a5ba-3e3b0328c30d}",
            "provider_name": "Microsoft-Windows-Security-Auditing", "record_id": number, "task": "Logon", "version": 2,
        },
    }  # fmt: skip
