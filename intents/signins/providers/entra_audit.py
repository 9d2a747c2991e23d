"""What Microsoft Entra's audit log records about accounts: disabled, reset, enrolled, added to a group.

Source: Microsoft, *Microsoft Entra audit log activities*, and *directoryAudit resource type* (Microsoft Graph).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intents.signins.event import DONE_TO_SOMEBODY, Happened, Outcome, Provider, SignInEvent
from intents.signins.values import (
    LONG,
    address,
    first_text,
    flag,
    identity,
    lowered,
    mapping,
    mappings,
    moment,
    text,
)

_ACTIVITIES: dict[str, Happened] = {
    "disable account": Happened.DISABLED,
    "delete user": Happened.DISABLED,
    "hard delete user": Happened.DISABLED,
    "enable account": Happened.ENABLED,
    "restore user": Happened.ENABLED,
    "unlock user account (self-service)": Happened.UNLOCKED,
    "unlock user account": Happened.UNLOCKED,
    "reset password (by admin)": Happened.PASSWORD_CHANGED,
    "reset user password": Happened.PASSWORD_CHANGED,
    "reset password (self-service)": Happened.PASSWORD_CHANGED,
    "change user password": Happened.PASSWORD_CHANGED,
    "change password (self-service)": Happened.PASSWORD_CHANGED,
    "set force change user password": Happened.PASSWORD_EXPIRED,
    "user registered security info": Happened.MFA_ENROLLED,
    "user registered all required security info": Happened.MFA_ENROLLED,
    "admin registered security info": Happened.MFA_ENROLLED,
    "user deleted security info": Happened.MFA_RESET,
    "admin deleted security info": Happened.MFA_RESET,
    "admin required re-registration of multifactor authentication": Happened.MFA_RESET,
    "add member to group": Happened.ACCESS_ADDED,
    "add app role assignment grant to user": Happened.ACCESS_ADDED,
    "add app role assignment to user": Happened.ACCESS_ADDED,
    "remove member from group": Happened.ACCESS_REMOVED,
    "remove app role assignment from user": Happened.ACCESS_REMOVED,
    "user requests access package assignment": Happened.ACCESS_REQUESTED,
    "request approved": Happened.ACCESS_APPROVED,
    "approve access package assignment request": Happened.ACCESS_APPROVED,
    "request denied": Happened.ACCESS_DENIED,
    "access package assignment request denied": Happened.ACCESS_DENIED,
    "deny access package assignment request": Happened.ACCESS_DENIED,
    "cancel access package assignment request": Happened.ACCESS_REQUEST_CLOSED,
    "access package assignment request timeout": Happened.ACCESS_REQUEST_CLOSED,
}
_ENABLED = "accountenabled"


def is_entra_audit(raw: Mapping[str, Any]) -> bool:
    """Whether the object has the shape of an audit log entry, exported or from Graph."""
    inner = mapping(raw.get("properties"))
    return (
        "activityDisplayName" in raw
        or "activityDisplayName" in inner
        or "targetResources" in inner
        or lowered(raw.get("category")) == "auditlogs"
        or ("targetResources" in raw and "initiatedBy" in raw)
    )


def from_entra_audit(raw: Mapping[str, Any]) -> SignInEvent:
    """One audit log entry. Raises Unreadable when it has no time."""
    inner = raw.get("properties")
    entry: Mapping[str, Any] = inner if isinstance(inner, dict) else raw
    activity = first_text(
        entry.get("activityDisplayName"), entry.get("operationName"), raw.get("operationName")
    )
    resources = mappings(entry.get("targetResources"))
    user = next((one for one in resources if lowered(one.get("type")) == "user"), {})
    by = mapping(mapping(entry.get("initiatedBy")).get("user"))
    actor = first_text(by.get("userPrincipalName"), by.get("displayName")).lower()
    login = first_text(user.get("userPrincipalName"), user.get("displayName")).lower()
    happened = _happened(activity.casefold(), user)
    login = login or ("" if happened in DONE_TO_SOMEBODY else actor)
    result = first_text(entry.get("result"), raw.get("resultSignature")).casefold()
    return SignInEvent(
        Provider.ENTRA,
        identity(raw, entry.get("id"), raw.get("id")),
        moment(entry.get("activityDateTime"), raw.get("time"), raw.get("activityDateTime")),
        login,
        happened,
        Outcome.SUCCESS if result == "success" else Outcome.FAILURE if result in ("failure", "timeout") else Outcome.UNKNOWN,
        None,
        activity,
        first_text(entry.get("resultReason"), activity)[:LONG],
        actor if actor != login else "",
        next((text(one.get("displayName")) for one in resources if lowered(one.get("type")) in ("serviceprincipal", "accesspackage", "application")), ""),
        tuple(_named(resources)),
        "",
        address=address(by.get("ipAddress"), raw.get("callerIpAddress")),
        name=text(user.get("displayName")),
        group=first_text(entry.get("correlationId"), raw.get("correlationId")),
    )  # fmt: skip


def _happened(activity: str, user: Mapping[str, Any]) -> Happened:
    if activity == "update user":
        # Portals switch an account off through this general activity as well.
        for changed in mappings(user.get("modifiedProperties")):
            if lowered(changed.get("displayName")) == _ENABLED:
                on = flag(lowered(changed.get("newValue")).strip('[]" '))
                return Happened.OTHER if on is None else Happened.ENABLED if on else Happened.DISABLED
    return _ACTIVITIES.get(activity, Happened.OTHER)


def _named(resources: list[Mapping[str, Any]]) -> list[str]:
    """The groups it names: as a target, or in the changed properties, where their names stand in quotes."""
    found = [text(one.get("displayName")) for one in resources if lowered(one.get("type")) == "group"]
    for one in resources:
        for changed in mappings(one.get("modifiedProperties")):
            if lowered(changed.get("displayName")) in ("group.displayname", "approle.displayname"):
                # A membership that ended has its name in the old value, one that began in the new.
                found.append(
                    first_text(changed.get("newValue"), changed.get("oldValue")).strip('[]" ')
                    or text(changed.get("oldValue")).strip('[]" ')
                )
    return [name for name in found if name and name != "null"][:8]
