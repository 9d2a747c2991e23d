"""`python -m tests.eval.senses [--train FILE [--seeds N ...]]`: what tuning the sentence model gains where it never trained.

Prints JSON. With --train the parts are trained anew, once for each seed, and their mean is written to FILE: that takes
PyTorch and about two seconds of a core for each 36 messages. What each seed came to lies beside it and is not trained
again, so seeds may be trained at the same time, each by a command of its own, before one command takes them together. To
ship, the file replaces `intents/senses/tuned.npz`, and the digest that is printed goes into `intents/senses/tuned.py`.
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
from tests.eval.senses.held_out import as_read, by_all, by_meaning
from tests.eval.senses.parts import Parts, mean_of, packed, unpacked
from tests.eval.senses.unrelated import taken_off, unrelated
from tests.eval.senses.wishes import Part, wishes


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
    whole = packed(mean)
    out.write_bytes(whole)
    print(f"{out}: {len(whole) / 1000:.0f} kB, SHA-256 {hashlib.sha256(whole).hexdigest()}", flush=True)
    print(json.dumps(by_meaning(model_with(mean), wishes(Part.HELD_OUT))), flush=True)


def main() -> int:
    """Measure, or train."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.senses", description=__doc__)
    parser.add_argument("--train", metavar="FILE", type=Path, help="train, and write the parts there")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1])
    args = parser.parse_args()
    if args.train is None:
        measure()
    elif find_spec("torch") is None:
        print(
            "Training takes PyTorch, which is not installed here. `pip install torch` and try again.",
            file=sys.stderr,
        )
        return 2
    else:
        train(args.seeds, args.train)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
