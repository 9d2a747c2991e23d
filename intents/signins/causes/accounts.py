"""The account itself: suspended, disabled, or past its end. These stay true until somebody reverses them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from intents.signins.causes.case import Case, failed_for, listed
from intents.signins.causes.proof import account_was_usable, signed_in
from intents.signins.causes.words import PROVIDERS
from intents.signins.event import Happened, Outcome, Reason, SignInEvent
from intents.signins.explanation import Cause, Finding

REFUSED_LASTS = timedelta(days=90)
"""How long a refusal alone, without the change that caused it, is taken for the present state."""
SURE_FOR = timedelta(days=30)
"""How long such a refusal alone is proof; somebody may have reversed it where no log shows."""
BESIDE = timedelta(minutes=10)
"""How long before a telling refusal a vague one is taken for the same: one attempt leaves several events."""

_vague = failed_for(Reason.REVOKED, Reason.UNVERIFIED, Reason.UNKNOWN_USER)
"""What a provider says of an account it does not let in without saying why."""


@dataclass(frozen=True, slots=True)
class State:
    """A state of an account: what begins it, what ends it, and what a refusal because of it says."""

    cause: Cause
    reason: Reason
    begins: frozenset[Happened]
    ends: frozenset[Happened]
    says: str
    remedy: str


SUSPENDED = State(
    Cause.ACCOUNT_SUSPENDED, Reason.SUSPENDED,
    frozenset({Happened.SUSPENDED}), frozenset({Happened.UNSUSPENDED, Happened.ENABLED}),
    "is suspended", "Ask the helpdesk why, and to lift it; nobody can lift it for themselves.",
)  # fmt: skip
DISABLED = State(
    Cause.ACCOUNT_DISABLED, Reason.DISABLED,
    frozenset({Happened.DISABLED}), frozenset({Happened.ENABLED}),
    "is disabled", "Ask the helpdesk why, and to enable it again.",
)  # fmt: skip
EXPIRED = State(
    Cause.ACCOUNT_EXPIRED, Reason.ACCOUNT_EXPIRED,
    frozenset(), frozenset({Happened.EXTENDED, Happened.ENABLED}),
    "has passed its end date", "Ask your manager to confirm that you stay, and the helpdesk to move the account's end.",
)  # fmt: skip


_LEAKED = "account_disabled_password_leak"
_BY_GOOGLE = {
    "account_disabled_hijacked": "Google believes that somebody else used it",
    "account_disabled_spamming": "Google saw spam sent from it",
    "account_disabled_spamming_through_relay": "Google saw spam sent from it",
    _LEAKED: "Google found its password known to others",
}
_LEAKED_REMEDY = "Ask the helpdesk to set a new password and to enable the account again; use the old one nowhere any more."


_STAYS_CLOSED = "By the company’s list the last day here was {}, so the account stays closed; if that date is wrong, ask the manager to put it right."


_some_state = failed_for(Reason.SUSPENDED, Reason.DISABLED, Reason.ACCOUNT_EXPIRED, Reason.REVOKED)
"""A refusal for what an account is, whichever way it is put."""


def suspended(case: Case) -> Finding | None:
    """Somebody, or the provider itself, suspended the account."""
    return _in_state(case, SUSPENDED)


def disabled(case: Case) -> Finding | None:
    """The account was switched off or deleted."""
    return _in_state(case, DISABLED)


def expired(case: Case) -> Finding | None:
    """The account has an end date, and it is past."""
    return _in_state(case, EXPIRED)


def _in_state(case: Case, state: State) -> Finding | None:
    open_ = case.since_last(lambda event: signed_in(event) or (event.happened in state.ends and _done(event)))
    changes = [event for event in open_ if event.happened in state.begins and _done(event)]
    told = failed_for(state.reason)
    refused = [event for event in case.recent(open_, REFUSED_LASTS) if told(event)]
    if state is DISABLED and not changes:
        # Google calls a suspended account disabled when it refuses it.
        suspended_ = _while_suspended(open_)
        refused = [event for event in refused if event not in suspended_]
    if not changes and not refused:
        return None
    # Providers name one state as another.
    last = max(event.at for event in (*changes, *filter(_some_state, open_)))
    if any(event.at > last + BESIDE and account_was_usable(event) for event in open_):
        # Somebody reversed it where no log shows.
        return None
    change = changes[-1] if changes else None
    if change is not None:
        refused = [event for event in refused if event.at >= change.at]
    known_from = change.at if change else refused[0].at - BESIDE
    vague = [event for event in open_ if event.at >= known_from and _follows(event, change)]
    first = change or refused[0]
    old = change is None and case.now - refused[-1].at > SURE_FOR
    left = case.person.ends if not case.person.active(case.now.date()) else None
    remedy = _LEAKED_REMEDY if change and change.code == _LEAKED else state.remedy
    return Finding(
        state.cause, case.provider, None, listed([change] if change else [], refused, vague),
        since=first.at, until=None,
        says=f"Your account in {PROVIDERS[case.provider]} {state.says}"
        + (f", since {case.clock(change.at)}{_why(change)}." if change else f"; it was refused for that {case.when(refused[-1].at)}."),
        remedy=_STAYS_CLOSED.format(f"{left.day} {left:%B %Y}") if left else remedy, self_service=False, certain=not old,
        doubt="Nobody has tried for more than a month, so it may have been put right since." if old else "",
    )  # fmt: skip


def _while_suspended(events: tuple[SignInEvent, ...]) -> set[SignInEvent]:
    """Those between a suspension and its end."""
    during: set[SignInEvent] = set()
    on = False
    for event in events:
        if event.happened in (Happened.SUSPENDED, Happened.UNSUSPENDED) and _done(event):
            on = event.happened is Happened.SUSPENDED
        if on:
            during.add(event)
    return during


def _why(change: SignInEvent) -> str:
    return f": {_BY_GOOGLE[change.code]}" if change.code in _BY_GOOGLE else ""


def _follows(event: SignInEvent, change: SignInEvent | None) -> bool:
    """Whether a refusal without a telling reason comes from the state.

    Providers hide from whoever tries that an account is switched off: after the change every sign-in fails, as a
    wrong password, as an unknown user, or with no reason at all.
    """
    if change is None:
        return _vague(event)
    return (
        event.outcome is Outcome.FAILURE
        and event.happened is Happened.SIGN_IN
        and event.reason is not Reason.LOCKED
    )


def _done(event: SignInEvent) -> bool:
    return event.outcome is not Outcome.FAILURE
