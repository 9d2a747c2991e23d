"""One thing that happened to somebody's account or sign-in, whichever provider recorded it.

The providers disagree about names, codes and nesting; everything behind this module speaks only of these
values. The provider's own code stays beside them, so that whoever checks an answer can look it up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Provider(StrEnum):
    """Who recorded an event."""

    OKTA = "okta"
    ENTRA = "entra"
    WINDOWS = "windows"
    GOOGLE = "google"
    AWS = "aws"
    DUO = "duo"


class Happened(StrEnum):
    """What an event records, in words no vendor owns."""

    SIGN_IN = "sign_in"
    """An attempt to sign in, or one step of it: `outcome` and `reason` say how it went."""
    MFA = "mfa"
    """A second factor: a code, a push, a key."""
    APP_ACCESS = "app_access"
    """An attempt to open an application with a session that is already there."""
    POLICY = "policy"
    """A sign-on policy was evaluated."""
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    SUSPENDED = "suspended"
    UNSUSPENDED = "unsuspended"
    DISABLED = "disabled"
    ENABLED = "enabled"
    EXTENDED = "extended"
    """The day an account ends was moved."""
    PASSWORD_EXPIRED = "password_expired"  # noqa: S105 - a word, not a secret
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    """Changed by its owner, or reset by somebody else."""
    MFA_ENROLLED = "mfa_enrolled"
    MFA_RESET = "mfa_reset"
    """A factor was removed, so that the person has to enrol anew."""
    ACCESS_ADDED = "access_added"
    """A group or an application was assigned."""
    ACCESS_REMOVED = "access_removed"
    ACCESS_REQUESTED = "access_requested"
    ACCESS_APPROVED = "access_approved"
    ACCESS_DENIED = "access_denied"
    ACCESS_REQUEST_CLOSED = "access_request_closed"
    """A request ended without an answer: nobody decided in time, or it was taken back."""
    OTHER = "other"
    """Nothing that explains a sign-in; kept, and never an error."""


DONE_TO_SOMEBODY = frozenset(
    {
        Happened.SUSPENDED, Happened.UNSUSPENDED, Happened.DISABLED, Happened.ENABLED, Happened.ACCESS_ADDED,
        Happened.ACCESS_REMOVED, Happened.ACCESS_APPROVED, Happened.ACCESS_DENIED,
    }
)  # fmt: skip
"""What one person does to another's account: without a readable target it is nobody's, and never the actor's."""


class Outcome(StrEnum):
    """How it ended."""

    SUCCESS = "success"
    FAILURE = "failure"
    CHALLENGE = "challenge"
    """The provider wanted a further step; neither a success nor a failure."""
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why an attempt failed, as far as its code and text tell."""

    WRONG_PASSWORD = "wrong_password"  # noqa: S105
    UNKNOWN_USER = "unknown_user"
    LOCKED = "locked"
    BLOCKED_IP = "blocked_ip"
    PASSWORD_EXPIRED = "password_expired"  # noqa: S105
    MFA_FAILED = "mfa_failed"
    MFA_DENIED_BY_USER = "mfa_denied_by_user"
    """The person, or somebody with the phone, said no to a prompt."""
    MFA_FRAUD = "mfa_fraud"
    """The person reported a prompt they had not caused."""
    MFA_NOT_ENROLLED = "mfa_not_enrolled"
    SUSPENDED = "suspended"
    DISABLED = "disabled"
    ACCOUNT_EXPIRED = "account_expired"
    DEVICE_NOT_COMPLIANT = "device_not_compliant"
    POLICY = "policy"
    """Conditional access, a network zone, hours, a workstation."""
    NOT_ASSIGNED = "not_assigned"
    ACCESS_EXPIRED = "access_expired"
    """Access was removed because its end had come."""
    REVOKED = "revoked"
    """The account or its credentials are disabled, expired, locked out or outside hours: the code does not say which."""
    UNVERIFIED = "unverified"
    """The provider could not verify who it was; password, second factor or account: the code does not say which."""
    LOCKED_OR_BLOCKED_IP = "locked_or_blocked_ip"
    """One code for two things, without the text that would tell them apart (Entra 50053)."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attempt came from, as the provider looked it up; degrees for the coordinates."""

    city: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """What an attempt came from. `name` is a host name where one is known; `client` a browser, an app or a protocol."""

    name: str = ""
    system: str = ""
    client: str = ""
    managed: bool | None = None
    compliant: bool | None = None


FURTHER = "#"
"""Between the id of a Google activity and the place of a further event in it."""
NOWHERE = Place()
NO_DEVICE = Device()


@dataclass(frozen=True, slots=True)
class SignInEvent:
    """One event. All texts are as the provider wrote them, cut to a sane length, with control characters gone.

    `id` is the provider's own: Okta's `uuid`, Entra's `properties.id`, Windows' `winlog.record_id`, Google's
    `id.uniqueQualifier`, CloudTrail's `eventID`, Duo's `txid`. `login` is the account it happened to, in lower
    case and as the provider names it; `actor` is set where somebody else did it. Times are UTC.
    """

    provider: Provider
    id: str
    at: datetime
    login: str
    happened: Happened
    outcome: Outcome
    reason: Reason | None = None
    code: str = ""
    message: str = ""
    actor: str = ""
    application: str = ""
    targets: tuple[str, ...] = ()
    """Groups, policies and rules it names."""
    factor: str = ""
    """The second factor it was about."""
    device: Device = NO_DEVICE
    place: Place = NOWHERE
    address: str = ""
    """The IP address, in its shortest form; empty where none was recorded."""
    network: str = ""
    """The network it belongs to: an AS name or number."""
    recorder: str = ""
    """The machine that recorded it; Windows counts its record ids on each machine anew."""
    group: str = ""
    """What ties steps of one attempt together: a session, transaction or correlation id."""
    attended: bool = True
    """False where nobody typed anything: a refreshed token, a service, cached credentials. Such a success proves
    nothing about the password or the account."""

    name: str = ""
    """How the provider shows whose account it is: for a login that is still somebody's former name."""

    @property
    def logged_as(self) -> str:
        """The id under which the provider's own log finds it; several events of one Google activity share it."""
        return self.id.partition(FURTHER)[0] if self.provider is Provider.GOOGLE else self.id
