"""How sure the reading of one need may be, from what the pipeline itself shows.

A logistic model over signals that mean the same in every catalog: how far the best candidate leads, how much of
the wish it explains, whether its name was said, whether the level does what was asked. The weights were fitted
by `tests/eval/calibrate.py`. Its probability is for one reading; what decides is how right all readings at least
that sure are, so a few knots map the one to the other, with a margin for catalogs never seen.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from intents.candidates import CatalogIndex
from intents.catalog_words import RESOURCE
from intents.engines.builtin.choice import Option, Wish
from intents.engines.builtin.needs import covered
from intents.products import products_named

_ALL = 0.99
"""Of the telling words of a wish, as a share."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What one need showed; every figure is between about 0 and 1 whatever the catalog."""

    lead: float
    """How far the best resource is ahead of the next one of its kind, relative to its score."""
    level_lead: float
    """How far the best level is ahead of the next level of the same resource."""
    strength: float
    """The best score against what one rare word of a name is worth."""
    coverage: float
    """The share of the wish's telling words that the best resource explains."""
    named: float
    """The resource's own name was said."""
    system_named: float
    outright: float
    """Its name was said, and no telling word of the wish is about anything else."""
    fit: float
    """Whether the level's class does what was asked, from -1 to 1."""
    asked: float
    """Whether the message says at all what is to be done."""
    only_level: float
    """The resource has a single level."""
    short: float
    """How short the message is; long ones drift."""
    asking: float
    """How much in the wording asks for access."""
    foreign: float
    """A well-known product is named that is no system of this catalog."""
    rival: float
    """How much of what the best resource explains the next one explains too."""
    won: float
    """The chance the ranking itself gives the best entitlement against all others."""
    alike: float
    """How alike the wish and the best entitlement are by meaning."""
    alike_lead: float
    """How far it is ahead in that of the most alike one of another resource, from -1 to 1."""


def signals(
    ranked: Sequence[Option], wish: Wish, index: CatalogIndex, *, asking: float, length: int
) -> Signals:
    """The signals of a need whose best option is the first."""
    best = ranked[0]
    others = [o for o in ranked if o.match.resource != best.match.resource]
    siblings = [o for o in ranked[1:] if o.match.resource == best.match.resource]
    lead = (best.score - others[0].score) / 7.0 if others else 1.0
    level_lead = (best.level - siblings[0].level) / 4.0 if siblings else 1.0
    coverage = covered(wish.words, best.match.by_word, index)
    return Signals(
        lead=_clip(lead, 0, 1),
        level_lead=_clip(level_lead, 0, 1),
        strength=_clip(best.match.score / (3 * RESOURCE * index.max_idf), 0, 1),
        coverage=coverage,
        named=float(best.match.named),
        system_named=float(best.match.system_named),
        outright=float(best.match.named and coverage > _ALL),
        fit=_clip(best.fit / 2, -1, 1),
        asked=float(wish.action is not None),
        only_level=float(not siblings),
        short=_clip(1 - length / 400, 0, 1),
        asking=_clip(asking / 6, 0, 1),
        foreign=float(_foreign(wish, index)),
        rival=_rival(best, others),
        won=1 / sum(math.exp(option.score - best.score) for option in ranked),
        alike=best.alike,
        alike_lead=_clip(2 * (best.alike - max((o.alike for o in others), default=0.0)), -1, 1),
    )


def _foreign(wish: Wish, index: CatalogIndex) -> bool:
    words = [w.token for w in wish.words if w.weight >= 0.9]
    return any(not index.says([w.stem for w in words[a:b]]) for a, b in products_named(words))


def _rival(best: Option, others: Sequence[Option]) -> float:
    if not others or not best.match.by_word:
        return 0.0
    rival = max(others[:8], key=lambda o: o.match.score).match.by_word
    shared = sum(min(score, rival.get(number, 0.0)) for number, score in best.match.by_word.items())
    return shared / sum(best.match.by_word.values())


def _clip(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))


@cache
def _fitted() -> tuple[dict[str, float], list[tuple[float, float]]]:
    loaded = json.loads(files("intents.engines.builtin").joinpath("confidence.json").read_text("utf-8"))
    knots = [(float(raw), float(confidence)) for raw, confidence in loaded["knots"]]
    return {name: float(value) for name, value in loaded["weights"].items()}, knots


def confidence(shown: Signals) -> float:
    """How sure the best option is, 0 to 1: of all readings at least this sure, about that share is right."""
    weights, knots = _fitted()
    total = weights["bias"] + sum(weights[name] * value for name, value in asdict(shown).items())
    raw = 1 / (1 + math.exp(-total))
    for (low, at_low), (high, at_high) in pairwise(knots):
        if raw <= high:
            return at_low + (at_high - at_low) * (raw - low) / (high - low)
    return knots[-1][1]
