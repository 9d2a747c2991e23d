"""Who may speak at a stage of an item, and writing down what they said: what Approve and Deny share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotAllowed, NotYours, OwnRequest, Refused, TargetChanged
from approvals.model import ItemStatus, PolicyAnswer, StageName, Verdict
from approvals.operations.asked import asked_stages, may_say, stage_approvers
from approvals.operations.gather import votes_on
from approvals.operations.settle import Evaluation, carry_out, entry_about
from approvals.operations.stage_clock import stop_clock
from approvals.quorum import asked_by, asked_later
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow, VoteRow, new_id
from catalog.model import Person, PersonId

OUTCOMES = {
    ItemStatus.APPROVED: "it was approved",
    ItemStatus.DENIED: "it was denied",
    ItemStatus.REFUSED: "policy refused it",
    ItemStatus.WITHDRAWN: "it was withdrawn",
    ItemStatus.LAPSED: "nobody decided in time",
}


async def open_to_decisions(
    tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow, *, by: PersonId
) -> None:
    """Whether a click of this person can count at all. Raises OwnRequest, AlreadyDecided, NotYours, NotAllowed."""
    desk.active_person(by)
    if by in (request.requester, request.beneficiary):
        raise OwnRequest("You cannot decide on your own request; somebody else has to.")
    votes = await votes_on(tx.session, item.id)
    if item.status is not ItemStatus.PENDING:
        raise AlreadyDecided(
            f"This is settled already: {OUTCOMES[item.status]}{_by_whom(desk, item, votes)}."
        )
    if mine := next((vote for vote in votes if vote.person == by), None):
        if mine.stage in asked_stages(item):
            raise NotYours(
                "You said yes to this already; the yes that is missing has to come from somebody else."
            )
        raise NotYours(
            f"You already decided the {mine.stage} stage; another person has to take the next one."
        )


async def overtaken(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    evaluation: Evaluation,
    *,
    by: PersonId,
    asked: Sequence[StageName],
) -> Refused | None:
    """What to tell whoever clicked when the request changed underneath so far that they need not decide any more.

    `asked` are the stages that waited before this evaluation. The item is settled then, and that has to be
    committed before the answer is raised. Raises NotYours for anybody whom it did not wait for, with nothing
    settled; what is gone can be waited for by nobody, so there every click clears it away.
    """
    decision = evaluation.decision
    if evaluation.facts is None:
        await carry_out(tx, desk, request, item, evaluation)
        return TargetChanged(decision.reasons[0].says)
    votes = await votes_on(tx.session, item.id)
    decided_by = frozenset(vote.person for vote in votes)
    actor = desk.active_person(by)
    now_theirs = first_theirs(desk, item, evaluation, asked_by(decision), actor, decided_by)
    was_theirs = first_theirs(desk, item, evaluation, asked, actor, decided_by)
    if now_theirs is not None:
        return None
    if was_theirs is None:
        later = first_theirs(desk, item, evaluation, asked_later(decision.reasons), actor, decided_by)
        stages = asked_by(decision) or asked
        raise _not_yours(desk, request, item, stages, votes, evaluation, later=later)
    await carry_out(tx, desk, request, item, evaluation)
    if decision.answer is PolicyAnswer.NEEDS:
        names = _waits_for(desk, request, item, asked_by(decision), votes, evaluation)
        return NotYours(f"Policy asks for no word of yours any more; it waits for {names}.")
    if decision.answer is PolicyAnswer.REFUSED:
        return NotAllowed(f"Policy no longer allows this: {decision.reasons[0].says}")
    return AlreadyDecided("Policy asks for nobody any more, so it was granted just now.")


async def vote(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    evaluation: Evaluation,
    *,
    by: PersonId,
    stages: Sequence[StageName],
    verdict: Verdict,
    note: str,
    stepped_up: bool = False,
) -> StageName:
    """Records one person's word at the first of these stages that is theirs, and returns it.

    Raises NotYours, and NotAllowed where a click alone is not enough and it was not stepped up.
    """
    votes = await votes_on(tx.session, item.id)
    actor = desk.active_person(by)
    decided_by = frozenset(vote.person for vote in votes)
    stage = first_theirs(desk, item, evaluation, stages, actor, decided_by, verdict)
    if stage is None or evaluation.facts is None:
        raise _not_yours(desk, request, item, stages, votes, evaluation)
    allowed = may_say(
        desk, item, evaluation.facts, stage, actor, decided_by, verdict=verdict, stepped_up=stepped_up
    )
    if allowed.answer is not PolicyAnswer.GRANTED:
        raise NotAllowed(allowed.reasons[0].says)
    handed = evaluation.facts.handed
    who = stage_approvers(desk, request, item, stage, votes=votes, handed=handed)
    row = VoteRow(
        id=new_id("vote"),
        item_id=item.id,
        stage=stage,
        person=by,
        stands_for=who.stands_for.get(by, ""),
        verdict=verdict,
        note=note,
        at=tx.now,
    )
    tx.session.add(row)
    if verdict is Verdict.DENIED:
        await stop_clock(tx, item, stage)
    await tx.session.flush()
    tx.log(
        entry_about(
            f"stage.{verdict}", request, item, actor=by, evaluation=evaluation, stage=stage, note=note
        )
    )
    return stage


def _by_whom(desk: Desk, item: ItemRow, votes: Sequence[VoteRow]) -> str:
    """Who settled it, where a person did; a withdrawal or a policy's refusal is nobody's vote."""
    verdict = {ItemStatus.DENIED: Verdict.DENIED, ItemStatus.APPROVED: Verdict.APPROVED}.get(item.status)
    last = next((vote for vote in reversed(votes) if vote.verdict is verdict), None)
    known = desk.company.people.get(last.person) if last else None
    return f" by {known.name}" if known else ""


def first_theirs(
    desk: Desk,
    item: ItemRow,
    evaluation: Evaluation,
    stages: Iterable[StageName],
    actor: Person,
    decided_by: frozenset[PersonId],
    verdict: Verdict = Verdict.APPROVED,
) -> StageName | None:
    """The first of these stages that this person may decide, by the policy's own word; a code they owe aside."""
    if evaluation.facts is None:
        return None
    for stage in stages:
        allowed = may_say(desk, item, evaluation.facts, stage, actor, decided_by, verdict=verdict)
        if allowed.answer is PolicyAnswer.GRANTED or allowed.steps_up:
            return stage
    return None


def _not_yours(
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    stages: Iterable[StageName],
    votes: Sequence[VoteRow],
    evaluation: Evaluation,
    later: StageName | None = None,
) -> NotYours:
    names = _waits_for(desk, request, item, stages, votes, evaluation)
    if later is not None:
        return NotYours(f"It is not your turn yet: {names} decides first, and then you are asked.")
    return NotYours(f"This is not yours to decide; it waits for {names}.")


def _waits_for(
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    stages: Iterable[StageName],
    votes: Sequence[VoteRow],
    evaluation: Evaluation,
) -> str:
    names: list[str] = []
    handed = evaluation.facts.handed if evaluation.facts else ()
    for stage in stages:
        who = stage_approvers(desk, request, item, stage, votes=votes, handed=handed)
        names += [name for name in desk.company.names(who.ping) if name not in names]
    return " or ".join(names) if names else "the IAM team"
