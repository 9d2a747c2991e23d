"""AWS CloudTrail as events: sign-ins to the console and to IAM Identity Center, and what happens to accounts.

Source: AWS, *AWS Management Console sign-in events*, *Logging IAM Identity Center API calls with CloudTrail*, and
the API references of IAM and of the Identity Store. "Failed authentication" does not say whether the password or
the code was wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from intents.signins.event import DONE_TO_SOMEBODY, Device, Happened, Outcome, Provider, Reason, SignInEvent
from intents.signins.values import LONG, address, first_text, flag, identity, lowered, mapping, moment, text

KINDS: dict[str, Happened] = {
    "ConsoleLogin": Happened.SIGN_IN,
    "UserAuthentication": Happened.SIGN_IN,
    "CredentialVerification": Happened.SIGN_IN,
    "CheckMfa": Happened.MFA,
    "CredentialChallenge": Happened.MFA,
    "Federate": Happened.APP_ACCESS,
    "SwitchRole": Happened.APP_ACCESS,
    "AssumeRole": Happened.APP_ACCESS,
    "AssumeRoleWithSAML": Happened.APP_ACCESS,
    "GetRoleCredentials": Happened.APP_ACCESS,
    "DeleteLoginProfile": Happened.DISABLED,
    "DeleteUser": Happened.DISABLED,
    "DisableUser": Happened.DISABLED,
    "CreateLoginProfile": Happened.ENABLED,
    "EnableUser": Happened.ENABLED,
    "UpdateLoginProfile": Happened.PASSWORD_CHANGED,
    "ChangePassword": Happened.PASSWORD_CHANGED,
    "PasswordUpdated": Happened.PASSWORD_CHANGED,
    "PasswordRecoveryCompleted": Happened.PASSWORD_CHANGED,
    "UpdatePassword": Happened.PASSWORD_CHANGED,
    "EnableMFADevice": Happened.MFA_ENROLLED,
    "CompleteVirtualMfaDeviceRegistration": Happened.MFA_ENROLLED,
    "CompleteWebAuthnDeviceRegistration": Happened.MFA_ENROLLED,
    "DeactivateMFADevice": Happened.MFA_RESET,
    "DeleteMfaDeviceForUser": Happened.MFA_RESET,
    "AddUserToGroup": Happened.ACCESS_ADDED,
    "CreateGroupMembership": Happened.ACCESS_ADDED,
    "AddMemberToGroup": Happened.ACCESS_ADDED,
    "CreateAccountAssignment": Happened.ACCESS_ADDED,
    "RemoveUserFromGroup": Happened.ACCESS_REMOVED,
    "DeleteGroupMembership": Happened.ACCESS_REMOVED,
    "RemoveMemberFromGroup": Happened.ACCESS_REMOVED,
    "DeleteAccountAssignment": Happened.ACCESS_REMOVED,
}
_SOURCES = frozenset(
    f"{service}.amazonaws.com"
    for service in ("iam", "signin", "sts", "sso", "sso-directory", "identitystore")
)
"""Other services have users of their own, with acts of the same names."""
_REFUSED = ("accessdenied", "access denied", "not authorized", "unauthorized", "forbidden")
_PASSWORD, _IDENTITY = "PASSWORD", "EXTERNAL_IDP"
_HIDDEN = "hidden_due_to_security_reasons"
_STATES = frozenset({Reason.LOCKED, Reason.DISABLED})
"""What only a sign-in tells of an account; where a role is taken on, a region or the role is what is disabled."""
_NAMES = re.compile(r"\barn:\S+")
"""Somebody chose the name of a role, which may hold any word."""
_ATTEMPTS = frozenset({Happened.SIGN_IN, Happened.MFA, Happened.APP_ACCESS})


def is_aws(raw: Mapping[str, Any]) -> bool:
    """Whether the object has the shape of a CloudTrail event."""
    return "eventSource" in raw and "eventName" in raw


def from_aws(raw: Mapping[str, Any]) -> SignInEvent:
    """One CloudTrail event. Raises Unreadable when it has no time."""
    name, source = text(raw.get("eventName")), text(raw.get("eventSource"))
    who, asked = mapping(raw.get("userIdentity")), mapping(raw.get("requestParameters"))
    more = mapping(raw.get("additionalEventData"))
    happened = KINDS.get(name, Happened.OTHER) if source in _SOURCES else Happened.OTHER
    outcome = _outcome(raw, name)
    if name in ("CredentialVerification", "CredentialChallenge"):
        happened = _credential(name, text(more.get("CredentialType")))
    actor = _who(who, more)
    about = (
        actor
        if happened in _ATTEMPTS
        else first_text(asked.get("userName"), asked.get("userId"), _member(asked)).lower()
    )
    login = about or ("" if happened in DONE_TO_SOMEBODY else actor)
    reason = _reason(name, happened, outcome, raw, more)
    return SignInEvent(
        Provider.AWS,
        identity(raw, raw.get("eventID")),
        moment(raw.get("eventTime")),
        login,
        Happened.MFA if reason is Reason.MFA_FAILED else happened,
        outcome,
        reason,
        name,
        first_text(raw.get("errorMessage"), raw.get("errorCode"))[:LONG],
        actor if actor != login else "",
        "AWS Management Console" if happened in _ATTEMPTS else source.partition(".")[0],
        tuple(filter(None, (text(asked.get("groupName")), text(asked.get("groupId")), text(asked.get("permissionSetArn")), text(more.get("SwitchTo"))))),
        first_text(more.get("MFAIdentifier"), more.get("CredentialType")),
        Device("", "", text(raw.get("userAgent"))),
        address=address(raw.get("sourceIPAddress")),
        group=first_text(more.get("AuthWorkflowID"), raw.get("requestID")),
    )  # fmt: skip


def _who(who: Mapping[str, Any], more: Mapping[str, Any]) -> str:
    named = first_text(
        who.get("userName"), more.get("UserName"), mapping(who.get("onBehalfOf")).get("userId")
    ).lower()
    if named in ("", _HIDDEN):
        # An assumed role is named by its session, which Identity Center gives the person's name.
        arn = lowered(who.get("arn"))
        session = arn.rpartition("/")[2] if "/" in arn else ""
        named = session or lowered(who.get("principalId")).rpartition(":")[2]
    return "" if named == _HIDDEN else named


def _member(asked: Mapping[str, Any]) -> str:
    member = mapping(asked.get("memberId"))
    return first_text(member.get("userId"), member.get("UserId"), asked.get("principalId"))


def _credential(name: str, kind: str) -> Happened:
    first = kind in (_PASSWORD, _IDENTITY)
    return Happened.OTHER if name == "CredentialChallenge" else Happened.SIGN_IN if first else Happened.MFA


def _outcome(raw: Mapping[str, Any], name: str) -> Outcome:
    said = lowered(mapping(raw.get("responseElements")).get(name)) or lowered(
        mapping(raw.get("serviceEventDetails")).get(name)
    )
    if said.startswith("fail") or text(raw.get("errorCode")) or text(raw.get("errorMessage")):
        return Outcome.FAILURE
    if name in ("CredentialVerification", "CheckMfa"):
        # CheckMfa says that a code was wanted. One credential of a sign-in was right; UserAuthentication says when all were.
        return Outcome.CHALLENGE
    return Outcome.SUCCESS if said in ("success", "") else Outcome.UNKNOWN


def _reason(
    name: str, happened: Happened, outcome: Outcome, raw: Mapping[str, Any], more: Mapping[str, Any]
) -> Reason | None:
    if outcome is not Outcome.FAILURE or happened not in _ATTEMPTS:
        return None
    said = _NAMES.sub("", f"{text(raw.get('errorMessage'))} {text(raw.get('errorCode'))}".casefold())
    for words, reason in _TOLD:
        if words.search(said) and not (happened is Happened.APP_ACCESS and reason in _STATES):
            return reason
    if happened is Happened.APP_ACCESS:
        # The console says no more of a role it may not switch to; elsewhere a call may fail for being too fast.
        refused = name == "SwitchRole" or any(word in said for word in _REFUSED)
        return Reason.NOT_ASSIGNED if refused else Reason.OTHER
    if name == "CheckMfa" or happened is Happened.MFA:
        return Reason.MFA_FAILED
    if name == "CredentialVerification" and text(more.get("CredentialType")) == _PASSWORD:
        return Reason.WRONG_PASSWORD
    if name == "ConsoleLogin" and flag(more.get("MFAUsed")):
        return Reason.MFA_FAILED
    return Reason.UNVERIFIED


_TOLD: tuple[tuple[re.Pattern[str], Reason], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b"), reason)
    for words, reason in (
        (r"no username found", Reason.UNKNOWN_USER),
        (r"password (?:has )?expired|passwordexpired\w*", Reason.PASSWORD_EXPIRED),
        (r"locked", Reason.LOCKED),
        (r"disabled", Reason.DISABLED),
        (r"mfa|multi-?factor\w*", Reason.MFA_FAILED),
        (r"session token|expiredtoken\w*|token must be redeemed", Reason.OTHER),
        (r"(?:incorrect|invalid|wrong) password", Reason.WRONG_PASSWORD),
    )
)
"""What an error message says about the reason; the usual "Failed authentication" says nothing.

A session that ran out is refused like access that is missing, and only asks for signing in anew."""
