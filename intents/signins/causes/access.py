"""What became of somebody's access to one application: had, taken away, run out, asked for, denied.

Put together from the providers' events and from what Usher and the company know themselves, in the order of time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from catalog.model import Company, EntitlementId
from intents.signins.event import Happened, Outcome, Provider, Reason, SignInEvent
from intents.signins.explanation import Cause, OwnKind, OwnRecord
from intents.signins.logins import person_behind
from intents.signins.systems import systems

AT_ITS_END = timedelta(minutes=5)
"""How much before its end a removal still counts as the end: clocks differ."""
SOON_AFTER = timedelta(days=2)
"""How long after its end a removal counts as carried out because of it."""


class Standing(StrEnum):
    """Where somebody stands with an application."""

    NEVER = "never"
    HELD = "held"
    EXPIRED = "expired"
    REVOKED = "revoked"
    PENDING = "pending"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Access:
    """Where somebody stands with an application, since when, and what shows it."""

    standing: Standing
    since: datetime | None = None
    event: SignInEvent | None = None
    own: OwnRecord | None = None
    entitlement: EntitlementId | None = None
    sure: bool = True


NEVER = Access(Standing.NEVER)
_OWN = {
    OwnKind.EXPIRED: Standing.EXPIRED,
    OwnKind.REVOKED: Standing.REVOKED,
    OwnKind.PENDING: Standing.PENDING,
    OwnKind.DENIED: Standing.DENIED,
}
CAUSES = {
    Standing.EXPIRED: Cause.GRANT_EXPIRED,
    Standing.REVOKED: Cause.GRANT_REVOKED,
    Standing.PENDING: Cause.REQUEST_PENDING,
    Standing.DENIED: Cause.REQUEST_DENIED,
    Standing.NEVER: Cause.APP_NOT_ASSIGNED,
    Standing.HELD: Cause.APP_NOT_ASSIGNED,
}
_GIVEN = frozenset({Happened.ACCESS_ADDED, Happened.ACCESS_APPROVED})


def application_of(company: Company, event: SignInEvent) -> str | None:
    """The system an event is about, by its application or its groups; the provider's own name in lower case where the catalog has none."""
    known = systems(company)
    if event.application and (found := known.of_application(event.application)):
        return found
    for group in event.targets:
        if (found := known.of_group(group)[0]) is not None:
            return found
    return event.application.casefold() or (event.targets[0].casefold() if event.targets else None)


def standing(
    company: Company,
    application: str,
    events: tuple[SignInEvent, ...],
    own: tuple[OwnRecord, ...],
    now: datetime,
) -> Access:
    """Where the person stands with that application now, from all their events and the records of their own company."""
    mine = [
        record for record in own if record.entitlement.partition("/")[0] == application and record.at <= now
    ]
    steps: list[tuple[datetime, int, SignInEvent | OwnRecord]] = [(record.at, 0, record) for record in mine]
    steps += [
        (event.at, 1, event)
        for event in events
        if _counts(event) and application_of(company, event) == application
    ]
    access, before_asking = NEVER, NEVER
    for _, _, step in sorted(steps, key=lambda step: step[:2]):
        if isinstance(step, OwnRecord):
            after = _recorded(access, step)
        else:
            after = _happened(company, access, before_asking, step, mine)
        if after.standing is Standing.PENDING and access.standing is not Standing.PENDING:
            before_asking = access
        access = after
    return access


def opened(event: SignInEvent) -> bool:
    """Whether an application was opened: with a session, or, as Entra and Duo record it, by a sign-in of its own."""
    if event.outcome is not Outcome.SUCCESS:
        return False
    return event.happened is Happened.APP_ACCESS or (
        event.provider in (Provider.ENTRA, Provider.DUO)
        and event.happened in (Happened.SIGN_IN, Happened.MFA)
        and bool(event.application)
    )


def _counts(event: SignInEvent) -> bool:
    return opened(event) or (event.outcome is not Outcome.FAILURE and event.happened in _STEPS)


_STEPS = frozenset(
    {
        *_GIVEN,
        Happened.ACCESS_REMOVED,
        Happened.ACCESS_REQUESTED,
        Happened.ACCESS_DENIED,
        Happened.ACCESS_REQUEST_CLOSED,
    }
)


def _recorded(access: Access, record: OwnRecord) -> Access:
    if record.kind is OwnKind.EXPIRED and access.standing in (
        Standing.PENDING,
        Standing.DENIED,
        Standing.REVOKED,
    ):
        # Asked for anew, or taken away, before it ran out: that is what counts.
        return access
    return Access(_OWN[record.kind], record.at, None, record, record.entitlement)


def _happened(
    company: Company, access: Access, before_asking: Access, event: SignInEvent, own: list[OwnRecord]
) -> Access:
    if event.happened is Happened.ACCESS_REMOVED:
        return _removed(company, access, event, own)
    if event.happened is Happened.ACCESS_REQUESTED:
        return Access(Standing.PENDING, event.at, event, _of(own, OwnKind.PENDING))
    if event.happened is Happened.ACCESS_DENIED:
        return Access(Standing.DENIED, event.at, event, _of(own, OwnKind.DENIED))
    if event.happened is Happened.ACCESS_REQUEST_CLOSED:
        return before_asking if access.standing is Standing.PENDING else access
    return Access(Standing.HELD, event.at, event)


def _removed(company: Company, access: Access, event: SignInEvent, own: list[OwnRecord]) -> Access:
    entitlement = next(filter(None, (systems(company).of_group(group)[1] for group in event.targets)), None)
    revoked = Access(Standing.REVOKED, event.at, event, _of(own, OwnKind.REVOKED), entitlement)
    ran_out = [
        record
        for record in own
        if record.kind is OwnKind.EXPIRED
        and entitlement in (None, record.entitlement)
        and -AT_ITS_END <= event.at - record.at <= SOON_AFTER
    ]
    if ran_out or event.reason is Reason.ACCESS_EXPIRED:
        record = ran_out[-1] if ran_out else None
        return Access(
            Standing.EXPIRED, event.at, event, record, entitlement or (record.entitlement if record else None)
        )
    if access.standing is Standing.PENDING and entitlement is None:
        return access
    # A program that removes it without saying why may have carried out an end as well.
    by_somebody = bool(revoked.own) or person_behind(company, event.actor) is not None
    return revoked if by_somebody else replace(revoked, sure=False)


def _of(own: list[OwnRecord], kind: OwnKind) -> OwnRecord | None:
    return next((record for record in reversed(own) if record.kind is kind), None)
