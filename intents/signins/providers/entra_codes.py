"""What the error codes of Microsoft Entra sign-ins (AADSTS...) mean.

Source: Microsoft, *Microsoft Entra authentication and authorization error codes*
(learn.microsoft.com/entra/identity-platform/reference-error-codes).
"""

from __future__ import annotations

from intents.signins.event import Reason

INTERRUPTS = frozenset(
    {
        16000, 16001, 50058, 50059, 50085, 50089, 50097, 50125, 50127, 50132, 50133, 50139, 50140, 50143,
        50168, 50173, 50180, 50199, 51005, 51006, 70008, 70011, 70016, 70018, 70019, 70043, 70044, 81010, 81012, 81014,
        500119, 700082, 700084, 1000002, 9002341,
    }
)  # fmt: skip
"""Steps of a sign-in, not failures: stay signed in, sign in anew, choose an account, an expired session token."""

INTERRUPTED_FOR_MFA = frozenset({50076, 50078, 50158})
"""A second factor is wanted now; whether it was given is in the events after it."""

SHARED = 50053
"""Locked out, or blocked for its address: the failure reason tells which."""

REASONS: dict[int, Reason] = {
    50034: Reason.UNKNOWN_USER,
    50055: Reason.PASSWORD_EXPIRED,
    50056: Reason.WRONG_PASSWORD,
    50057: Reason.DISABLED,
    50064: Reason.WRONG_PASSWORD,
    50126: Reason.WRONG_PASSWORD,
    50135: Reason.PASSWORD_EXPIRED,
    50142: Reason.PASSWORD_EXPIRED,
    50144: Reason.PASSWORD_EXPIRED,
    51004: Reason.UNKNOWN_USER,
    80002: Reason.OTHER,
    80007: Reason.UNVERIFIED,
    80010: Reason.OTHER,
    80012: Reason.POLICY,
    50072: Reason.MFA_NOT_ENROLLED,
    50079: Reason.MFA_NOT_ENROLLED,
    53004: Reason.MFA_NOT_ENROLLED,
    53010: Reason.MFA_NOT_ENROLLED,
    50074: Reason.MFA_FAILED,
    50086: Reason.MFA_FAILED,
    50087: Reason.MFA_FAILED,
    50088: Reason.MFA_FAILED,
    500121: Reason.MFA_FAILED,
    53000: Reason.DEVICE_NOT_COMPLIANT,
    53001: Reason.DEVICE_NOT_COMPLIANT,
    530001: Reason.POLICY,
    530002: Reason.DEVICE_NOT_COMPLIANT,
    530003: Reason.DEVICE_NOT_COMPLIANT,
    50129: Reason.DEVICE_NOT_COMPLIANT,
    50155: Reason.DEVICE_NOT_COMPLIANT,
    130007: Reason.DEVICE_NOT_COMPLIANT,
    130008: Reason.DEVICE_NOT_COMPLIANT,
    135011: Reason.DEVICE_NOT_COMPLIANT,
    50002: Reason.POLICY,
    50005: Reason.POLICY,
    50131: Reason.POLICY,
    53002: Reason.POLICY,
    53003: Reason.POLICY,
    53009: Reason.POLICY,
    53011: Reason.POLICY,
    54000: Reason.POLICY,
    500021: Reason.POLICY,
    500022: Reason.POLICY,
    500212: Reason.POLICY,
    500213: Reason.POLICY,
    530021: Reason.POLICY,
    530031: Reason.POLICY,
    530032: Reason.POLICY,
    530034: Reason.POLICY,
    530035: Reason.POLICY,
    16003: Reason.NOT_ASSIGNED,
    50014: Reason.NOT_ASSIGNED,
    50020: Reason.NOT_ASSIGNED,
    50105: Reason.NOT_ASSIGNED,
    65001: Reason.NOT_ASSIGNED,
    65004: Reason.NOT_ASSIGNED,
    90008: Reason.NOT_ASSIGNED,
    90072: Reason.NOT_ASSIGNED,
    90094: Reason.NOT_ASSIGNED,
    90095: Reason.NOT_ASSIGNED,
    650052: Reason.NOT_ASSIGNED,
}

CONSENT_MISSING = frozenset({"65001", "65004", "90008", "90094", "90095", "650052"})
"""As an event's code: somebody has to approve the application first."""
ANOTHER_TENANTS = frozenset({"16003", "50014", "50020", "90072"})
"""The same: the account is another tenant's, and this one has none by that name whose state it could look at."""

TOLD_APART = frozenset({SHARED, *(code for code, reason in REASONS.items() if reason is Reason.MFA_FAILED)})
"""Codes whose texts say more than they do."""
DECLINED = ("user declined", "declined the authentication", "mfa denied; user", "denied by the user")
FRAUD = ("fraud",)
"""Words of the step's detail that tell an unanswered prompt from one that was refused or reported."""


def reason_of(code: int, said: str) -> Reason | None:
    """Why a sign-in with that code failed; `said` is the failure reason and the detail, in lower case. None for a success or an interrupt."""
    if code == 0 or code in INTERRUPTS:
        return None
    if code == SHARED:
        # Some tools put the documentation's text there, which names both.
        address, lock = (
            "malicious" in said or "ip address" in said,
            " locked" in f" {said}" or "too many" in said,
        )
        if address == lock:
            return Reason.LOCKED_OR_BLOCKED_IP
        return Reason.BLOCKED_IP if address else Reason.LOCKED
    if code in INTERRUPTED_FOR_MFA:
        return Reason.MFA_FAILED
    found = REASONS.get(code, Reason.OTHER)
    if found is Reason.MFA_FAILED:
        if any(word in said for word in FRAUD):
            return Reason.MFA_FRAUD
        if any(word in said for word in DECLINED) and "did not respond" not in said:
            return Reason.MFA_DENIED_BY_USER
    return found
