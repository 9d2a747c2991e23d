"""Appealing a no that policy said on the card, before anything was filed: it is filed then, as refused, and appealed."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.views import View

from approvals.assessment import Assessment
from approvals.errors import NotAllowed
from approvals.model import ItemStatus, Wish
from bot.drafts import Draft, DraftStatus, close_draft, open_draft, request_filed
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.listeners.proposing import assessments_of
from bot.listeners.submitting import remember, remembered, submitted, typed_reason
from bot.views import action_ids
from bot.views.appeal_modals import refused_modal
from bot.views.proposal import appealable
from catalog.model import Person

OVERTAKEN = "Policy says something else by now; ask again and look at the new card."


def register(app: Guarded, front: Front) -> None:
    """Listens to that button and its modal."""

    @app.opening(action_ids.DRAFT_APPEAL)
    async def appealing(body: dict[str, Any], action: dict[str, Any], context: Any) -> View:
        draft = await open_draft(front.desk_of().store, action["value"], by=(await front.person(context)).id)
        refused = await _refused(front, draft)
        says = " ".join(
            reason.says for _, one in refused for reason in one.decision.reasons if not reason.needs
        )
        return refused_modal(remember(draft.id, body, context), front.desk_of().company, says)

    @app.view(action_ids.DRAFT_APPEAL_SENT)
    async def appealed(ack: Any, view: dict[str, Any], context: Any) -> None:
        draft_id, seat = remembered(view, context)

        async def made() -> str:
            person = await front.person(context)
            draft = await open_draft(front.desk_of().store, draft_id, by=person.id)
            return await _file_and_appeal(front, draft, person, typed_reason(view))

        filed = await submitted(front, ack, made(), seat=seat)
        if filed is not None:
            await front.refresh(filed)


async def _refused(front: Front, draft: Draft) -> list[tuple[Wish, Assessment]]:
    """What of the card can be appealed now. Raises NotAllowed."""
    each = zip(draft.choice.items, await assessments_of(front, draft), strict=True)
    refused = [(wish, one) for wish, one in each if appealable(one)]
    if not refused:
        raise NotAllowed(OVERTAKEN)
    return refused


async def _file_and_appeal(front: Front, draft: Draft, person: Person, reasons: str) -> str:
    """The request's id; the same card gives the same request. Raises Refused."""
    from approvals.operations.appeal import appeal, reasons_of
    from approvals.queries.requests import request_picture

    desk, said = front.desk_of(), reasons_of(reasons)
    request_id = await request_filed(desk.store, draft.id) or await _file(front, draft, said)
    request = await request_picture(desk, request_id)
    for item in request.items:
        if item.status is ItemStatus.REFUSED and item.appealable:
            await appeal(desk, item_id=item.id, by=person.id, reasons=said)
    await close_draft(
        desk.store, draft.id, DraftStatus.SENT, request_id=request_id, company_version=desk.company.version
    )
    return request_id


async def _file(front: Front, draft: Draft, said: str) -> str:
    from approvals.operations.open_request import open_request

    return await open_request(
        front.desk_of(),
        requester=draft.person,
        beneficiary=draft.beneficiary,
        wishes=[wish for wish, _ in await _refused(front, draft)],
        duration=draft.choice.duration,
        until=draft.choice.until,
        justification=draft.choice.justification or said,
        words=draft.text or "Filled in the form.",
        key=draft.id,
    )
