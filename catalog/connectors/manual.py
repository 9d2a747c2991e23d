"""Access that a person gives by hand, because the system has no API or none is set up for it."""

from __future__ import annotations

from catalog.connectors.naming import scope_in_words
from catalog.connectors.port import Order, Receipt, Settled
from catalog.model import PersonId


class ManualConnector:
    """Turns an order into a task for the owner. `because` says why it is by hand, when that is not the rule."""

    def __init__(self, *, because: str = "") -> None:
        self._because = because

    async def provision(self, order: Order) -> Receipt:
        """A task to give the access."""
        return self._task(order, f"Give {_who(order)} {_what(order)}")

    async def revoke(self, order: Order) -> Receipt:
        """A task to take the access away."""
        return self._task(order, f"Take {_what(order)} away from {_who(order)}")

    async def holds(self, order: Order) -> bool | None:
        """None: nobody but a person can say."""
        return None

    async def close(self) -> None:
        """Nothing is held open."""

    def _task(self, order: Order, sentence: str) -> Receipt:
        reason = f"; by hand, because {self._because}" if self._because else ""
        queue = (order.place.system.provisioning.model_extra or {}).get("queue")
        return Receipt(
            settled=Settled.TASK,
            reference=queue if isinstance(queue, str) else "",
            assignee=_assignee(order),
            note=f"{sentence}{reason}.",
        )


def _assignee(order: Order) -> PersonId:
    # Nobody should be the one to hand themselves access, as long as there is another owner to ask.
    place = order.place
    return place.system.owner if place.owner == order.person.id else place.owner


def _who(order: Order) -> str:
    return f"{order.person.name} ({order.person.email})"


def _what(order: Order) -> str:
    return order.place.label + (f", scope {scope_in_words(order.scope)}" if order.scope else "")
