"""Microsoft Entra's logs as tables of Azure Monitor (Log Analytics, Sentinel) hand them out: one row, columns with capitals.

Source: Microsoft, *Azure Monitor Logs reference: SigninLogs, AADNonInteractiveUserSignInLogs, AuditLogs*. A row becomes
what Azure Monitor exports, and is read as that; columns that hold objects come as objects, or as text with JSON in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import from_json

from intents.signins.event import SignInEvent
from intents.signins.providers.entra import from_entra_sign_in
from intents.signins.providers.entra_audit import from_entra_audit
from intents.signins.values import first_text, lowered

_RENAMED = {
    "IPAddress": "ipAddress",
    "LocationDetails": "location",
    "ConditionalAccessPolicies": "appliedConditionalAccessPolicies",
}
_LEFT_OUT = frozenset({"Location"})
"""The country alone, under the name that the export has for the whole place."""
_UNATTENDED = "AADNonInteractiveUserSignInLogs"


def is_entra_table(raw: Mapping[str, Any]) -> bool:
    """Whether the object has the shape of a row of one of these tables."""
    return "TimeGenerated" in raw and (
        ("ResultType" in raw and "UserPrincipalName" in raw)
        or ("TargetResources" in raw and "InitiatedBy" in raw)
    )


def from_entra_table(raw: Mapping[str, Any]) -> SignInEvent:
    """One row. Raises Unreadable when it has no time."""
    inner = {
        _RENAMED.get(key, key[:1].lower() + key[1:]): _opened(value)
        for key, value in raw.items()
        if key not in _LEFT_OUT
    }
    if "TargetResources" in raw:
        return from_entra_audit(
            {"category": "AuditLogs", "time": raw.get("TimeGenerated"), "properties": inner}
        )
    # The table says in its name whether anybody was there; a query may have dropped the column that says so as well.
    sort = _UNATTENDED if lowered(raw.get("Type")) == _UNATTENDED.lower() else first_text(raw.get("Category"))
    exported = {
        "category": "NonInteractiveUserSignInLogs" if sort == _UNATTENDED else sort,
        "time": raw.get("TimeGenerated"),
        "resultType": raw.get("ResultType"),
        "resultDescription": raw.get("ResultDescription"),
        "properties": inner,
    }
    return from_entra_sign_in(exported)


def _opened(value: object) -> object:
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return value
    try:
        return from_json(value)
    except ValueError:
        return value
