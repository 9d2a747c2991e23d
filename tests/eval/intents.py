"""`python -m tests.eval.intents [--write [by-words]]`: trains the models that tell the intents apart, and says how good they are.

Trained on the messages in `tests/eval/messages`, on some of those of `tests/eval/senses`, and on the labelled messages of
the companies that ship, but for those kept back; `harborline` is never trained on, nor are the 530 messages from trades of
all kinds in `unseen_talk.jsonl`, of which only the totals, and which intent was taken for which, were looked at. With
--write the weights are replaced, of both or of the one that sees no meaning.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from intents.catalog_senses import meaning
from intents.engines.builtin.intent import BY_WORDS, CLEAR, MEANT, features
from intents.own_words import meant_text, own_text
from intents.passages import clauses
from intents.products import is_product
from intents.roster import roster
from intents.said_duration import said_durations
from intents.words import common_stems, fold, stem
from tests.eval.linear_fit import Example, fit, matrix, write
from tests.eval.senses.wishes import Part, wishes
from tests.eval.sets import STRANGERS, EvalSet, rows, sets, smalltalk

WEIGHTS = Path(__file__).parents[2] / "intents" / "engines" / "builtin"
KEPT_BACK = (*STRANGERS, "harborline")
UNSEEN = Path(__file__).parent / "unseen_talk.jsonl"
NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
TASKS = 12
"""Every how many of the messages of `tests/eval/senses`, tasks mostly told without a word of asking for access. All of
them would outnumber what is no request.
"""
_SOMEBODY = re.compile(
    r"(?:^|(?<=[.!?] ))(?P<first>[A-Z][a-z]{2,})(?:'s\b| (?:from [A-Z]\w+ )?(?:needs?|wants|can't|cannot|can|could|is|was|has|had|should|must|gets?|starts?|joins?|left|moved|will|no longer|does)\b)"
    r"|\b(?:for|unlock|give|let|does|has|is|was|why|put|and|did|can|could|if|remove|revoke|take|that|because) (?P<other>[A-Z][a-z]{2,})\b"
)
"""Where the messages that belong to no company may name a colleague."""


def example(text: str, intent: str, named: bool) -> Example:
    """What the model sees of one message, with its label."""
    parts = clauses(text)
    lengths = said_durations(text, now=NOW, zone=ZoneInfo("UTC"), parts=parts)
    sense = meaning(meant_text(parts, lengths[0].at if lengths else None))
    return features(own_text(parts), colleague=named), np.zeros(384) if sense is None else sense, intent


def names_somebody(text: str) -> bool:
    """Whether the message seems to name a colleague, whoever that may be."""
    found = (match["first"] or match["other"] for match in _SOMEBODY.finditer(text))
    return any(stem(fold(one)) not in common_stems() and not is_product(stem(fold(one))) for one in found)


def of_company(one: EvalSet) -> list[Example]:
    """The labelled messages of one company."""
    known = roster(one.company)
    return [example(c["text"], c["expect"]["intent"], bool(known.named(c["text"]))) for c in one.cases]


def corpus() -> list[Example]:
    """The messages that belong to no company."""
    found = [example(text, "out_of_scope", False) for text in smalltalk()]
    for file in sorted((Path(__file__).parent / "messages").glob("*.jsonl")):
        found += [example(row["text"], row["intent"], names_somebody(row["text"])) for row in rows(file)]
    told = [text for company in wishes(Part.TRAINED) for text, _ in company.messages]
    return found + [example(text, "request", names_somebody(text)) for text in told[::TASKS]]


def share_right(model: Any, names: Sequence[str], examples: Sequence[Example]) -> float:
    """The share of messages whose intent comes out right."""
    said = model.predict(matrix(examples, names))
    return float(np.mean([a == b for a, (*_, b) in zip(said, examples, strict=True)]))


def tell_clear(model: Any, by_words: Any, names: Sequence[str], examples: Sequence[Example]) -> None:
    """Prints how many messages words alone leave clear, and how many of them each model reads wrongly."""
    scores = np.sort(by_words.decision_function(matrix(examples, names, meant=False)), axis=1)
    clear = [e for e, row in zip(examples, scores, strict=True) if row[-1] - row[-2] >= CLEAR]
    right = [label for *_, label in clear]
    with_meaning = model.predict(matrix(clear, names)) != right
    alone = by_words.predict(matrix(clear, names, meant=False)) != right
    print(f"clear by words: {len(clear)} of {len(examples)}; read wrongly by them {alone.sum()}, with their meaning {with_meaning.sum()}")  # fmt: skip


def main() -> None:
    """Train, judge, print; with --write replace the weights."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.intents", description=__doc__)
    parser.add_argument("--write", nargs="?", const="both", choices=["both", "by-words"])
    args = parser.parse_args()
    general = corpus()
    companies = {one.name: of_company(one) for one in sets()}
    own = {name: found for name, found in companies.items() if name not in KEPT_BACK}
    examples = [*general, *(e for found in own.values() for e in found)]
    (model, names), (by_words, _) = fit(examples), fit(examples, meant=False)
    tell_clear(model, by_words, names, [e for name in KEPT_BACK for e in companies.get(name, ())])
    for name in KEPT_BACK:
        if name in companies:
            print(f"{name:12} never seen            {share_right(model, names, companies[name]):.3f}")
    unseen = [example(row["text"], row["intent"], names_somebody(row["text"])) for row in rows(UNSEEN)]
    print(f"{'all trades':12} never seen            {share_right(model, names, unseen):.3f}")
    held_out = [example(text, "request", False) for one in wishes(Part.HELD_OUT) for text, _ in one.messages]
    print(f"{'tasks':12} never seen            {share_right(model, names, held_out):.3f}")
    for name in own if not args.write else ():
        without, known = fit([*general, *(e for other, found in own.items() if other != name for e in found)])
        print(f"{name:12} trained on the others {share_right(without, known, own[name]):.3f}")
    if args.write == "both":
        write(WEIGHTS / MEANT, model, names)
    if args.write:
        write(WEIGHTS / BY_WORDS, by_words, names)


if __name__ == "__main__":
    main()
