"""The requester's own message, which edits itself from "waiting for Jo" to "ended"."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, InteractiveElement

from approvals.model import EndReason, GrantStatus, ItemStatus
from approvals.pictures import ItemPicture, RequestPicture
from bot.texts import iam_admins, listed, mention, name_of, shorten, thing, typed
from bot.views import action_ids
from bot.views.answers import withdraw_button
from bot.views.appeals import appeal_button, may_appeal
from bot.views.extending import extend_button
from bot.views.holdings import give_back_button
from bot.views.how_long import item_length
from bot.views.judgement import change_line
from bot.views.lessening_modal import change_lines
from bot.views.parts import Card, actions, button, context, section
from bot.views.remarks import open_question
from bot.views.renewal import extendable
from bot.views.story import item_story
from catalog.model import Company, PersonId


def status_card(
    company: Company, request: RequestPicture, *, reader: PersonId, unreachable: str = ""
) -> Card:
    """How far everything is, for the one who asked or the one it is for.

    `unreachable` is the reason approvers could not be told, when there is one.
    """
    what = listed([thing(item.label, item.scope) for item in request.items])
    mine = request.requester == reader
    if request.items[0].extension:
        what = f"extend {what}"
    opening = (
        f"*Your request:* {what}"
        if mine
        else f"*{mention(company, request.requester)} asked for you:* {what}"
    )
    if mine and request.beneficiary != reader:
        opening += f" for {mention(company, request.beneficiary)}"
    blocks: list[Block] = [section(opening)]
    blocks += [
        _item(company, request, item, reader=reader, alone=len(request.items) == 1) for item in request.items
    ]
    if unreachable and request.open:
        blocks.append(
            section(f"*Approvers cannot be reached.* {unreachable} Please tell {iam_admins(company)}.")
        )
    lengths = {item_length(company, request, item) for item in request.items}
    # An end that was named is the end it says above; and an extension may have moved that.
    told = any(item.until and item.grant and item.grant.expires_at for item in request.items)
    length = f"{lengths.pop()} · " if len(lengths) == 1 and not told else ""
    blocks.append(context(f"{length}{typed(' '.join(request.justification.split()), 300)}"))
    buttons = _buttons(request, reader)
    if buttons:
        blocks.append(actions(*buttons))
    states = listed(list(dict.fromkeys(_in_short(item) for item in request.items)))
    return Card(
        text=f"{name_of(company, request.requester)}’s request for {what}: {states}", blocks=tuple(blocks)
    )


def _item(
    company: Company, request: RequestPicture, item: ItemPicture, *, reader: PersonId, alone: bool
) -> Block:
    title = [] if alone else [f"*{thing(item.label, item.scope)}*"]
    mine = reader == request.requester
    live = item.grant is not None and item.grant.status is GrantStatus.LIVE
    return section(
        "\n".join(
            [
                *title,
                *item_story(company, request, item),
                *change_lines(company, item, why=True),
                *([open_question(company, item)] if mine and open_question(company, item) else []),
                *_change(request, item, reader),
            ]
        ),
        accessory=give_back_button(item.grant.id) if live and item.grant else None,
        block_id=f"status-{item.id}",
    )


def _buttons(request: RequestPicture, reader: PersonId) -> list[InteractiveElement]:
    """What the reader can still do about it."""
    appeals: list[InteractiveElement] = [
        appeal_button(item.id, number)
        for number, item in enumerate(request.items)
        if may_appeal(request, item, reader)
    ]
    live = [
        extend_button(item.grant.id, number)
        for number, item in enumerate(request.items)
        if item.grant
        and item.grant.status is GrantStatus.LIVE
        and item.grant.expires_at
        and extendable(item.grant.not_renewed)
    ]
    if request.open:
        nudge = [button("Nudge", action_ids.NUDGE, request.id)] if reader == request.requester else []
        return [withdraw_button(request.id), *nudge, *appeals, *live]
    if reader != request.requester:
        return [*appeals, *live]
    pointed = [
        button(
            shorten(f"Ask for {item.instead_label} instead", 75),
            f"{action_ids.ASK_INSTEAD}_{number}",
            item.id,
        )
        for number, item in enumerate(request.items)
        if item.instead and item.status is ItemStatus.DENIED
    ]
    ended = {ItemStatus.DENIED, ItemStatus.REFUSED, ItemStatus.WITHDRAWN, ItemStatus.LAPSED}
    again = [button("Ask again, changed", action_ids.ASK_AGAIN, request.id)]
    prolongs = any(item.extension and item.extension.live for item in request.items)
    not_had = any(item.status in ended for item in request.items)
    return [*pointed, *appeals, *live, *(again if not_had and not prolongs else [])]


def _change(request: RequestPicture, item: ItemPicture, reader: PersonId) -> list[str]:
    """What would have let a refused item pass; what somebody would have to drop only they are told."""
    change = item.change
    if change is None or (change.dropped and reader != request.beneficiary):
        return []
    return [change_line(change)]


def _in_short(item: ItemPicture) -> str:
    if item.extension and item.extension.after:
        return "extended"
    if item.status is not ItemStatus.APPROVED or item.grant is None:
        return str(item.status)
    if item.grant.end_reason is EndReason.STOPPED:
        return "called off"
    return str(item.grant.status)
