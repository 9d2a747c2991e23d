"""Ruling on an appeal: the no stands, or it is overturned and policy is asked again."""

from __future__ import annotations

from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import (
    AlreadyDecided,
    AlreadyHeld,
    BadInput,
    NotAllowed,
    NotFound,
    NotYours,
    OwnRequest,
    Refused,
    TargetChanged,
)
from approvals.events import ItemChanged
from approvals.model import ItemStatus, PolicyAnswer, Ruling, Verdict, Wish
from approvals.operations.circumstances import facts_of
from approvals.operations.gather import standing_of, votes_on
from approvals.operations.hearing import hearing
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.remaining import left_of
from approvals.operations.settle import carry_out, entry_about, evaluate
from approvals.operations.stepping_up import code_given
from approvals.store.appeal_tables import AppealRow
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow, StageRow, VoteRow, new_id
from catalog.model import PersonId


async def rule_on_appeal(
    desk: Desk, *, appeal_id: str, by: PersonId, overturn: bool, note: str, code: str = ""
) -> None:
    """One person's word on a no that somebody else said. Overturned, it is that stage's yes, and policy is asked again.

    `code` is the one-time code where a yes of theirs would need one. Raises BadInput, NotFound, OwnRequest, NotYours,
    AlreadyDecided, AlreadyHeld, NotAllowed, TargetChanged, WrongCode.
    """
    said = note.strip()[:LONGEST_TEXT]
    if not any(character.isalnum() for character in said):
        raise BadInput("Give a reason: both sides will be told, and auditors will read it.")
    refusal: Refused | None = None
    async with desk.store.transaction() as tx:
        seen = await tx.session.get(AppealRow, appeal_id)
        if seen is None:
            raise NotFound("That appeal does not exist any more.")
        request, item = await tx.lock_to_decide(seen.item_id)
        row = await tx.session.get_one(AppealRow, appeal_id, with_for_update=True, populate_existing=True)
        votes = await votes_on(tx.session, item.id)
        _open_to_ruling(desk, request, row, votes, by)
        may = _who_may(desk, request, item, row, votes, by)
        if not overturn:
            await _asked_policy(
                tx, desk, request, item, row, votes, may, by=by, verdict=Verdict.DENIED, code=""
            )
            _rule(tx, request, item, row, Ruling.STANDS, by=by, note=said)
        else:
            refusal = await _asked_policy(
                tx, desk, request, item, row, votes, may, by=by, verdict=Verdict.APPROVED, code=code
            )
            if refusal is None:
                refusal = await _overturn(tx, desk, request, item, row, by=by, note=said)
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
    if refusal is not None:
        raise refusal


def _open_to_ruling(
    desk: Desk, request: RequestRow, row: AppealRow, votes: list[VoteRow], by: PersonId
) -> None:
    desk.active_person(by)
    if by in (request.requester, request.beneficiary):
        raise OwnRequest("You cannot decide on your own appeal; somebody else has to.")
    if row.ruling is not None:
        raise AlreadyDecided("This appeal is settled already; the card shows how.")
    if by == row.denier or any(vote.person == by for vote in votes):
        raise NotYours("You decided this before, so somebody else has to look at it again.")


def _who_may(
    desk: Desk, request: RequestRow, item: ItemRow, row: AppealRow, votes: list[VoteRow], by: PersonId
) -> frozenset[PersonId]:
    who = hearing(
        desk, request, item, stage=row.stage, denier=row.denier, votes=votes, escalated=row.escalated
    )
    # Where the catalog has lost the entitlement the route is empty: those who were asked, and IAM admins, end it.
    gone = item.entitlement not in desk.company.places
    if by not in who.may and not (gone and by in {*row.asked, *desk.company.groups.iam_admins}):
        names = " or ".join(desk.company.names(who.ping)) or "the IAM team"
        raise NotYours(f"This appeal is not yours to decide; it waits for {names}.")
    return who.may


async def _asked_policy(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    row: AppealRow,
    votes: list[VoteRow],
    may: frozenset[PersonId],
    *,
    by: PersonId,
    verdict: Verdict,
    code: str,
) -> Refused | None:
    """Whether policy lets this person say that: what is wrong with the code, else None. Raises NotAllowed."""
    try:
        facts, _ = await facts_of(tx.session, desk, request, item)
    except TargetChanged:
        return None  # there is nothing left that could be granted, whatever is said
    decided_by = frozenset(vote.person for vote in votes)
    actor = desk.active_person(by)
    allowed = desk.policies.may_decide(
        facts, stage=row.stage, by=actor, decided_before=decided_by, verdict=verdict, may=may
    )
    if allowed.answer is PolicyAnswer.GRANTED:
        return None
    if not allowed.steps_up:
        raise NotAllowed(allowed.reasons[0].says)
    says = allowed.reasons[0].says
    refusal = await code_given(tx, desk, request, item, row.stage, by=by, others=may, says=says, code=code)
    if refusal is not None:
        return refusal
    again = desk.policies.may_decide(
        facts, stage=row.stage, by=actor, decided_before=decided_by, verdict=verdict, may=may, stepped_up=True
    )
    return None if again.answer is PolicyAnswer.GRANTED else NotAllowed(again.reasons[0].says)


async def _overturn(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    row: AppealRow,
    *,
    by: PersonId,
    note: str,
) -> Refused | None:
    """Lifts the no and asks the policy what follows. Where it refuses even so, nothing has happened.

    Returns what to tell whoever ruled where what it was about is gone, which settles it.
    """
    wish = Wish(entitlement=item.entitlement, scope=item.scope)
    standing = await standing_of(tx.session, desk, request.beneficiary, wish)
    still_runs = await left_of(tx.session, item.extends, now=tx.now) is not None
    if standing.pending or (standing.held and not still_runs):
        raise AlreadyHeld("They hold this, or have asked for it anew, by now; say that the no stands.")
    vote = VoteRow(
        id=new_id("vote"), item_id=item.id, stage=row.stage, person=by, verdict=Verdict.APPROVED, note=note,
        at=tx.now,
    )  # fmt: skip
    tx.session.add(vote)
    _rule(tx, request, item, row, Ruling.OVERTURNED, by=by, note=note)
    stages = await tx.session.exec(select(StageRow).where(StageRow.item_id == item.id))
    for stage in stages.all():  # what waited beside the no begins anew, with its full time
        stage.next_at = None
        tx.session.add(stage)
    item.status, item.decided_at, item.instead = ItemStatus.PENDING, None, ""
    tx.session.add(item)
    await tx.session.flush()
    evaluation = await evaluate(tx, desk, request, item)
    decision = evaluation.decision
    if decision.answer is PolicyAnswer.REFUSED and evaluation.facts is not None:
        raise NotAllowed(f"Policy does not allow it even so: {decision.reasons[0].says}")
    await carry_out(tx, desk, request, item, evaluation)
    return TargetChanged(decision.reasons[0].says) if evaluation.facts is None else None


def _rule(
    tx: Transaction,
    request: RequestRow,
    item: ItemRow,
    row: AppealRow,
    ruling: Ruling,
    *,
    by: PersonId,
    note: str,
) -> None:
    row.ruling, row.ruled_by, row.note, row.ruled_at, row.next_at = ruling, by, note, tx.now, None
    tx.session.add(row)
    tx.log(
        entry_about(
            f"appeal.{ruling}", request, item, actor=by, appeal=row.id, stage=row.stage, denier=row.denier,
            note=note,
        )
    )  # fmt: skip
