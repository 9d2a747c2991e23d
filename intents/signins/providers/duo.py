"""Duo's authentication log as events, in version 2 of its API and in version 1.

Source: Duo, *Admin API: Authentication Logs* (duo.com/docs/adminapi#authentication-logs), with its values of
`result` and `reason`. Duo is the second factor: a refusal here comes after a password that was right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intents.signins.event import Device, Happened, Outcome, Place, Provider, Reason, SignInEvent
from intents.signins.values import LONG, address, first_text, flag, identity, lowered, mapping, moment, text

_DEVICE = Reason.DEVICE_NOT_COMPLIANT
REASONS: dict[str, Reason] = {
    "user_marked_fraud": Reason.MFA_FRAUD,
    "user_cancelled": Reason.MFA_DENIED_BY_USER,
    "user_mistake": Reason.MFA_DENIED_BY_USER,
    "user_denied": Reason.MFA_DENIED_BY_USER,
    "no_response": Reason.MFA_FAILED,
    "invalid_passcode": Reason.MFA_FAILED,
    "call_timed_out": Reason.MFA_FAILED,
    "no_keys_pressed": Reason.MFA_FAILED,
    "invalid_device": Reason.MFA_FAILED,
    "error": Reason.MFA_FAILED,
    "verification_code_incorrect": Reason.MFA_FAILED,
    "could_not_complete_2fa": Reason.MFA_FAILED,
    "queued_inflight_auth_expired": Reason.MFA_FAILED,
    "touchid_disabled": Reason.MFA_FAILED,
    "rooted_device": _DEVICE,
    "no_screen_lock": _DEVICE,
    "no_disk_encryption": _DEVICE,
    "platform_restricted": _DEVICE,
    "version_restricted": _DEVICE,
    "software_restricted": _DEVICE,
    "out_of_date": _DEVICE,
    "invalid_management_certificate_collection_state": _DEVICE,
    "no_referring_hostname_provided": Reason.POLICY,
    "no_web_referer_match": Reason.POLICY,
    "endpoint_is_not_trusted": _DEVICE,
    "endpoint_is_not_in_management_system": _DEVICE,
    "endpoint_failed_google_verification": _DEVICE,
    "endpoint_not_healthy": _DEVICE,
    "no_duo_certificate_present": _DEVICE,
    "user_provided_invalid_certificate": _DEVICE,
    "factor_restricted": Reason.POLICY,
    "location_restricted": Reason.POLICY,
    "user_not_in_permitted_group": Reason.NOT_ASSIGNED,
    "invalid_referring_hostname_provided": Reason.POLICY,
    "frequent_attempts": Reason.POLICY,
    "denied_by_policy": Reason.POLICY,
    "denied_network": Reason.POLICY,
    "anomalous_push": Reason.POLICY,
    "anonymous_ip": Reason.BLOCKED_IP,
    "deny_unenrolled_user": Reason.MFA_NOT_ENROLLED,
    "user_not_enrolled": Reason.MFA_NOT_ENROLLED,
    "locked_out": Reason.LOCKED,
    "user_disabled": Reason.DISABLED,
    "user_does_not_exist": Reason.UNKNOWN_USER,
}
_DEVICE_FAMILY = "endpoint"
_ALLOWED = frozenset({"success", "allow", "allowed"})
_REFUSED = frozenset({"denied", "failure", "deny", "fraud"})


def is_duo(raw: Mapping[str, Any]) -> bool:
    """Whether the object has the shape of an authentication, in version 2 or 1."""
    return (
        "txid" in raw
        or ("access_device" in raw and "result" in raw)
        or ("integration" in raw and "factor" in raw)
    )


def from_duo(raw: Mapping[str, Any]) -> SignInEvent:
    """One authentication or enrolment. Raises Unreadable when it has no time."""
    said = lowered(raw.get("reason")).replace(" ", "_")
    answer = lowered(raw.get("result"))
    outcome = (
        Outcome.SUCCESS if answer in _ALLOWED else Outcome.FAILURE if answer in _REFUSED else Outcome.UNKNOWN
    )
    reason = _reason(said, answer) if outcome is Outcome.FAILURE else None
    user, application = raw.get("user"), raw.get("application", raw.get("integration"))
    device, where = (
        mapping(raw.get("access_device")),
        mapping(mapping(raw.get("access_device")).get("location")),
    )
    where = where or mapping(raw.get("location"))
    return SignInEvent(
        Provider.DUO,
        identity(raw, raw.get("txid")),
        moment(raw.get("isotimestamp"), raw.get("timestamp")),
        first_text(raw.get("email"), mapping(user).get("name"), user, raw.get("username")).lower(),
        _happened(raw, reason),
        outcome,
        reason,
        f"{answer} {said}".strip(),
        text(raw.get("reason"), LONG),
        "",
        first_text(mapping(application).get("name"), application),
        (),
        text(raw.get("factor")),
        Device(
            text(device.get("hostname")),
            text(device.get("os")),
            text(device.get("browser")),
            flag(lowered(raw.get("trusted_endpoint_status")).replace("not trusted", "no").replace("trusted", "yes")),
        ),
        Place(text(where.get("city")), text(where.get("country"))),
        address(device.get("ip"), raw.get("ip")),
    )  # fmt: skip


def _reason(said: str, answer: str) -> Reason:
    if answer == "fraud":
        return Reason.MFA_FRAUD
    return REASONS.get(said) or (_DEVICE if _DEVICE_FAMILY in said else Reason.UNVERIFIED)


def _happened(raw: Mapping[str, Any], reason: Reason | None) -> Happened:
    if lowered(raw.get("event_type")) == "enrollment" or flag(raw.get("new_enrollment")):
        return Happened.MFA_ENROLLED
    if reason in (_DEVICE, Reason.POLICY, Reason.BLOCKED_IP):
        return Happened.POLICY
    return Happened.APP_ACCESS if reason is Reason.NOT_ASSIGNED else Happened.MFA
