"""Which events say the same thing, so that neither is more decisive than the other.

Three wrong passwords in a row prove what they prove in any order; the lock that followed them stands apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.eval.lockouts.writing.windows import WRONG_PASSWORD
from tests.eval.lockouts.writing.world import Recorded

_SAME_STATUS = {"0x18": WRONG_PASSWORD, "0xc000006d": WRONG_PASSWORD}
"""Kerberos' and the outer status for what NTLM calls a wrong password."""


def what_it_says(line: Recorded) -> tuple[str, ...]:
    """The same for events of one provider that record the same thing."""
    return (line.provider, *_SAYS[line.provider](line.raw))


def _okta(raw: Mapping[str, Any]) -> tuple[str, ...]:
    return raw["eventType"], raw["outcome"].get("reason", "")


def _entra(raw: Mapping[str, Any]) -> tuple[str, ...]:
    status = raw.get("properties", raw)["status"]
    return str(status["errorCode"]), status["failureReason"]


def _windows(raw: Mapping[str, Any]) -> tuple[str, ...]:
    if "Event" in raw:
        code, data = str(raw["Event"]["System"]["EventID"]), raw["Event"]["EventData"]
    else:
        code, data = raw["winlog"]["event_id"], raw["winlog"]["event_data"]
    status = data.get("SubStatus", "0x0")
    status = (data.get("Status", "") if status == "0x0" else status).lower()
    # Whoever refuses it, a workstation or a controller: the status is what it says.
    return (_SAME_STATUS.get(status, status),) if status else (code,)


def _google(raw: Mapping[str, Any]) -> tuple[str, ...]:
    event = raw["events"][0]
    return event["name"], *(one["value"] for one in event.get("parameters", ()) if one["name"] == "login_failure_type")  # fmt: skip


def _aws(raw: Mapping[str, Any]) -> tuple[str, ...]:
    return raw["eventName"], raw["additionalEventData"].get("MFAUsed", "")


def _duo(raw: Mapping[str, Any]) -> tuple[str, ...]:
    return (raw["reason"],)


_SAYS = {"okta": _okta, "entra": _entra, "windows": _windows, "google": _google, "aws": _aws, "duo": _duo}
