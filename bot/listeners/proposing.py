"""From a draft to its card, and from a confirmed card to a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from approvals.assessment import Assessment
from approvals.desk import Desk
from approvals.emergencies import EmergencyOffer
from approvals.errors import AlreadyDecided, AlreadyHeld, BadInput
from approvals.model import ItemStatus, PolicyAnswer
from approvals.pictures import ItemPicture
from bot.drafts import Draft, DraftStatus, close_draft, closed_sentence, request_filed
from bot.listeners.discretion import may_see_holdings
from bot.listeners.front import Front
from bot.views.proposal import Standing, closed_card, proposal_card, sendable
from intents.understanding import Intent

LOOKED_THROUGH = 50
"""How many of somebody's requests are looked through for the one that waits already."""


class NothingToSend(AlreadyHeld):
    """Nothing on the card can be asked for any more; the card is to be drawn again."""


@dataclass(frozen=True)
class Filed:
    """A request that is in the database, and what went into it."""

    request_id: str
    sent: tuple[Assessment, ...] = ()


async def assessments_of(front: Front, draft: Draft, *, changes: bool = False) -> list[Assessment]:
    """What would happen to each item now; with `changes` also what would change that. Raises Refused."""
    from approvals.queries.assess import assess

    return await assess(
        front.desk_of(),
        requester=draft.person,
        beneficiary=draft.beneficiary,
        wishes=draft.choice.items,
        duration=draft.choice.duration,
        until=draft.choice.until,
        changes=changes,
    )


async def show_proposal(front: Front, draft: Draft) -> None:
    """Puts the proposal in front of the person. Raises Refused."""
    assessments = await assessments_of(front, draft, changes=True)
    standing = await _standing(front, draft, assessments)
    card = proposal_card(
        front.desk_of().company, draft, assessments, standing, await offered_in_emergency(front, draft)
    )
    await front.show_draft(draft, card)


async def offered_in_emergency(front: Front, draft: Draft) -> EmergencyOffer | None:
    """What breaking the glass would come to: for oneself, one thing, in the direct messages, where it was asked for."""
    from approvals.queries.emergency import emergency_offer

    asked = draft.understanding.intent is Intent.EMERGENCY and draft.channel.startswith("D")
    if not asked or draft.beneficiary != draft.person or len(draft.choice.items) != 1:
        return None
    (wish,) = draft.choice.items
    duration, until = wish.time(draft.choice.duration, draft.choice.until)
    return await emergency_offer(
        front.desk_of(),
        person=draft.person,
        wish=wish,
        duration=duration,
        until=until,
    )


async def needs_approval(front: Front, draft: Draft) -> bool:
    """Whether somebody has to approve what is on the card. Raises Refused."""
    return any(
        one.decision.answer is PolicyAnswer.NEEDS
        for one in await assessments_of(front, draft)
        if sendable(one)
    )


async def file(front: Front, draft: Draft) -> Filed:
    """Files what is on the card, without the items that cannot be asked for.

    Confirming the same card twice gives the same request. Raises Refused; NothingToSend when the card shows why.
    """
    from approvals.operations.open_request import open_request

    desk = front.desk_of()
    known = draft.request_id or await request_filed(desk.store, draft.id)
    if known is None:
        if draft.status is not DraftStatus.OPEN:
            raise AlreadyDecided(closed_sentence(draft.status))
        assessments = await assessments_of(front, draft)
        if any(one.missing_scopes for one in assessments):
            raise BadInput("Something is still missing on this card; press Change and choose it.")
        going = tuple(one for one in assessments if sendable(one))
        wishes = [wish for wish, one in zip(draft.choice.items, assessments, strict=True) if sendable(one)]
        if going:
            request_id = await open_request(
                desk,
                requester=draft.person,
                beneficiary=draft.beneficiary,
                wishes=wishes,
                duration=draft.choice.duration,
                until=draft.choice.until,
                justification=draft.choice.justification,
                words=draft.text or "Filled in the form.",
                key=draft.id,
            )
            await _close(desk, draft, request_id)
            return Filed(request_id, going)
        # What stands in the way may be this very card, confirmed a moment ago.
        known = await request_filed(desk.store, draft.id)
        if known is None:
            raise NothingToSend("There is nothing left to send on this card; it shows why.")
    await _close(desk, draft, known)
    return Filed(known)


async def _close(desk: Desk, draft: Draft, request_id: str) -> None:
    await close_draft(
        desk.store,
        draft.id,
        DraftStatus.SENT,
        request_id=request_id,
        company_version=desk.company.version,
    )


async def show_filed(front: Front, draft: Draft, filed: Filed) -> None:
    """After filing: the newest state of the request everywhere, and a closed card where it stood in a channel."""
    if not draft.channel.startswith("D") and filed.sent:
        sent = draft.model_copy(update={"status": DraftStatus.SENT})
        await front.show_draft(sent, closed_card(sent, filed.sent))
    await front.refresh(filed.request_id)


async def _standing(front: Front, draft: Draft, assessments: Sequence[Assessment]) -> Standing:
    """What the card may tell of what the holder has and waits for: on a card that all can read, nothing."""
    private = draft.channel.startswith("D")
    seen = private and may_see_holdings(front.desk_of().company, draft.person, draft.beneficiary)
    if not private or not any(one.already_pending for one in assessments):
        return Standing(told=seen)
    return Standing(told=seen, waiting=await _waiting(front, draft, everything=seen))


async def _waiting(front: Front, draft: Draft, *, everything: bool) -> tuple[ItemPicture, ...]:
    """The undecided items of the holder: all of them, or those this person asked for."""
    from approvals.queries.requests import requests_of

    requests = await requests_of(front.desk_of(), draft.beneficiary, limit=LOOKED_THROUGH)
    return tuple(
        item
        for request in requests
        if request.beneficiary == draft.beneficiary and (everything or request.requester == draft.person)
        for item in request.items
        if item.status is ItemStatus.PENDING
    )
