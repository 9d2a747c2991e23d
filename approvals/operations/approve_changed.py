"""Approving one stage of an item with less than was asked for."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import AlreadyHeld, BadInput, NotAllowed, NotYours, Refused
from approvals.events import ItemChanged
from approvals.lessening import ChangeMade, Less, Terms, lessened
from approvals.model import PolicyAnswer, Verdict, Wish
from approvals.operations.asked import asked_stages, may_say
from approvals.operations.gather import standing_of, votes_on
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.settle import Evaluation, entry_about, evaluate, settle
from approvals.operations.stepping_up import code_given
from approvals.operations.vote import first_theirs, open_to_decisions, overtaken, vote
from approvals.policy.facts import Facts
from approvals.quorum import asked_by
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow
from catalog.model import PersonId


async def approve_changed(
    desk: Desk, *, item_id: str, by: PersonId, less: Less, why: str, code: str = ""
) -> None:
    """One person's yes to less than was asked for; policy decides the changed item, and whether they may decide that.

    Whatever is more than was asked for, and whatever policy does not allow with the changes, is refused, and the
    item stays as it was. Where a click alone is not enough, `code` is the one-time code. Raises what approve raises
    but for CodeNeeded, and BadInput, AlreadyHeld.
    """
    said = why.strip()[:LONGEST_TEXT]
    if not said:
        raise BadInput("Say why you change it: the requester will be told, and auditors will read it.")
    async with desk.store.transaction() as tx:
        await tx.lock_person((await tx.peek_request(item_id)).beneficiary)
        request, item = await tx.lock_item(item_id)
        await open_to_decisions(tx, desk, request, item, by=by)
        asked = asked_stages(item)
        evaluation = await evaluate(tx, desk, request, item)
        refusal = await overtaken(tx, desk, request, item, evaluation, by=by, asked=asked)
        if refusal is None and evaluation.facts is not None:
            refusal = await _changed(
                tx, desk, request, item, evaluation, evaluation.facts, by=by, less=less, why=said, code=code
            )
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
    if refusal is not None:
        raise refusal


async def _changed(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    evaluation: Evaluation,
    facts: Facts,
    *,
    by: PersonId,
    less: Less,
    why: str,
    code: str,
) -> Refused | None:
    """What the code that was needed lacks, with nothing changed; raises whatever else stands in the way."""
    votes = await votes_on(tx.session, item.id)
    decided_by = frozenset(vote.person for vote in votes)
    actor = desk.active_person(by)
    stage = first_theirs(desk, item, evaluation, asked_by(evaluation.decision), actor, decided_by)
    if stage is None:
        raise NotYours("This is not yours to decide.")
    asked = may_say(desk, item, facts, stage, actor, decided_by)
    if asked.steps_up:
        refusal = await code_given(
            tx,
            desk,
            request,
            item,
            stage,
            by=by,
            votes=votes,
            handed=facts.handed,
            says=asked.reasons[0].says,
            code=code,
        )
        if refusal is not None:
            return refusal
    if item.extends and (less.entitlement is not None or less.scope):
        raise NotAllowed("An extension can only be made shorter: what is held stays what it is.")
    before = Terms(
        entitlement=item.entitlement,
        label=facts.place.label,
        scope=item.scope,
        duration=item.duration if item.extends else facts.duration,
    )
    after = lessened(desk.company, facts.person, before, less)
    if (after.entitlement, after.scope) != (before.entitlement, before.scope):
        await _refuse_doubles(tx, desk, facts, after)
    made = ChangeMade(by=by, stage=stage, at=tx.now, why=why, before=before, after=after, review=less.review)
    item.entitlement, item.scope, item.duration = after.entitlement, dict(after.scope), after.duration
    item.changes = [*item.changes, made.model_dump(mode="json")]
    tx.session.add(item)
    await tx.session.flush()
    again = await evaluate(tx, desk, request, item)
    if again.decision.answer is PolicyAnswer.REFUSED or again.facts is None:
        raise NotAllowed(f"With these changes policy does not allow it: {again.decision.reasons[0].says}")
    allowed = may_say(desk, item, again.facts, stage, actor, decided_by, stepped_up=asked.steps_up)
    if allowed.answer is not PolicyAnswer.GRANTED:
        raise NotYours(f"With these changes you may not decide it: {allowed.reasons[0].says}")
    tx.log(
        entry_about(
            "item.changed",
            request,
            item,
            actor=by,
            stage=stage,
            before=before.model_dump(mode="json"),
            after=after.model_dump(mode="json"),
            review=less.review,
            why=why,
        )
    )
    await vote(
        tx,
        desk,
        request,
        item,
        again,
        by=by,
        stages=(stage,),
        verdict=Verdict.APPROVED,
        note=why,
        stepped_up=asked.steps_up,
    )
    await settle(tx, desk, request, item)
    return None


async def _refuse_doubles(tx: Transaction, desk: Desk, facts: Facts, after: Terms) -> None:
    wish = Wish(entitlement=after.entitlement, scope=after.scope)
    standing = await standing_of(tx.session, desk, facts.person.id, wish)
    if standing.held or standing.pending:
        how = "already holds" if standing.held else "already waits for"
        raise AlreadyHeld(f"{facts.person.name} {how} {after.label}, so there is nothing to change this to.")
