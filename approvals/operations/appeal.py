"""Appealing a no: once for each item, with new reasons, to somebody who has not decided it."""

from __future__ import annotations

from sqlmodel import select

from approvals.desk import Desk
from approvals.ends import passed
from approvals.errors import AlreadyDecided, AlreadyHeld, BadInput, NotAllowed, NotYours, TargetChanged
from approvals.events import ItemChanged
from approvals.model import ItemStatus, StageName, Wish
from approvals.operations.click import OUTCOMES
from approvals.operations.gather import standing_of, votes_on
from approvals.operations.hearing import (
    APPEAL_WITHIN,
    appeal_on,
    denial_of,
    end_of_wait,
    give_time,
    heard_by,
    hearing,
    schedule,
)
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.remaining import left_of
from approvals.operations.settle import entry_about
from approvals.policy.wording import listed
from approvals.store.appeal_tables import AppealRow
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow, VoteRow, new_id
from catalog.model import PersonId


async def appeal(desk: Desk, *, item_id: str, by: PersonId, reasons: str) -> str:
    """Asks somebody else to look again at a denial, or at a refusal whose rule leaves room for it; returns its id.

    The no stands until they have. Raises BadInput, NotFound, NotYours, AlreadyDecided, AlreadyHeld, NotAllowed,
    TargetChanged.
    """
    said = reasons_of(reasons)
    async with desk.store.transaction() as tx:
        request, item = await tx.lock_to_decide(item_id)
        desk.active_person(by)
        if by not in (request.requester, request.beneficiary):
            raise NotYours("Only the person who asked, or the one it is for, can appeal.")
        votes = await votes_on(tx.session, item.id)
        stage = await _open_to_appeal(tx, desk, request, item, votes)
        denial = denial_of(votes) if item.status is ItemStatus.DENIED else None
        denier = denial.person if denial else None
        who = hearing(desk, request, item, stage=stage, denier=denier, votes=votes)
        if not who.may:
            admins = listed(desk.company.names(desk.company.groups.iam_admins), last="or") or "the IAM team"
            raise NotAllowed(
                f"Nobody who has not decided this already can look at it again; talk to {admins}."
            )
        row = AppealRow(
            id=new_id("app"),
            item_id=item.id,
            person=by,
            text=said,
            stage=stage,
            denier=denier,
            against=[] if denial else [one for one in item.reasons if one.get("needs") is None],
            opened_at=tx.now,
            asked=list(who.ping),
            expire_at=end_of_wait(desk, tx.now, who.ping),
        )
        give_time(tx, desk, row)
        schedule(tx, desk, row)
        tx.log(
            entry_about(
                "appeal.opened",
                request,
                item,
                actor=by,
                appeal=row.id,
                stage=stage,
                against=row.against or [{"by": denier, "says": denial.note if denial else ""}],
                reasons=said,
                asked=row.asked,
            )
        )
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
        return row.id


def reasons_of(text: str) -> str:
    """What was typed, where it says anything. Raises BadInput."""
    said = text.strip()[:LONGEST_TEXT]
    if not any(character.isalnum() for character in said):
        raise BadInput(
            "Say what speaks for it that was not known before; whoever looks at it again reads that."
        )
    return said


async def _open_to_appeal(
    tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow, votes: list[VoteRow]
) -> StageName:
    """Whose no it was, where it can be appealed. Raises what appeal raises."""
    if item.entitlement not in desk.company.places:
        raise TargetChanged("What you asked for is no longer in the catalog; ask for what replaced it.")
    if await appeal_on(tx.session, item.id) is not None:
        raise AlreadyDecided(
            "This was appealed already, which is possible once; ask again with what has changed."
        )
    if item.status not in (ItemStatus.DENIED, ItemStatus.REFUSED):
        raise AlreadyDecided(
            f"There is no no to appeal: {OUTCOMES.get(item.status, 'it still waits for a decision')}."
        )
    granted = await tx.session.exec(select(GrantRow.id).where(GrantRow.item_id == item.id))
    stage = heard_by(desk, item, votes)
    if stage is None or granted.first() is not None:
        raise NotAllowed(
            "No person may overturn this: the rule that refused it makes no exceptions. Ask again with what it wants changed."
        )
    if item.decided_at is None or tx.now - item.decided_at > APPEAL_WITHIN:
        raise NotAllowed(f"That was more than {APPEAL_WITHIN.days} days ago; ask again instead.")
    if passed(item.until, tx.now):
        raise NotAllowed("It was asked for until a time that is over; ask again for the time you need it.")
    wish = Wish(entitlement=item.entitlement, scope=item.scope)
    standing = await standing_of(tx.session, desk, request.beneficiary, wish)
    still_runs = await left_of(tx.session, item.extends, now=tx.now) is not None
    if standing.pending or (standing.held and not still_runs):
        raise AlreadyHeld("This is held, or waits for a decision, by now, so there is nothing to appeal.")
    return stage
