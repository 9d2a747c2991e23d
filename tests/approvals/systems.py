"""A connector for tests: remembers who holds what, and fails when told to."""

from __future__ import annotations

from catalog.connectors.port import ConnectorFailed, Order, Receipt, Settled
from catalog.model import System


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
