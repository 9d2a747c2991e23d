"""The second factor: not given, refused, or not set up."""

from __future__ import annotations

from datetime import timedelta

from intents.signins.causes.case import Case, failed_for, listed
from intents.signins.causes.proof import factor_refused, factor_was_right, signed_in, unlocked
from intents.signins.causes.words import PROVIDERS, times
from intents.signins.event import Happened, Outcome, Provider, Reason, SignInEvent
from intents.signins.explanation import Cause, Finding

FAILED_LASTS = timedelta(days=1, hours=6)
NOT_ENROLLED_LASTS = timedelta(days=14)
BLOCKED_ENROLMENTS = frozenset({"53004", "53010"})
"""Entra does not let this person enrol from here, or now."""

_NO_ANSWER = ("no response", "did not respond", "timed out", "timeout", "no keys pressed")
"""What a factor's code or text says when nobody answered."""

_missing = failed_for(Reason.MFA_NOT_ENROLLED)


def factor_failed(case: Case) -> Finding | None:
    """The second factor was not given: a wrong code, no answer, a no; with nothing right after it."""
    seen = case.recent(case.since_last(_put_right), FAILED_LASTS)
    failed = [event for event in seen if factor_refused(event)]
    if not failed:
        return _asked_for(case, seen)
    last = failed[-1]
    reported = any(event.reason is Reason.MFA_FRAUD for event in failed)
    return Finding(
        Cause.MFA_FAILED, case.provider, None, listed(failed),
        since=failed[0].at, until=None,
        says=_how_it_failed(case, failed), remedy=_what_to_do(last, reported=reported),
        self_service=not reported, certain=True,
    )  # fmt: skip


def not_enrolled(case: Case) -> Finding | None:
    """A second factor is demanded and none is set up."""
    seen = case.recent(case.since_last(_given_or_set_up), NOT_ENROLLED_LASTS)
    missing = [event for event in seen if _missing(event)]
    if not missing:
        return _taken_away(case, seen)
    held_up = [event for event in missing if event.code in BLOCKED_ENROLMENTS]
    return Finding(
        Cause.MFA_NOT_ENROLLED, case.provider, None, listed(missing),
        since=missing[0].at, until=None,
        says=f"{PROVIDERS[case.provider]} wants a second factor, and none is set up for you.",
        remedy="Ask the helpdesk: the second factor may only be set up from certain places or devices." if held_up
        else "Set Duo up with the enrolment link you were sent; if you have none, ask the helpdesk for one." if case.provider is Provider.DUO
        else "Sign in again in a browser and follow the steps to set up the second factor.",
        self_service=not held_up, certain=not held_up,
        doubt="The provider held the set-up back because of a risk or a policy." if held_up else "",
    )  # fmt: skip


def _put_right(event: SignInEvent) -> bool:
    if event.happened in (Happened.MFA_ENROLLED, Happened.MFA_RESET):
        return event.outcome is not Outcome.FAILURE
    # Who is asked to set a factor up has none left that could have failed.
    return factor_was_right(event) or unlocked(event) or _missing(event)


def _given_or_set_up(event: SignInEvent) -> bool:
    if event.happened is Happened.MFA_ENROLLED:
        return event.outcome is not Outcome.FAILURE
    # Who fails a factor has one.
    return factor_was_right(event) or factor_refused(event)


def _taken_away(case: Case, seen: tuple[SignInEvent, ...]) -> Finding | None:
    """A factor was reset, and none was set up since."""
    resets = [
        event
        for event in seen
        if event.happened is Happened.MFA_RESET and event.outcome is not Outcome.FAILURE
    ]
    if not resets:
        return None
    last = resets[-1]
    return Finding(
        Cause.MFA_NOT_ENROLLED, case.provider, None, listed([last]),
        since=last.at, until=None,
        says=f"A second factor of yours at {PROVIDERS[case.provider]} was removed {case.when(last.at)}, and none was set up since.",
        remedy="Sign in again in a browser and set up a second factor when you are asked to.",
        self_service=True, certain=False,
        doubt="Another factor may still be there, and no sign-in was refused for it.",
    )  # fmt: skip


def _asked_for(case: Case, seen: tuple[SignInEvent, ...]) -> Finding | None:
    """Entra's interrupt "must use a second factor", and then nothing: perhaps it was never given."""
    asked = [
        event for event in seen if event.outcome is Outcome.CHALLENGE and event.reason is Reason.MFA_FAILED
    ]
    if not asked or any(signed_in(event) for event in seen):
        return None
    return Finding(
        Cause.MFA_FAILED, case.provider, None, listed(asked),
        since=asked[0].at, until=None,
        says=f"{PROVIDERS[case.provider]} asked for your second factor {case.when(asked[-1].at)}, and none was given.",
        remedy="Sign in again and answer the prompt on your phone; if none comes, ask the helpdesk for another factor.",
        self_service=True, certain=False,
        doubt="Asking for it is a normal step; the sign-in may simply have been left there.",
    )  # fmt: skip


def _how_it_failed(case: Case, failed: list[SignInEvent]) -> str:
    how = _way(failed[-1])
    alike = [event for event in failed if _way(event) == how]
    other = len(failed) - len(alike)
    besides = f"; before that it failed in other ways {times(other)}" if other > 1 else ""
    besides = "; before that it failed once in another way" if other == 1 else besides
    return f"At {PROVIDERS[case.provider]} {how} {case.often(alike)}{besides}."


def _way(event: SignInEvent) -> str:
    said = {
        Reason.MFA_FRAUD: "a prompt was reported as fraud",
        Reason.MFA_DENIED_BY_USER: "the prompt was refused",
    }.get(event.reason or Reason.OTHER)
    return said or ("the prompt went unanswered" if _unanswered(event) else "the second factor failed")


def _unanswered(event: SignInEvent) -> bool:
    said = f"{event.code} {event.message}".casefold().replace("_", " ")
    return any(words in said for words in _NO_ANSWER)


def _what_to_do(last: SignInEvent, *, reported: bool) -> str:
    if reported:
        return "Ask the helpdesk to lift the block; if you did not cause the prompt, change your password now and say so."
    if last.reason is Reason.MFA_DENIED_BY_USER:
        return "Sign in again and accept the prompt; if you did not cause it, change your password now and tell Security."
    first = "answer the prompt" if _unanswered(last) else "answer the prompt or type a fresh code"
    return f"Sign in again and {first}, or use another of your factors; if the phone is new or lost, ask the helpdesk to reset it."
