"""Training the model on the company's own events. Only this module knows scikit-learn, and it is imported inside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from catalog.model import Company, PersonId
from intents.signins.behaviour.habits import FEATURES, KNOWN_FROM, commonness, measured
from intents.signins.behaviour.model import BehaviourModel, Tree
from intents.signins.event import SignInEvent

TREES, SAMPLE = 100, 256
"""As in the paper (Liu, Ting and Zhou, “Isolation Forest”, 2008): more of either changes little."""
AT_LEAST = 500
"""Sign-ins of people whose habits are known; with fewer there is nothing usual to be unlike."""
TOPS_A_DAY = 20
"""So many signs a day are the most a threshold can be asked for."""
COMMON_AT_MOST = 2_000
"""Of the names that are counted, the most common are kept; the rest counts as known to nobody."""
_SEED = 20


class TooLittle(Exception):
    """There are too few sign-ins to learn from; the message says how many there are and what would do."""


def train(
    company: Company, histories: Mapping[PersonId, Sequence[SignInEvent]], *, now: datetime
) -> BehaviourModel:
    """A model of these people's sign-ins, each history the oldest first. Raises TooLittle."""
    import numpy as np
    from sklearn.ensemble import IsolationForest

    common = commonness(histories.values())
    rows: list[tuple[float, ...]] = []
    days: list[tuple[PersonId, date]] = []
    for person, events in sorted(histories.items()):
        zone = company.zone_of(person)
        for one in measured(events, common=common, zone=zone):
            if one.known >= KNOWN_FROM:
                rows.append(one.numbers)
                days.append((person, one.event.at.astimezone(zone).date()))
    if len(rows) < AT_LEAST:
        raise TooLittle(
            f"There are {len(rows):,} sign-ins of people whose habits are known, and it takes {AT_LEAST:,}; "
            "connect a feed, or import older events with `usher signins import`."
        )
    numbers = np.asarray(rows, dtype=np.float64)
    sample = min(SAMPLE, len(rows))
    forest = IsolationForest(n_estimators=TREES, max_samples=sample, random_state=_SEED).fit(numbers)
    times = [event.at for events in histories.values() for event in events]
    model = BehaviourModel(
        features=FEATURES,
        trees=tuple(_plain(tree.tree_) for tree in forest.estimators_),
        usual_length=_average_length(sample),
        high=tuple(float(value) for value in np.quantile(numbers, 0.99, axis=0)),
        people={what: _most_common(counts) for what, counts in common.people.items()},
        tops=(),
        days=max(1.0, (max(times) - min(times)) / timedelta(days=1)),
        events=len(rows),
        persons=len({person for person, _ in days}),
        since=min(times),
        until=max(times),
        trained_at=now,
        snapshot=_snapshot(histories),
    )
    tops: dict[tuple[PersonId, date], float] = {}
    for day, row in zip(days, rows, strict=True):
        tops[day] = max(tops.get(day, 0.0), model.score(row))
    kept = sorted(tops.values(), reverse=True)[: round(TOPS_A_DAY * model.days) + 1]
    return model.model_copy(update={"tops": tuple(kept)})


def _plain(tree: Any) -> Tree:
    """One tree of scikit-learn in plain numbers; a leaf's length is its depth and what a full tree below would add."""
    depth = {0: 0}
    for node in range(tree.node_count):
        if tree.children_left[node] >= 0:
            depth[int(tree.children_left[node])] = depth[int(tree.children_right[node])] = depth[node] + 1
    leaf = [int(child) < 0 for child in tree.children_left]
    return Tree(
        feature=tuple(-1 if end else int(f) for f, end in zip(tree.feature, leaf, strict=True)),
        threshold=tuple(0.0 if end else float(t) for t, end in zip(tree.threshold, leaf, strict=True)),
        left=tuple(0 if end else int(child) for child, end in zip(tree.children_left, leaf, strict=True)),
        right=tuple(0 if end else int(child) for child, end in zip(tree.children_right, leaf, strict=True)),
        length=tuple(
            depth[node] + _average_length(int(tree.n_node_samples[node])) if end else 0.0
            for node, end in enumerate(leaf)
        ),
    )


def _average_length(rows: int) -> float:
    """The mean length of an unsuccessful search in a binary tree of so many rows: c(n) of the paper, with ln and Euler's constant."""
    from math import log

    if rows <= 1:
        return 0.0
    if rows == 2:
        return 1.0
    return 2.0 * (log(rows - 1.0) + 0.5772156649015329) - 2.0 * (rows - 1.0) / rows


def _most_common(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:COMMON_AT_MOST])


def _snapshot(histories: Mapping[PersonId, Iterable[SignInEvent]]) -> str:
    """What it was trained on, by hash: the same events give the same text in any order of people."""
    digest = hashlib.sha256()
    for person, events in sorted(histories.items()):
        for event in events:
            digest.update(
                f"{person}|{event.provider}|{event.recorder}|{event.id}|{event.at.isoformat()}\n".encode()
            )
    return digest.hexdigest()
