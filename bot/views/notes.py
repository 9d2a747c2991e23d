"""What is said in the thread as things happen: one note a fact, derived from the picture alone.

Because a note is known by its fact and not by the event that led to it, events may come late, twice or
out of order: whatever is true and unsaid is said, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from approvals.model import EndReason, GrantStatus, ItemStatus, StageName, TaskKind, TaskStatus
from approvals.pictures import GrantPicture, ItemPicture, RequestPicture
from bot.texts import ending, iam_admins, mention, quoted, shorten, thing, typed
from bot.views.parts import SECTION_TEXT
from bot.views.remarks import remark_lines
from bot.views.request_card import LONG_REASON
from bot.views.review_card import review_notes
from bot.views.story import ENDINGS, extension_lines, lapse_sentence
from bot.views.vote_lines import vote_lines
from bot.views.waiting_notes import Note, waiting_notes
from catalog.model import Company


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
        yield from waiting_notes(company, request, item, what, told)
        yield from _end(company, request, item)
        yield from _tasks(company, item)
        yield from _grant(company, request, item)
        for key, text in review_notes(company, request, item):
            yield Note(key, text)


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
            f" until {ending(grant.expires_at, company.zone)}" if grant.expires_at else ", with no end date"
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
        why = ENDINGS.get(grant.end_reason, "Ended").lower()
        yield Note(f"grant:{grant.id}:ended", shorten(f"{whom}, {what} has ended: {why}.", 2_000))


def _called_off(company: Company, grant: GrantPicture, what: str, whom: str) -> Iterator[Note]:
    """Stopped before it was live: said when it is stopped, and when nothing of it is left."""
    trouble = f" {typed(grant.trouble, 500)}" if grant.trouble else ""
    yield Note(f"grant:{grant.id}:stopped", f"{whom}, {what} was called off.{trouble}")
    if grant.status is GrantStatus.FAILED:
        yield Note(
            f"grant:{grant.id}:undone", f"Nobody holds {what}: what may have been set up has been undone."
        )
