"""App Home: what I have, what I asked for, what waits for me, and what I have to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from approvals.pictures import HeldAccess, RequestPicture, TaskPicture
from approvals.queries.codes import CodesPicture
from bot.texts import mention, refusal, thing
from bot.views import action_ids
from bot.views.answers import request_rows
from bot.views.codes import codes_section
from bot.views.holdings import held_row
from bot.views.parts import actions, button, fitted, header, section
from bot.views.questions import form_button
from bot.views.task_card import doing, instructions
from bot.views.waiting_list import waiting_blocks
from catalog.model import Company, PersonId

MOST_BLOCKS = 100
"""Blocks in a view."""


def home_view(
    company: Company,
    *,
    reader: PersonId,
    held: Sequence[HeldAccess],
    requests: Sequence[RequestPicture],
    waiting: Sequence[RequestPicture],
    reviews: Sequence[RequestPicture] = (),
    tasks: Sequence[TaskPicture],
    others_tasks: Sequence[TaskPicture] = (),
    codes: CodesPicture | None = None,
    page: int = 0,
) -> View:
    """The Home tab of one person; `reviews` are emergencies that they may review, `others_tasks` are what somebody else has to do and the reader may close.

    `page` is the page of what waits for them; the view keeps it, so that it is still there after a click.
    """
    blocks: list[Block] = [
        section("*Access, in your own words.* Tell me in the Messages tab what you need, or use the form."),
        actions(form_button("Request access"), block_id="home-form"),
    ]
    blocks += waiting_blocks(company, waiting, reader=reader, page=page, reviews=reviews)
    doing = [block for task in tasks for block in _task(company, task)]
    if doing:
        blocks += [header("To do by hand"), *fitted(doing, most=16, otherwise="And more, in our messages.")]
    if others_tasks:
        open_ones = [block for task in others_tasks for block in _task(company, task, whose=True)]
        blocks += [
            header("Open tasks of others"),
            *fitted(open_ones, most=16, otherwise="And more; these are the oldest."),
        ]
    rows = [held_row(company, one) for one in held] or [section("Nothing that I know of.")]
    blocks += [header("My access"), *fitted(rows, most=24, otherwise="And more; ask me _what do I have?_")]
    mine = [row for request in requests for row in request_rows(company, request, reader=reader)] or [
        section("None yet.")
    ]
    blocks += [header("My requests"), *fitted(mine, most=20, otherwise="And older ones.")]
    last = codes_section(company, codes) if codes is not None else []
    return View(
        type="home",
        callback_id="home",
        private_metadata=str(page),
        blocks=[*blocks[: MOST_BLOCKS - len(last)], *last],
    )


def page_of(view: Mapping[str, Any]) -> int:
    """The page of what waits that a Home tab showed; the first where it is none of ours."""
    kept = str(view.get("private_metadata") or "")
    return int(kept) if kept.isascii() and kept.isdecimal() and len(kept) < 6 else 0


def error_home(sentence: str) -> View:
    """The Home tab of somebody who cannot be served: why."""
    return View(type="home", callback_id="home", blocks=[section(refusal(sentence))])


def _task(company: Company, task: TaskPicture, *, whose: bool = False) -> list[Block]:
    by = f"\nIt waits for {mention(company, task.assignee)}." if whose else ""
    return [
        section(
            f"*{doing(task)} {thing(task.label, task.scope)}* for {mention(company, task.beneficiary)}\n{instructions(task)}{by}"
        ),
        actions(
            button("Done", action_ids.TASK_DONE, task.id, style="primary"),
            button("Can’t", action_ids.TASK_CANNOT, task.id),
            block_id=f"home-task-{task.id}",
        ),
    ]
