"""The password: expired, or wrong and not yet locked."""

from __future__ import annotations

from datetime import timedelta

from intents.signins.causes.case import Case, failed_for, listed
from intents.signins.causes.proof import password_changed, password_was_right, signed_in, unlocked
from intents.signins.causes.sources import source_in_words
from intents.signins.causes.words import PROVIDERS
from intents.signins.event import Happened, Outcome, Provider, Reason, SignInEvent
from intents.signins.explanation import Cause, Finding

WRONG_LASTS = timedelta(days=1, hours=6)
"""Later than the next working day a wrong password explains nothing any more."""
EXPIRED_LASTS = timedelta(days=90)
UNSURE_EXPIRED = frozenset({"50135", "50142"})
"""Entra wants a new password because of a risk or a policy, not because of its age."""

_wrong = failed_for(Reason.WRONG_PASSWORD)
_unverified = failed_for(Reason.UNVERIFIED)
_expired = failed_for(Reason.PASSWORD_EXPIRED)


def password_expired(case: Case) -> Finding | None:
    """The password was right but has run out, or somebody set it to be changed, and it was not changed since."""
    open_ = case.since_last(lambda event: signed_in(event) or password_changed(event))
    refused = [event for event in case.recent(open_, EXPIRED_LASTS) if _expired(event)]
    forced = [
        event
        for event in case.recent(open_, EXPIRED_LASTS)
        if event.happened is Happened.PASSWORD_EXPIRED and event.outcome is not Outcome.FAILURE
    ]
    if not refused and not forced:
        return None
    first = (forced or refused)[0]
    unsure = not refused or all(event.code in UNSURE_EXPIRED for event in refused)
    return Finding(
        Cause.PASSWORD_EXPIRED, case.provider, None, listed(forced, refused),
        since=first.at, until=None,
        says=f"Your password in {PROVIDERS[case.provider]} has expired; it was refused for that "
        f"{case.often(refused)}." if refused
        else f"Your password in {PROVIDERS[case.provider]} was set to be changed {case.when(first.at)}.",
        remedy="Change the password at the next sign-in, or with the self-service reset; then put the new one into your phone and mail apps.",
        self_service=True, certain=not unsure,
        doubt="" if not unsure else "No sign-in was refused for it yet." if not refused
        else "The provider wants a new password because of a risk or a policy.",
    )  # fmt: skip


def wrong_password(case: Case) -> Finding | None:
    """Wrong passwords of the last day, with no right one after them and no lock."""
    wrong = [event for event in case.recent(case.since_last(_put_right), WRONG_LASTS) if _wrong(event)]
    if not wrong:
        return None
    elsewhere = all(event.code.startswith("50056") for event in wrong)
    source = source_in_words(wrong)
    return Finding(
        Cause.WRONG_PASSWORD, case.provider, None, listed(wrong),
        since=wrong[0].at, until=None,
        says=f"At {PROVIDERS[case.provider]} the password was wrong {case.often(wrong)}"
        + (f", {source}" if source else "") + "; the account is not locked.",
        remedy="Sign in with the right password, or reset it if you do not remember it; more wrong ones will lock the account.",
        self_service=True, certain=not elsewhere,
        doubt="The directory has no password for this account, so it may have to be used another way." if elsewhere else "",
    )  # fmt: skip


def not_verified(case: Case) -> Finding | None:
    """The provider says only that it could not verify who it was; with nothing else there, a wrong password is likeliest, at Duo a factor not given."""
    seen = case.recent(case.since_last(_put_right), WRONG_LASTS)
    unverified = [event for event in seen if _unverified(event)]
    if not unverified or any(_wrong(event) for event in seen):
        return None
    # Duo never sees the password.
    duo = case.provider is Provider.DUO
    return Finding(
        Cause.MFA_FAILED if duo else Cause.WRONG_PASSWORD, case.provider, None, listed(unverified),
        since=unverified[0].at, until=None,
        says=f"{PROVIDERS[case.provider]} could not verify you {case.often(unverified)}; most often the {'second factor was not given' if duo else 'password was wrong'}.",
        remedy=f"Sign in once more with the right {'code' if duo else 'password'}"
        + (" and code" if case.provider is Provider.AWS else "")
        + "; if it is refused again, ask the helpdesk to look at the account.",
        self_service=True, certain=False,
        doubt="The code does not say whether the password, the second factor or the state of the account was the reason.",
    )  # fmt: skip


def _put_right(event: SignInEvent) -> bool:
    return password_was_right(event) or unlocked(event)
