"""A rule of the company said no: to the place, the hour, the workstation, the app, or to the device."""

from __future__ import annotations

from datetime import timedelta

from intents.signins.causes.accounts import BESIDE
from intents.signins.causes.case import Case, Test, failed_for, listed
from intents.signins.causes.policy_words import (
    ANOTHER_WAY,
    has_code,
    out_of_the_rule,
    why_the_rule,
    wrong_with_the_device,
)
from intents.signins.causes.proof import signed_in
from intents.signins.causes.words import PROVIDERS
from intents.signins.event import Happened, Outcome, Provider, Reason, SignInEvent
from intents.signins.explanation import Cause, Finding
from intents.signins.systems import systems

POLICY_LASTS = timedelta(days=2)
DEVICE_LASTS = timedelta(days=7)
UNSURE_POLICY = ("50131", "50005", " 0xc", "530001")
"""Codes that name a policy and may mean a device, a risk or the hours."""
UNSURE_DEVICE = ("50129", "50155")

_policy = failed_for(Reason.POLICY)
_device = failed_for(Reason.DEVICE_NOT_COMPLIANT)
_revoked = failed_for(Reason.REVOKED)


def blocked_by_policy(case: Case) -> Finding | None:
    """Conditional access, a network zone, hours, a workstation."""
    denied = _still(case, _policy, POLICY_LASTS)
    if not denied:
        return None
    last = denied[-1]
    vague = [event for event in case.events if _revoked(event) and abs(event.at - last.at) <= BESIDE]
    sure = not all(has_code(event, UNSURE_POLICY) for event in denied)
    decisive_first = sorted(denied, key=lambda event: has_code(event, UNSURE_POLICY))
    rule = f" (“{last.targets[-1]}”)" if last.targets else ""
    return Finding(
        Cause.BLOCKED_BY_POLICY, case.provider, _system(case, last), listed(decisive_first, vague),
        since=denied[0].at, until=None,
        says=f"A sign-in rule of {PROVIDERS[case.provider]}{rule} refused you {case.when(last.at)}{why_the_rule(last)}.",
        remedy=out_of_the_rule(last), self_service=all(has_code(event, ANOTHER_WAY) for event in denied), certain=sure,
        doubt="" if sure else "The code covers several rules; the reason may also be the device or a risk that was seen.",
    )  # fmt: skip


def device_not_compliant(case: Case) -> Finding | None:
    """The device is not managed, not up to date, or otherwise not as the company wants it."""
    refused = _still(case, _device, DEVICE_LASTS)
    if not refused:
        return None
    last = refused[-1]
    sure = any(_told(event) for event in refused)
    which = f" ({last.device.name})" if last.device.name else ""
    return Finding(
        Cause.DEVICE_NOT_COMPLIANT, case.provider, _system(case, last), listed(refused),
        since=refused[0].at, until=None,
        says=f"{PROVIDERS[case.provider]} refused you {case.when(last.at)} because of the device{which}: {wrong_with_the_device(last)}.",
        remedy="Open the company's device app (such as Company Portal), do what it asks (updates, encryption, screen lock, enrolment), and sign in again; or use a company device that is in order.",
        self_service=True, certain=sure,
        doubt="" if sure else "A rule that mentions devices refused it; the event does not say what was wrong with this one.",
    )  # fmt: skip


def _still(case: Case, refused: Test, span: timedelta) -> list[SignInEvent]:
    """The refusals that no later success answers: into the same application, or from the same device, or into all at once."""
    open_: list[SignInEvent] = []
    for event in case.recent(case.events, span):
        if refused(event):
            open_.append(event)
        elif event.outcome is Outcome.SUCCESS and (signed_in(event) or event.happened is Happened.APP_ACCESS):
            open_ = [one for one in open_ if not _answers(event, one)]
    return open_


def _answers(success: SignInEvent, refusal: SignInEvent) -> bool:
    if success.happened is Happened.APP_ACCESS:
        return success.application == refusal.application
    if not refusal.application or refusal.provider in (Provider.WINDOWS, Provider.AWS):
        return True
    # A device that got in anywhere meets the rules; a rule about one application says nothing of another.
    about_device = refusal.reason is Reason.DEVICE_NOT_COMPLIANT and bool(refusal.device.name)
    same_device = about_device and success.device.name == refusal.device.name
    return success.application == refusal.application or same_device


def _told(event: SignInEvent) -> bool:
    """Whether the event itself speaks of the device, not just a rule's name."""
    if event.provider is Provider.OKTA:
        return event.device.managed is False or "device" in event.message.casefold()
    return not has_code(event, UNSURE_DEVICE)


def _system(case: Case, event: SignInEvent) -> str | None:
    if not event.application or event.provider in (Provider.AWS, Provider.GOOGLE):
        return None
    return systems(case.company).of_application(event.application) or event.application
