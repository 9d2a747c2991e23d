"""`python -m tests.eval.steering [--write]`: trains the model that tells messages that try to steer their reader.

Trained on `tests/eval/steering_messages/*.jsonl`, pieces of attacks and honest messages written for it, and on the messages
that teach the intents and whom access is for, which are honest. Measured on `held_out/` (300 messages with an attack in
them and 200 honest ones that sound like orders, by somebody else; some were looked at after a first form), on
the labelled sets, on `unseen_talk.jsonl`, and on the attacks that lie beside the repository. With --write the weights are
replaced.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from intents.catalog_senses import meaning, read_ahead
from intents.engines.steering import FILE, HONEST, STEERS, TRIED, features, lead, stretches
from intents.linear import linear_model
from tests.eval import for_whom
from tests.eval.intents import UNSEEN
from tests.eval.linear_fit import Example, fit, write
from tests.eval.sets import rows, sets
from tests.shared import SHARED

HERE = Path(__file__).parent
FOLDER = HERE / "steering_messages"
WEIGHTS = Path(__file__).parents[2] / "intents" / "engines" / FILE
LONG = 45
"""Words of a piece that is still one attempt as a whole."""
SHORT = 6
"""Words from which a stretch of an attack is an attack by itself."""
STRENGTH = 0.5
_AT_ONCE = 256


def shown(texts: Sequence[str], label: str) -> Iterator[Example]:
    """The stretches as the model sees them."""
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        read_ahead(some)
        for text in some:
            sense = meaning(text)
            yield features(text), np.zeros(384) if sense is None else sense, label


def pieces(text: str) -> list[str]:
    """What of an attack is one by itself."""
    parts = stretches(text)
    whole = [" ".join(text.split()).lower()] if len(text.split()) <= LONG and len(parts) > 1 else []
    return [part for part in dict.fromkeys([*whole, *parts]) if len(part.split()) >= SHORT] or parts


def corpus() -> Iterator[Example]:
    """What is trained on."""
    hostile, honest = list[str](), list[str]()
    for row in (row for file in sorted(FOLDER.glob("*.jsonl")) for row in rows(file)):
        (hostile if row["steers"] else honest).append(row["text"])
    for file in [*sorted((HERE / "messages").glob("*.jsonl")), *sorted(for_whom.FOLDER.glob("*.jsonl"))]:
        honest += [row["text"] for row in rows(file)]
    yield from shown([part for text in hostile for part in pieces(text)], STEERS)
    yield from shown([part for text in honest for part in stretches(text)], HONEST)


def measured() -> Iterator[tuple[str, list[str]]]:
    """The messages it is judged by."""
    held_out = rows(FOLDER / "held_out" / "messages.jsonl")
    yield "attacks, alone", [row["attack"] for row in held_out if row["steers"]]
    yield "attacks, in a message", [row["text"] for row in held_out if row["steers"]]
    yield "honest, like orders", [row["text"] for row in held_out if not row["steers"]]
    cases = [case for one in sets() for case in one.cases]
    injected = [case["text"] for case in cases if "injection" in case.get("tags", ())]
    yield "sets, with an attack", injected
    yield "sets, without", [case["text"] for case in cases if case["text"] not in set(injected)]
    yield "all trades", [row["text"] for row in rows(UNSEEN)]
    folder = SHARED / "data" / "injection"
    if folder.is_dir():
        names = ("deepset_attacks", "gandalf_attacks")
        yield "602 attacks", [row["text"] for name in names for row in rows(folder / f"{name}.jsonl")]


def main() -> None:
    """Train, judge, print; with --write replace the weights."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.steering", description=__doc__)
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        model, names = fit(list(corpus()), strength=STRENGTH)
        write(WEIGHTS, model, names)
        linear_model.cache_clear()
    for name, texts in measured():
        found = np.array([lead(text) for text in texts])
        shares = {str(limit): round(float((found >= limit).mean()), 3) for limit in (-2, TRIED, 0, 1)}
        print(json.dumps({name: {"messages": len(texts), "from a lead of": shares}}))


if __name__ == "__main__":
    main()
