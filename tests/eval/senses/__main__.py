"""`python -m tests.eval.senses [--train FILE [--seeds N ...] | --sides FILE]`: what tuning the sentence model gains where it never trained.

Prints JSON. With --train the parts are trained anew, once for each seed, and their mean is written to FILE: that takes
PyTorch and about two seconds of a core for each 48 messages. What each seed came to lies beside it and is not trained
again, so seeds may be trained at the same time, each by a command of its own, before one command takes them together.
With --sides what reads a message and an entitlement side by side is trained anew on top of what ships, and all is
written to FILE: PyTorch again, and twenty minutes of a core. It has to follow every --train. To ship, the file replaces
`intents/senses/tuned.npz`, and the digest that is printed goes into `intents/senses/tuned.py`.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from intents.senses import SentenceModel, tuned
from intents.senses.model import model_of, published
from intents.senses.sides import NAMED
from tests.eval.senses.held_out import as_read, by_all, by_meaning
from tests.eval.senses.parts import Parts, mean_of, packed, unpacked
from tests.eval.senses.unrelated import taken_off, unrelated
from tests.eval.senses.wishes import Part, wishes

SOME = 24
"""Messages that are read both ways, as trained and as shipped."""


def measure() -> None:
    """The published model, the tuned one, and all that messages are read by."""
    weights, vocabulary = published()
    companies = wishes(Part.HELD_OUT)
    found = {
        "published": by_meaning(model_of(weights, vocabulary), companies),
        "tuned": by_meaning(model_of(tuned.tuned(weights, tuned.low_rank_parts()), vocabulary), companies),
        "words and meaning": by_all(companies),
        "as messages are read": asyncio.run(as_read(companies)),
    }
    print(json.dumps(found, indent=1))


def train(seeds: Sequence[int], out: Path) -> None:
    """Train once for each seed that was not yet, and write the mean of all as one file.

    Raises AnotherLikenessError where likeness as trained is not that by which messages are read.
    """
    from tests.eval.senses.same_likeness import refuse_another_likeness
    from tests.eval.senses.training import train

    weights, vocabulary = published()
    companies = wishes(Part.TRAINED)
    trained = []
    for seed in seeds:
        kept = out.with_suffix(f".{seed}.npz")
        if not kept.exists():
            parts = {}
            for epoch, network in enumerate(train(companies, weights, vocabulary, seed=seed)):
                refuse_another_likeness(network, weights, vocabulary)
                parts = network.parts()
                kept.with_suffix(f".{epoch}").write_bytes(packed(parts))
                print(f"seed {seed}, epoch {epoch}", flush=True)
            kept.write_bytes(packed(parts))
        trained.append(unpacked(kept.read_bytes()))

    def model_with(parts: Parts) -> SentenceModel:
        return model_of(tuned.tuned(weights, packed(parts)), vocabulary)

    mean = mean_of(trained)
    mean = taken_off(mean, unrelated(model_with(mean), companies))
    _written(mean, out)
    print(json.dumps(by_meaning(model_with(mean), wishes(Part.HELD_OUT))), flush=True)


def train_sides(out: Path) -> None:
    """Train what reads side by side, and write it as one file with the parts of the sentence model that ship.

    Raises AnotherLikenessError where it does not read as the shipped code does.
    """
    from tests.eval.senses import sides
    from tests.eval.senses.same_likeness import refuse_other_sides

    weights, vocabulary = published()
    parts = {
        name: part for name, part in unpacked(tuned.low_rank_parts()).items() if not name.startswith(NAMED)
    }
    model = model_of(tuned.tuned(weights, packed(parts)), vocabulary)
    learned, others = (
        [one for company in wishes(part) for one in sides.paired(model, company)]
        for part in (Part.PAIRED, Part.HELD_OUT)
    )
    found = dict(parts)
    for network in sides.train(learned, seed=0):
        print(json.dumps(sides.measured(network, others)), flush=True)
        refuse_other_sides(network, others[:SOME])
        found = {**parts, **network.parts()}
    _written(found, out)


def _written(parts: Parts, out: Path) -> None:
    whole = packed(parts)
    out.write_bytes(whole)
    print(f"{out}: {len(whole) / 1000:.0f} kB, SHA-256 {hashlib.sha256(whole).hexdigest()}", flush=True)


def main() -> int:
    """Measure, or train."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.senses", description=__doc__)
    parser.add_argument("--train", metavar="FILE", type=Path, help="train, and write the parts there")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1])
    parser.add_argument("--sides", metavar="FILE", type=Path, help="train what reads side by side")
    args = parser.parse_args()
    if args.train is None and args.sides is None:
        measure()
    elif find_spec("torch") is None:
        print(
            "Training takes PyTorch, which is not installed here. `pip install torch` and try again.",
            file=sys.stderr,
        )
        return 2
    elif args.sides is not None:
        train_sides(args.sides)
    else:
        train(args.seeds, args.train)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
