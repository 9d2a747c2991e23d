"""Something that only somebody may do whom an item waits for, and that is no decision on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from approvals.desk import Desk
from approvals.events import ItemChanged
from approvals.model import StageName
from approvals.operations.click import Click, take_up
from approvals.operations.vote import overtaken
from approvals.policy.facts import Facts
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow
from catalog.model import PersonId


@dataclass(frozen=True, kw_only=True)
class WaitedFor:
    """A click on an item, the stage of it that waits for this person, and the facts that were asked about."""

    click: Click
    stage: StageName
    facts: Facts

    @property
    def tx(self) -> Transaction:
        """The transaction in which it happens."""
        return self.click.tx

    @property
    def request(self) -> RequestRow:
        """Locked."""
        return self.click.request

    @property
    def item(self) -> ItemRow:
        """Locked."""
        return self.click.item


@asynccontextmanager
async def at_their_stage(desk: Desk, *, item_id: str, by: PersonId) -> AsyncIterator[WaitedFor | None]:
    """The item, locked, with the stage that policy says is theirs at this moment; announced on the way out.

    None when the request changed underneath: it is settled then, and on the way out the reason is raised. Raises
    what approve raises.
    """
    async with desk.store.transaction() as tx:
        click = await take_up(tx, desk, item_id=item_id, by=by)
        refusal = await overtaken(click)
        stage, facts = click.first_theirs(click.stages), click.evaluation.facts
        if refusal is not None or stage is None or facts is None:
            yield None
        else:
            yield WaitedFor(click=click, stage=stage, facts=facts)
        tx.announce(ItemChanged(request_id=click.request.id, item_id=item_id))
    if refusal is not None:
        raise refusal
