"""What of the words of a wish the options explain: the best one, only others, or nothing in the catalog."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import EntitlementId
from intents.candidates import CatalogIndex
from intents.engines.builtin.choice import Option, Wish
from intents.levels import said_of_each
from intents.products import products_named
from intents.words import common_stems

_HEARD = 0.2
"""The weight from which a word says something of a level."""


def telling(wish: Wish) -> dict[str, int]:
    """The telling words of the wish by their stems, with their places."""
    return {
        word.token.stem: number
        for number, word in enumerate(wish.words)
        if word.weight >= 0.9 and word.token.stem not in common_stems() and not word.token.stem.isdigit()
    }


def words_explained(ranked: Sequence[Option], wish: Wish) -> tuple[float, float, float]:
    """How many telling words the best explains, the share only others explain, and how many nothing explains."""
    told = telling(wish)
    heard = {wish.words[n].token.stem for n in ranked[0].match.by_word}
    anywhere = {
        wish.words[n].token.stem
        for match in {o.match.resource: o.match for o in ranked}.values()
        for n in match.by_word
    }
    own = len(told.keys() & heard)
    only_others = len(told.keys() & (anywhere - heard))
    return min(8.0, own), only_others / max(len(told), 1), min(8.0, len(told.keys() - anywhere))


def said_of_levels(resource: int, wish: Wish, index: CatalogIndex) -> dict[EntitlementId, float]:
    """How much the wish says of each level of the resource that it does not say of the others."""
    own = index.spots[resource].own_words
    words = {index.vocabulary.meant(w.token): w.weight for w in wish.words if w.weight >= _HEARD}
    told = {stem: weight for stem, weight in words.items() if stem not in own and stem not in common_stems()}
    return said_of_each(index.levels(resource), told)


def foreign(wish: Wish, index: CatalogIndex) -> bool:
    """Whether a well-known product is named that is no system of this catalog."""
    words = [w.token for w in wish.words if w.weight >= 0.9]
    return any(not index.says([w.stem for w in words[a:b]]) for a, b in products_named(words))
