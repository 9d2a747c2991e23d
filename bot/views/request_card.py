"""The root of an approval thread: who wants what, for whom, how long and why, and the buttons to decide it.

Drawn from the newest picture only, so a card that is drawn again shows the outcome and no buttons.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from slack_sdk.models.blocks import Block

from approvals.model import ItemStatus, Ruling
from approvals.pictures import ItemPicture, RequestPicture
from bot.texts import (
    ITEM_STATES,
    listed,
    mention,
    moment,
    name_of,
    quoted,
    shorten,
    span,
    thing,
)
from bot.views import action_ids
from bot.views.decision_buttons import decision_buttons
from bot.views.how_long import begun, item_length
from bot.views.judgement import risk_line
from bot.views.lessening_modal import change_lines
from bot.views.parts import Card, actions, button, context, divider, fields, section
from bot.views.similar import similar_line
from bot.views.stage_line import stage_line
from bot.views.story import appeal_lines, extension_lines, item_story, over
from catalog.model import Company

MOST_ITEMS = 10
LONG_REASON = 500
"""Characters of a reason on the card; the thread has the whole of a longer one."""


def request_card(
    company: Company, request: RequestPicture, *, only: str | None = None, thread: str = ""
) -> Card:
    """The card of a request; `only` limits it to one item (the copy for Security), `thread` says where the main one is."""
    items = [item for item in request.items if only is None or item.id == only]
    who = mention(company, request.requester)
    for_whom = (
        f" for {mention(company, request.beneficiary)}" if request.beneficiary != request.requester else ""
    )
    what = listed([thing(item.label, item.scope) for item in items])
    opening = (
        f"{who} {_asks(items[0])} *{thing(items[0].label, items[0].scope)}*{for_whom}"
        if len(items) == 1
        else f"{who} asks for {len(items)} things{for_whom}"
    )
    blocks: list[Block] = [
        section(opening),
        fields(
            (_how_long_label(items[0]), begun(_length(company, request, items))),
            ("Asked", moment(request.opened_at, company.zone)),
        ),
        section(f"*Why*\n{quoted(request.justification, LONG_REASON)}"),
    ]
    waiting = sum(item.status is ItemStatus.PENDING for item in items)
    if waiting > 1:
        approve_all = button(f"Approve all {waiting}", action_ids.APPROVE_ALL, request.id, style="primary")
        blocks.append(actions(approve_all, block_id=f"decide-all-{request.id}"))
    for item in items[:MOST_ITEMS]:
        blocks += _item(company, request, item, alone=len(items) == 1)
    if only is not None and thread:
        blocks.append(context(f"The whole request is in {thread}."))
    return Card(
        text=f"{name_of(company, request.requester)} {_asks(items[0])} {what}{_outcome_in_short(items)}",
        blocks=tuple(blocks),
    )


def _asks(item: ItemPicture) -> str:
    if item.emergency is not None:
        return "broke the glass for"
    return "asks to extend" if item.extension else "asks for"


def _state(item: ItemPicture) -> str:
    """Where it stands; nobody has approved what was had by breaking the glass."""
    if item.emergency is not None and item.status is ItemStatus.APPROVED:
        return "Nobody was asked first"
    if over(item):
        return "Not granted"
    return ITEM_STATES[item.status]


def _outcome_in_short(items: list[ItemPicture]) -> str:
    states = dict.fromkeys(_state(item).lower() for item in items)
    return f" ({listed(list(states))})"


def _how_long_label(item: ItemPicture) -> str:
    return "Longer by" if item.extension and item.until is None else "How long"


def _length(company: Company, request: RequestPicture, items: Sequence[ItemPicture]) -> str:
    """What is decided on: the length after ceilings or the end that was named, and what was asked for where that was
    more."""
    lengths = {item.duration for item in items}
    if len(lengths) > 1:
        return "see each item"
    if items[0].until is not None:
        return item_length(company, request, items[0])
    length = items[0].duration
    cut = request.duration is not None and length is not None and length < request.duration
    return f"{span(length)} (asked for {span(request.duration)})" if cut else span(length)


def _item(company: Company, request: RequestPicture, item: ItemPicture, *, alone: bool) -> list[Block]:
    open_stages = [stage for stage in item.stages if stage.waiting_for]
    risk = risk_line(item.risk, open_stages)
    lines = [stage_line(company, stage) for stage in item.stages] + change_lines(company, item)
    overturned = item.appeal is not None and item.appeal.ruling is Ruling.OVERTURNED
    if overturned and item.status is not ItemStatus.DENIED:
        lines += appeal_lines(company, item)
    if item.status is not ItemStatus.PENDING:
        lines.append(_run_on([f"*{_state(item)}.*", *_after(company, request, item)]))
    elif not lines:
        lines.append("\n".join(item_story(company, request, item)))
    elif item.extension is not None:
        lines += extension_lines(company, item)
    if not alone:
        lines.insert(0, f"*{thing(item.label, item.scope)}*, {item_length(company, request, item)}")
    similar = similar_line(company, item.similar, now=request.opened_at)
    blocks: list[Block] = [
        context("\n".join(filter(None, (risk, similar)))),
        section(shorten("\n".join(lines), 2_900)),
    ]
    if not alone:
        blocks = [divider(), *reversed(blocks)]
    if item.status is ItemStatus.PENDING:
        blocks.append(decision_buttons(item.id, block_id=f"decide-{item.id}"))
    return blocks


def _run_on(parts: Sequence[str]) -> str:
    """One after the other in a line; a quotation has lines of its own."""
    found = parts[0]
    for before, part in pairwise(parts):
        found += "\n" if part.startswith(">") or before.startswith(">") else " "
        found += part
    return found


def _after(company: Company, request: RequestPicture, item: ItemPicture) -> list[str]:
    """What an ended item adds to its stages: the votes above already say who decided."""
    if item.status is ItemStatus.DENIED:
        return appeal_lines(company, item)
    if item.status is ItemStatus.WITHDRAWN:
        return []
    lines = item_story(company, request, item)
    if item.status is ItemStatus.APPROVED and not item.stages:
        return lines if item.emergency else ["Nobody had to approve.", *lines]
    return lines
