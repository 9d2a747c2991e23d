"""MFA fatigue: prompts for the second factor that the person did not want, until one was accepted (ATT&CK T1621)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from intents.signins.event import Happened, Outcome, Reason, SignInEvent
from intents.signins.signs.sign import Kind, OfPerson, Severity, Sign, evidence, got_in
from intents.signins.signs.words import counted, lasted, named

REFUSED, WITHIN = 2, timedelta(minutes=10)
"""So many prompts refused and then a success, within ten minutes: Elastic's rule “Potential Abuse of Repeated MFA Push
Notifications” (Okta)."""
UNANSWERED = 3
"""Where they were not refused but left alone, one more: a phone in a bag is no attack."""
MANY = 6
"""More than five within the same ten minutes without a success: Elastic's hunt for “MFA bombing”."""
_PUSH = ("push", "verify", "approve", "notification", "phone call", "phonecall", "call")
"""Words by which providers name factors that prompt by themselves; a code is typed by whoever wants in."""


def found(case: OfPerson) -> Iterator[Sign]:
    """The prompts that reach the fresh events: accepted at last, reported as fraud, or just very many."""
    prompts = [one.event for one in case.seen if refused(one.event) or unanswered(one.event)]
    told_until = None
    for one in case.seen:
        event = one.event
        if not got_in(event) or event.at < case.fresh or (told_until and event.at - told_until <= WITHIN):
            continue
        before = [prompt for prompt in prompts if timedelta(0) <= event.at - prompt.at <= WITHIN]
        said_no = sum(refused(prompt) for prompt in before)
        if said_no >= REFUSED or len(before) >= UNANSWERED:
            told_until = event.at
            yield _accepted(case, before, event, said_no)
    yield from _without_success(case, prompts, told=told_until is not None)


def refused(event: SignInEvent) -> bool:
    """A prompt somebody said no to, or reported."""
    return event.reason in (Reason.MFA_DENIED_BY_USER, Reason.MFA_FRAUD)


def unanswered(event: SignInEvent) -> bool:
    """A prompt that nobody answered."""
    if event.outcome is not Outcome.FAILURE or event.reason is not Reason.MFA_FAILED:
        return False
    if event.happened not in (Happened.MFA, Happened.SIGN_IN):
        return False
    words = f"{event.factor} {event.code} {event.message}".lower()
    return any(word in words for word in _PUSH) or "no_response" in words or "no response" in words


def _accepted(case: OfPerson, before: list[SignInEvent], event: SignInEvent, said_no: int) -> Sign:
    who = case.seen[0].whose
    how = "refused" if said_no == len(before) else "refused or not answered" if said_no else "not answered"
    return Sign(
        kind=Kind.FATIGUE,
        subject=who,
        people=(case.seen[0].person,) if case.seen[0].person else (),
        events=evidence([event, *reversed(before)]),
        since=before[0].at,
        until=event.at,
        severity=Severity.HIGH,
        says=f"{named(case.company, [who])} got {counted(len(before), 'prompt')} for the second factor, {how}, and then one was accepted, all within {lasted(event.at - before[0].at)}.",
    )


def _without_success(case: OfPerson, prompts: list[SignInEvent], *, told: bool) -> Iterator[Sign]:
    fresh = [prompt for prompt in prompts if prompt.at >= case.fresh]
    if told or not fresh:
        return
    last = fresh[-1]
    window = [prompt for prompt in prompts if timedelta(0) <= last.at - prompt.at <= WITHIN]
    reported = [prompt for prompt in fresh if prompt.reason is Reason.MFA_FRAUD]
    if len(window) < MANY and not reported:
        return
    who = case.seen[0].whose
    shown = window if len(window) >= MANY else reported
    what = (
        f"got {counted(len(window), 'prompt')} for the second factor within {lasted(last.at - window[0].at)} and accepted none"
        if len(window) >= MANY
        else "reported a prompt for the second factor they had not caused"
    )
    yield Sign(
        kind=Kind.FATIGUE,
        subject=who,
        people=(case.seen[0].person,) if case.seen[0].person else (),
        events=evidence(reversed(shown)),
        since=shown[0].at,
        until=shown[-1].at,
        severity=Severity.MEDIUM,
        says=f"{named(case.company, [who])} {what}: somebody else has the password.",
    )
