"""What is said in the thread as things happen: one note a fact, derived from the picture alone.

Because a note is known by its fact and not by the event that led to it, events may come late, twice or
out of order: whatever is true and unsaid is said, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from approvals.model import EndReason, GrantStatus, ItemStatus, StageName, TaskKind, TaskStatus
from approvals.pictures import GrantPicture, ItemPicture, RequestPicture, StagePicture
from bot.texts import STAGES, iam_admins, mention, mentions, moment, quoted, shorten, thing, typed
from bot.views.judgement import reason_sentence
from bot.views.parts import SECTION_TEXT
from bot.views.remarks import remark_lines
from bot.views.request_card import LONG_REASON
from bot.views.review_card import review_notes
from bot.views.stage_line import how_many
from bot.views.story import ENDINGS, extension_lines, lapse_sentence
from bot.views.vote_lines import vote_lines
from catalog.model import Company, PersonId


@dataclass(frozen=True)
class Note:
    """One message in a thread; `key` names the fact: what kind it is, the item where it is about one, the rest."""

    key: str
    text: str
    for_security: bool = False
    """Whether it belongs under Security's copy of the card."""


def notes(company: Company, request: RequestPicture, said: Iterable[str] = ()) -> Iterator[Note]:
    """Everything there is to say about the request by now, in the order of a reader.

    `said` are the keys of notes that are there already: whoever was told that a stage waits for them is not told again.
    """
    told = [key for key in said if key.startswith("ping:")]
    if len(request.justification) > LONG_REASON:
        yield Note(
            f"why:{request.id}", "The whole reason:\n" + quoted(request.justification, SECTION_TEXT - 200)
        )
    for item in request.items:
        what = f" about {thing(item.label, item.scope)}" if len(request.items) > 1 else ""
        for key, text in vote_lines(company, item, what):
            yield Note(key, text)
        yield from _remarks(company, item, what)
        yield from _handed(company, item, what)
        yield from _end(company, request, item)
        yield from _pings(company, item, what, told)
        yield from _reminders(company, item, what)
        yield from _nudge(company, request, item, what)
        yield from _tasks(company, item)
        yield from _grant(company, request, item)
        for key, text in review_notes(company, request, item):
            yield Note(key, text)


def _pings(company: Company, item: ItemPicture, what: str, told: list[str]) -> Iterator[Note]:
    if item.status is not ItemStatus.PENDING:
        return
    for stage in item.stages:
        if stage.vote is not None or stage.after:
            continue
        security = stage.name is StageName.SECURITY
        if stage.waiting_for:
            fresh = _not_told(item, stage, told)
            reached = [one for one in fresh if _reached(company, one)]
            missed = [one for one in fresh if one not in reached]
            if reached:
                yield Note(
                    _ping(item, stage, reached), _your_decision(company, stage, reached, what), security
                )
            if missed:
                key = f"missed:{item.id}:{stage.name}:{','.join(sorted(missed))}"
                yield Note(key, _tell_them(company, stage, missed, what), security)
        else:
            note = f" {typed(stage.note, 300)}" if stage.note else ""
            text = (
                f"Nobody can decide this as {STAGES[stage.name]}.{note} {iam_admins(company)}, please help."
            )
            yield Note(f"nobody:{item.id}:{stage.name}", text, security)


def _reminders(company: Company, item: ItemPicture, what: str) -> Iterator[Note]:
    """The newest reminder of each stage; one that was overtaken by a decision is not said any more."""
    for stage in item.stages:
        if item.status is not ItemStatus.PENDING or not stage.reminders or not stage.waiting_for:
            continue
        since = f" It has waited since {moment(stage.opened_at, company.zone)}" if stage.opened_at else ""
        until = (
            f", and ends {moment(stage.expires_at, company.zone)} if nobody decides"
            if stage.expires_at
            else ""
        )
        yield Note(
            f"remind:{item.id}:{stage.name}:{stage.reminders}",
            f"{mentions(company, stage.waiting_for)}: a reminder. Your decision is needed{what}, "
            f"as {STAGES[stage.name]}.{f'{since}{until}.' if since else ''}",
            stage.name is StageName.SECURITY,
        )


def _ping(item: ItemPicture, stage: StagePicture, people: Iterable[PersonId]) -> str:
    """The key names whom the note tells, so that a delegate or a successor is told once as well."""
    return f"ping:{item.id}:{stage.name}:{','.join(sorted(people))}"


def _not_told(item: ItemPicture, stage: StagePicture, told: list[str]) -> list[PersonId]:
    beginning = _ping(item, stage, ())
    known = {
        person
        for key in told
        if key.startswith(beginning)
        for person in key.removeprefix(beginning).split(",")
    }
    return [person for person in stage.waiting_for if person not in known]


def _your_decision(company: Company, stage: StagePicture, whom: list[PersonId], what: str) -> str:
    note = f" {typed(stage.note, 300)}" if stage.note else ""
    why = reason_sentence(stage.says)
    several = f" {how_many(stage)}" if stage.needed > 1 else ""
    who = mentions(company, whom, "and" if several else "or")
    return f"{who}: your decision is needed{what}, as {STAGES[stage.name]}. {why}{several}{note}"


def _reached(company: Company, person: PersonId) -> bool:
    known = company.people.get(person)
    return known is not None and bool(known.slack_id)


def _tell_them(company: Company, stage: StagePicture, whom: list[PersonId], what: str) -> str:
    """Nobody waits for a decision in silence: somebody who can be mentioned is asked to carry the word."""
    return (
        f"{_your_decision(company, stage, whom, what)}\n"
        f"I find no Slack account of {mentions(company, whom, 'and')}; {iam_admins(company)}, please let them know."
    )


def _handed(company: Company, item: ItemPicture, what: str) -> Iterator[Note]:
    for stage in item.stages:
        for one in stage.handed:
            by, now = mention(company, one.person), mentions(company, one.instead)
            if one.to is not None and one.until is not None:
                until = f"{one.until.day} {one.until:%B}"
                text = f"{by} handed the decision{what} to {mention(company, one.to)} until {until}."
            else:
                text = f"{by} says the decision{what} is not theirs. It waits for {now} now."
            yield Note(f"handed:{item.id}:{one.id}", text, stage.name is StageName.SECURITY)


def _nudge(company: Company, request: RequestPicture, item: ItemPicture, what: str) -> Iterator[Note]:
    if request.nudged_at is None or item.status is not ItemStatus.PENDING:
        return
    for stage in item.stages:
        if stage.vote is None and stage.waiting_for:
            key = f"nudge:{item.id}:{stage.name}:{int(request.nudged_at.timestamp())}"
            who, whom = mention(company, request.requester), mentions(company, stage.waiting_for)
            since = moment(stage.opened_at or request.opened_at, company.zone)
            text = f"{whom}, {who} asks for your decision{what}; it waits since {since}."
            yield Note(key, text, stage.name is StageName.SECURITY)


def _remarks(company: Company, item: ItemPicture, what: str) -> Iterator[Note]:
    for key, stage, text in remark_lines(company, item, what):
        yield Note(key, text, stage is StageName.SECURITY)


def _end(company: Company, request: RequestPicture, item: ItemPicture) -> Iterator[Note]:
    what, who = thing(item.label, item.scope), mention(company, request.requester)
    key = f"end:{item.id}:{item.status}"
    if item.status is ItemStatus.WITHDRAWN:
        yield Note(key, f"{who} withdrew the request for {what}.")
    elif item.status is ItemStatus.REFUSED:
        says = " ".join(typed(reason.says, 500) for reason in item.reasons if reason.needs is None)
        yield Note(key, f"Policy refused {what}: {says}")
    elif item.status is ItemStatus.LAPSED:
        yield Note(key, f"{who}, about {what}: {lapse_sentence(item)} Still needed? Ask again.")
    elif item.extension is not None and item.extension.after is not None:
        whom = mention(company, request.beneficiary)
        yield Note(key, f"{whom}, {what}: {' '.join(extension_lines(company, item))}")
    elif item.emergency is not None and item.status is ItemStatus.APPROVED:
        yield Note(
            key, f"{who} broke the glass for {what}: nobody was asked before, and Security reviews it."
        )
    elif item.status is ItemStatus.APPROVED and not item.stages:
        yield Note(key, f"Granted at once: nobody has to approve {what}.")


def _tasks(company: Company, item: ItemPicture) -> Iterator[Note]:
    what = thing(item.label, item.scope)
    for task in item.tasks:
        doing = "set up" if task.kind is TaskKind.PROVISION else "remove"
        done = "set up" if task.kind is TaskKind.PROVISION else "removed"
        yield Note(
            f"task:{task.id}:open",
            f"{mention(company, task.assignee)} has to {doing} {what} by hand; I sent them the task.",
        )
        by = mention(company, task.finished_by or task.assignee)
        if task.status is TaskStatus.DONE:
            yield Note(f"task:{task.id}:done", f"{by} has {done} {what} by hand.")
        elif task.status is TaskStatus.CANNOT:
            yield Note(
                f"task:{task.id}:cannot", f"{by} could not {doing} {what}:\n{quoted(task.answer, 2_000)}"
            )


def _grant(company: Company, request: RequestPicture, item: ItemPicture) -> Iterator[Note]:
    grant = item.grant
    if grant is None:
        return
    what, whom = thing(item.label, item.scope), mention(company, grant.person)
    if grant.live_at is not None:
        until = (
            f" until {moment(grant.expires_at, company.zone)}" if grant.expires_at else ", with no end date"
        )
        yield Note(f"grant:{grant.id}:live", f"{whom}, {what} is live{until}.")
    if grant.end_reason is EndReason.STOPPED:
        yield from _called_off(company, grant, what, whom)
    elif grant.status is GrantStatus.FAILED:
        trouble = f" {typed(grant.trouble, 500)}" if grant.trouble else ""
        yield Note(
            f"grant:{grant.id}:failed",
            f"{whom}, {what} could not be set up.{trouble} {iam_admins(company)}, please look.",
        )
    elif grant.status is GrantStatus.ENDED:
        ending = ENDINGS.get(grant.end_reason, "Ended").lower()
        yield Note(f"grant:{grant.id}:ended", shorten(f"{whom}, {what} has ended: {ending}.", 2_000))


def _called_off(company: Company, grant: GrantPicture, what: str, whom: str) -> Iterator[Note]:
    """Stopped before it was live: said when it is stopped, and when nothing of it is left."""
    trouble = f" {typed(grant.trouble, 500)}" if grant.trouble else ""
    yield Note(f"grant:{grant.id}:stopped", f"{whom}, {what} was called off.{trouble}")
    if grant.status is GrantStatus.FAILED:
        yield Note(
            f"grant:{grant.id}:undone", f"Nobody holds {what}: what may have been set up has been undone."
        )
