"""Appealing a no that policy said on the card, before anything was filed: it is filed then, as refused, and appealed."""

from __future__ import annotations

from typing import Any

from approvals.errors import AlreadyDecided, NotAllowed, Refused
from approvals.model import ItemStatus, Wish
from approvals.pictures import Assessment
from bot.drafts import Draft, DraftStatus, close_draft, closed_sentence, find_draft
from bot.listeners.acknowledging import committed_or_said
from bot.listeners.decisions import remember, remembered, typed_reason
from bot.listeners.front import Front, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.proposing import assessments_of
from bot.views import action_ids
from bot.views.appeal_modals import refused_modal
from bot.views.proposal import appealable
from catalog.model import Person

OVERTAKEN = "Policy says something else by now; ask again and look at the new card."


def register(app: Guarded, front: Front) -> None:
    """Listens to that button and its modal."""

    @app.action(action_ids.DRAFT_APPEAL)
    async def appealing(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        await ack()
        draft = await _open_draft(front, action["value"], await front.person(context))
        refused = await _refused(front, draft)
        says = " ".join(reason.says for one in refused for reason in one.decision.reasons if not reason.needs)
        view = refused_modal(remember(draft.id, seat_of(body, context)), front.desk_of().company, says)
        await front.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())

    @app.view(action_ids.DRAFT_APPEAL_SENT)
    async def appealed(ack: Any, view: dict[str, Any], context: Any) -> None:
        draft_id, seat = remembered(view, context)

        async def made() -> str:
            person = await front.person(context)
            draft = await _open_draft(front, draft_id, person)
            return await _file_and_appeal(front, draft, person, typed_reason(view))

        try:
            filed = await committed_or_said(
                ack, made(), field=action_ids.REASON, company=front.desk_of().company
            )
        except Refused as refusal:
            await front.tell(seat, refusal.sentence)
            return
        if filed is not None:
            await front.refresh(filed)


async def _open_draft(front: Front, draft_id: str, person: Person) -> Draft:
    draft = await find_draft(front.desk_of().store, draft_id, by=person.id)
    if draft.status is not DraftStatus.OPEN:
        raise AlreadyDecided(closed_sentence(draft.status))
    return draft


async def _refused(front: Front, draft: Draft) -> list[Assessment]:
    """What of the card can be appealed now. Raises NotAllowed."""
    refused = [one for one in await assessments_of(front, draft) if appealable(one)]
    if not refused:
        raise NotAllowed(OVERTAKEN)
    return refused


async def _file_and_appeal(front: Front, draft: Draft, person: Person, reasons: str) -> str:
    """The request's id; the same card gives the same request. Raises Refused."""
    from approvals.operations.appeal import appeal, reasons_of
    from approvals.operations.open_request import open_request
    from approvals.queries.requests import request_picture

    desk, said = front.desk_of(), reasons_of(reasons)
    request_id = await open_request(
        desk,
        requester=draft.person,
        beneficiary=draft.beneficiary,
        wishes=[Wish(entitlement=one.entitlement, scope=one.scope) for one in await _refused(front, draft)],
        duration=draft.choice.duration,
        justification=draft.choice.justification or said,
        words=draft.text or "Filled in the form.",
        key=draft.id,
    )
    request = await request_picture(desk, request_id)
    for item in request.items:
        if item.status is ItemStatus.REFUSED and item.appealable:
            await appeal(desk, item_id=item.id, by=person.id, reasons=said)
    await close_draft(
        desk.store, draft.id, DraftStatus.SENT, request_id=request_id, company_version=desk.company.version
    )
    return request_id
