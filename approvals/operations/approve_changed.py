"""Approving one stage of an item with less than was asked for."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import AlreadyHeld, BadInput, NotAllowed, NotYours, Refused
from approvals.events import ItemChanged
from approvals.lessening import ChangeMade, Less, Terms, lessened
from approvals.model import PolicyAnswer, Verdict, Wish
from approvals.operations.click import Click, take_up
from approvals.operations.gather import standing_of
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.settle import carry_out, entry_about
from approvals.operations.stepping_up import code_given
from approvals.operations.vote import overtaken, vote
from approvals.policy.facts import Facts
from approvals.store.store import Transaction
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
        click = await take_up(tx, desk, item_id=item_id, by=by)
        refusal = await overtaken(click)
        if refusal is None and click.evaluation.facts is not None:
            refusal = await _changed(click, click.evaluation.facts, less=less, why=said, code=code)
        tx.announce(ItemChanged(request_id=click.request.id, item_id=item_id))
    if refusal is not None:
        raise refusal


async def _changed(click: Click, facts: Facts, *, less: Less, why: str, code: str) -> Refused | None:
    """What the code that was needed lacks, with nothing changed; raises whatever else stands in the way."""
    tx, desk, request, item = click.tx, click.desk, click.request, click.item
    stage = click.first_theirs(click.stages)
    asked = None if stage is None else click.may_say(stage)
    if stage is None or asked is None:
        raise NotYours("This is not yours to decide.")
    if asked.steps_up:
        refusal = await code_given(
            tx,
            desk,
            request,
            item,
            stage,
            by=click.by,
            others=click.approvers(stage).may,
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
    made = ChangeMade(
        by=click.by, stage=stage, at=tx.now, why=why, before=before, after=after, review=less.review
    )
    item.entitlement, item.scope = after.entitlement, dict(after.scope)
    if (
        item.until is None or after.duration != before.duration
    ):  # what is left until a named end is no length of its own
        item.duration = after.duration
    item.changes = [*item.changes, made.model_dump(mode="json")]
    tx.session.add(item)
    changed = click.asked_again()
    decision = changed.evaluation.decision
    allowed = changed.may_say(stage, stepped_up=asked.steps_up)
    if decision.answer is PolicyAnswer.REFUSED or allowed is None:
        raise NotAllowed(f"With these changes policy does not allow it: {decision.reasons[0].says}")
    if allowed.answer is not PolicyAnswer.GRANTED:
        raise NotYours(f"With these changes you may not decide it: {allowed.reasons[0].says}")
    tx.log(
        entry_about(
            "item.changed",
            request,
            item,
            actor=click.by,
            stage=stage,
            before=before.model_dump(mode="json"),
            after=after.model_dump(mode="json"),
            review=less.review,
            why=why,
        )
    )
    heard = await vote(
        changed, stages=(stage,), verdict=Verdict.APPROVED, note=why, stepped_up=asked.steps_up
    )
    await carry_out(tx, desk, request, item, changed.asked_again(heard).evaluation)
    return None


async def _refuse_doubles(tx: Transaction, desk: Desk, facts: Facts, after: Terms) -> None:
    wish = Wish(entitlement=after.entitlement, scope=after.scope)
    standing = await standing_of(tx.session, desk, facts.person.id, wish)
    if standing.held or standing.pending:
        how = "already holds" if standing.held else "already waits for"
        raise AlreadyHeld(f"{facts.person.name} {how} {after.label}, so there is nothing to change this to.")
