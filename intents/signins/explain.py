"""Why somebody cannot get in: every rule is asked, and what blocks now comes first.

Pure: the events, the company's records and the moment come in, the answer goes out. The order in which events come,
copies of them, and what happened to others make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.model import Company, Person
from intents.signins.causes import accounts, factors, locks, passwords, policies
from intents.signins.causes.applications import applications, refused_application
from intents.signins.causes.case import Case, in_order
from intents.signins.causes.nothing import nothing_found
from intents.signins.causes.records import recorded
from intents.signins.causes.words import PROVIDERS
from intents.signins.event import Outcome, Provider, SignInEvent
from intents.signins.explanation import Cause, Explanation, Finding, OwnRecord
from intents.signins.logins import Logins, logins

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
_SURE_FOR = {
    Cause.TOO_MANY_FAILURES: timedelta(days=2),
    Cause.BLOCKED_IP: timedelta(days=1),
    Cause.BLOCKED_BY_POLICY: timedelta(days=1),
    Cause.DEVICE_NOT_COMPLIANT: timedelta(days=3),
    Cause.MFA_NOT_ENROLLED: timedelta(days=7),
    Cause.MFA_FAILED: timedelta(days=1),
    Cause.WRONG_PASSWORD: timedelta(days=1),
}
"""For how long after the last refusal these are sure to be what blocks."""
_SET_ASIDE = timedelta(days=7)
"""After how long without an attempt a state gives way to what the person ran into today."""
_TODAY = timedelta(days=1)
_ADDED = frozenset(
    {"a", "adm", "admin", "da", "dev", "ext", "priv", "privileged", "sa", "svc", "t0", "t1", "t2", "test"}
)
"""What is put to a login for a second account of the same person."""


def explain(
    company: Company,
    person: Person,
    *,
    events: Iterable[SignInEvent],
    own: Iterable[OwnRecord] = (),
    now: datetime,
    read_in: ZoneInfo | None = None,
) -> Explanation:
    """Why that person cannot get in at that moment; events of others and of the time to come are left out.

    `own` is what Usher and the company know about access that ended, is asked for, or was denied. Times are said in
    the zone `read_in`, the person's own where it is None.
    """
    known = logins(company)
    mine = in_order((event for event in events if known.person(event.login, event.name) == person.id), now)
    records = tuple(sorted(own, key=lambda record: (record.at, record.entitlement, record.kind)))
    found: list[Finding] = []
    for provider in Provider:
        there = tuple(event for event in mine if event.provider is provider)
        if there:
            found += _at(Case(company, person, provider, there, records, now, read_in), mine)
    found = [_perhaps_another_account(finding, person, mine, known) for finding in found]
    found += recorded(company, person, mine, records, found, now, read_in)
    ordered = sorted(found, key=lambda finding: _order(finding, found, now))
    if not ordered:
        return Explanation(nothing_found(company, person, mine, records, now, read_in))
    return Explanation(_with_others(ordered[0], ordered[1:], now), tuple(ordered[1:]))


def _perhaps_another_account(
    finding: Finding, person: Person, mine: tuple[SignInEvent, ...], known: Logins
) -> Finding:
    """The finding, less certain where nothing but the name the provider shows says that the account is the person's.

    A login may be a former name, or one so new that the list has not got it: then one follows the other. One that is
    used in turn with the listed one, or is that with something added, may be an administrator's account, or a namesake's.
    """
    # A change of the access, which may stand first, may be another provider's, and says nothing of this account.
    shown = [event for event in finding.evidence if event.provider is finding.provider]
    if not finding.certain or any(known.person(event.login) for event in shown):
        return finding
    login = shown[0].login
    there = [event for event in mine if event.provider is finding.provider]
    listed = [event.at for event in there if known.person(event.login)]
    other = [event.at for event in there if event.login == login]
    in_turn = bool(listed) and listed[0] < other[-1] and other[0] < listed[-1]
    if not in_turn and not _for_another_purpose(login, person):
        return finding
    doubt = f"The account {login} carries your name and is not in the company's list; it may be another one of yours, or somebody else's."
    return replace(finding, certain=False, doubt=doubt)


def _for_another_purpose(login: str, person: Person) -> bool:
    """Whether the login is the person's own with a number or a word such as "adm" added."""
    before, own, after = login.partition("@")[0].partition(person.email.partition("@")[0].lower())
    added = re.split(r"[\W_]+", f"{before} {after}")
    return bool(own) and all(one.isdigit() or one in _ADDED for one in added if one)


def _at(case: Case, everywhere: tuple[SignInEvent, ...]) -> list[Finding]:
    """What is found at one provider; a guess gives way to a finding that settles it."""
    found = [_aged(finding, case) for rule in RULES if (finding := rule(case)) is not None]
    settled = {event for finding in found if finding.certain for event in finding.evidence}
    by_state = {event for finding in found if finding.cause in _STATES for event in finding.evidence}
    kept = [
        finding
        for finding in found
        if finding.cause in _STATES or not set(finding.evidence) <= by_state
        if finding.certain or not set(finding.evidence) <= settled
    ]
    if any(finding.cause is Cause.TOO_MANY_FAILURES for finding in kept):
        # What led to the lock is part of it, be the lock certain or not.
        kept = [one for one in kept if one.cause not in (Cause.WRONG_PASSWORD, Cause.MFA_FAILED)]
    for application in applications(case):
        if (finding := refused_application(case, application, everywhere)) is not None:
            kept.append(finding)
    return kept


def _aged(finding: Finding, case: Case) -> Finding:
    """The finding, less certain when nothing was recorded for longer than its cause is sure to last."""
    last = _last(finding, case.now)
    if not finding.certain or case.now - last <= _SURE_FOR.get(finding.cause, timedelta.max):
        return finding
    return replace(
        finding, certain=False, doubt=f"The last of it was {case.when(last)}; nothing was recorded since."
    )


def _order(finding: Finding, found: list[Finding], now: datetime) -> tuple[int, int, float, str]:
    """States first, then what an attempt ran into, then applications and guesses, and changes nobody ran into last."""
    last = _last(finding, now)
    newest = max(_last(one, now) for one in found)
    newer_first = -last.timestamp()
    if not finding.certain:
        met = any(event.outcome is Outcome.FAILURE for event in finding.evidence)
        return (2 if met else 3, 0, newer_first, finding.cause)
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


def _with_others(blocking: Finding, others: list[Finding], now: datetime) -> Finding:
    """The finding, less certain where another one may as well be what the person means.

    That is a later refusal at another provider for another cause, or, where no state of the account decides, any
    other finding of today.
    """
    if not blocking.certain:
        return blocking
    last, a_state = _last(blocking, now), blocking.cause in _STATES
    for one in others:
        met = any(event.outcome is Outcome.FAILURE for event in one.evidence)
        if one.provider is None or not met or (one.cause is blocking.cause and one.system == blocking.system):
            continue
        later = one.provider is not blocking.provider and _last(one, now) > last
        if later or (not a_state and one.certain and now - _last(one, now) <= _TODAY):
            where = PROVIDERS[one.provider]
            doubt = (
                f"There was another refusal at {where}, for another reason, which may be the one you mean."
            )
            return replace(blocking, certain=False, doubt=doubt)
    return blocking
