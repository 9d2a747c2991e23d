"""What an answer to "why was I locked out?" is made of, before anybody words or draws it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from catalog.model import EntitlementId
from intents.signins.event import Provider, SignInEvent


class Cause(StrEnum):
    """Why somebody cannot get in; the list is part of Usher's published formats."""

    TOO_MANY_FAILURES = "too_many_failures"
    BLOCKED_IP = "blocked_ip"
    PASSWORD_EXPIRED = "password_expired"  # noqa: S105 - a word, not a secret
    WRONG_PASSWORD = "wrong_password"  # noqa: S105
    MFA_FAILED = "mfa_failed"
    MFA_NOT_ENROLLED = "mfa_not_enrolled"
    ACCOUNT_SUSPENDED = "account_suspended"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_EXPIRED = "account_expired"
    DEVICE_NOT_COMPLIANT = "device_not_compliant"
    BLOCKED_BY_POLICY = "blocked_by_policy"
    APP_NOT_ASSIGNED = "app_not_assigned"
    GRANT_EXPIRED = "grant_expired"
    GRANT_REVOKED = "grant_revoked"
    REQUEST_PENDING = "request_pending"
    REQUEST_DENIED = "request_denied"
    NONE_FOUND = "none_found"


class OwnKind(StrEnum):
    """What Usher's own record says about access that is not there."""

    EXPIRED = "expired"
    REVOKED = "revoked"
    PENDING = "pending"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """One thing Usher, or the company's holdings, know about somebody's access to one entitlement.

    `at` is when it ended, was asked for or was denied. `request` is the request's id, where there is one.
    """

    kind: OwnKind
    entitlement: EntitlementId
    at: datetime
    request: str = ""
    by: str = ""
    """The person who revoked or denied it."""
    why: str = ""
    """Their reason, or the rule's words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause with what shows it.

    `since` is when it began to block, `until` when it ends by itself, where that is known. `certain` is whether
    the evidence leaves no other reading. `system` is the catalog's slug of the system that said no, or the
    provider's name for the application where the catalog does not know it; None when it is the sign-in itself.
    """

    cause: Cause
    provider: Provider | None
    system: str | None
    evidence: tuple[SignInEvent, ...]
    """The most decisive first."""
    since: datetime | None
    until: datetime | None
    says: str
    """The cause in a sentence, in the second person ("Your account is locked: …")."""
    remedy: str
    """What to do now, in a sentence."""
    self_service: bool
    certain: bool
    entitlement: EntitlementId | None = None
    """What to ask for, or to extend, where that would put it right."""
    own: OwnRecord | None = None
    doubt: str = ""
    """What else it may be, in a sentence, where it is not certain."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer: what blocks now, and what else was found, the next most pressing first."""

    blocking: Finding
    others: tuple[Finding, ...] = field(default=())
