"""The words of one catalog: which resources each stands for, how telling it is, and what a misspelt one most likely is.

Words of the same field of business meet at a discount; a word the catalog does not use meets its nearest
neighbour among the words it does.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy

from intents.sparse import Sparse, holds, sparse, strongest
from intents.words import Token, common_stems, concepts, squeezed

CONCEPT = 0.42
"""What meeting only in the same field of business is worth, against the word itself."""
TYPO = 0.8
ALIKE = 0.8
"""How alike a misspelt word and a word of the catalog must be: one slip in five letters."""
REMEMBERED = 20_000
"""Words whose look-up is kept; people repeat themselves, and a stranger's words must not fill the memory."""


class Vocabulary:
    """What each word gives to each resource."""

    def __init__(
        self, words: Mapping[str, Mapping[int, float]], surfaces: Mapping[str, str], count: int
    ) -> None:
        """`words` gives each stem its weight by resource, `surfaces` the stem of each word as it is written."""
        count = max(count, 1)
        self.max_idf = math.log(1 + count)
        self._idf = {word: math.log(1 + count / len(posting)) for word, posting in words.items()}
        self._postings = {word: sparse(posting, self._idf[word]) for word, posting in words.items()}
        self._fields = {
            concept: sparse(posting, CONCEPT * math.log(1 + count / len(posting)))
            for concept, posting in _by_field(words).items()
        }
        self._by_initial: dict[str, dict[str, str]] = defaultdict(dict)
        for written, meant in [*((word, word) for word in words), *surfaces.items()]:
            if written.isalpha():
                self._by_initial[written[0]][written] = meant
        self._near: dict[str, tuple[str, float] | None] = {}
        self._found: dict[str, Sparse] = {}
        self._count = count
        self._learned: dict[str, Sparse] = {}

    def taught(self, learned: Mapping[str, Mapping[int, float]]) -> Vocabulary:
        """The same vocabulary with words that people use: they count only as they are, for what they were learned for."""
        known = copy(self)
        known._near, known._found = {}, {}
        known._learned = {
            word: sparse(posting, math.log(1 + self._count / len(posting)))
            for word, posting in learned.items()
            if posting
        }
        return known

    def knows(self, word: str) -> bool:
        """Whether the catalog uses this stem."""
        return word in self._postings

    def together(self, words: Iterable[str]) -> list[int]:
        """The resources for which the catalog uses all of these stems."""
        found = [set(posting[0].tolist()) if (posting := self._postings.get(w)) else set() for w in words]
        return sorted(set.intersection(*found)) if found else []

    def says(self, resource: int, word: str) -> bool:
        """Whether the catalog, or people here, use this very stem for that resource."""
        postings = (self._postings.get(word), self._learned.get(word))
        return any(posting is not None and holds(posting[0], resource) for posting in postings)

    def meant(self, token: Token) -> str:
        """The stem as the catalog spells it."""
        if token.stem in self._postings:
            return token.stem
        near = self.near(token)
        return near[0] if near else token.stem

    def near(self, token: Token) -> tuple[str, float] | None:
        """The catalog's word for a misspelt one, and how alike they are from 0 to 1."""
        if token.word not in self._near:
            if len(self._near) > REMEMBERED:
                self._near.clear()
            self._near[token.word] = self._nearest(token)
        return self._near[token.word]

    def _nearest(self, token: Token) -> tuple[str, float] | None:
        """By stem and as written: a slip in an ending keeps the stem from being found."""
        if not token.stem.isalpha() or token.stem in common_stems() or token.stem in concepts():
            return None
        found = [
            near for word in dict.fromkeys((token.stem, squeezed(token.word))) if (near := self._alike(word))
        ]
        return max(found, key=lambda near: near[1]) if found else None

    def _alike(self, word: str) -> tuple[str, float] | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if len(word) < 4:
            return None
        written = self._by_initial.get(word[0], {})
        pool = [one for one in written if abs(len(one) - len(word)) <= 2]
        best = process.extractOne(word, pool, scorer=OSA.normalized_similarity, score_cutoff=ALIKE)
        return (written[best[0]], best[1]) if best else None

    def contribution(self, token: Token) -> Sparse:
        """What one word gives to each resource at full weight: the word itself, or its field of business."""
        known = self._found.get(token.word)
        if known is None:
            if len(self._found) > REMEMBERED:
                self._found.clear()
            known = self._found[token.word] = self._look_up(token)
        return known

    def _look_up(self, token: Token) -> Sparse:
        meant, factor = token.stem, 1.0
        found: list[Sparse] = [self._learned[meant]] if meant in self._learned else []
        if meant not in self._postings and not found:
            near = self.near(token)
            if near is not None:
                meant, factor = near[0], TYPO * near[1]
        if meant in self._postings:
            where, values = self._postings[meant]
            found.append((where, values * factor))
        if token.stem not in common_stems():
            found += [self._fields[c] for c in concepts().get(meant, ()) if c in self._fields]
        return strongest(found)

    def rarity(self, word: str) -> float:
        """How telling a stem is in this catalog, from 0 (everyday) to 1 (one resource only, or unknown)."""
        if word in common_stems():
            return 0.0
        return self._idf.get(word, self.max_idf) / self.max_idf


def _by_field(words: Mapping[str, Mapping[int, float]]) -> dict[int, dict[int, float]]:
    """For each field of business the heaviest weight of any of its words, by resource."""
    fields: dict[int, dict[int, float]] = defaultdict(dict)
    for word, posting in words.items():
        for concept in concepts().get(word, ()):
            known = fields[concept]
            for number, weight in posting.items():
                known[number] = max(known.get(number, 0.0), weight)
    return fields
