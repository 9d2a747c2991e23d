"""App Home: what I have, what I asked for, what waits for me, and what I have to do."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from approvals.model import ItemStatus
from approvals.pictures import HeldAccess, RequestPicture, TaskPicture
from approvals.queries.codes import CodesPicture
from bot.texts import mention, quoted, refusal, span, thing
from bot.views import action_ids
from bot.views.answers import request_rows
from bot.views.codes import codes_section
from bot.views.decision_buttons import decision_buttons
from bot.views.holdings import held_row
from bot.views.judgement import risk_line
from bot.views.parts import actions, button, context, fitted, header, section
from bot.views.questions import form_button
from bot.views.task_card import doing, instructions
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
    tasks: Sequence[TaskPicture],
    others_tasks: Sequence[TaskPicture] = (),
    codes: CodesPicture | None = None,
) -> View:
    """The Home tab of one person; `others_tasks` are what somebody else has to do and the reader may close."""
    blocks: list[Block] = [
        section("*Access, in your own words.* Tell me in the Messages tab what you need, or use the form."),
        actions(form_button("Request access"), block_id="home-form"),
    ]
    deciding = [block for request in waiting for block in _waiting(company, request)]
    doing = [block for task in tasks for block in _task(company, task)]
    if deciding:
        blocks += [
            header("Waiting for you"),
            *fitted(deciding, most=30, otherwise="And more, in the threads."),
        ]
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
    return View(type="home", callback_id="home", blocks=[*blocks[: MOST_BLOCKS - len(last)], *last])


def error_home(sentence: str) -> View:
    """The Home tab of somebody who cannot be served: why."""
    return View(type="home", callback_id="home", blocks=[section(refusal(sentence))])


def _waiting(company: Company, request: RequestPicture) -> list[Block]:
    blocks: list[Block] = []
    for item in request.items:
        if item.status is not ItemStatus.PENDING:
            continue
        blocks.append(
            section(
                f"{mention(company, request.beneficiary)}: *{thing(item.label, item.scope)}* · {span(item.duration)}\n"
                f"{quoted(request.justification, 300)}"
            )
        )
        blocks.append(context(risk_line(item.risk)))
        blocks.append(decision_buttons(item.id, block_id=f"home-decide-{item.id}"))
    return blocks


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
