"""Who may speak at a stage of an item, and writing down what they said: what Approve and Deny share."""

from __future__ import annotations

from approvals.approvers import Approvers, approvers
from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotAllowed, NotYours, OwnRequest
from approvals.model import ItemStatus, PolicyAnswer, StageName, Verdict
from approvals.operations.gather import place_of, votes_on
from approvals.operations.settle import Evaluation, entry_about, evaluate
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow, VoteRow, new_id
from catalog.model import Person, PersonId

OUTCOMES = {
    ItemStatus.APPROVED: "it was approved",
    ItemStatus.DENIED: "it was denied",
    ItemStatus.REFUSED: "policy refused it",
    ItemStatus.WITHDRAWN: "it was withdrawn",
}


def stage_approvers(
    desk: Desk, request: RequestRow, item: ItemRow, stage: StageName, *, decided_by: frozenset[PersonId]
) -> Approvers:
    """Who may decide that stage of the item now, and whom to ping."""
    return approvers(
        desk.company,
        stage=stage,
        beneficiary=desk.company.people[request.beneficiary],
        requester=desk.company.people[request.requester],
        place=place_of(desk, item.entitlement),
        on=desk.now().astimezone(desk.company.zone).date(),
        exclude=decided_by,
    )


async def vote(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    *,
    by: PersonId,
    verdict: Verdict,
    note: str,
) -> StageName:
    """Records one person's word at the first open stage that is theirs, and returns the stage.

    Raises OwnRequest, AlreadyDecided, NotYours, NotAllowed, TargetChanged.
    """
    actor = desk.active_person(by)
    if by in (request.requester, request.beneficiary):
        raise OwnRequest("You cannot decide on your own request; somebody else has to.")
    votes = await votes_on(tx.session, item.id)
    if item.status is not ItemStatus.PENDING:
        last = next((v for v in reversed(votes)), None)
        who = (
            f" by {desk.company.people[last.person].name}"
            if last and last.person in desk.company.people
            else ""
        )
        raise AlreadyDecided(f"This is settled already: {OUTCOMES[item.status]}{who if last else ''}.")
    if mine := next((v for v in votes if v.person == by), None):
        raise NotYours(
            f"You already decided the {mine.stage} stage; another person has to take the next one."
        )
    evaluation = await evaluate(tx, desk, request, item)
    if evaluation.decision.answer is PolicyAnswer.REFUSED:
        raise NotAllowed(f"Policy no longer allows this: {evaluation.decision.reasons[0].says}")
    stage = _stage_for(desk, request, item, evaluation, actor, frozenset(v.person for v in votes))
    row = VoteRow(
        id=new_id("vote"), item_id=item.id, stage=stage, person=by, verdict=verdict, note=note, at=tx.now
    )
    tx.session.add(row)
    await tx.session.flush()
    tx.log(
        entry_about(
            f"stage.{verdict}", request, item, actor=actor.id, evaluation=evaluation, stage=stage, note=note
        )
    )
    return stage


def _stage_for(
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    evaluation: Evaluation,
    actor: Person,
    decided_by: frozenset[PersonId],
) -> StageName:
    """The first open stage this person may decide, by the policy's own word. Raises NotYours with whom it waits for."""
    names: list[str] = []
    for stage in evaluation.decision.open_stages:
        allowed = desk.policies.may_decide(evaluation.facts, stage=stage, by=actor, decided_before=decided_by)
        if allowed.answer is PolicyAnswer.GRANTED:
            return stage
        who = stage_approvers(desk, request, item, stage, decided_by=decided_by)
        names += [name for name in desk.company.names(who.ping) if name not in names]
    waits_for = " or ".join(names) if names else "the IAM team"
    raise NotYours(f"This is not yours to decide; it waits for {waits_for}.")
