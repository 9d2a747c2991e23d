"""What would be proposed, and what answered with nothing, if it were from this chance on: printed to choose by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from intents.engines.builtin.lacking import ABSENT_FROM
from intents.engines.builtin.sureness import PROPOSED
from intents.understanding import Outcome
from intents.verdict import PROPOSE_FROM
from tests.eval.boosting import Floats
from tests.eval.shown import Kind, Needs, Seen

PROPOSED_FROM = tuple(sorted({0.7, 0.75, 0.8, 0.82, 0.84, 0.86, 0.88, 0.9, 0.92, 0.94, PROPOSED}))
NOTHING_FROM = (0.2, 0.3, 0.4, 0.5, 0.6)


@dataclass(frozen=True)
class _Message:
    seen: Seen
    right: float
    """The chance of its least sure need."""
    absent: float
    """The chance that there is nothing like it; 0 where the rules do not ask."""


def told(title: str, needs: Needs, right: Floats, absent: Floats) -> None:
    """Print both tables for these needs, with the chance that each is right, and that there is nothing like it."""
    found: dict[Kind, list[_Message]] = defaultdict(list)
    number = 0
    for seen in needs.messages:
        own = slice(number, number + len(seen.needs))
        nothing = float(absent[own][0]) if seen.unnamed else 0.0
        found[seen.kind].append(_Message(seen, float(right[own].min()), nothing))
        number += len(seen.needs)
    for kind, messages in found.items():
        _print(f"{title}, {kind.value}", messages)


def _print(title: str, messages: list[_Message]) -> None:
    answerable = sum(m.seen.wanted == Outcome.PROPOSE for m in messages)
    print(f"{title}: {len(messages)} messages, {answerable} can be answered outright")
    passing = [
        m
        for m in messages
        if m.seen.ended == Outcome.PROPOSE and m.seen.most >= PROPOSE_FROM and m.absent < ABSENT_FROM
    ]
    for least in PROPOSED_FROM:
        proposed = [m.seen for m in passing if m.right >= least]
        exact = sum(one.exact for one in proposed)
        harm = sum(one.harm for one in proposed) / max(len(messages), 1)
        beyond = sum(one.beyond for one in proposed) / max(answerable, 1)
        print(
            f"  proposed from {least:.2f}: {len(proposed):4}, propose {exact / max(answerable, 1):.3f},"
            f" precision {exact / max(len(proposed), 1):.3f}, harm {harm:.4f}, over-grant {beyond:.4f}"
        )
    for least in NOTHING_FROM:
        shares = ", ".join(f"{kind.value} {_nothing(messages, kind, least)}" for kind in _ASKED)
        print(f"  nothing from {least:.1f}: {shares}")


_ASKED = (Outcome.NONE, Outcome.CHOOSE, Outcome.PROPOSE)


def _nothing(messages: list[_Message], wanted: Outcome, least: float) -> str:
    """The share of messages whose label wants this that would end with nothing."""
    ends = [m.absent >= least or m.seen.ended == Outcome.NONE for m in messages if m.seen.wanted == wanted]
    return f"{np.mean(ends):.3f} of {len(ends)}" if ends else "-"
