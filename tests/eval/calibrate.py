"""`python -m tests.eval.calibrate [--write]`: fits how sure the built-in engine is, and when the company has nothing like it.

Fitted on the labelled sets but for `NOT_FITTED`, and on the invented companies that are set aside: never on those the
sentence model was trained on, where likenesses flatter. Half of those are read twice, alone and in a catalog of eight:
an invented company has fifty entitlements, a real one hundreds, in which more is like the wish. Prints what would be
proposed, and what answered with nothing, from several chances on: in the companies fitted on (each by trees fitted on
others), in those held out, and in the sets never fitted on. With --write the trees and their knots are replaced;
`PROPOSED` in `intents/engines/builtin/sureness.py` is then chosen from the companies held out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from intents.engines.builtin.sureness import ABSENT, FILE, LEVEL, RESOURCE
from intents.engines.builtin.trees import kept
from tests.eval.boosting import NAMES, by_strangers, chances, fit, forest, knots
from tests.eval.chances_table import told
from tests.eval.senses.wishes import Part, Wishes, among, everything, wishes
from tests.eval.sets import STRANGERS, EvalSet, sets, smalltalk
from tests.eval.shown import Kind, Needs, Seen, by_words, seen

TREES = Path(__file__).parents[2] / "intents" / "engines" / "builtin" / FILE
NOT_FITTED = ("unread", *STRANGERS)
TOGETHER = 8
"""So many invented companies make one catalog of some 350 entitlements."""
MEASURED_TOGETHER = 3
"""Every how many companies held out are measured on in such a catalog as well."""
TALK = 5
"""Every how many lines of small talk are put to an invented company; to a labelled one all are."""


def read_all(labelled: Iterable[EvalSet], invented: Iterable[EvalSet]) -> Needs:
    """The needs of labelled sets and of invented companies."""
    found: list[Seen] = []
    for one in labelled:
        found += seen(one, Kind.LABELLED, smalltalk())
        found += seen(by_words(one), Kind.BY_WORDS, smalltalk()[::TALK])
    for one in invented:
        found += seen(one, Kind.INVENTED, smalltalk()[::TALK])
    return Needs(tuple(found))


def together(companies: Sequence[Wishes]) -> list[EvalSet]:
    """The companies' messages, each company's read in a catalog of several of them."""
    catalogs = max(1, len(companies) // TOGETHER)
    return [one for number in range(catalogs) for one in among(companies[number::catalogs])]


def calibrated(learned: Needs, others: dict[str, Needs]) -> dict[str, Any]:
    """The trees and the knots, as they are kept; prints how good they are, also on `others`."""
    labels = {
        RESOURCE: learned.rows([need.resource for need in learned.each]),
        LEVEL: learned.rows([need.right if need.resource else None for need in learned.each]),
        ABSENT: learned.rows(learned.absent, direction=-1),
    }
    right = learned.rows([need.right for need in learned.each])
    crossed = {n: by_strangers(rows, learned.figures, learned.company) for n, rows in labels.items()}
    both = crossed[RESOURCE] * crossed[LEVEL]
    of_right, of_absent = knots(both, right), knots(crossed[ABSENT], labels[ABSENT])
    models = {name: fit(rows) for name, rows in labels.items()}
    told("fitted on, each by trees fitted on others", learned, of_right(both), of_absent(crossed[ABSENT]))
    for name, needs in others.items():
        by = {n: chances(model, needs.figures) for n, model in models.items()}
        told(name, needs, of_right(by[RESOURCE] * by[LEVEL]), of_absent(by[ABSENT]))
    arrays: dict[str, Any] = {"names": np.frombuffer("\n".join(NAMES).encode(), np.uint8)}
    arrays |= {
        f"{n}.knots": np.stack([k.said, k.true]) for n, k in (("right", of_right), (ABSENT, of_absent))
    }
    for name, model in models.items():
        arrays |= kept(forest(model), name)
    return arrays


def main() -> None:
    """Read, fit, judge, print; with --write replace the trees."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.calibrate", description=__doc__)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    labelled = sets()
    aside, held_out = wishes(Part.SET_ASIDE), wishes(Part.HELD_OUT)
    learned = read_all(
        [one for one in labelled if one.name not in NOT_FITTED],
        [*map(everything, aside), *together(aside[1::2])],
    )
    others = {
        "held out": read_all((), map(everything, held_out)),
        "held out, several as one catalog": read_all((), together(held_out[::MEASURED_TOGETHER])),
        "sets never fitted on": read_all([one for one in labelled if one.name in NOT_FITTED], ()),
    }
    arrays = calibrated(learned, others)
    if args.write:
        np.savez_compressed(TREES, **arrays)
        print(f"{TREES.name}: {TREES.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
