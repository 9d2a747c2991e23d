"""Why somebody cannot get in: every rule is asked, and what blocks now comes first.

Pure: the events, the company's records and the moment come in, the answer goes out. The order in which events come,
copies of them, and what happened to others make no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from catalog.model import Company, Person
from intents.signins.causes import accounts, factors, locks, passwords, policies
from intents.signins.causes.applications import applications, refused_application
from intents.signins.causes.case import Case, in_order
from intents.signins.causes.proof import signed_in
from intents.signins.causes.records import recorded
from intents.signins.causes.words import PROVIDERS
from intents.signins.event import Provider, SignInEvent
from intents.signins.explanation import Cause, Explanation, Finding, OwnRecord
from intents.signins.logins import logins

Rule = Callable[[Case], Finding | None]

RULES: tuple[Rule, ...] = (
    accounts.suspended,
    accounts.disabled,
    accounts.expired,
    locks.too_many_failures,
    passwords.password_expired,
    locks.blocked_address,
    policies.blocked_by_policy,
    policies.device_not_compliant,
    factors.not_enrolled,
    factors.factor_failed,
    passwords.wrong_password,
    locks.locked_or_blocked,
    locks.cannot_be_used,
    passwords.not_verified,
)
"""In the order of a sign-in: the account, its lock, the password, the rules, the second factor; guesses at the end."""

_STATES = (
    Cause.ACCOUNT_DISABLED,
    Cause.ACCOUNT_SUSPENDED,
    Cause.ACCOUNT_EXPIRED,
    Cause.TOO_MANY_FAILURES,
    Cause.PASSWORD_EXPIRED,
)
"""What keeps somebody out whatever they try, the hardest first."""
_ATTEMPTS = frozenset(
    {
        Cause.BLOCKED_IP,
        Cause.BLOCKED_BY_POLICY,
        Cause.DEVICE_NOT_COMPLIANT,
        Cause.MFA_NOT_ENROLLED,
        Cause.MFA_FAILED,
        Cause.WRONG_PASSWORD,
    }
)
_SET_ASIDE = timedelta(days=7)
"""After how long without an attempt a state gives way to what the person ran into today."""
_TODAY = timedelta(days=1)


def explain(
    company: Company,
    person: Person,
    *,
    events: Iterable[SignInEvent],
    own: Iterable[OwnRecord] = (),
    now: datetime,
) -> Explanation:
    """Why that person cannot get in at that moment; events of others and of the time to come are left out.

    `own` is what Usher and the company know about access that ended, is asked for, or was denied.
    """
    known = logins(company)
    mine = in_order((event for event in events if known.person(event.login) == person.id), now)
    records = tuple(sorted(own, key=lambda record: (record.at, record.entitlement, record.kind)))
    found: list[Finding] = []
    for provider in Provider:
        there = tuple(event for event in mine if event.provider is provider)
        if there:
            found += _at(Case(company, person, provider, there, records, now), mine)
    found += recorded(company, person, mine, records, found, now)
    ordered = sorted(found, key=lambda finding: _order(finding, found, now))
    if not ordered:
        return Explanation(_nothing(company, person, mine, now))
    return Explanation(_with_newer(ordered[0], ordered[1:], now), tuple(ordered[1:]))


def _at(case: Case, everywhere: tuple[SignInEvent, ...]) -> list[Finding]:
    """What is found at one provider; a guess gives way to a finding that settles it."""
    found = [finding for rule in RULES if (finding := rule(case)) is not None]
    settled = {event for finding in found if finding.certain for event in finding.evidence}
    locked = any(finding.cause is Cause.TOO_MANY_FAILURES and finding.certain for finding in found)
    kept = [finding for finding in found if finding.certain or not set(finding.evidence) <= settled]
    if locked:
        # What led to the lock is part of it.
        kept = [one for one in kept if one.cause not in (Cause.WRONG_PASSWORD, Cause.MFA_FAILED)]
    for application in applications(case):
        if (finding := refused_application(case, application, everywhere)) is not None:
            kept.append(finding)
    return kept


def _order(finding: Finding, found: list[Finding], now: datetime) -> tuple[int, int, float, str]:
    last = _last(finding, now)
    newest = max(_last(one, now) for one in found)
    newer_first = -last.timestamp()
    if not finding.certain:
        return (2, 0, newer_first, finding.cause)
    if finding.cause in _STATES:
        aside = now - last > _SET_ASIDE and now - newest <= _TODAY
        return (
            2 if aside else 0,
            _STATES.index(finding.cause) if not aside else 1,
            newer_first,
            finding.cause,
        )
    return (1 if finding.cause in _ATTEMPTS else 2, 0, newer_first, finding.cause)


def _last(finding: Finding, now: datetime) -> datetime:
    return max((event.at for event in finding.evidence), default=finding.since or now)


def _with_newer(blocking: Finding, others: list[Finding], now: datetime) -> Finding:
    """The finding, less certain where the person ran into something else later at another provider."""
    last = _last(blocking, now)
    for one in others:
        elsewhere = one.provider is not blocking.provider
        if one.provider and elsewhere and blocking.certain and one.evidence and _last(one, now) > last:
            doubt = f"There was a later refusal at {PROVIDERS[one.provider]}, which may be the one you mean."
            return replace(blocking, certain=False, doubt=doubt)
    return blocking


def _nothing(company: Company, person: Person, mine: tuple[SignInEvent, ...], now: datetime) -> Finding:
    last = next((event for event in reversed(mine) if signed_in(event)), None)
    worked = ""
    if last is not None:
        case = Case(company, person, last.provider, mine, (), now)
        worked = f" Your last sign-in at {PROVIDERS[last.provider]} worked, at {case.clock(last.at)}."
    return Finding(
        Cause.NONE_FOUND, None, None, (), since=None, until=None,
        says=f"Nothing in the sign-in records explains it.{worked}",
        remedy="Say where and when you were refused and what the screen said; the helpdesk can look further.",
        self_service=False, certain=False,
    )  # fmt: skip
