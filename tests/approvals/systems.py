"""A connector for tests: remembers who holds what, and fails when told to."""

from __future__ import annotations

from datetime import timedelta

from approvals.desk import Desk
from approvals.jobs import provisioning
from approvals.operations.approve import approve
from approvals.queries.tasks import tasks_of
from catalog.connectors.port import ConnectorFailed, Order, Receipt, Settled
from catalog.model import System
from tests.approvals.asking import ask, only_item
from tests.approvals.company import LAB_BADGE


class Ledger:
    """Stands in for every system at once; call it with a system to get a connector."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.orders: list[Order] = []
        self.failure: ConnectorFailed | None = None
        self.applies_before_failing = False
        self.task: str | None = None
        """Who is to do it by hand."""

    def __call__(self, system: System) -> Ledger:
        return self

    async def provision(self, order: Order) -> Receipt:
        self.orders.append(order)
        if self.failure is None or self.applies_before_failing:
            self.held.add(order.key)
        return self._answer()

    async def revoke(self, order: Order) -> Receipt:
        self.orders.append(order)
        receipt = self._answer()
        if receipt.settled is Settled.DONE:
            self.held.discard(order.key)
        return receipt

    async def holds(self, order: Order) -> bool | None:
        return order.key in self.held

    async def close(self) -> None:
        """Nothing to let go of."""

    def _answer(self) -> Receipt:
        if self.failure:
            raise self.failure
        if self.task:
            return Receipt(settled=Settled.TASK, assignee=self.task, note="Please do it.")
        return Receipt(settled=Settled.DONE, reference="group-1")


async def badge_task(
    desk: Desk, ledger: Ledger, *, assignee: str = "", duration: timedelta | None = timedelta(days=14)
) -> tuple[str, str]:
    """A manual task that is open: the request's id and the task's."""
    request_id = await ask(desk, LAB_BADGE, person="max.vogel", duration=duration)
    await approve(desk, item_id=(await only_item(desk, request_id)).id, by="wade.frost")
    ledger.task = assignee or desk.company.places[LAB_BADGE].owner
    grant = (await only_item(desk, request_id)).grant
    assert grant is not None
    await provisioning.provision(desk, ledger, grant_id=grant.id)
    (task,) = await tasks_of(desk, ledger.task)
    return request_id, task.id
