"""One application said no, while the sign-in itself worked: why this person may not open it."""

from __future__ import annotations

from datetime import timedelta

from intents.signins.causes.access import CAUSES, Access, Standing, application_of, opened, standing
from intents.signins.causes.access_words import (
    called,
    refused_remedy,
    refused_words,
    remedy,
    says,
    slug,
    to_ask_for,
)
from intents.signins.causes.case import Case, failed_for, listed
from intents.signins.event import Happened, Reason, SignInEvent
from intents.signins.explanation import Finding
from intents.signins.providers.entra_codes import ANOTHER_TENANTS, CONSENT_MISSING

REFUSED_LASTS = timedelta(days=7)
CHANGE_LASTS = timedelta(days=7)
"""How long a change that nobody ran into yet may be what somebody asks about."""
_UNSURE = CONSENT_MISSING | ANOTHER_TENANTS
"""An assignment may not be the matter."""

_refused = failed_for(Reason.NOT_ASSIGNED)
_CHANGES = frozenset({Happened.ACCESS_REMOVED, Happened.ACCESS_REQUESTED, Happened.ACCESS_DENIED})


def applications(case: Case) -> list[str]:
    """The applications this provider refused, or changed the access to, lately; the newest first."""
    seen = [
        application_of(case.company, event)
        for event in reversed(case.recent(case.events, REFUSED_LASTS))
        if _refused(event) or event.happened in _CHANGES
    ]
    return list(dict.fromkeys(name for name in seen if name))


def refused_application(case: Case, application: str, everywhere: tuple[SignInEvent, ...]) -> Finding | None:
    """Why that application said no; `everywhere` is the person's events at all providers, as groups may change at another."""
    access = standing(case.company, application, everywhere, case.own, case.now)
    refused = _unanswered(case, application)
    if access.standing is Standing.HELD and access.since is not None:
        since_then = access.since
        refused = [event for event in refused if event.at > since_then]
    if not refused:
        return _unmet(case, application, access)
    after = [event for event in refused if access.since is None or event.at >= access.since]
    if access.standing in (Standing.EXPIRED, Standing.REVOKED) and not after:
        return None
    shown = after or refused
    held = access.event is None and _held(case, application)
    consent = access.standing is Standing.NEVER and all(event.code in _UNSURE for event in shown)
    doubt = _doubt(access, shown, held=held)
    name = called(case.company, application, shown[-1])
    return Finding(
        CAUSES[access.standing], case.provider, slug(case.company, application) or shown[-1].application or None,
        listed([access.event] if access.event and access.standing is not Standing.HELD else [], shown),
        since=access.since or shown[0].at, until=None,
        says=refused_words(case, access, name, shown[-1].at, contradicted=held, unsure=consent),
        remedy=refused_remedy(access, name, contradicted=held, unsure=consent), self_service=False, certain=not doubt,
        entitlement=to_ask_for(access), own=access.own, doubt=doubt,
    )  # fmt: skip


def _unanswered(case: Case, application: str) -> list[SignInEvent]:
    open_: list[SignInEvent] = []
    for event in case.recent(case.events, REFUSED_LASTS):
        if not (_refused(event) or opened(event)) or application_of(case.company, event) != application:
            continue
        open_ = [*open_, event] if _refused(event) else []
    return open_


def _unmet(case: Case, application: str, access: Access) -> Finding | None:
    """A change that nobody ran into: worth saying when nothing else explains it, and never for certain."""
    event = access.event
    if event is None or event.provider is not case.provider or case.now - event.at > CHANGE_LASTS:
        return None
    if access.standing in (Standing.HELD, Standing.NEVER):
        return None
    name = called(case.company, application, event)
    return Finding(
        CAUSES[access.standing], case.provider, slug(case.company, application) or event.application or None, (event,),
        since=access.since, until=None, says=says(case, access, name), remedy=remedy(access, name),
        self_service=False, certain=False, entitlement=to_ask_for(access), own=access.own,
        doubt="No refused attempt was recorded after it.",
    )  # fmt: skip


def _held(case: Case, application: str) -> bool:
    return any(
        one.entitlement.partition("/")[0] == application
        and (one.expires_at is None or one.expires_at > case.now)
        for one in case.company.holdings_of(case.person.id)
    )


def _doubt(access: Access, shown: list[SignInEvent], *, held: bool) -> str:
    if all(event.code in _UNSURE for event in shown):
        return "The code may also mean that somebody has to consent to the application first."
    if not access.sure:
        return "A program took it away, and the event does not say whether its end had come."
    if access.standing is Standing.HELD:
        return "Access was there before it was refused; it may not have arrived everywhere yet, or only a part of it was asked for."
    if held:
        return "The company's records say that you still hold access there."
    return ""
