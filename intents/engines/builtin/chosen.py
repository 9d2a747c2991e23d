"""One need with its options, best first, and how sure the first one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intents.candidates import CatalogIndex
from intents.engines.builtin.choice import Option, Wish
from intents.engines.builtin.confidence import Signals, confidence, signals
from intents.engines.builtin.intent import IntentReading
from intents.engines.builtin.needs import Need


@dataclass(frozen=True)
class Choice:
    """One need with its options, best first, and how sure the first one is."""

    need: Need
    wish: Wish
    ranked: tuple[Option, ...]
    shown: Signals | None
    sure: float
    told: int = 1
    """How many needs the form of the whole message tells of: announced, marked, or each with a verb of its own."""


def chosen(
    need: Need, wish: Wish, ranked: Sequence[Option], index: CatalogIndex, intent: IntentReading
) -> Choice:
    """The need with its ranked options, and how sure the best one is; 0 when there are none."""
    if not ranked:
        return Choice(need, wish, (), None, 0.0)
    shown = signals(ranked, wish, index, asking=intent.asking, length=need.end - need.start)
    return Choice(need, wish, tuple(ranked), shown, confidence(shown))
