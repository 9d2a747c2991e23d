"""No rule found a cause: what the records do tell, so that neither the person nor the helpdesk begins with nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.model import Company, Person
from intents.signins.causes.case import Case
from intents.signins.causes.proof import signed_in
from intents.signins.causes.put_right import last_not_put_right
from intents.signins.causes.words import PROVIDERS
from intents.signins.event import Happened, Outcome, Reason, SignInEvent
from intents.signins.explanation import Cause, Finding, OwnRecord

LASTS = timedelta(days=1)
"""How long ago a refusal may be that is still worth a word; every rule looks at least so far back."""
_LONGEST_TEXT = 120
_SILENT = (
    "Nothing in the sign-in records explains it.",
    "Say where and when you were refused and what the screen said; the helpdesk can look further.",
)
_ATTEMPTS = frozenset({Happened.SIGN_IN, Happened.MFA, Happened.POLICY, Happened.APP_ACCESS})
_BECAUSE: dict[Reason | None, str] = {
    Reason.WRONG_PASSWORD: "the password was wrong",
    Reason.UNVERIFIED: "it could not verify you",
    Reason.LOCKED: "the account was locked",
    Reason.LOCKED_OR_BLOCKED_IP: "the account was locked or the network refused",
    Reason.BLOCKED_IP: "of the network you came from",
    Reason.PASSWORD_EXPIRED: "the password had expired",
    Reason.MFA_FAILED: "the second factor was not given",
    Reason.MFA_DENIED_BY_USER: "the prompt was refused",
    Reason.MFA_FRAUD: "a prompt was reported as fraud",
    Reason.MFA_NOT_ENROLLED: "no second factor was set up",
    Reason.SUSPENDED: "the account was suspended",
    Reason.DISABLED: "the account was disabled",
    Reason.ACCOUNT_EXPIRED: "the account had passed its end date",
    Reason.DEVICE_NOT_COMPLIANT: "of the device",
    Reason.POLICY: "of a sign-in rule",
    Reason.NOT_ASSIGNED: "the application was not assigned to you",
    Reason.REVOKED: "the account could not be used",
}
"""Refusals that a rule takes for its cause unless they were put right or name no application; of any other nobody knows the cause."""


def nothing_found(
    company: Company,
    person: Person,
    events: tuple[SignInEvent, ...],
    own: tuple[OwnRecord, ...],
    now: datetime,
    read_in: ZoneInfo | None,
) -> Finding:
    """The answer where no cause is left: the last refusal, whether it was put right as far as that is shown, and what worked last."""
    worked = next((event for event in reversed(events) if signed_in(event)), None)
    refusals = [event for event in events if _refusal(event) and now - event.at <= LASTS]
    last = refusals[-1] if refusals else None
    readable = [event for event in refusals if event.reason in _BECAUSE]
    said = _SILENT
    if last is not None and last.reason not in _BECAUSE and (worked is None or worked.at < last.at):
        said = _unread(last, _when(company, person, last, now, read_in))
    elif (still := last_not_put_right(company, readable, events, own, now)) is not None:
        said = _not_put_right(still, _when(company, person, still, now, read_in))
    elif last is not None and last.reason in _BECAUSE:
        said = _put_right(last, _when(company, person, last, now, read_in))
    says, remedy = said
    if worked is not None:
        says += f" Your last sign-in at {PROVIDERS[worked.provider]} worked, {_when(company, person, worked, now, read_in)}."
    return Finding(
        Cause.NONE_FOUND, None, None, (), since=None, until=None, says=says, remedy=remedy,
        self_service=False, certain=False,
    )  # fmt: skip


def _put_right(event: SignInEvent, when: str) -> tuple[str, str]:
    return (
        f"Nothing keeps you out now, as far as the records go: {PROVIDERS[event.provider]} last refused you {when} because {_BECAUSE[event.reason]}, and that was put right since.",
        "Try again now; if you are still refused, tell the helpdesk where, when, and what the screen says.",
    )


def _not_put_right(event: SignInEvent, when: str) -> tuple[str, str]:
    first = (
        "Ask Usher for access to what you wanted to open; if you have it,"
        if event.reason is Reason.NOT_ASSIGNED
        else "Try once more; if it is refused again,"
    )
    return (
        f"{PROVIDERS[event.provider]} refused you {when} because {_BECAUSE[event.reason]}; nothing recorded since shows that this was put right.",
        f"{first} give the helpdesk the code {event.code} and the time.",
    )


def _unread(event: SignInEvent, when: str) -> tuple[str, str]:
    where = PROVIDERS[event.provider]
    return (
        f"{where} refused you {when} with the code {_code(event)}, which names none of the usual causes.",
        f"Try once more; if it is refused again, give the helpdesk this code and the time, for {where} can be asked what it means.",
    )


def _refusal(event: SignInEvent) -> bool:
    return event.outcome is Outcome.FAILURE and event.happened in _ATTEMPTS and event.attended


def _code(event: SignInEvent) -> str:
    said = event.message[:_LONGEST_TEXT].strip()
    return f"{event.code} (“{said}”)" if said and said != event.code else event.code


def _when(
    company: Company, person: Person, event: SignInEvent, now: datetime, read_in: ZoneInfo | None
) -> str:
    return Case(company, person, event.provider, (), (), now, read_in).when(event.at)
