"""Which level of which resource one need is about: candidates by their words, levels by what one may do.

The level is the least that does what was said. What was ruled out in words (`not admin`) counts against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalog.model import EntitlementId, Person, Place
from intents.candidates import CatalogIndex, Match, Word, level_words
from intents.engines.builtin.actions import FIT, Action, action_granted, action_of, ambiguous, votes
from intents.words import common_stems, concepts

_RESOURCE_WEIGHT = 7.0
_DEPTH = 24
_LEADING = frozenset(
    [
        "to",
        "can",
        "could",
        "may",
        "should",
        "must",
        "will",
        "i",
        "we",
        "he",
        "she",
        "they",
        "or",
        "only",
        "just",
        "also",
        "myself",
        "and",
        "please",
        "who",
        "full",
    ]
)


@dataclass(frozen=True, slots=True)
class Option:
    """One entitlement a need may be about."""

    place: Place
    match: Match
    score: float
    """Of resource and level together; comparable within one need."""
    level: float
    """Of the level alone."""
    fit: float
    """How well the level's class answers what the person wants to do."""
    visible: bool

    @property
    def id(self) -> EntitlementId:
        """The entitlement's id."""
        return self.place.entitlement.id


@dataclass(frozen=True, slots=True)
class Wish:
    """What the words of one need say about the level."""

    words: tuple[Word, ...]
    ruled_out: tuple[Word, ...]
    asked: dict[Action, float]

    @property
    def action(self) -> Action | None:
        """What is mostly wanted, if anything is said."""
        return max(self.asked, key=lambda a: self.asked[a]) if self.asked else None


def wish_of(words: Sequence[Word], ruled_out: Sequence[Word]) -> Wish:
    """The wish that these weighted words express."""
    asked = votes(
        (word.token.stem, word.weight)
        for before, word in pairwise([None, *words])
        if word is not None and word.weight >= 0.3 and (not ambiguous(word.token.stem) or _leads(before))
    )
    strongest = max(asked.values(), default=0.0)
    return Wish(tuple(words), tuple(ruled_out), {a: v for a, v in asked.items() if v >= 0.35 * strongest})


def _leads(before: Word | None) -> bool:
    """Whether a verb follows the word: `to log`, `I book`, but not `the log`."""
    return before is None or before.token.word in _LEADING


def _level(
    place: Place, wish: Wish, siblings: Sequence[Place], own_words: frozenset[str]
) -> tuple[float, float]:
    """The score of a level within its resource, and how well its class fits."""
    entitlement = place.entitlement
    names, about = level_words(
        f"{entitlement.name} {entitlement.level}", entitlement.aliases, entitlement.description
    )
    elsewhere = [
        level_words(
            f"{p.entitlement.name} {p.entitlement.level}", p.entitlement.aliases, p.entitlement.description
        )
        for p in siblings
    ]
    score_names = score_about = 0.0
    said = {w.token.stem: w.weight for w in wish.words if w.weight >= 0.2 and w.token.stem not in own_words}
    for stem_said, weight in said.items():
        telling = 1.0 / (1 + sum(stem_said in n or stem_said in a for n, a in elsewhere))
        everyday = stem_said in common_stems() and action_of(stem_said) is None
        if everyday and stem_said not in names:
            continue
        if stem_said in names:
            score_names += weight * telling * (0.4 if everyday else 1.0)
        elif stem_said in about:
            score_about += weight * telling
        elif concepts().get(stem_said) and any(
            concepts()[stem_said] & concepts().get(w, frozenset()) for w in about | names
        ):
            score_about += 0.3 * weight * telling
    granted = action_granted(entitlement)
    total = sum(wish.asked.values())
    fit = sum(v / total * FIT[a][granted] for a, v in wish.asked.items()) if total else FIT[None][granted]
    against = votes((w.token.stem, 1.0) for w in wish.ruled_out)
    denied = sum(1 for w in wish.ruled_out if w.token.stem in names)
    if against and granted in against and granted not in wish.asked:
        fit -= 1.5
    return 1.5 * min(score_names, 2.0) + 0.9 * min(score_about, 2.0) + fit - 1.2 * min(denied, 2), fit


def options(matches: Sequence[Match], index: CatalogIndex, wish: Wish, holder: Person) -> list[Option]:
    """The entitlements of the best matching resources, best first, visible to the holder or not."""
    if not matches or matches[0].score <= 0:
        return []
    top = matches[0].score
    found = []
    for match in matches[:_DEPTH]:
        spot = index.spots[match.resource]
        for place in spot.places:
            siblings = [p for p in spot.places if p is not place]
            level, fit = _level(place, wish, siblings, spot.own_words)
            found.append(
                Option(
                    place=place,
                    match=match,
                    score=_RESOURCE_WEIGHT * match.score / top + level,
                    level=level,
                    fit=fit,
                    visible=place.entitlement.audience.admits(holder),
                )
            )
    return sorted(found, key=lambda o: (-o.score, o.place.entitlement.privileged, o.id))
