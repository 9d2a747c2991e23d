"""What Okta's event types and outcome reasons mean.

Source: Okta, *Event Types*; the reasons are those the System Log shows for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from intents.signins.event import Happened, Outcome, Reason
from intents.signins.values import first_text, text

_SIGN_INS = (
    "user.session.start",
    "user.authentication.auth",
    "user.authentication.auth_via_AD_agent",
    "user.authentication.auth_via_IDP",
    "user.authentication.auth_via_LDAP_agent",
    "user.authentication.auth_via_inbound_SAML",
    "user.authentication.auth_via_inbound_delauth",
    "user.authentication.auth_via_iwa",
    "user.authentication.auth_via_radius",
    "user.authentication.auth_via_richclient",
    "user.authentication.auth_via_social",
    "user.authentication.authenticate",
)
STEPS = frozenset(_SIGN_INS) - {
    "user.session.start",
    "user.authentication.auth_via_radius",
    "user.authentication.auth_via_richclient",
}
"""Where a success is one step, the password at an agent or another provider, and `user.session.start` ends it."""
KINDS: dict[str, Happened] = {
    **dict.fromkeys(_SIGN_INS, Happened.SIGN_IN),
    "user.authentication.auth_via_mfa": Happened.MFA,
    "user.authentication.verify": Happened.MFA,
    "user.mfa.okta_verify": Happened.MFA,
    "user.mfa.okta_verify.deny_push": Happened.MFA,
    "user.mfa.okta_verify.deny_push_upgrade_needed": Happened.MFA,
    "user.mfa.attempt_bypass": Happened.MFA,
    "user.authentication.sso": Happened.APP_ACCESS,
    "app.oauth2.signon": Happened.APP_ACCESS,
    "app.oauth2.authorize": Happened.APP_ACCESS,
    "app.oauth2.authorize.code": Happened.APP_ACCESS,
    "app.oauth2.as.authorize": Happened.APP_ACCESS,
    "app.oauth2.as.authorize.code": Happened.APP_ACCESS,
    "app.generic.unauth_app_access_attempt": Happened.APP_ACCESS,
    "policy.evaluate_sign_on": Happened.POLICY,
    "security.threat.detected": Happened.POLICY,
    "security.request.blocked": Happened.POLICY,
    "application.policy.sign_on.deny_access": Happened.POLICY,
    "policy.auth_reevaluate.fail": Happened.POLICY,
    "user.account.lock": Happened.LOCKED,
    "user.account.lock.limit": Happened.LOCKED,
    "app.ad.api.user_import.account_locked": Happened.LOCKED,
    "user.account.unlock": Happened.UNLOCKED,
    "user.account.unlock_by_admin": Happened.UNLOCKED,
    "system.agent.ad.unlock_user_account": Happened.UNLOCKED,
    "system.agent.ldap.unlock_user_account": Happened.UNLOCKED,
    "user.lifecycle.suspend": Happened.SUSPENDED,
    "user.lifecycle.unsuspend": Happened.UNSUSPENDED,
    "system.import.user.suspend": Happened.SUSPENDED,
    "system.import.user.unsuspend": Happened.UNSUSPENDED,
    "system.import.user.unsuspend_after_confirm": Happened.UNSUSPENDED,
    "user.lifecycle.deactivate": Happened.DISABLED,
    "user.lifecycle.delete.initiated": Happened.DISABLED,
    "user.lifecycle.delete.completed": Happened.DISABLED,
    "user.lifecycle.activate": Happened.ENABLED,
    "user.lifecycle.reactivate": Happened.ENABLED,
    "user.account.expire_password": Happened.PASSWORD_EXPIRED,
    "user.account.update_password": Happened.PASSWORD_CHANGED,
    "user.account.reset_password": Happened.PASSWORD_CHANGED,
    "system.agent.ad.reset_user_password": Happened.PASSWORD_CHANGED,
    "system.agent.ldap.change_user_password": Happened.PASSWORD_CHANGED,
    "system.agent.ldap.reset_user_password": Happened.PASSWORD_CHANGED,
    "system.agent.ldap.update_user_password": Happened.PASSWORD_CHANGED,
    "user.mfa.factor.activate": Happened.MFA_ENROLLED,
    "user.mfa.factor.unsuspend": Happened.MFA_ENROLLED,
    "user.mfa.factor.deactivate": Happened.MFA_RESET,
    "user.mfa.factor.reset_all": Happened.MFA_RESET,
    "user.mfa.factor.suspend": Happened.MFA_RESET,
    "group.user_membership.add": Happened.ACCESS_ADDED,
    "application.user_membership.add": Happened.ACCESS_ADDED,
    "application.user_membership.restore": Happened.ACCESS_ADDED,
    "group.user_membership.remove": Happened.ACCESS_REMOVED,
    "application.user_membership.remove": Happened.ACCESS_REMOVED,
    "application.user_membership.revoke": Happened.ACCESS_REMOVED,
    "application.user_membership.deprovision": Happened.ACCESS_REMOVED,
    "app.access_request.request": Happened.ACCESS_REQUESTED,
    "access.request.create": Happened.ACCESS_REQUESTED,
    "app.access_request.grant": Happened.ACCESS_APPROVED,
    "app.access_request.deny": Happened.ACCESS_DENIED,
    "app.access_request.approver.deny": Happened.ACCESS_DENIED,
    "access.request.reject": Happened.ACCESS_DENIED,
    "app.access_request.delete": Happened.ACCESS_REQUEST_CLOSED,
    "app.access_request.expire": Happened.ACCESS_REQUEST_CLOSED,
    "access.request.cancel": Happened.ACCESS_REQUEST_CLOSED,
    "access.request.expire": Happened.ACCESS_REQUEST_CLOSED,
    "access.request.resolve": Happened.ACCESS_REQUEST_CLOSED,
}

REFUSED_PUSHES = frozenset(
    {"user.mfa.okta_verify.deny_push", "user.mfa.okta_verify.deny_push_upgrade_needed"}
)
"""Failures whatever their outcome says: it speaks of the refusal, which succeeded."""

_WORDS: tuple[tuple[Reason, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(rf"(?<!\w)(?:{'|'.join(marks)})"))
    for reason, marks in (
        (Reason.LOCKED, ("locked out", "account locked", "account is locked", "user locked")),
        (Reason.SUSPENDED, ("suspended",)),
        (Reason.ACCOUNT_EXPIRED, ("account expired", "account is expired", "account has expired")),
        (Reason.DISABLED, ("deactivated", "deprovisioned", "user inactive", "account disabled", "account is disabled", "user disabled", "user is disabled", "user is not active")),
        (Reason.PASSWORD_EXPIRED, ("password expired", "expired password", "password has expired", "password is expired", "password change required", "must change password")),
        (Reason.MFA_NOT_ENROLLED, ("mfa enroll", "not enrolled", "no enrolled", "unenrolled", "no factor", "enrollment required", "enroll in", "available authenticator enrollments", "enrolled authenticators", "no authenticator")),
        (Reason.BLOCKED_IP, ("malicious", "threatinsight", "password spray", "brute force", "anonymizer", "blocked ip")),
        (Reason.MFA_DENIED_BY_USER, ("user rejected", "rejected by user", "declined phishing", "denied by user")),
        (Reason.NOT_ASSIGNED, ("not assigned", "unauthorized")),
        (Reason.DEVICE_NOT_COMPLIANT, ("device not", "device is not", "device assurance", "unmanaged", "not managed", "not registered device")),
        (Reason.POLICY, ("policy", "zone", "denied by rule", "blacklist", "blocklist", "disallowed")),
        (Reason.BLOCKED_IP, ("ip address",)),
        (Reason.UNKNOWN_USER, ("unknown user", "not found", "invalid user")),
        (Reason.WRONG_PASSWORD, ("invalid credentials", "invalid login", "wrong password", "invalid password", "password mismatch")),
        (Reason.UNVERIFIED, ("verification error", "general nonsuccess", "authentication failed")),
    )
)  # fmt: skip
"""What the reason of a failure says, by words that begin in it; the first that fits: a timezone is no
zone. `USER_LOCKED` and "User locked" are the same."""
_OPENID = "app.oauth2."
_DEVICE_RULES = ("device", "managed", "compliant", "posture")


def factor_of(debug: Mapping[str, Any], by_type: Mapping[str, list[str]]) -> str:
    """The factor a step was about: Okta's word for it, else the authenticator's name."""
    return first_text(debug.get("factor"), *by_type.get("AuthenticatorEnrollment", ())[:1])


def reason_in(
    kind: str,
    happened: Happened,
    outcome: Outcome,
    said: str,
    debug: Mapping[str, Any],
    by_type: Mapping[str, list[str]],
) -> Reason | None:
    """Why it failed, by its type and what it says; None for what did not fail. A lock says so whatever its outcome."""
    if happened is Happened.LOCKED:
        return Reason.LOCKED
    if happened is Happened.ACCESS_REMOVED:
        return Reason.ACCESS_EXPIRED if _ran_out(said, debug) else None
    if kind in REFUSED_PUSHES:
        return Reason.MFA_DENIED_BY_USER if kind == "user.mfa.okta_verify.deny_push" else Reason.MFA_FAILED
    if outcome is not Outcome.FAILURE:
        return None
    words = " ".join(said.casefold().replace("_", " ").split())
    found = next((reason for reason, marks in _WORDS if marks.search(words)), None)
    if kind == "app.generic.unauth_app_access_attempt":
        return Reason.NOT_ASSIGNED
    if happened is Happened.APP_ACCESS and _of_something_else(found, words):
        return Reason.OTHER
    if kind.startswith(_OPENID) and found is Reason.POLICY:
        # The policies of an authorization server are about clients and scopes, not about who somebody is.
        return Reason.OTHER
    if kind == "security.threat.detected":
        return Reason.BLOCKED_IP
    if kind == "security.request.blocked":
        return found if found in (Reason.POLICY, Reason.BLOCKED_IP) else Reason.BLOCKED_IP
    if happened is Happened.MFA:
        return _factor_failed(found, words, debug)
    if happened is Happened.POLICY:
        return _policy_said_no(found, by_type)
    return found or Reason.OTHER


def _factor_failed(found: Reason | None, words: str, debug: Mapping[str, Any]) -> Reason:
    answered = first_text(
        debug.get("pushOnlyResponseType"), debug.get("pushWithNumberChallengeResponseType")
    ).upper()
    if "DENY" in answered or "REJECT" in answered:
        return Reason.MFA_DENIED_BY_USER
    if found in (None, Reason.WRONG_PASSWORD, Reason.UNVERIFIED, Reason.UNKNOWN_USER):
        # INVALID_CREDENTIALS of a factor is a wrong code or an unanswered push, not a wrong password.
        return Reason.MFA_FAILED
    return Reason.MFA_FAILED if _of_something_else(found, words) else found


def _of_something_else(found: Reason | None, words: str) -> bool:
    """Whether a phone, a factor or an application is switched off: that is no state of the account."""
    return found in (Reason.SUSPENDED, Reason.DISABLED) and not any(
        one in words for one in ("user", "account")
    )


def _policy_said_no(found: Reason | None, by_type: Mapping[str, list[str]]) -> Reason:
    if found in (Reason.MFA_NOT_ENROLLED, Reason.DEVICE_NOT_COMPLIANT, Reason.BLOCKED_IP):
        return found
    rules = " ".join(by_type.get("PolicyRule", ())).casefold()
    return Reason.DEVICE_NOT_COMPLIANT if any(word in rules for word in _DEVICE_RULES) else Reason.POLICY


def _ran_out(said: str, debug: Mapping[str, Any]) -> bool:
    if any("expir" in key.casefold() for key in list(debug)[:64]):
        return True
    words = f"{said} {text(debug.get('reason'))} {text(debug.get('trigger'))}".casefold()
    return "expir" in words or "time-bound" in words
