"""Locked out after too many failures, and refused because of the address it came from.

Entra has one code for both. Windows has two that say only that the account cannot be used; `accounts` looks first
whether something settles them, and here they count as a lock where failures or a lock stand beside them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from intents.signins.causes.accounts import BESIDE
from intents.signins.causes.case import Case, failed_for, listed
from intents.signins.causes.proof import account_was_usable, password_changed, signed_in, unlocked
from intents.signins.causes.sources import machine_behind, sends_by_itself, source_in_words
from intents.signins.causes.words import PROVIDERS
from intents.signins.event import Happened, Outcome, Provider, Reason, SignInEvent
from intents.signins.explanation import Cause, Finding

SMART_LOCKOUT = timedelta(minutes=1)
"""How long Entra's first lock lasts; the next ones are longer.
Source: Microsoft, *Protect user accounts from attacks with Microsoft Entra smart lockout*."""
SMART_LOCKOUT_LIKELY_OVER = timedelta(minutes=15)
"""After how long without a further refusal somebody is told to try instead of to wait."""
SMART_LOCKOUT_OVER = timedelta(hours=1)
"""After how long without a further refusal Entra's lock is no longer believed to hold."""
LOCKS_LAST = {Provider.OKTA: timedelta(days=14), Provider.WINDOWS: timedelta(days=3)}
"""How long a lock is believed that nobody was seen to lift. Okta and Windows may be set to wait for an administrator."""
LOCKS_ELSEWHERE = timedelta(days=1, hours=6)
ONE_ROW = timedelta(hours=1)
"""Failures no further apart than this are one row."""
LOGGED_AFTER = timedelta(seconds=5)
"""How long after the lock the failure that caused it may be logged, and the same lock on another domain controller."""
ONE_LOCK = timedelta(hours=12)
"""Refusals because of one lock are no further apart than this."""
LONGEST_ROW = 40
"""Failures of a row that are listed: those nearest the lock."""
BLOCKS_LAST = timedelta(days=2)

_failure = failed_for(Reason.WRONG_PASSWORD, Reason.UNVERIFIED, Reason.MFA_FAILED)
_wrong = failed_for(Reason.WRONG_PASSWORD)
_refused_as_locked = failed_for(Reason.LOCKED)
_shared = failed_for(Reason.LOCKED_OR_BLOCKED_IP)
_blocked = failed_for(Reason.BLOCKED_IP)
_revoked = failed_for(Reason.REVOKED)
_SOMETHING_BLOCKED = "security.request.blocked"
"""Okta refused the request before it looked at anything: for a blocked address, or a blocked zone."""
_NEVER_BY_ITSELF = "user.account.lock.limit"


def too_many_failures(case: Case) -> Finding | None:
    """The account is locked: the provider says so, in an event of its own or as the reason of a refusal."""
    open_ = case.since_last(lambda event: _unlocked(case.provider, event))
    locks = [event for event in open_ if event.happened is Happened.LOCKED]
    refusals = [
        event for event in open_ if _refused_as_locked(event) and event.happened is not Happened.LOCKED
    ]
    said = sorted((*locks, *refusals), key=lambda event: event.at)
    if not said or said[-1].at < case.back(LOCKS_LAST.get(case.provider, LOCKS_ELSEWHERE)):
        return None
    if any(event.at > said[-1].at + SMART_LOCKOUT and account_was_usable(event) for event in open_):
        return None
    same = [event for event in locks if locks[-1].at - event.at <= LOGGED_AFTER]
    began = same[0] if same else _first_of_row(refusals)
    tried = _row_before(began, open_)
    # Machines whose clocks differ log a refusal a little before the lock it comes from.
    shown = [event for event in refusals if event.at >= began.at - BESIDE]
    later = [event for event in open_ if _revoked(event) and event.at >= began.at]
    evidence = listed(same, shown, later, _read_from_the_lock(case.provider, tried))
    for_good = any(_NEVER_BY_ITSELF in event.code for event in locks)
    source = source_in_words((*same, *tried))
    doubt = _perhaps_over(case, said[-1])
    return Finding(
        Cause.TOO_MANY_FAILURES, case.provider, None, evidence,
        since=began.at,
        until=_ends(case.provider, began, said[-1]),
        says=f"Your account in {PROVIDERS[case.provider]} was locked {case.when(began.at)} after too many failed sign-ins"
        + (f"; they came {source}." if source else "."),
        remedy=_how_out(
            case.provider,
            for_good=for_good,
            programs=any(map(sends_by_itself, tried)),
            over=case.now - said[-1].at > SMART_LOCKOUT_LIKELY_OVER,
        )
        + _if_not_yours(case.provider, source, (*same, *tried)),
        self_service=not for_good,
        certain=not doubt,
        doubt=doubt,
    )  # fmt: skip


def blocked_address(case: Case) -> Finding | None:
    """The address is known for attacks: nothing is wrong with the account."""
    blocked = [event for event in case.recent(case.since_last(signed_in), BLOCKS_LAST) if _blocked(event)]
    if not blocked:
        return None
    first = blocked[0]
    unsure = all(event.code == _SOMETHING_BLOCKED for event in blocked)
    return Finding(
        Cause.BLOCKED_IP, case.provider, None, listed(blocked),
        since=first.at, until=None,
        says=f"{PROVIDERS[case.provider]} refused your sign-in because of the network it came from"
        + (f" ({blocked[-1].address})" if blocked[-1].address else "") + ", not because of your account or password.",
        remedy="Sign in from another network, such as the office, the company's VPN or your phone's own connection, and switch off other VPNs and proxies.",
        self_service=True, certain=not unsure,
        doubt="The event does not say whether the address or a rule of the company was the reason." if unsure else "",
    )  # fmt: skip


def locked_or_blocked(case: Case) -> Finding | None:
    """Entra's 50053 without its text: which of the two is a guess, and said to be one."""
    open_ = case.recent(case.since_last(lambda event: _unlocked(case.provider, event)), LOCKS_ELSEWHERE)
    shared = [event for event in open_ if _shared(event)]
    if not shared or any(_refused_as_locked(event) or _blocked(event) for event in open_):
        return None
    tried = _row_before(shared[0], open_)
    locked = bool(tried)
    return Finding(
        Cause.TOO_MANY_FAILURES if locked else Cause.BLOCKED_IP, case.provider, None, listed(shared, tried),
        since=shared[0].at, until=shared[0].at + SMART_LOCKOUT if locked else None,
        says="Your account was probably locked for a short while after failed sign-ins."
        if locked else "Your sign-in was probably refused because of the network it came from.",
        remedy="Wait a few minutes and try once with the right password; if that fails, try from another network.",
        self_service=True, certain=False,
        doubt="Entra's code 50053 means a lock or a blocked address, and its text is missing from the event.",
    )  # fmt: skip


def cannot_be_used(case: Case) -> Finding | None:
    """Only Windows' ambiguous codes: locked, disabled, expired or outside hours. A row of wrong passwords before makes a lock likely."""
    open_ = case.recent(case.since_last(_usable_again), LOCKS_ELSEWHERE)
    # Windows looks at the state of the account first: a password that is called wrong shows that the state was fine.
    fine_until = max(
        (event.at for event in open_ if _wrong(event) or account_was_usable(event)),
        default=case.back(LOCKS_ELSEWHERE),
    )
    revoked = [event for event in open_ if _revoked(event) and event.at > fine_until]
    if not revoked:
        return None
    tried = _row_before(revoked[0], open_)
    ended = case.person.ends is not None and case.person.ends < case.now.date() and not tried
    return Finding(
        Cause.ACCOUNT_EXPIRED if ended else Cause.TOO_MANY_FAILURES, case.provider, None,
        listed(revoked, _read_from_the_lock(case.provider, tried)),
        since=revoked[0].at, until=None,
        says="Windows said that your account cannot be used at the moment"
        + ("; your contract has ended, so the account has probably run out." if ended else "; most often that is a lock after wrong passwords."),
        remedy="Ask the helpdesk whether the account has run out." if ended
        else "Wait a quarter of an hour and try once with the right password; if it is refused again, ask the helpdesk whether the account is locked, disabled, run out or limited to certain hours.",
        self_service=not ended, certain=False,
        doubt="The code is the same for a locked, a disabled and an expired account, and for hours outside those permitted.",
    )  # fmt: skip


def _usable_again(event: SignInEvent) -> bool:
    reversed_ = (
        event.happened in (Happened.ENABLED, Happened.EXTENDED) and event.outcome is not Outcome.FAILURE
    )
    return reversed_ or _unlocked(Provider.WINDOWS, event)


def _unlocked(provider: Provider, event: SignInEvent) -> bool:
    # A new password ends Entra's and Okta's lock; Windows keeps it until it is lifted or runs out.
    return (
        unlocked(event) or signed_in(event) or (provider is not Provider.WINDOWS and password_changed(event))
    )


def _ends(provider: Provider, began: SignInEvent, last: SignInEvent) -> datetime | None:
    """When the lock ends by itself, where that is documented; a later refusal shows that it was made longer."""
    first = began.at + SMART_LOCKOUT
    return first if provider is Provider.ENTRA and last.at <= first else None


def _perhaps_over(case: Case, last: SignInEvent) -> str:
    """Why the lock may be over although nobody was seen to lift it; empty where nothing says so."""
    if case.provider is Provider.ENTRA and case.now - last.at > SMART_LOCKOUT_OVER:
        return "Entra's locks last minutes, and nothing was refused for an hour, so it is probably over."
    after = [event for event in case.events if event.at > last.at + SMART_LOCKOUT]
    if any(map(password_changed, after)):
        return "The password was reset since; that may have lifted the lock."
    # Entra and Windows call a locked account locked even when the password is wrong; Okta does not.
    if case.provider is not Provider.OKTA and any(map(_wrong, after)):
        return "A password was refused as wrong after it, so the lock itself may be over."
    return ""


def _first_of_row(refusals: list[SignInEvent]) -> SignInEvent:
    """Where the last row of refusals begins."""
    first = refusals[-1]
    for event in reversed(refusals):
        if first.at - event.at > ONE_LOCK:
            break
        first = event
    return first


def _row_before(lock: SignInEvent, events: tuple[SignInEvent, ...]) -> list[SignInEvent]:
    """The failures that led to the lock: back from it as long as they are no further apart than a row allows."""
    row: list[SignInEvent] = []
    reached: datetime = lock.at
    for event in reversed([one for one in events if one.at <= lock.at + LOGGED_AFTER]):
        if not _failure(event):
            continue
        if reached - event.at > ONE_ROW:
            break
        row.append(event)
        reached = event.at
        if len(row) == LONGEST_ROW:
            break
    return row[::-1]


def _read_from_the_lock(provider: Provider, row: list[SignInEvent]) -> list[SignInEvent]:
    """The row as evidence. Windows' logs are read from the lock backwards: what tipped it names the machine."""
    return row[::-1] if provider is Provider.WINDOWS else row


def _how_out(provider: Provider, *, for_good: bool, programs: bool, over: bool) -> str:
    if for_good:
        return "Ask the helpdesk to unlock the account: it has been locked too often to unlock by itself. Then put the new password into every phone and program."
    first = (
        "Put your present password into the mail app that still has the old one; then wait"
        if programs
        else "Wait"
    )
    if provider is Provider.ENTRA and over:
        stored = (
            "put your present password into the mail app that still has the old one, and " if programs else ""
        )
        return f"The lock should be over by now: {stored}sign in with the right password, or reset it; each further wrong one makes the next lock longer."
    if provider is Provider.ENTRA:
        return f"{first} a minute or two and sign in with the right password, or reset it; each further wrong one makes the wait longer."
    return f"{first} until the lock ends and sign in with the right password, or ask the helpdesk to unlock you at once."


def _if_not_yours(provider: Provider, source: str, events: tuple[SignInEvent, ...]) -> str:
    """What else to do when somebody, or something, else sent the passwords; without it the lock comes back."""
    if provider is Provider.WINDOWS and (machine := machine_behind(events)):
        return f" If those attempts were not yours, look for an old password on {machine} (a drive, a mail app, a service) and change it there, or it locks again."
    return " If those attempts were not yours, tell Security." if source else ""
