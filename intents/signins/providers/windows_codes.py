"""What Windows' event ids, status codes and Kerberos error codes mean.

Sources: Microsoft, the page of each event id under *Advanced security audit policy settings*; *[MS-ERREF] NTSTATUS
values*; RFC 4120 section 7.5.9 for the Kerberos codes, whose 0x12 says only that the account cannot be used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intents.signins.event import Happened, Reason
from intents.signins.values import lowered, text

KINDS: dict[int, Happened] = {
    4624: Happened.SIGN_IN,
    4625: Happened.SIGN_IN,
    4768: Happened.SIGN_IN,
    4771: Happened.SIGN_IN,
    4776: Happened.SIGN_IN,
    4740: Happened.LOCKED,
    4767: Happened.UNLOCKED,
    4722: Happened.ENABLED,
    4725: Happened.DISABLED,
    4726: Happened.DISABLED,
    4723: Happened.PASSWORD_CHANGED,
    4724: Happened.PASSWORD_CHANGED,
    4820: Happened.POLICY,
    4821: Happened.POLICY,
    4822: Happened.POLICY,
    4823: Happened.POLICY,
    4824: Happened.POLICY,
    4825: Happened.POLICY,
    4728: Happened.ACCESS_ADDED,
    4732: Happened.ACCESS_ADDED,
    4756: Happened.ACCESS_ADDED,
    4729: Happened.ACCESS_REMOVED,
    4733: Happened.ACCESS_REMOVED,
    4757: Happened.ACCESS_REMOVED,
}
GROUP_CHANGES = frozenset({4728, 4729, 4732, 4733, 4756, 4757})

LOGON_TYPES = {
    "2": "Interactive",
    "3": "Network",
    "4": "Batch",
    "5": "Service",
    "7": "Unlock",
    "8": "NetworkCleartext",
    "9": "NewCredentials",
    "10": "RemoteInteractive",
    "11": "CachedInteractive",
    "12": "CachedRemoteInteractive",
    "13": "CachedUnlock",
}
ATTENDED = frozenset({"Interactive", "Unlock", "RemoteInteractive", "NetworkCleartext"})
"""Logons in which a password was checked just now. Cached ones ask nobody; a network logon may use an old ticket."""

STATUSES: dict[str, Reason] = {
    "0xc0000064": Reason.UNKNOWN_USER,
    "0xc000006a": Reason.WRONG_PASSWORD,
    "0xc000006d": Reason.UNVERIFIED,
    "0xc000006e": Reason.REVOKED,
    "0xc000006f": Reason.POLICY,
    "0xc0000070": Reason.POLICY,
    "0xc0000071": Reason.PASSWORD_EXPIRED,
    "0xc0000072": Reason.DISABLED,
    "0xc000015b": Reason.POLICY,
    "0xc0000193": Reason.ACCOUNT_EXPIRED,
    "0xc0000224": Reason.PASSWORD_EXPIRED,
    "0xc0000234": Reason.LOCKED,
    "0xc0000413": Reason.POLICY,
    "0xc0000371": Reason.OTHER,
}
"""NTSTATUS codes of 4625 and 4776."""

KERBEROS: dict[str, Reason] = {
    "0x1": Reason.ACCOUNT_EXPIRED,
    "0x6": Reason.UNKNOWN_USER,
    "0xc": Reason.POLICY,
    "0x12": Reason.REVOKED,
    "0x17": Reason.PASSWORD_EXPIRED,
    "0x18": Reason.WRONG_PASSWORD,
}
"""Kerberos codes of 4768 and 4771."""

FAILURE_REASONS = {
    "%%2304": Reason.OTHER,
    "%%2305": Reason.ACCOUNT_EXPIRED,
    "%%2307": Reason.LOCKED,
    "%%2308": Reason.POLICY,
    "%%2309": Reason.PASSWORD_EXPIRED,
    "%%2310": Reason.DISABLED,
    "%%2311": Reason.POLICY,
    "%%2312": Reason.POLICY,
    "%%2313": Reason.WRONG_PASSWORD,
}
"""4625's reason as a message number, for when the codes are missing. 2313 is an unknown name as well."""

_KERBEROS_EVENTS = frozenset({4768, 4769, 4771})
_NOTHING = frozenset({"", "-", "0x0", "0x00000000"})
_DISABLED, _ENABLED, _NEVER = "%%2080", "%%2048", "%%1794"


def status_of(data: Mapping[str, Any]) -> str:
    """The most telling code, in lower case and without leading noughts: SubStatus where it has one, else Status."""
    sub = hexadecimal(data.get("SubStatus"))
    return (
        sub
        if sub not in _NOTHING
        else hexadecimal(data.get("Status", data.get("ErrorCode", data.get("FailureCode"))))
    )


def hexadecimal(value: object) -> str:
    """A status however it is written (`0XC000006A`, `-1073741718`, `3221225578`) as `0xc000006a`; empty for none."""
    written = lowered(value)
    if not written:
        return ""
    try:
        found = int(written, 16 if written.startswith("0x") else 10)
    except ValueError:
        return ""
    return f"0x{found & 0xFFFFFFFF:x}"


def reason_of(event_id: int, data: Mapping[str, Any]) -> Reason:
    """Why the event failed, by its codes."""
    if event_id == 4740:
        return Reason.LOCKED
    status = status_of(data)
    if event_id in _KERBEROS_EVENTS:
        return KERBEROS.get(status, Reason.OTHER)
    if 4820 <= event_id <= 4825:
        return Reason.POLICY
    found = STATUSES.get(status)
    if found in (None, Reason.UNVERIFIED, Reason.REVOKED):
        # The general codes have the message number beside them, which says more.
        told = FAILURE_REASONS.get(text(data.get("FailureReason")))
        if told is Reason.WRONG_PASSWORD:
            return found or Reason.UNVERIFIED
        if told not in (None, Reason.OTHER):
            return told
    return found or Reason.OTHER


def told_apart(event_id: int, data: Mapping[str, Any]) -> Happened | None:
    """What 4738, a changed account, changed: switched off or on, its end moved, a new password wanted. None for other events."""
    if event_id != 4738:
        return None
    control = text(data.get("UserAccountControl"))
    if _DISABLED in control:
        return Happened.DISABLED
    if _ENABLED in control:
        return Happened.ENABLED
    if text(data.get("PasswordLastSet")) == _NEVER:
        return Happened.PASSWORD_EXPIRED
    return Happened.EXTENDED if text(data.get("AccountExpires")) not in ("", "-") else None
