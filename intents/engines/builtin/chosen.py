"""One need with its options, best first, and how sure the first one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intents.candidates import CatalogIndex
from intents.engines.builtin.choice import Option, Wish, in_a_row
from intents.engines.builtin.intent import IntentReading
from intents.engines.builtin.needs import Need
from intents.engines.builtin.signals import Signals, signals
from intents.engines.builtin.sureness import absent, sure
from intents.levels import called


@dataclass(frozen=True)
class Choice:
    """One need with its options, best first, and how sure the first one is."""

    need: Need
    wish: Wish
    ranked: tuple[Option, ...]
    """Best first; behind the best in sight, in the order in which the others are offered."""
    shown: Signals | None
    sure: float
    absent: float = 0.0
    """The chance that the company has nothing of the kind."""
    most: float = 1.0
    """How sure it may be at most: less when fewer needs were found than told of."""
    told: int = 1
    """How many needs the form of the whole message tells of: announced, marked, or each with a verb of its own."""

    @property
    def is_called(self) -> bool:
        """Whether the best level is called by its whole name, `AZ-TST-CONTRIB`."""
        name = called(self.ranked[0].place)
        return bool(name) and name in in_a_row(self.need.words)


def chosen(
    need: Need, wish: Wish, ranked: Sequence[Option], index: CatalogIndex, intent: IntentReading
) -> Choice:
    """The need with its ranked options, and how sure the best one is; 0 when there are none."""
    if not ranked:
        return Choice(need, wish, (), None, 0.0)
    shown = signals(ranked, wish, index, intent, need.end - need.start)
    return Choice(need, wish, _in_order_of_offer(ranked), shown, sure(shown), absent(shown))


def _in_order_of_offer(ranked: Sequence[Option]) -> tuple[Option, ...]:
    """What is named rests on the message alone; what is offered beside it, on who may have it as well."""
    first = next((number for number, option in enumerate(ranked) if option.visible), len(ranked))
    rest = sorted(ranked[first + 1 :], key=lambda option: -option.offered)
    return (*ranked[: first + 1], *rest)
