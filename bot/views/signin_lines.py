"""One sign-in event in a line, for a card and for a ticket: when, what happened, where and with what.

The words are ours. Whatever stands in the event itself (devices, places, applications) was written by somebody
outside, so on a card it is escaped, and it is cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.texts import plain_moment, typed
from intents.signins.event import Happened, Outcome, Provider, Reason, SignInEvent

PROVIDERS = {
    Provider.OKTA: "Okta",
    Provider.ENTRA: "Microsoft Entra",
    Provider.WINDOWS: "Windows",
    Provider.GOOGLE: "Google",
    Provider.AWS: "AWS",
    Provider.DUO: "Duo",
}
REASONS = {
    Reason.WRONG_PASSWORD: "wrong password",
    Reason.UNKNOWN_USER: "unknown user",
    Reason.LOCKED: "account locked",
    Reason.BLOCKED_IP: "address blocked",
    Reason.PASSWORD_EXPIRED: "password expired",
    Reason.MFA_FAILED: "second factor failed",
    Reason.MFA_DENIED_BY_USER: "prompt denied on the phone",
    Reason.MFA_FRAUD: "prompt reported as not theirs",
    Reason.MFA_NOT_ENROLLED: "no second factor set up",
    Reason.SUSPENDED: "account suspended",
    Reason.DISABLED: "account disabled",
    Reason.ACCOUNT_EXPIRED: "account expired",
    Reason.DEVICE_NOT_COMPLIANT: "device not compliant",
    Reason.POLICY: "blocked by a sign-in policy",
    Reason.NOT_ASSIGNED: "application not assigned",
    Reason.REVOKED: "refused for a reason the code leaves open",
    Reason.ACCESS_EXPIRED: "access had ended",
    Reason.UNVERIFIED: "could not verify who it was",
    Reason.LOCKED_OR_BLOCKED_IP: "account locked or address blocked",
    Reason.OTHER: "",
}
"""Empty where there is nothing to say."""
HAPPENED = {
    Happened.SIGN_IN: "sign-in",
    Happened.MFA: "second factor",
    Happened.APP_ACCESS: "opening an application",
    Happened.POLICY: "sign-in policy",
    Happened.LOCKED: "account locked",
    Happened.UNLOCKED: "account unlocked",
    Happened.SUSPENDED: "account suspended",
    Happened.UNSUSPENDED: "account no longer suspended",
    Happened.DISABLED: "account disabled",
    Happened.ENABLED: "account enabled",
    Happened.PASSWORD_EXPIRED: "password expired",
    Happened.PASSWORD_CHANGED: "password changed",
    Happened.MFA_ENROLLED: "second factor set up",
    Happened.MFA_RESET: "second factor removed",
    Happened.ACCESS_ADDED: "access added",
    Happened.ACCESS_REMOVED: "access removed",
    Happened.ACCESS_REQUESTED: "access requested",
    Happened.ACCESS_APPROVED: "access approved",
    Happened.ACCESS_DENIED: "access denied",
    Happened.ACCESS_REQUEST_CLOSED: "access request closed",
    Happened.EXTENDED: "end of the account moved",
    Happened.OTHER: "event",
}
_ATTEMPTS = {Happened.SIGN_IN, Happened.MFA, Happened.APP_ACCESS, Happened.POLICY}
_ADDRESS = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9A-Fa-f]{1,4}:){4,7}[0-9A-Fa-f]{1,4}"
    r"|(?:[0-9A-Fa-f]{1,4}:){0,6}:(?::?[0-9A-Fa-f]{1,4}){1,7})(?![\w:])"
)
"""An IPv4 address, or an IPv6 address, which a time such as 06:54:12 is not."""
_LONGEST_PART = 60
"""Characters of a device, a place or an application: what is longer is no name."""


def event_line(event: SignInEvent, zone: ZoneInfo, *, own: bool) -> str:
    """The event on a card; `own` is for whoever it happened to, who sees the address as well."""
    return f"{plain_moment(event.at, zone)} · {_without_time(event, own=own)}"


def event_lines(events: Sequence[SignInEvent], zone: ZoneInfo, *, own: bool) -> list[str]:
    """The events in few lines: those that differ by nothing but their time are one, with how often and from when to when.

    The order is that of the first of each kind, so the most decisive stays first.
    """
    alike: dict[str, list[SignInEvent]] = {}
    for event in events:
        alike.setdefault(_without_time(event, own=own), []).append(event)
    lines = []
    for rest, several in alike.items():
        times = sorted(event.at for event in several)
        when = plain_moment(times[0], zone)
        if len(times) > 1:
            when = f"{when} to {plain_moment(times[-1], zone, since=times[0])}, {len(times)} times"
        lines.append(f"{when} · {rest}")
    return lines


def plain_event_line(event: SignInEvent, zone: ZoneInfo) -> str:
    """The event for a ticket: plain text, no address."""
    when = f"{event.at.astimezone(zone):%Y-%m-%d %H:%M}"
    what = f"{PROVIDERS[event.provider]}: {what_happened(event)}"
    return " · ".join([when, what, *_parts(event, own=False), f"event {event.id[:80]}"])


def what_happened(event: SignInEvent) -> str:
    """`sign-in failed, wrong password`; the provider's own code where it says why and we have no words."""
    words = HAPPENED[event.happened]
    if event.happened not in _ATTEMPTS:
        return words
    if event.outcome is Outcome.SUCCESS:
        return f"{words} succeeded"
    ended = {Outcome.FAILURE: "failed", Outcome.CHALLENGE: "asked for more"}.get(
        event.outcome, "without a result"
    )
    why = REASONS.get(event.reason, "") if event.reason is not None else ""
    return f"{words} {ended}" + (f", {why}" if why else "")


def _without_time(event: SignInEvent, *, own: bool) -> str:
    parts = [typed(part, 2 * _LONGEST_PART) for part in _parts(event, own=own)]
    return " · ".join([f"{PROVIDERS[event.provider]}: {what_happened(event)}", *parts])


def without_addresses(text: str) -> str:
    """A sentence for others than the one it is about: IP addresses are more than they need."""
    return _ADDRESS.sub("an address", text)


def _parts(event: SignInEvent, *, own: bool) -> list[str]:
    """The application, the device and the place, as far as they are known and needed."""
    device = event.device.name or event.device.client or event.device.system
    if event.device.name and event.device.client:
        device = f"{event.device.name} ({event.device.client})"
    if device.isupper() and len(device) > 3:
        device = device.capitalize()  # Okta shouts its browsers
    place = ", ".join(filter(None, (event.place.city, event.place.country)))
    found = [event.application, device, place, event.address if own else ""]
    return [_short(part) for part in found if part.strip()]


def _short(part: str) -> str:
    one_line = " ".join(part.split())
    return one_line if len(one_line) <= _LONGEST_PART else one_line[: _LONGEST_PART - 1] + "…"
