"""Which columns of a history a model can learn from, and what was left out and why.

A column that never varies says nothing; one that says the same as another under other names says it twice; one
whose values hardly repeat (a ticket number, a name) can only be learned by heart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from approvals.risk.model.history import History, HistoryInvalid

AT_MOST = 8
"""More attributes than this would cost more time to score than they bring; the most telling ones stay."""
NAMES_SOMEBODY = "person"
"""The column that says who asked: a name and no attribute, and learned by heart it would follow a person around."""
ROWS_AT_LEAST = 200
EACH_OUTCOME_AT_LEAST = 20
"""Fewer of either outcome, and chance decides what a model learns."""
REPEATS_AT_LEAST = 2.0
"""Rows for each distinct value, on average."""


@dataclass(frozen=True, kw_only=True)
class Attributes:
    """The columns that are learned from (places in the history, the entitlement first), and why others are not."""

    places: tuple[int, ...]
    left_out: dict[str, str]


def usable_attributes(history: History) -> Attributes:
    """The attributes to learn from; HistoryInvalid where there is not enough to learn."""
    _enough(history)
    left_out: dict[str, str] = {}
    kept: list[int] = []
    for place, name in enumerate(history.columns):
        distinct = len(history.values[place])
        twin = next((other for other in kept if _same(history, place, other)), None)
        if name.lower() == NAMES_SOMEBODY:
            left_out[name] = "it says who asked, not what they are"
        elif distinct == 1 and place:
            left_out[name] = "it never varies"
        elif distinct * REPEATS_AT_LEAST > len(history):
            if place == 0:
                says = f"{distinct:,} entitlements in {len(history):,} decisions hardly repeat; use ids that stay the same from request to request, or a longer history"
                raise HistoryInvalid(history.file, None, says)
            left_out[name] = f"its {distinct:,} values hardly repeat"
        elif twin is not None:
            left_out[name] = f"it says the same as {history.columns[twin]}"
        else:
            kept.append(place)
    if len(kept) > AT_MOST:
        telling = sorted(kept[1:], key=lambda place: (-_information(history, place), place))
        for place in telling[AT_MOST - 1 :]:
            left_out[history.columns[place]] = f"{AT_MOST} others say more"
        kept = [kept[0], *sorted(telling[: AT_MOST - 1])]
    return Attributes(places=tuple(kept), left_out=left_out)


def _enough(history: History) -> None:
    rows, denied = len(history), int(history.denied.sum())
    if rows < ROWS_AT_LEAST:
        says = f"has {rows:,} decision{'s' * (rows != 1)}, and at least {ROWS_AT_LEAST} are needed to learn from; export a longer history"
        raise HistoryInvalid(history.file, None, says)
    for number, word in ((denied, "denied"), (rows - denied, "approved")):
        if number < EACH_OUTCOME_AT_LEAST:
            says = f"{number} of {rows:,} decisions are {word}, and at least {EACH_OUTCOME_AT_LEAST} of each outcome are needed; export a longer history with both"
            raise HistoryInvalid(history.file, None, says)


def _same(history: History, one: int, other: int) -> bool:
    if len(history.values[one]) != len(history.values[other]):
        return False
    pairs = history.codes[:, one].astype(np.int64) * len(history.values[other]) + history.codes[:, other]
    return len(np.unique(pairs)) == len(history.values[one])


def _information(history: History, place: int) -> float:
    """How much better than the base rate the column's own (leave-one-out, smoothed) rates foretell the outcome."""
    codes, denied = history.codes[:, place], history.denied.astype(np.float64)
    base = denied.mean()
    seen = np.bincount(codes)[codes] - 1
    known = np.bincount(codes, weights=denied)[codes] - denied
    rate = (known + 5 * base) / (seen + 5)
    return float(np.mean(denied * np.log(rate / base) + (1 - denied) * np.log((1 - rate) / (1 - base))))
