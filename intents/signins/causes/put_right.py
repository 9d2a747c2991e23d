"""Whether something recorded later shows that a refusal is over; that no rule takes it for a cause shows nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from catalog.model import Company
from intents.signins.causes.access import NEVER, Standing, application_of, opened, standing
from intents.signins.causes.proof import (
    account_was_usable,
    password_changed,
    password_was_right,
    signed_in,
    unlocked,
)
from intents.signins.event import Happened, Outcome, Provider, Reason, SignInEvent
from intents.signins.explanation import OwnRecord

_REVERSALS = frozenset(
    {
        Happened.UNSUSPENDED,
        Happened.ENABLED,
        Happened.EXTENDED,
        Happened.MFA_ENROLLED,
        Happened.MFA_RESET,
    }
)
_OF_THE_PASSWORD = frozenset({Reason.WRONG_PASSWORD, Reason.UNVERIFIED, Reason.PASSWORD_EXPIRED})


def last_not_put_right(
    company: Company,
    refusals: Collection[SignInEvent],
    events: tuple[SignInEvent, ...],
    own: tuple[OwnRecord, ...],
    now: datetime,
) -> SignInEvent | None:
    """The last of the refusals, all of them among the person's events, that nothing later shows to be over; None where all are."""
    asked = frozenset(refusals)
    usable: set[Provider] = set()
    password_right: set[Provider] = set()
    entered: set[tuple[Provider, str]] = set()
    given: dict[str | None, datetime | None] = {}
    for event in reversed(events):
        if event in asked:
            if event.reason is Reason.NOT_ASSIGNED:
                # That a sign-in worked shows nothing: an application is refused after it.
                name = application_of(company, event)
                if name not in given:
                    given[name] = _held_since(company, name, events, own, now)
                since = given[name]
                over = since is not None and since > event.at
            else:
                over = (
                    event.provider in usable
                    or (event.reason in _OF_THE_PASSWORD and event.provider in password_right)
                    or (event.provider, event.application) in entered
                )
            if not over:
                return event
        if _usable_again(event):
            usable.add(event.provider)
        if password_was_right(event):
            password_right.add(event.provider)
        if opened(event) and event.application:
            entered.add((event.provider, event.application))
    return None


def _held_since(
    company: Company,
    application: str | None,
    events: tuple[SignInEvent, ...],
    own: tuple[OwnRecord, ...],
    now: datetime,
) -> datetime | None:
    """Since when the application is known to be the person's to open; None where it is not, or nobody knows which it is."""
    access = NEVER if application is None else standing(company, application, events, own, now)
    return access.since if access.standing is Standing.HELD else None


def _usable_again(event: SignInEvent) -> bool:
    if event.happened in _REVERSALS:
        return event.outcome is not Outcome.FAILURE
    return signed_in(event) or account_was_usable(event) or unlocked(event) or password_changed(event)
