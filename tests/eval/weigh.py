"""`python -m tests.eval.weigh`: fits what each kind of evidence counts when entitlements are put in order.

The scores of `intents.engines.builtin.choice` are log-odds, linear in a few constants. Each message that asks for one
entitlement is a choice among all that were looked at; the constants that make the labelled one likeliest are found by
maximum likelihood. Fitted on companies that the sentence model was not trained on, and on the sets that train the
confidence; judged on companies held out. Prints JSON: the constants as they ship and as fitted, and how often each puts
the right entitlement and the right resource first. What is put into the code is rounded from that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from intents import candidates
from intents.candidates import CatalogIndex, Match, index_of
from intents.catalog_words import RESOURCE
from intents.engines.builtin import choice, reading
from intents.understand import inquire
from tests.eval.calibrate import NOT_FITTED
from tests.eval.senses.wishes import Part, as_set, wishes
from tests.eval.sets import EvalSet, sets

CONSTANTS = (
    "RELATIVE", "STRENGTH", "_WORDS", "_LEVEL", "_FIT", "_ALIKE", "_RESOURCE_ALIKE", "_WHOLE_NAME", "_HELD", "_PRIVILEGED",
)  # fmt: skip
KEPT = ("_FIT", "_WHOLE_NAME", "_HELD", "_PRIVILEGED")
"""Not fitted: invented companies have no holdings and nothing privileged, and few whole names."""
ORDER = ("RELATIVE", "STRENGTH", "BOTH_ALIKE")
"""What resources are put in order by before levels are looked at."""
OF_SETS = 40.0
"""What a message of the sets counts beside one of an invented company. Of those there are ten times as many, nearly all
of them tasks told in the teller's own words; what people type names things more often than that."""
PULL = 0.002
"""How strongly the constants are held near what they are."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """One message as a choice: a row of evidence for each thing looked at, the number of the right one, and its weight."""

    company: str
    rows: Floats
    right: int
    resources: NDArray[np.int64]
    weight: float


def asked(data: EvalSet, weight: float) -> tuple[list[Asked], list[Asked]]:
    """The choices among entitlements and among resources; what was not looked at at all cannot be chosen."""
    entitlements, resources = [], []
    for case in data.cases:
        gold = [item["entitlement"] for item in case["expect"]["items"]]
        if case["expect"]["outcome"] != "propose" or len(gold) != 1 or case["expect"]["intent"] != "request":
            continue
        seen = looked(data, case)
        if seen is None:
            continue
        matches, index, wish, holder, held = seen
        columns = []
        for name in CONSTANTS:
            with _only(name):
                found = {o.id: o.score for o in choice.options(matches, index, wish, holder, held)}
            columns.append(found)
        ids = sorted(columns[0])
        if gold[0] not in columns[0]:
            continue
        rows = np.array([[column[one] for column in columns] for one in ids])
        places = data.company.places
        number = {spot.resource.id: at for at, spot in enumerate(index.spots)}
        owners = np.array([number[places[one].resource.id] for one in ids])
        entitlements.append(Asked(data.name, rows, ids.index(gold[0]), owners, weight))
        right = number[places[gold[0]].resource.id]
        known = [match.resource for match in matches]
        if right in known:
            resources.append(
                Asked(data.name, _by_resource(matches, index), known.index(right), np.array(known), weight)
            )
    return entitlements, resources


def _by_resource(matches: list[Match], index: CatalogIndex) -> Floats:
    top = max(max(match.score for match in matches), 1e-9)
    return np.array(
        [
            [m.score / top, m.score / (3 * RESOURCE * index.max_idf), max(m.likeness, default=0.0)]
            for m in matches
        ]
    )


def looked(data: EvalSet, case: dict[str, Any]) -> tuple[Any, ...] | None:
    """What the options of the whole message were made of."""
    now = datetime.fromisoformat(case["now"])
    inquiry = inquire(case["text"], person=data.company.people[case["person"]], company=data.company, now=now)
    calls: list[tuple[Any, ...]] = []

    def noted(*args: Any) -> Any:
        calls.append(args)
        return choice.options(*args)

    with patch.object(reading, "options", noted):
        reading.read(inquiry, index_of(data.company))
    return calls[0] if calls and calls[0][0] else None


@contextmanager
def _only(name: str) -> Iterator[None]:
    """With this constant at one and all others at nothing, a score is the evidence that the constant weighs."""
    with patch.multiple(choice, **{one: float(one == name) for one in CONSTANTS}):
        yield


def fitted(examples: Iterable[Asked], start: Floats, free: NDArray[np.bool_]) -> Floats:
    """The constants under which the right ones are likeliest."""
    from scipy.optimize import minimize

    known = list(examples)
    total = sum(one.weight for one in known)

    def loss(changed: Floats) -> tuple[float, Floats]:
        now = start.copy()
        now[free] = changed
        lost, slope = 0.0, np.zeros(len(start))
        for one in known:
            scores = one.rows @ now
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            lost -= one.weight * float(np.log(max(chance[one.right], 1e-300)))
            slope += one.weight * (chance @ one.rows - one.rows[one.right])
        away = (now - start)[free]
        pulled = PULL * float(away @ away)
        return lost / total + pulled, (slope / total)[free] + 2 * PULL * away

    found = start.copy()
    found[free] = minimize(loss, start[free], jac=True, method="L-BFGS-B").x
    return found


def first(examples: Iterable[Asked], constants: Floats) -> dict[str, float]:
    """How often the right one and its resource come first, by the kind of company."""
    hits: dict[str, list[tuple[bool, bool]]] = {}
    for one in examples:
        best = int((one.rows @ constants).argmax())
        same = bool(one.resources[best] == one.resources[one.right])
        hits.setdefault(one.company, []).append((best == one.right, same))
    return {
        f"{name} {what}": round(float(np.mean([hit[number] for hit in found])), 4)
        for name, found in hits.items()
        for number, what in enumerate(("entitlement", "resource"))
    }


def main() -> None:
    """Collect, fit, judge, print."""
    kept = [one for one in sets() if one.name not in NOT_FITTED and one.name != "harborline"]
    others = [one for one in sets() if one.name in NOT_FITTED or one.name == "harborline"]
    fit_on = [asked(as_set(one), 1.0) for one in wishes(Part.SET_ASIDE)] + [
        asked(one, OF_SETS) for one in kept
    ]
    held_out = [asked(as_set(one), 1.0) for one in wishes(Part.HELD_OUT)]
    judged = [*(asked(one, 1.0) for one in [*kept, *others])]
    told: dict[str, Any] = {}
    for kind, (names, module) in enumerate(((CONSTANTS, choice), (ORDER, candidates))):
        ships = np.array([float(getattr(module, name)) for name in names])
        free = np.array([name not in KEPT for name in names])
        known = [one for found in fit_on for one in found[kind]]
        constants = fitted(known, ships, free)
        strangers = [Asked("held out", o.rows, o.right, o.resources, 1.0) for f in held_out for o in f[kind]]
        of_sets = [one for found in judged for one in found[kind]]
        told["resources" if kind else "entitlements"] = {
            "ships": dict(zip(names, ships.tolist(), strict=True)),
            "fitted": {name: round(float(c), 3) for name, c in zip(names, constants, strict=True)},
            "first, as ships": first([*strangers, *of_sets], ships),
            "first, as fitted": first([*strangers, *of_sets], constants),
        }
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
