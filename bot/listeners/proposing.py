"""From a draft to its card, and from a confirmed card to a request."""

from __future__ import annotations

from approvals.errors import AlreadyDecided, AlreadyHeld, BadInput
from approvals.model import Wish
from approvals.pictures import Assessment
from bot.drafts import Draft, DraftStatus, close_draft, closed_sentence
from bot.listeners.front import Front
from bot.views.proposal import closed_card, proposal_card, sendable


async def assessments_of(front: Front, draft: Draft) -> list[Assessment]:
    """What would happen to each item now. Raises Refused."""
    from approvals.queries.assess import assess

    return await assess(
        front.desk_of(),
        requester=draft.person,
        beneficiary=draft.beneficiary,
        wishes=draft.choice.items,
        duration=draft.choice.duration,
    )


async def show_proposal(front: Front, draft: Draft) -> None:
    """Puts the proposal in front of the person. Raises Refused."""
    assessments = await assessments_of(front, draft)
    await front.show_draft(draft, proposal_card(front.desk_of().company, draft, assessments))


async def send(front: Front, draft: Draft) -> str:
    """Files what is on the card, without the items that cannot be asked for, and returns the request's id.

    Confirming the same card twice gives the same request. Raises Refused.
    """
    from approvals.operations.open_request import open_request

    desk = front.desk_of()
    if draft.status is DraftStatus.SENT and draft.request_id:
        return draft.request_id
    if draft.status is not DraftStatus.OPEN:
        raise AlreadyDecided(closed_sentence(draft.status))
    assessments = await assessments_of(front, draft)
    if any(one.missing_scopes for one in assessments):
        raise BadInput("Something is still missing on this card; press Change and choose it.")
    wishes = [Wish(entitlement=one.entitlement, scope=one.scope) for one in assessments if sendable(one)]
    if not wishes:
        await show_proposal(front, draft)
        raise AlreadyHeld("There is nothing left to send on this card; it shows why.")
    request_id = await open_request(
        desk,
        requester=draft.person,
        beneficiary=draft.beneficiary,
        wishes=wishes,
        duration=draft.choice.duration,
        justification=draft.choice.justification,
        words=draft.text or "Filled in the form.",
        key=draft.id,
    )
    await close_draft(desk.store, draft.id, DraftStatus.SENT, request_id=request_id)
    if not draft.channel.startswith("D"):
        sent = draft.model_copy(update={"status": DraftStatus.SENT})
        await front.show_draft(sent, closed_card(sent, [one for one in assessments if sendable(one)]))
    await front.refresh(request_id)
    return request_id
