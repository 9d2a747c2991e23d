"""Which level of which resource one need is about: candidates by their words, levels by what one may do.

The level is the least that does what was said. What was ruled out in words (`not admin`) counts against it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from catalog.model import EntitlementId, Person, Place
from intents.candidates import RELATIVE, STRENGTH, CatalogIndex, Match, Word
from intents.catalog_words import RESOURCE
from intents.engines.builtin.actions import FIT, Action, action_granted, action_of, ambiguous, votes
from intents.levels import Level, Levels
from intents.words import common_stems, concepts, listed

_WORDS = 0.16
"""What each word counts that a resource explains, beside its score (`RELATIVE`, `STRENGTH`)."""
_LEVEL, _FIT = 0.85, 0.55
_ALIKE, _RESOURCE_ALIKE = 6.0, 9.4
"""What likeness by meaning counts for a level, and for its resource: meaning tells resources apart better than levels."""
_UNSAID = 0.4
"""How much of that is left between levels where nothing is said of what is to be done: then the least is meant."""
_WHOLE_NAME = 3.0
"""An entitlement called by its whole name of several words, `AZ-TST-CONTRIB`, is meant, whatever else is said."""
_HELD, _PRIVILEGED = 1.0, 0.7
"""What is held already is seldom asked for; nor is power."""
_FEW, _SAID = 2.0, 2.0
"""What it counts for an offer that few may have the resource, the holder among them, and how fast that gives way
to what the words say. It counts for what is offered only: who may have a thing is no evidence that it was meant."""
_FEWEST = 0.01
"""Added to a share of people, so that a resource for nobody else has a logarithm."""
_DEPTH = 48
_MOST = 400
_LEADING = listed(
    "to can could may should must will would i we he she they or only just also myself and please let him her them help who full "
    "cannot can't cant couldn't not don't"
)
"""Words a verb follows."""


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
    alike: float
    """How alike it and the wish are by meaning, -1 to 1."""
    visible: bool
    offered: float
    """The score with which it is offered beside others: what few may have counts for one of those few."""
    fits: float = 0.0
    """How well it fits where it is read beside the message, in log-odds (`side_by_side.py`); 0 where it was not."""
    chance: float = 0.0
    """The chance that gives it, against the others read and nothing of the kind; 0 where it was not read."""

    @property
    def id(self) -> EntitlementId:
        """The entitlement's id."""
        return self.place.entitlement.id

    def moved(self, by: float, fits: float = 0.0, chance: float = 0.0) -> Option:
        """The same option with its scores moved by what reading it beside the message showed."""
        # Not `replace`, which takes four times as long: all of some hundred options are moved.
        return Option(
            self.place, self.match, self.score + by, self.level, self.fit, self.alike, self.visible,
            self.offered + by, fits, chance,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """What the words of one need say about the level."""

    words: tuple[Word, ...]
    ruled_out: tuple[Word, ...]
    asked: Mapping[Action, float]
    """How strongly the words speak for each thing to do."""
    denied: frozenset[Action]
    """What is ruled out, by what one would do with it."""

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
    kept = {action: vote for action, vote in asked.items() if vote >= 0.35 * strongest}
    denied = frozenset(votes((word.token.stem, 1.0) for word in ruled_out))
    # `edit on the wiki. sorry, view not edit`: what was ruled out is not asked for, where something else is.
    left = {action: vote for action, vote in kept.items() if action not in denied}
    return Wish(tuple(words), tuple(ruled_out), left or kept, denied)


def in_a_row(words: Sequence[Word]) -> str:
    """The stems between blanks, in which a whole name is met as it stands (`Level.called`)."""
    return " ".join(["", *(word.token.stem for word in words), ""])


def _leads(before: Word | None) -> bool:
    """Whether a verb follows the word: `to log`, `I book`, but not `the log`."""
    return before is None or before.token.word in _LEADING


@dataclass(frozen=True, slots=True)
class _Heard:
    """A word of the wish as every level is held against it."""

    stem: str
    weight: float
    everyday: bool
    fields: frozenset[int]


def _heard(wish: Wish, index: CatalogIndex) -> list[_Heard]:
    weights = {_meant(w, index): w.weight for w in wish.words if w.weight >= 0.2}
    return [
        _Heard(
            word,
            weight,
            word in common_stems() and action_of(word) is None,
            concepts().get(word, frozenset()),
        )
        for word, weight in weights.items()
    ]


def _touching(heard: Sequence[_Heard], levels: Levels, own_words: Collection[str]) -> list[_Heard]:
    """The words that say anything of any of the levels, and not of the resource itself."""
    spread, fields = levels.spread, levels.fields
    return [
        word
        for word in heard
        if (word.stem in spread or not (word.everyday or word.fields.isdisjoint(fields)))
        and word.stem not in own_words
    ]


def _fits(wish: Wish) -> dict[Action, float]:
    """How well a level of each class answers the wish."""
    total = sum(wish.asked.values())
    found = {
        granted: sum(v / total * FIT[a][granted] for a, v in wish.asked.items())
        if total
        else FIT[None][granted]
        for granted in Action
    }
    return {
        granted: fit - 1.5 if granted in wish.denied and granted not in wish.asked else fit
        for granted, fit in found.items()
    }


def _score(level: Level, levels: Levels, wish: Wish, said: Sequence[_Heard], fit: float) -> float:
    """The score of a level within its resource; `fit` is how well its class answers the wish."""
    by_name = by_description = 0.0
    for word in said:
        if word.stem in level.names:
            by_name += word.weight * levels.telling(word.stem, level) * (0.4 if word.everyday else 1.0)
        elif word.everyday:
            continue
        elif word.stem in level.about:
            by_description += word.weight * levels.telling(word.stem, level)
        elif level.fields & word.fields:
            by_description += 0.3 * word.weight * levels.telling(word.stem, level)
    denied = sum(1 for word in wish.ruled_out if word.token.stem in level.names)
    return 1.5 * min(by_name, 2.0) + 0.9 * min(by_description, 2.0) + fit - 1.2 * min(denied, 2)


def _meant(word: Word, index: CatalogIndex) -> str:
    """The stem, as the catalog spells it unless it says what to do."""
    stem = word.token.stem
    return stem if action_of(stem) is not None else index.vocabulary.meant(word.token)


def options(
    matches: Sequence[Match],
    index: CatalogIndex,
    wish: Wish,
    holder: Person,
    held: Collection[EntitlementId] = (),
) -> list[Option]:
    """The entitlements of the best matching resources, best first, visible to the holder or not.

    The scores are log-odds: a linear model whose weights were fitted by `python -m tests.eval.weigh`, and then rounded.
    """
    if not matches:
        return []
    top = max(max(match.score for match in matches), 1e-9)
    # The more the words themselves say, the less who may have it.
    beside = _FEW * max(0.0, 1 - _SAID * top / (3 * RESOURCE * index.max_idf))
    heard, fits = _heard(wish, index), _fits(wish)
    telling = 1.0 if wish.asked else _UNSAID
    whole = in_a_row(wish.words)
    stems = frozenset(word.stem for word in heard)
    fields = frozenset[int]().union(*(word.fields for word in heard if not word.everyday))
    found: list[tuple[float, bool, EntitlementId, Option]] = []
    for match in matches[:_DEPTH]:
        spot, levels = index.spots[match.resource], index.levels(match.resource)
        # Of most resources of a large catalog no word says anything, which is seen at one look.
        silent = stems.isdisjoint(levels.spread) and fields.isdisjoint(levels.fields)
        said = [] if silent else _touching(heard, levels, spot.own_words)
        visible = [one.entitlement.audience.admits(holder) for one in spot.places]
        few = -beside * log(spot.admitted + _FEWEST) if any(visible) else 0.0
        most = max(match.likeness, default=0.0)
        resource = (
            RELATIVE * match.score / top
            + STRENGTH * match.score / (3 * RESOURCE * index.max_idf)
            + _WORDS * len(match.by_word)
            + _RESOURCE_ALIKE * most
        )
        for one, alike, seen in zip(levels.levels, match.likeness, visible, strict=True):
            entitlement = one.place.entitlement
            fit = fits[action_granted(entitlement)]
            level = _score(one, levels, wish, said, fit) if said or wish.ruled_out else fit
            score = (
                resource
                + _LEVEL * (level - fit)
                + _FIT * fit
                + _ALIKE * (most + telling * (alike - most))
                - _HELD * (entitlement.id in held)
                - _PRIVILEGED * entitlement.privileged
                + _WHOLE_NAME * (one.called != "" and one.called in whole)
            )
            option = Option(one.place, match, score, level, fit, alike, seen, score + few)
            found.append((-score, entitlement.privileged, entitlement.id, option))
        if len(found) >= _MOST:
            break
    # No two have the same id, so the options themselves are never compared.
    return [option for *_, option in sorted(found)]
