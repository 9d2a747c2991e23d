"""App Home: what I have, what I asked for, what waits for me, and what I have to do."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from approvals.model import ItemStatus
from approvals.pictures import HeldAccess, ItemPicture, RequestPicture, TaskPicture
from bot.texts import BANDS, mention, quoted, span, thing, typed
from bot.views import action_ids
from bot.views.answers import held_row
from bot.views.parts import actions, button, context, fitted, header, section, sure
from bot.views.questions import form_button
from bot.views.story import item_story
from catalog.model import Company

MOST_BLOCKS = 100
"""Blocks in a view."""


def home_view(
    company: Company,
    *,
    held: Sequence[HeldAccess],
    requests: Sequence[RequestPicture],
    waiting: Sequence[RequestPicture],
    tasks: Sequence[TaskPicture],
) -> View:
    """The Home tab of one person."""
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
    rows = [held_row(company.zone, one) for one in held] or [section("Nothing that I know of.")]
    blocks += [header("My access"), *fitted(rows, most=24, otherwise="And more; ask me _what do I have?_")]
    mine = [block for request in requests for block in _mine(company, request)] or [section("None yet.")]
    blocks += [header("My requests"), *fitted(mine, most=20, otherwise="And older ones.")]
    return View(type="home", callback_id="home", blocks=blocks[:MOST_BLOCKS])


def error_home(sentence: str) -> View:
    """The Home tab of somebody who cannot be served: why."""
    return View(type="home", callback_id="home", blocks=[section(typed(sentence))])


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
        blocks.append(
            actions(
                button("Approve", action_ids.APPROVE, item.id, style="primary"),
                button("Deny", action_ids.DENY, item.id, style="danger"),
                block_id=f"home-decide-{item.id}",
            )
        )
        blocks.append(context(f"Risk {BANDS[item.risk.band]} ({item.risk.score} of 100)"))
    return blocks


def _task(company: Company, task: TaskPicture) -> list[Block]:
    text = (
        f"*{thing(task.label, task.scope)}* for {mention(company, task.beneficiary)}\n{typed(task.note, 500)}"
    )
    return [
        section(text),
        actions(
            button("Done", action_ids.TASK_DONE, task.id, style="primary"),
            button("Can’t", action_ids.TASK_CANNOT, task.id),
            block_id=f"home-task-{task.id}",
        ),
    ]


def _mine(company: Company, request: RequestPicture) -> list[Block]:
    rows: list[Block] = []
    withdraw = button(
        "Withdraw",
        action_ids.WITHDRAW,
        request.id,
        confirm=sure("Withdraw it?", "What is not decided yet is taken back.", "Withdraw"),
    )
    for item in request.items:
        first_pending = request.open and item is next(
            i for i in request.items if i.status is ItemStatus.PENDING
        )
        rows.append(_mine_row(company, request, item, withdraw if first_pending else None))
    return rows


def _mine_row(
    company: Company, request: RequestPicture, item: ItemPicture, accessory: ButtonElement | None
) -> Block:
    lines = [f"*{thing(item.label, item.scope)}*", *item_story(company, request, item)]
    return section("\n".join(lines), accessory=accessory)
