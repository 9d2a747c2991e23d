"""Ruling on an appeal: the no stands, or it is overturned and policy is asked again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from approvals import gone
from approvals.approvers import Approvers
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
from approvals.model import Decision, ItemStatus, PolicyAnswer, Ruling, Verdict, Wish
from approvals.operations.circumstances import Circumstances, circumstances_of, facts_in
from approvals.operations.gather import standing_of
from approvals.operations.heard import Heard, heard_on
from approvals.operations.hearing import hearing
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.settle import carry_out, entry_about, evaluate_in
from approvals.operations.stage_clock import stages_of
from approvals.operations.stepping_up import code_given
from approvals.store.appeal_tables import AppealRow
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow, VoteRow, new_id
from catalog.model import PersonId


@dataclass(frozen=True, kw_only=True)
class _Appealed:
    """The no that is looked at again: its rows, locked, and what was read about it."""

    tx: Transaction
    desk: Desk
    request: RequestRow
    item: ItemRow
    row: AppealRow
    heard: Heard
    around: Circumstances


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
    async with desk.store.transaction() as tx:
        seen = await tx.session.get(AppealRow, appeal_id)
        if seen is None:
            raise NotFound(gone.APPEAL)
        request, item = await tx.lock_to_decide(seen.item_id)
        row = await tx.session.get_one(AppealRow, appeal_id, with_for_update=True, populate_existing=True)
        appealed = _Appealed(
            tx=tx,
            desk=desk,
            request=request,
            item=item,
            row=row,
            heard=await heard_on(tx.session, item.id),
            around=await circumstances_of(tx.session, desk, request, item),
        )
        _open_to_ruling(appealed, by)
        who = _who_may(appealed, by)
        verdict = Verdict.APPROVED if overturn else Verdict.DENIED
        refusal = await _asked_policy(
            appealed, who.may, by=by, verdict=verdict, code=code if overturn else ""
        )
        if not overturn:
            _rule(appealed, Ruling.STANDS, by=by, note=said)
            refusal = None
        elif refusal is None:
            refusal = await _overturn(appealed, by=by, stands_for=who.stands_for.get(by, ""), note=said)
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
    if refusal is not None:
        raise refusal


def _open_to_ruling(appealed: _Appealed, by: PersonId) -> None:
    request, row = appealed.request, appealed.row
    appealed.desk.active_person(by)
    if by in (request.requester, request.beneficiary):
        raise OwnRequest("You cannot decide on your own appeal; somebody else has to.")
    if row.ruling is not None:
        raise AlreadyDecided("This appeal is settled already; the card shows how.")
    if by == row.denier or by in appealed.heard.spoken:
        raise NotYours("You decided this before, so somebody else has to look at it again.")


def _who_may(appealed: _Appealed, by: PersonId) -> Approvers:
    desk, item, row = appealed.desk, appealed.item, appealed.row
    who = hearing(
        desk,
        appealed.request,
        item,
        stage=row.stage,
        denier=row.denier,
        votes=appealed.heard.votes,
        escalated=row.escalated,
    )
    people = {appealed.request.beneficiary, appealed.request.requester}
    # Where the entitlement or a person is gone the route is empty: those who were asked, and IAM admins, end it.
    nothing_left = item.entitlement not in desk.company.places or not people <= desk.company.people.keys()
    if by not in who.may and not (nothing_left and by in {*row.asked, *desk.company.groups.iam_admins}):
        names = " or ".join(desk.company.names(who.ping)) or "the IAM team"
        raise NotYours(f"This appeal is not yours to decide; it waits for {names}.")
    return who


async def _asked_policy(
    appealed: _Appealed, may: frozenset[PersonId], *, by: PersonId, verdict: Verdict, code: str
) -> Refused | None:
    """Whether policy lets this person say that: what is wrong with the code, else None. Raises NotAllowed."""
    desk, request, item, heard = appealed.desk, appealed.request, appealed.item, appealed.heard
    stage = appealed.row.stage
    try:
        facts, _ = facts_in(desk, request, item, appealed.around, heard)
    except TargetChanged:
        return None  # there is nothing left that could be granted, whatever is said

    def allowed(stepped_up: bool) -> Decision:
        return desk.policies.may_decide(
            facts,
            stage=stage,
            by=desk.active_person(by),
            decided_before=heard.spoken,
            verdict=verdict,
            may=may,
            stepped_up=stepped_up,
        )

    answer = allowed(stepped_up=False)
    if answer.answer is PolicyAnswer.GRANTED:
        return None
    if not answer.steps_up:
        raise NotAllowed(answer.reasons[0].says)
    says = answer.reasons[0].says
    refusal = await code_given(
        appealed.tx, desk, request, item, stage, by=by, others=may, says=says, code=code
    )
    if refusal is not None:
        return refusal
    again = allowed(stepped_up=True)
    return None if again.answer is PolicyAnswer.GRANTED else NotAllowed(again.reasons[0].says)


async def _overturn(appealed: _Appealed, *, by: PersonId, stands_for: PersonId, note: str) -> Refused | None:
    """Lifts the no and asks the policy what follows. Where it refuses even so, nothing has happened.

    As with any yes, whoever ruled as a delegate takes the place of the one they stand in for (`stands_for`).
    Returns what to tell whoever ruled where what it was about is gone, which settles it.
    """
    tx, desk, request, item = appealed.tx, appealed.desk, appealed.request, appealed.item
    wish = Wish(entitlement=item.entitlement, scope=item.scope)
    standing = await standing_of(tx.session, desk, request.beneficiary, wish)
    if standing.pending or (standing.held and appealed.around.left is None):
        raise AlreadyHeld("They hold this, or have asked for it anew, by now; say that the no stands.")
    vote = VoteRow(
        id=new_id("vote"), item_id=item.id, stage=appealed.row.stage, person=by, stands_for=stands_for,
        verdict=Verdict.APPROVED, note=note, at=tx.now,
    )  # fmt: skip
    tx.session.add(vote)
    _rule(appealed, Ruling.OVERTURNED, by=by, note=note)
    waited_beside = await stages_of(tx, item)
    for stage in waited_beside.values():  # each begins anew, with its full time
        stage.next_at = None
        tx.session.add(stage)
    item.status, item.decided_at, item.instead = ItemStatus.PENDING, None, ""
    tx.session.add(item)
    await tx.session.flush()
    heard = replace(appealed.heard.and_then(vote), overturned=(*appealed.heard.overturned, appealed.row))
    evaluation = evaluate_in(desk, request, item, appealed.around, heard)
    decision = evaluation.decision
    if decision.answer is PolicyAnswer.REFUSED and evaluation.facts is not None:
        raise NotAllowed(f"Policy does not allow it even so: {decision.reasons[0].says}")
    await carry_out(tx, desk, request, item, evaluation)
    return TargetChanged(decision.reasons[0].says) if evaluation.facts is None else None


def _rule(appealed: _Appealed, ruling: Ruling, *, by: PersonId, note: str) -> None:
    tx, row = appealed.tx, appealed.row
    row.ruling, row.ruled_by, row.note, row.ruled_at, row.next_at = ruling, by, note, tx.now, None
    tx.session.add(row)
    tx.log(
        entry_about(
            f"appeal.{ruling}", appealed.request, appealed.item, actor=by, appeal=row.id, stage=row.stage,
            denier=row.denier, note=note,
        )
    )  # fmt: skip
