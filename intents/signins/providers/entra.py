"""Microsoft Entra's sign-in logs as events: as Azure Monitor exports them, and as Microsoft Graph hands them out.

Source: Microsoft, *signIn resource type* (Microsoft Graph) and *Sign-in log schema in Azure Monitor*. What
administrators do to accounts stands in another log, read by `entra_audit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intents.signins.event import NOWHERE, Happened, Outcome, Place, Provider, Reason, SignInEvent
from intents.signins.providers.entra_codes import INTERRUPTED_FOR_MFA, INTERRUPTS, TOLD_APART, reason_of
from intents.signins.values import (
    LONG,
    address,
    device_of,
    first_text,
    flag,
    identity,
    lowered,
    mapping,
    mappings,
    moment,
    number,
    place_of,
    text,
)

_MFA = frozenset({Reason.MFA_FAILED, Reason.MFA_DENIED_BY_USER, Reason.MFA_FRAUD, Reason.MFA_NOT_ENROLLED})
_POLICY = frozenset({Reason.POLICY, Reason.DEVICE_NOT_COMPLIANT})


def is_entra_sign_in(raw: Mapping[str, Any]) -> bool:
    """Whether the object has the shape of a sign-in, exported or from Graph."""
    inner = raw.get("properties")
    if isinstance(inner, dict):
        category = lowered(raw.get("category"))
        return (
            category.endswith("signinlogs")
            or "sign-in" in lowered(raw.get("operationName"))
            or _signed(inner)
        )
    return _signed(raw)


def _signed(inner: Mapping[str, Any]) -> bool:
    who = "userPrincipalName" in inner or "userId" in inner or "servicePrincipalId" in inner
    return who and ("status" in inner or "appDisplayName" in inner or "clientAppUsed" in inner)


def from_entra_sign_in(raw: Mapping[str, Any]) -> SignInEvent:
    """One sign-in. Raises Unreadable when it has no time."""
    inner = raw.get("properties")
    sign_in: Mapping[str, Any] = inner if isinstance(inner, dict) else raw
    status = mapping(sign_in.get("status"))
    code = _code(status.get("errorCode"), raw.get("resultType"), sign_in.get("resultType"))
    failure = first_text(status.get("failureReason"), raw.get("resultDescription"))
    steps = mappings(sign_in.get("authenticationDetails"))
    said = _said(failure, status, steps) if code in TOLD_APART else ""
    reason = None if code is None else reason_of(code, said)
    category = lowered(raw.get("category"))
    by_a_person = "serviceprincipal" not in category and "managedidentity" not in category
    device, where = mapping(sign_in.get("deviceDetail")), sign_in.get("location")
    protocol = text(sign_in.get("clientAppUsed"))
    return SignInEvent(
        Provider.ENTRA,
        identity(raw, sign_in.get("id"), raw.get("id")),
        moment(sign_in.get("createdDateTime"), raw.get("time"), raw.get("createdDateTime")),
        first_lowered(
            sign_in.get("userPrincipalName"),
            sign_in.get("servicePrincipalName"),
            sign_in.get("userDisplayName"),
            raw.get("identity"),
            sign_in.get("userId"),
        ),
        _happened(reason) if by_a_person else Happened.OTHER,
        _outcome(code),
        reason,
        "" if code is None else str(code),
        first_text(failure)[:LONG],
        "",
        first_text(sign_in.get("appDisplayName"), sign_in.get("resourceDisplayName")),
        tuple(
            text(policy.get("displayName"))
            for policy in mappings(sign_in.get("appliedConditionalAccessPolicies"))[:20]
            if lowered(policy.get("result")) == "failure"
        ),
        first_text(
            mapping(sign_in.get("mfaDetail")).get("authMethod"),
            *(step.get("authenticationMethod") for step in steps[:8] if step.get("succeeded") is False),
        ),
        device_of(
            text(device.get("displayName")),
            text(device.get("operatingSystem")),
            text(device.get("browser")) or protocol if protocol in ("", "Browser") else protocol,
            flag(device.get("isManaged")),
            flag(device.get("isCompliant")),
        ),
        _place(where) if isinstance(where, dict) else NOWHERE,
        address(sign_in.get("ipAddress"), raw.get("callerIpAddress")),
        text(sign_in.get("autonomousSystemNumber")),
        "",
        first_text(sign_in.get("correlationId"), raw.get("correlationId")),
        by_a_person and category != "noninteractiveusersigninlogs" and sign_in.get("isInteractive") is not False,
        first_text(sign_in.get("userDisplayName"), raw.get("identity")),
    )  # fmt: skip


def _said(failure: str, status: Mapping[str, Any], steps: list[Mapping[str, Any]]) -> str:
    detail = " ".join(text(step.get("authenticationStepResultDetail")) for step in steps[:8])
    return f"{failure} {text(status.get('additionalDetails'))} {detail}".casefold()


def first_lowered(*values: object) -> str:
    """The first of the values that has any text, in lower case."""
    return first_text(*values).lower()


def _code(*values: object) -> int | None:
    for value in values:
        found = number(value.upper().removeprefix("AADSTS") if isinstance(value, str) else value)
        if found is not None and abs(found) < 1e12:
            return int(found)
    return None


def _outcome(code: int | None) -> Outcome:
    if code is None:
        return Outcome.UNKNOWN
    if code == 0:
        return Outcome.SUCCESS
    if code in INTERRUPTS or code in INTERRUPTED_FOR_MFA:
        return Outcome.CHALLENGE
    return Outcome.FAILURE


def _happened(reason: Reason | None) -> Happened:
    if reason in _MFA:
        return Happened.MFA
    if reason in _POLICY:
        return Happened.POLICY
    return Happened.APP_ACCESS if reason is Reason.NOT_ASSIGNED else Happened.SIGN_IN


def _place(where: Mapping[str, Any]) -> Place:
    spot = mapping(where.get("geoCoordinates"))
    return place_of(
        where.get("city"), where.get("countryOrRegion"), spot.get("latitude"), spot.get("longitude")
    )
