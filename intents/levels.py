"""The words that tell the levels of one resource apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalog.model import EntitlementId, Place
from intents.words import common_stems, concepts, stems

MOST_SAID = 3.0
"""More words than this say no more of a level."""


@dataclass(frozen=True, slots=True)
class Level:
    """One entitlement's own words, as stems."""

    place: Place
    names: frozenset[str]
    """Of its name, level and aliases."""
    about: frozenset[str]
    """Of its description, without everyday words."""
    fields: frozenset[int]
    """The fields of business of all of them."""
    called: str
    """Its name in stems between blanks, to be met as a whole; empty for names that many share (see `called`)."""


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of one resource, and how many of them use each stem."""

    levels: tuple[Level, ...]
    spread: Counter[str]
    fields: frozenset[int]
    """The fields of business of all of them."""

    def telling(self, word: str, level: Level) -> float:
        """How far a stem points at this level rather than at its siblings, from 0 to 1."""
        elsewhere = self.spread[word] - (word in level.names or word in level.about)
        return 1.0 / (1 + elsewhere)


def levels_of(places: Sequence[Place]) -> Levels:
    """The levels of a resource by their words."""
    levels = tuple(_level(place) for place in places)
    return Levels(
        levels,
        Counter(word for level in levels for word in level.names | level.about),
        frozenset().union(*(level.fields for level in levels)),
    )


def _level(place: Place) -> Level:
    entitlement = place.entitlement
    names = frozenset(
        w for text in (entitlement.name, entitlement.level, *entitlement.aliases) for w in stems(text)
    )
    about = frozenset(stems(entitlement.description)) - common_stems()
    known = concepts()
    fields = frozenset(f for word in names | about for f in known.get(word, ()))
    return Level(place, names, about, fields, called(place))


def said_of_each(levels: Levels, told: Mapping[str, float]) -> dict[EntitlementId, float]:
    """How much these stems, with their weights, say of each level that they do not say of the others, at most MOST_SAID."""
    return {
        level.place.entitlement.id: min(
            MOST_SAID,
            sum(
                weight * (1.0 if stem in level.names else 0.6) * levels.telling(stem, level)
                for stem, weight in told.items()
                if stem in level.names or stem in level.about
            ),
        )
        for level in levels.levels
    }


def called(place: Place) -> str:
    """The entitlement's name in stems between blanks, where it is of several words and not all of them everyday ones."""
    return _whole(place.entitlement.name)


@lru_cache(maxsize=16384)
def _whole(name: str) -> str:
    # Every option of a message is asked whether it is called by its name, by several rules.
    whole = stems(name)
    telling = len(whole) > 1 and not common_stems().issuperset(whole)
    return f" {' '.join(whole)} " if telling else ""
