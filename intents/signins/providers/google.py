"""Google Workspace's reports (login, SAML, admin, user accounts, context-aware access) as events.

Source: Google, *Reports API: Login, SAML, Admin and User Accounts Audit Activity Events*
(developers.google.com/workspace/admin/reports/v1/appendix/activity/login). One activity may hold several events;
`activities` hands them out one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from intents.signins.event import FURTHER, Device, Happened, Outcome, Place, Provider, Reason, SignInEvent
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
    named,
    text,
)

KINDS: dict[str, Happened] = {
    "login_success": Happened.SIGN_IN,
    "login_failure": Happened.SIGN_IN,
    "login_challenge": Happened.MFA,
    "login_verification": Happened.MFA,
    "2sv_enroll": Happened.MFA_ENROLLED,
    "titanium_enroll": Happened.MFA_ENROLLED,
    "2sv_disable": Happened.MFA_RESET,
    "password_edit": Happened.PASSWORD_CHANGED,
    "change_password": Happened.PASSWORD_CHANGED,
    "change_password_on_next_login": Happened.PASSWORD_EXPIRED,
    "turn_off_2_step_verification": Happened.MFA_RESET,
    "unenroll_user_from_strong_auth": Happened.MFA_RESET,
    "suspend_user": Happened.SUSPENDED,
    "unsuspend_user": Happened.UNSUSPENDED,
    "archive_user": Happened.DISABLED,
    "unarchive_user": Happened.ENABLED,
    "delete_user": Happened.DISABLED,
    "undelete_user": Happened.ENABLED,
    "unblock_user_session": Happened.UNLOCKED,
    "add_group_member": Happened.ACCESS_ADDED,
    "remove_group_member": Happened.ACCESS_REMOVED,
    "access_deny_event": Happened.POLICY,
    "risky_sensitive_action_blocked": Happened.POLICY,
    "suspicious_login": Happened.SIGN_IN,
    "suspicious_login_less_secure_app": Happened.SIGN_IN,
    "suspicious_programmatic_login": Happened.SIGN_IN,
}
_SWITCHED_OFF = "account_disabled"
"""account_disabled_generic, _hijacked, _spamming, _spamming_through_relay: Google calls each "user suspended"."""
_LEAKED = "account_disabled_password_leak"
"""Switched off until the password is changed, because somebody else knows it."""
_BLOCKED = frozenset(
    {"suspicious_login", "suspicious_login_less_secure_app", "suspicious_programmatic_login"}
)
_FAILURES = {
    "login_failure_invalid_password": Reason.WRONG_PASSWORD,
    "login_failure_account_disabled": Reason.DISABLED,
    "login_failure_access_code_disallowed": Reason.POLICY,
    "login_failure_invalid_second_factor": Reason.MFA_FAILED,
    "login_failure_account_locked": Reason.LOCKED,
}
_PASSWORD_STEPS = frozenset({"password"})
_SAML = "saml"
"""The report of applications that are opened with a Google account; its events are named as those of signing in."""
_NOT_FOR_THE_USER = frozenset({"failure_app_not_configured_for_user", "failure_app_not_enabled_for_user"})


def is_google(raw: Mapping[str, Any]) -> bool:
    """Whether the object has the shape of an activity, or of one of its events with the activity around it."""
    inner = raw.get("id")
    return lowered(raw.get("kind")) == "admin#reports#activity" or (
        isinstance(inner, dict) and ("applicationName" in inner or "uniqueQualifier" in inner)
    )


_AROUND = ("kind", "id", "actor", "time", "ipAddress", "networkInfo")
"""What stands around the events of an activity."""


def activities(raw: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The activity once for each of its events, so that each becomes one of ours."""
    events = mappings(raw.get("events"))
    if len(events) < 2:
        yield raw
        return
    # Only what is read goes along with each, and an id that has to be made is made once.
    around = {key: raw[key] for key in _AROUND if key in raw}
    made = {"usher_id": identity(raw, mapping(raw.get("id")).get("uniqueQualifier"))}
    for place, event in enumerate(events):
        yield {**around, **made, "events": [event], "usher_place": place}


def from_google(raw: Mapping[str, Any]) -> SignInEvent:
    """One activity with its first event. Raises Unreadable when it has no time."""
    activity = mapping(raw.get("id"))
    event = next(iter(mappings(raw.get("events"))), raw)
    name = lowered(event.get("name"))
    given = _parameters(event.get("parameters"))
    saml = lowered(activity.get("applicationName")) == _SAML
    happened, outcome, reason = _opened(name, given) if saml else _what(name, given)
    actor = lowered(mapping(raw.get("actor")).get("email"))
    login = (
        first_text(given.get("affected_email_address"), given.get("USER_EMAIL"), given.get("email")).lower()
        or actor
    )
    place = raw.get("usher_place")
    further = f"{FURTHER}{place + 1}" if isinstance(place, int) and place > 0 else ""
    network = mapping(raw.get("networkInfo"))
    return SignInEvent(
        Provider.GOOGLE,
        identity(raw, activity.get("uniqueQualifier"), raw.get("usher_id")) + further,
        moment(activity.get("time"), raw.get("time")),
        login,
        happened,
        outcome,
        reason,
        first_text(given.get("login_failure_type"), given.get("failure_type"), event.get("name")),
        first_text(given.get("login_failure_type"), given.get("failure_type"), given.get("login_challenge_status"), name)[:LONG],
        actor if actor != login else "",
        first_text(given.get("CAA_APPLICATION"), given.get("APPLICATION_NAME"), given.get("application_name") if saml else "", activity.get("applicationName")),
        tuple(filter(None, (text(given.get("GROUP_EMAIL")), _plain(given.get("CAA_ACCESS_LEVEL_UNSATISFIED"))))),
        _plain(given.get("login_challenge_method")),
        Device(text(given.get("CAA_DEVICE_ID")), "", first_text(given.get("user_agent"), given.get("login_type"))),
        Place(first_text(network.get("subdivisionCode")), text(network.get("regionCode"))),
        address(raw.get("ipAddress"), given.get("ip_address")),
        first_text(*_numbers(network.get("ipAsn"))),
    )  # fmt: skip


def _numbers(value: object) -> list[object]:
    return value[:1] if isinstance(value, list) else [value]


def _parameters(value: object) -> Mapping[str, Any]:
    """The event's parameters: a list of name and value in the API, an object in some exports."""
    if isinstance(value, dict):
        return value
    return named(mappings(value), "name", "value", "boolValue", "intValue", "multiValue")


def _plain(value: object) -> str:
    """A parameter as a text; of several values the last, which is the step that decided."""
    return text(value[-1] if isinstance(value, list) and value else value)


def _what(name: str, given: Mapping[str, Any]) -> tuple[Happened, Outcome, Reason | None]:
    if name == _LEAKED:
        return Happened.DISABLED, Outcome.SUCCESS, None
    if name.startswith(_SWITCHED_OFF):
        return Happened.SUSPENDED, Outcome.SUCCESS, None
    happened = KINDS.get(name, Happened.OTHER)
    if name == "login_failure":
        told = lowered(given.get("login_failure_type"))
        reason = _FAILURES.get(told, Reason.UNVERIFIED) if told else _by_the_steps(given)
        return (Happened.MFA if reason is Reason.MFA_FAILED else happened), Outcome.FAILURE, reason
    if name in _BLOCKED:
        # Google writes these beside a sign-in it stopped, or let in and warned about.
        return Happened.OTHER, Outcome.UNKNOWN, None
    if happened is Happened.MFA:
        return _step(given)
    if happened is Happened.POLICY:
        blocked = Reason.DEVICE_NOT_COMPLIANT if _about_the_device(given) else Reason.POLICY
        return happened, Outcome.FAILURE, blocked
    return happened, Outcome.UNKNOWN if happened is Happened.OTHER else Outcome.SUCCESS, None


def _opened(name: str, given: Mapping[str, Any]) -> tuple[Happened, Outcome, Reason | None]:
    """An application opened, or refused, with a session that is already there: no sign-in of its own."""
    if name == "login_failure":
        told = lowered(given.get("failure_type"))
        reason = Reason.NOT_ASSIGNED if told in _NOT_FOR_THE_USER else Reason.OTHER
        return Happened.APP_ACCESS, Outcome.FAILURE, reason
    if name == "login_success":
        return Happened.APP_ACCESS, Outcome.SUCCESS, None
    return Happened.OTHER, Outcome.UNKNOWN, None


def _by_the_steps(given: Mapping[str, Any]) -> Reason:
    """Without a failure type the steps that were taken tell: a password alone was wrong, after a second one that was."""
    steps = given.get("login_challenge_method")
    taken = [lowered(step) for step in steps] if isinstance(steps, list) else [lowered(steps)]
    if not any(taken):
        return Reason.UNVERIFIED
    return Reason.WRONG_PASSWORD if all(step in _PASSWORD_STEPS for step in taken) else Reason.MFA_FAILED


def _step(given: Mapping[str, Any]) -> tuple[Happened, Outcome, Reason | None]:
    password = _plain(given.get("login_challenge_method")).lower() in _PASSWORD_STEPS
    happened = Happened.SIGN_IN if password else Happened.MFA
    status = lowered(given.get("login_challenge_status"))
    if "pass" in status:
        # A password that was right is one step of a sign-in, not all of it.
        return Happened.MFA, Outcome.SUCCESS if not password else Outcome.CHALLENGE, None
    if "fail" in status or "incorrect" in status:
        return happened, Outcome.FAILURE, Reason.WRONG_PASSWORD if password else Reason.MFA_FAILED
    return Happened.MFA, Outcome.CHALLENGE, None


def _about_the_device(given: Mapping[str, Any]) -> bool:
    if flag(given.get("CAA_DEVICE_COMPLIANT")) is False:
        return True
    said = f"{lowered(given.get('CAA_DEVICE_STATE'))} {_plain(given.get('CAA_ACCESS_LEVEL_UNSATISFIED')).lower()}"
    return any(word in said for word in ("device", "unmanaged", "not compliant", "unknown", "encrypted"))
