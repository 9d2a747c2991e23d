"""No rule found a cause: what the records do tell, so that neither the person nor the helpdesk begins with nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.model import Company, Person
from intents.signins.causes.case import Case
from intents.signins.causes.proof import signed_in
from intents.signins.causes.words import PROVIDERS
from intents.signins.event import Happened, Outcome, Reason, SignInEvent
from intents.signins.explanation import Cause, Finding

LASTS = timedelta(days=1)
"""How long ago a refusal may be that is still worth a word; every rule looks at least so far back."""
_LONGEST_TEXT = 120
_ATTEMPTS = frozenset({Happened.SIGN_IN, Happened.MFA, Happened.POLICY, Happened.APP_ACCESS})
_BECAUSE = {
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
"""Refusals that a rule would have taken for its cause, were they not put right; of any other nobody knows the cause."""


def nothing_found(
    company: Company, person: Person, events: tuple[SignInEvent, ...], now: datetime, read_in: ZoneInfo | None
) -> Finding:
    """The answer where no cause is left: a refusal nobody can read, or one that was put right, and what worked last."""
    worked = next((event for event in reversed(events) if signed_in(event)), None)
    refused = next((event for event in reversed(events) if _refusal(event) and now - event.at <= LASTS), None)
    says = "Nothing in the sign-in records explains it."
    remedy = "Say where and when you were refused and what the screen said; the helpdesk can look further."
    if refused is not None:
        where, when = (
            PROVIDERS[refused.provider],
            _case(company, person, refused, now, read_in).when(refused.at),
        )
        because = _BECAUSE.get(refused.reason) if refused.reason is not None else None
        if because is not None:
            says = f"Nothing keeps you out now, as far as the records go: {where} last refused you {when} because {because}, and that was put right since."
            remedy = "Try again now; if you are still refused, tell the helpdesk where, when, and what the screen says."
        elif worked is None or worked.at < refused.at:
            says = f"{where} refused you {when} with the code {_code(refused)}, which names none of the usual causes."
            remedy = f"Try once more; if it is refused again, give the helpdesk this code and the time, for {where} can be asked what it means."
    if worked is not None:
        says += f" Your last sign-in at {PROVIDERS[worked.provider]} worked, {_case(company, person, worked, now, read_in).when(worked.at)}."
    return Finding(
        Cause.NONE_FOUND, None, None, (), since=None, until=None, says=says, remedy=remedy,
        self_service=False, certain=False,
    )  # fmt: skip


def _refusal(event: SignInEvent) -> bool:
    return event.outcome is Outcome.FAILURE and event.happened in _ATTEMPTS and event.attended


def _code(event: SignInEvent) -> str:
    said = event.message[:_LONGEST_TEXT].strip()
    return f"{event.code} (“{said}”)" if said and said != event.code else event.code


def _case(
    company: Company, person: Person, event: SignInEvent, now: datetime, read_in: ZoneInfo | None
) -> Case:
    return Case(company, person, event.provider, (), (), now, read_in)
