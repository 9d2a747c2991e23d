"""Where one item of a request stands, in a line or two: the same words on every card that says so."""

from __future__ import annotations

from approvals.emergencies import EmergencyPicture
from approvals.ends import END_PASSED
from approvals.model import EndReason, GrantStatus, ItemStatus, Review, ReviewOutcome, Ruling, Verdict
from approvals.pictures import GrantPicture, ItemPicture, RequestPicture, StagePicture
from bot.texts import (
    GRANT_STATES,
    STAGES,
    ending,
    iam_admins,
    listed,
    mention,
    mentions,
    moment,
    quoted,
    thing,
    typed,
    working_span,
)
from bot.views.renewal import not_renewed_lines
from catalog.model import Company


def item_line(item: ItemPicture) -> str:
    """What an item is about."""
    return thing(item.label, item.scope)


def item_story(company: Company, request: RequestPicture, item: ItemPicture) -> list[str]:
    """Where one item stands, in a line or two."""
    after = emergency_lines(company, item.emergency) if item.emergency is not None else []
    return [*_story(company, request, item), *after]


def emergency_lines(company: Company, emergency: EmergencyPicture) -> list[str]:
    """That the glass was broken, and what came of the review."""
    if emergency.review is None or emergency.reviewed_by is None:
        return [f"Emergency access: Security reviews it until {moment(emergency.due_at, company.zone)}."]
    by = mention(company, emergency.reviewed_by)
    if emergency.review is Review.RIGHT:
        return [f"✓ Emergency access; {by} found it right."]
    return [f"✗ Emergency access; {by} found it *not right*:", quoted(emergency.note, 500)]


def _story(company: Company, request: RequestPicture, item: ItemPicture) -> list[str]:
    zone = company.zone
    if item.status is ItemStatus.PENDING:
        lines = []
        for stage in item.stages:
            if stage.vote is None and stage.waiting_for:
                since = moment(stage.opened_at or request.opened_at, zone)
                note = f" {typed(stage.note, 200)}" if stage.note else ""
                joint = "and" if stage.needed > 1 else "or"
                lines.append(
                    f"Waiting for {mentions(company, stage.waiting_for, joint)} ({STAGES[stage.name]})"
                    f"{_so_far(stage)} since {since}.{note}"
                )
            elif stage.vote is not None:
                by = [one.by for one in stage.yeses] or [stage.vote.by]
                lines.append(f"Approved by {mentions(company, by, 'and')} as {STAGES[stage.name]}.")
            elif stage.after:
                first = listed([STAGES[one] for one in stage.after])
                lines.append(f"After that: {STAGES[stage.name]} (asked once {first} said yes).")
        lines = lines or [f"Waiting, and nobody can decide it now; tell {iam_admins(company)}."]
        return [*lines, *extension_lines(company, item)]
    if item.status is ItemStatus.DENIED:
        return [*denial_lines(company, item), *extension_lines(company, item), *appeal_lines(company, item)]
    if item.grant is not None and item.grant.end_reason is EndReason.STOPPED:
        return _called_off(company, item.grant)
    if item.status is ItemStatus.REFUSED:
        says = " ".join(typed(r.says, 400) for r in item.reasons if r.needs is None)
        return [f"Policy refused it: {says}", *extension_lines(company, item), *appeal_lines(company, item)]
    if item.status is ItemStatus.WITHDRAWN:
        return ["Withdrawn."]
    if item.status is ItemStatus.LAPSED:
        return [f"{lapse_sentence(item)} Still needed? Ask again."]
    grant = item.grant
    if grant is None:
        return extension_lines(company, item) or ["Approved."]
    if grant.status is GrantStatus.LIVE:
        live = (
            f"Live until {ending(grant.expires_at, zone)}." if grant.expires_at else "Live, with no end date."
        )
        return [live, *not_renewed_lines(company, grant.not_renewed), *_under_review(company, item)]
    if grant.status is GrantStatus.ENDED:
        when = f" {moment(grant.ended_at, zone)}" if grant.ended_at else ""
        return [f"{ENDINGS.get(grant.end_reason, 'Ended')}{when}."]
    doing = [
        f"Waiting for {mention(company, task.assignee)} to do it by hand."
        for task in item.tasks
        if task.status == "open"
    ]
    trouble = [typed(grant.trouble, 400)] if grant.trouble else []
    help_line = [f"Ask {iam_admins(company)} about it."] if grant.status is GrantStatus.FAILED else []
    return [f"{GRANT_STATES[grant.status]}.", *doing, *trouble, *help_line]


def _under_review(company: Company, item: ItemPicture) -> list[str]:
    """That somebody is asked whether it is still right, and what follows when nobody answers."""
    return [
        f"Its monthly review waits for {mentions(company, review.waiting_for) or iam_admins(company)};"
        f" unless somebody keeps it, it ends {moment(review.ends_at, company.zone)}."
        for review in item.reviews
        if review.outcome is ReviewOutcome.OPEN
    ]


def _so_far(stage: StagePicture) -> str:
    return f", {len(stage.yeses)} of {stage.needed} have said yes," if stage.needed > 1 else ""


CALLED_OFF = "It was called off before it was live."

ENDINGS: dict[EndReason | None, str] = {
    EndReason.EXPIRED: "Expired",
    EndReason.RETURNED: "Given back",
    EndReason.REVOKED: "Revoked",
    EndReason.UNREVIEWED: "Not kept in its monthly review",
    EndReason.STOPPED: "Called off before it was live",
}


def _called_off(company: Company, grant: GrantPicture) -> list[str]:
    """It was stopped between the decision and the moment it would have been live."""
    if grant.status is GrantStatus.REVOKING:
        undone = ["What the system may have done is being undone."]
    else:
        undone = [f"Nobody holds it. Ask {iam_admins(company)} about it."]
    return [CALLED_OFF if not grant.trouble else typed(grant.trouble, 400), *undone]


def over(item: ItemPicture) -> bool:
    """Whether it lapsed because the end that was named for it came first."""
    return item.status is ItemStatus.LAPSED and any(one.policy == END_PASSED for one in item.reasons)


def lapse_sentence(item: ItemPicture) -> str:
    """That nobody decided, and within which time somebody would have had to; or that its own time is over."""
    if over(item):
        return " ".join(typed(one.says, 400) for one in item.reasons)
    waited = [stage.patience for stage in item.stages if stage.vote is None and stage.patience is not None]
    within = f"within {working_span(min(waited))}" if waited else "in time"
    return f"Nobody decided {within}, so the request has ended."


def extension_lines(company: Company, item: ItemPicture) -> list[str]:
    """What an extension changes, or leaves."""
    extension = item.extension
    if extension is None:
        return []
    if extension.after is not None:
        if extension.after == extension.before:
            return [
                f"Approved, but policy allows it no longer than until {ending(extension.before, company.zone)}."
            ]
        was = ending(extension.before, company.zone)
        return [f"Extended until {ending(extension.after, company.zone)}; it was to end {was}."]
    if item.status is ItemStatus.PENDING and not extension.live:
        return ["The access has ended meanwhile, so this is a request like any other now."]
    if not extension.live:
        return []
    return [f"As things stand it ends {ending(extension.ends or extension.before, company.zone)}."]


def appeal_lines(company: Company, item: ItemPicture) -> list[str]:
    """What became of an appeal, where there was one."""
    appeal = item.appeal
    if appeal is None:
        return []
    if appeal.ruling is None:
        whom = mentions(company, appeal.waiting_for) or iam_admins(company)
        return [f"Appealed {moment(appeal.opened_at, company.zone)}; {whom} is to look at it again."]
    if appeal.ruling is Ruling.LAPSED or appeal.ruled_by is None:
        return ["Appealed, and nobody looked at it in time: the no stands."]
    by, why = mention(company, appeal.ruled_by), quoted(appeal.why, 500)
    if appeal.ruling is Ruling.OVERTURNED:
        return [f"✓ {by} looked at it again and *overturned* the no:", why]
    return [f"✗ {by} looked at it again: *the no stands*.", why]


def denial_lines(company: Company, item: ItemPicture) -> list[str]:
    """Who said no, and why in their words."""
    for stage in item.stages:
        if stage.vote is not None and stage.vote.verdict is Verdict.DENIED:
            return [
                f"Denied by {mention(company, stage.vote.by)} as {STAGES[stage.name]}:",
                quoted(stage.vote.note),
                *([f"They point to {typed(item.instead_label, 240)}."] if item.instead else []),
            ]
    return ["Denied."]
