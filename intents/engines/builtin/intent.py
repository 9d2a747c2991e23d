"""Which of the twelve things a message wants: a linear model over phrases, words and the meaning of the whole.

Trained by `python -m tests.eval.intents --write` on messages written for the purpose, from trades of all kinds. A second
one was trained on the same messages without their meaning, for catalogs that are too large to be read by meaning: there
most of the time of a message would go into what serves nothing else.
Read are the person's own words only: quotations and orders to the assistant do not count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from intents.catalog_senses import meaning
from intents.engines.builtin.cues import asking, cues, wants_a_secret
from intents.linear import LinearModel, linear_model
from intents.own_words import meant_text, own_text
from intents.passages import Clause
from intents.understanding import Intent

if TYPE_CHECKING:
    from intents.linear import Floats

WORD = 0.5
NAMING = 2.0
"""What it takes from being out of scope, in log-odds, that a message names a thing of the catalog beyond doubt."""
SECRET = 3.0
"""What it adds to being out of scope that somebody else's password is asked for."""
MEANT, BY_WORDS = "intent.npz", "intent_by_words.npz"
"""The weights beside the meaning, and those of the words alone."""
CLEAR = 2.0
"""From this lead on, in log-odds, the words alone are enough where the meaning serves nothing else. Of 1,009 messages never
trained on 816 lead by as much; with their meaning 6 of those are read wrongly, without it 5 (`python -m tests.eval.intents`)."""
_TERM = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!]")
_SHORT, _LONG = 60, 250


@dataclass(frozen=True, slots=True)
class IntentReading:
    """The intent, how clearly it leads (in log-odds), and how much in the wording asks for access at all."""

    intent: Intent
    lead: float
    asking: float


def features(own: str, *, colleague: bool) -> dict[str, float]:
    """What the model sees of folded words: phrases, single words and pairs; `colleague` if one is named."""
    terms = ["#" if term.isdigit() else term for term in _TERM.findall(own)]
    framed = ["<", *terms, ">"]
    found = cues(own)
    found |= {f"w {term}": WORD for term in framed}
    found |= {f"b {a} {b}": WORD for a, b in pairwise(framed)}
    flags = {
        "question": own.endswith("?"), "short": len(own) < _SHORT, "long": len(own) > _LONG, "colleague": colleague,
    }  # fmt: skip
    return found | {name: 1.0 for name, holds in flags.items() if holds}


def read_intent(
    parts: Sequence[Clause],
    *,
    names_something: float,
    colleague: bool = False,
    length: tuple[int, int] | None = None,
    spare: bool = False,
) -> IntentReading:
    """What the message wants; `names_something` (0 to 1) is how clearly it names a thing of the catalog.

    `length` is where it says how long, which says nothing of what is meant. With `spare` what it means is only read where
    its words leave a doubt.
    """
    own = own_text(parts)
    if not own:
        return IntentReading(Intent.OUT_OF_SCOPE, 1.0, 0.0)
    shown = features(own, colleague=colleague)
    asks, adds = asking(own), SECRET if wants_a_secret(own) else -NAMING * names_something
    by_words = _reading(_model(BY_WORDS), shown, None, adds, asks) if spare else None
    if by_words is not None and by_words.lead >= CLEAR:
        return by_words
    sense = meaning(meant_text(parts, length))
    if sense is None:
        return by_words or _reading(_model(BY_WORDS), shown, None, adds, asks)
    return _reading(_model(MEANT), shown, sense, adds, asks)


def acting_lead(parts: Sequence[Clause], *, colleague: bool = False) -> float:
    """How far, in log-odds, the own words speak for an intent that acts on access over any that does not.

    What they name counts nothing here, and nor does a length.
    """
    own, sense = own_text(parts), meaning(meant_text(parts, None))
    model = _model(BY_WORDS if sense is None else MEANT)
    scores = _scores(model, features(own, colleague=colleague), sense)
    acting = max(score for intent, score in scores.items() if intent.acting)
    return acting - max(score for intent, score in scores.items() if not intent.acting)


def _model(file: str) -> LinearModel:
    return linear_model("intents.engines.builtin", file)


def _scores(model: LinearModel, shown: Mapping[str, float], sense: Floats | None) -> dict[Intent, float]:
    return {Intent(label): score for label, score in model.scores(shown, sense).items()}


def _reading(
    model: LinearModel, shown: Mapping[str, float], sense: Floats | None, adds: float, asks: float
) -> IntentReading:
    """The intent that leads; `adds` counts for being out of scope."""
    scores = _scores(model, shown, sense)
    scores[Intent.OUT_OF_SCOPE] += adds
    best, second = sorted(scores, key=lambda intent: -scores[intent])[:2]
    return IntentReading(best, scores[best] - scores[second], asks)
