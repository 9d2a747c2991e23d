"""`python -m tests.eval.for_whom [--write]`: trains the model that tells whom access is for, and says how good it is.

Trained on `tests/eval/for_whom/*.jsonl`, messages written for it in which colleagues are named, each with the one it is for
(`me` for the writer, `unclear` where it would have to be asked; those are not trained on). `held_out/` is by somebody else
again and only measured on, as are the labelled sets. With --write the weights are replaced.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from catalog.model import PersonId
from intents.for_whom import FILE, HOLDER, OTHER, Phrased, features, weighed
from intents.holding import Claim
from intents.passages import clauses
from intents.people_named import blanked, not_own, phrased
from intents.roster import Named, roster
from intents.words import fold
from tests.eval.linear_fit import Example, fit, matrix, write
from tests.eval.sets import EvalSet, rows, sets

FOLDER = Path(__file__).parent / "for_whom_messages"
WEIGHTS = Path(__file__).parents[2] / "intents" / FILE
STRENGTH = 0.3
UNCLEAR = "unclear"
_TITLES = {"dr", "mr", "mrs", "ms", "prof", "sr"}


@dataclass(frozen=True)
class Mentioned:
    """One colleague in one message."""

    shown: dict[str, float]
    said: Phrased
    label: str


def mentions(text: str, names: Sequence[str]) -> list[Named]:
    """Where colleagues of these names are named, by the whole name or a part of it."""
    folded, taken, found = fold(text), set[int](), []
    for number, name in sorted(enumerate(names), key=lambda one: -len(one[1])):
        parts = fold(name).split()
        shorter = {parts[0], parts[-1]} - _TITLES if len(parts) > 1 else set()
        for form in (fold(name), *sorted(one for one in shorter if len(one) > 2)):
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?=\W|s\b|$)", folded):
                if not taken & set(range(*match.span())):
                    taken |= set(range(*match.span()))
                    whole = len(parts) > 1 and form == fold(name)
                    person = PersonId(str(number))
                    found.append(Named(person, text[slice(*match.span())], *match.span(), whole))
    return sorted(found, key=lambda one: one.start)


def mentioned(text: str, others: Sequence[Named], labels: dict[str, str]) -> Iterator[Mentioned]:
    """Each colleague of a message as the model sees them."""
    parts = clauses(text)
    quoted = not_own(parts)
    heard = blanked(fold(text), quoted)
    others = [one for one in others if not any(a <= one.start < b for a, b in quoted)]
    for person, said in phrased(others, heard, parts).items():
        yield Mentioned(features(heard, others, person, said), said, labels[person])


def written(files: Sequence[Path]) -> list[Mentioned]:
    """The messages that belong to no company."""
    found: list[Mentioned] = []
    for row in (row for file in files for row in rows(file)):
        labels = {
            str(number): UNCLEAR if row["for"] == UNCLEAR else HOLDER if row["for"] == name else OTHER
            for number, name in enumerate(row["names"])
        }
        found += mentioned(row["text"], mentions(row["text"], row["names"]), labels)
    return found


def of_company(one: EvalSet) -> list[Mentioned]:
    """The labelled messages of one company that ask for something and name colleagues."""
    known, found = roster(one.company), list[Mentioned]()
    for case in one.cases:
        if case["expect"]["outcome"] in {"answer", "decline"}:
            continue
        others = [named for named in known.named(case["text"]) if named.person != case["person"]]
        holder = case["expect"].get("beneficiary")
        labels = {named.person: HOLDER if named.person == holder else OTHER for named in others}
        found += mentioned(case["text"], others, {str(person): label for person, label in labels.items()})
    return found


def examples(found: Sequence[Mentioned]) -> list[Example]:
    """What is trained on."""
    return [(one.shown, np.zeros(0), one.label) for one in found if one.label != UNCLEAR]


def leads(model: Any, names: Sequence[str], found: Sequence[Mentioned]) -> Any:
    """How far each speaks for being the holder, in log-odds."""
    shown = [(one.shown, np.zeros(0), one.label) for one in found]
    sign = 1 if model.classes_[1] == HOLDER else -1
    return sign * model.decision_function(matrix(shown, names, meant=False))


def told(found: Sequence[Mentioned], outcomes: Sequence[Claim]) -> dict[str, str]:
    """For each label how many are taken for the holder, asked about, and passed over."""
    counted = Counter(
        (one.label, min(claim, Claim.LIKELY)) for one, claim in zip(found, outcomes, strict=True)
    )
    return {
        label: " / ".join(str(counted[label, claim]) for claim in (Claim.LIKELY, Claim.UNCLEAR, Claim.NONE))
        for label in (HOLDER, OTHER, UNCLEAR)
    }


def main() -> None:
    """Train, judge, print; with --write replace the weights."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.for_whom", description=__doc__)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    model, names = fit(examples(written(sorted(FOLDER.glob("*.jsonl")))), meant=False, strength=STRENGTH)
    measured = {"held out": written(sorted((FOLDER / "held_out").glob("*.jsonl")))}
    measured |= {one.name: of_company(one) for one in sets()}
    print("each: taken for the holder / asked about / passed over", flush=True)
    for name, found in measured.items():
        both = [
            weighed(one.said, float(lead))
            for one, lead in zip(found, leads(model, names, found), strict=True)
        ]
        phrases = told(found, [one.said.claim for one in found])
        print(json.dumps({name: {"by phrases": phrases, "with the model": told(found, both)}}))
    if args.write:
        write(WEIGHTS, model, names)


if __name__ == "__main__":
    main()
