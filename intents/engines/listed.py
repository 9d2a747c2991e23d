"""Whether a message that names several things names just those a reading takes from it, one stretch for each.

The whole of a list is about none of its things: `vpn, and the audit folder (write)` is less alike to either than each
half is. So where a reading names several, each is looked for in the stretches by themselves.
"""

from __future__ import annotations

from itertools import combinations

from intents.candidates import CatalogIndex, Match, Word, index_of
from intents.catalog_words import RESOURCE
from intents.engines.builtin.needs import weighted_words
from intents.engines.builtin.stretches import Stretch, stretches
from intents.engines.port import Inquiry
from intents.engines.support import resources
from intents.grounded import Grounded
from intents.words import common_stems, fold

MOST_NAMED, MOST_STRETCHES = 4, 12
"""Resources that are looked for, and stretches they are looked for in: a list in a message is no longer than that."""

STRENGTH = 0.4
"""What the words must score at least, in rare words of a resource's name: of four resources one always shares a word."""


def each_first_somewhere(reading: Grounded, inquiry: Inquiry) -> bool:
    """Whether each of several resources it names fits a stretch of its own best of all, by its words or its meaning."""
    named = resources(reading, inquiry)
    if not 1 < len(named) <= MOST_NAMED:
        return False
    found = _firsts(inquiry)
    sentences = {stretch.sentence for stretch, _ in found}
    return any(
        _each_has_its_own(named, [first for stretch, first in found if _of_the_list(stretch, one)])
        for one in sentences
    )


def _of_the_list(stretch: Stretch, sentence: int) -> bool:
    """Whether it stands in that sentence, or another one asks for it in so many words or adds it."""
    return stretch.sentence == sentence or stretch.asked or stretch.added or stretch.marked or stretch.bare


def _each_has_its_own(named: set[str], firsts: list[set[str]]) -> bool:
    """Whether each can have a stretch of its own: any few of them are first in as many (P. Hall, 1935)."""
    return all(
        sum(not first.isdisjoint(some) for first in firsts) >= size
        for size in range(1, len(named) + 1)
        for some in combinations(named, size)
    )


def _firsts(inquiry: Inquiry) -> list[tuple[Stretch, set[str]]]:
    """Each stretch that tells something, with the resources that fit it best, by words and by meaning; none of too many."""
    index = index_of(inquiry.company)
    silent = [(one.start, one.end) for one in inquiry.named]
    words = weighted_words(inquiry.text, inquiry.parts, silent)
    told = [
        (stretch, inside, fold(inquiry.text[stretch.start : stretch.end]))
        for stretch in stretches(inquiry.parts)
        if (inside := _telling(words, stretch))
    ]
    if len(told) > MOST_STRETCHES:
        return []
    index.read_ahead([about for _, _, about in told])
    return [(stretch, _first(index.search(inside, about), index)) for stretch, inside, about in told]


def _telling(words: list[Word], stretch: Stretch) -> list[Word]:
    """The words of a stretch, when there is one that may name something."""
    inside = [word for word in words if stretch.start <= word.token.start < stretch.end]
    return inside if any(word.token.stem not in common_stems() for word in inside) else []


def _first(found: list[Match], index: CatalogIndex) -> set[str]:
    """The resource with the best words and the most alike one, of those whose words say something.

    Meaning alone makes nothing first: to `where can I find out about it?` one thing is the nearest, too.
    """
    said = [match for match in found if match.score >= STRENGTH * RESOURCE * index.max_idf]
    best = [max(said, key=fits) for fits in (_score, _likeness) if said]
    return {index.spots[match.resource].resource.id for match in best}


def _score(match: Match) -> float:
    return match.score


def _likeness(match: Match) -> float:
    return max(match.likeness, default=0.0)
