"""Something that only somebody may do whom an item waits for, and that is no decision on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from approvals.desk import Desk
from approvals.events import ItemChanged
from approvals.model import StageName
from approvals.operations.asked import asked_stages
from approvals.operations.gather import votes_on
from approvals.operations.settle import Evaluation, carry_out, evaluate
from approvals.operations.vote import first_theirs, open_to_decisions, overtaken
from approvals.quorum import asked_by
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow, VoteRow
from catalog.model import PersonId


@dataclass(frozen=True, kw_only=True)
class WaitedFor:
    """An item in its transaction, and the stage of it that waits for this person."""

    tx: Transaction
    request: RequestRow
    item: ItemRow
    evaluation: Evaluation
    stage: StageName
    votes: tuple[VoteRow, ...]
    """What was said about the item so far."""

    @property
    def decided_by(self) -> frozenset[PersonId]:
        """Who has spoken."""
        return frozenset(vote.person for vote in self.votes)


@asynccontextmanager
async def at_their_stage(desk: Desk, *, item_id: str, by: PersonId) -> AsyncIterator[WaitedFor | None]:
    """The item, locked, with the stage that policy says is theirs at this moment; announced on the way out.

    None when the request changed underneath: it is settled then, and on the way out the reason is raised. Raises
    what approve raises.
    """
    async with desk.store.transaction() as tx:
        await tx.lock_person((await tx.peek_request(item_id)).beneficiary)
        request, item = await tx.lock_item(item_id)
        await open_to_decisions(tx, desk, request, item, by=by)
        asked = asked_stages(item)
        evaluation = await evaluate(tx, desk, request, item)
        refusal = await overtaken(tx, desk, request, item, evaluation, by=by, asked=asked)
        votes = tuple(await votes_on(tx.session, item.id))
        decided_by = frozenset(vote.person for vote in votes)
        stages = asked_by(evaluation.decision)
        stage = first_theirs(desk, item, evaluation, stages, desk.active_person(by), decided_by)
        if refusal is None and set(stages) - set(asked):
            await carry_out(
                tx, desk, request, item, evaluation
            )  # what policy asks for since has to be seen to wait
        if refusal is not None or stage is None:
            yield None
        else:
            yield WaitedFor(
                tx=tx, request=request, item=item, evaluation=evaluation, stage=stage, votes=votes
            )
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
    if refusal is not None:
        raise refusal
