"""The entitlements a message may be about, best first: an inverted index over the words of a catalog.

One index a company version. Words of names weigh more than words of descriptions; a word that is rare in this
catalog weighs more than one that is everywhere; misspelt words meet their nearest neighbour; words of the same
field of business meet at a discount; initials stand for names. Nothing here knows who may see what.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from catalog.model import Company, Place, Resource, System
from intents.catalog_words import RESOURCE, own_words, resource_names, system_names, word_weights
from intents.levels import Levels, levels_of
from intents.sparse import Sparse, sparse, strongest, values_at
from intents.words import Token, common_stems, concepts, stems, tokens

CONCEPT = 0.42
"""What meeting only in the same field of business is worth, against the word itself."""
TYPO = 0.8
GENERIC = 0.35
"""What an everyday word is worth even when a catalog uses it."""
PHRASE = 0.35
"""What a name of several words adds when it is said whole."""
OTHER_SYSTEM, OTHER_SYSTEM_NAMED = 0.5, 0.62
"""What is left of a resource's score when another system was named, or another system but this resource."""
NAMED_FROM = 0.4
"""The weight from which a word counts as naming something."""
ALIKE = 0.8
"""How alike a misspelt word and a word of the catalog must be: one slip in five letters."""
REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the message as searched: how much it counts, and where it stood."""

    token: Token
    weight: float


@dataclass(slots=True)
class Match:
    """How well one resource fits: the score, what share each word gave, and which of its names were said."""

    resource: int
    """Its number in the index."""
    score: float = 0.0
    by_word: dict[int, float] = field(default_factory=dict)
    named: bool = False
    """A name or alias of the resource itself was said."""
    system_named: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A resource in the index, with the places of its entitlements."""

    system: System
    resource: Resource
    places: tuple[Place, ...]
    own_words: frozenset[str]
    """The stems of the names of system and resource, which say nothing about a level."""


class CatalogIndex:
    """Everything needed to find the resources that a few words are about."""

    def __init__(self, company: Company) -> None:
        self.spots: list[Spot] = []
        words: dict[str, dict[int, float]] = defaultdict(dict)
        fields: dict[int, dict[int, float]] = defaultdict(dict)
        self._phrases: dict[tuple[str, ...], set[tuple[str, int]]] = defaultdict(set)
        for system in company.systems:
            for resource in system.resources:
                number = len(self.spots)
                places = tuple(company.places[e.id] for e in resource.entitlements)
                self.spots.append(Spot(system, resource, places, own_words(system, resource)))
                self._name(number, "system", *system_names(system))
                self._name(number, "resource", *resource_names(resource))
                for word, weight in word_weights(system, resource).items():
                    words[word][number] = weight * (GENERIC if word in common_stems() else 1)
                    for concept in concepts().get(word, ()):
                        fields[concept][number] = max(fields[concept].get(number, 0.0), weight)
        count = max(len(self.spots), 1)
        self.max_idf = math.log(1 + count)
        self._idf = {word: math.log(1 + count / len(posting)) for word, posting in words.items()}
        self._postings = {word: sparse(posting, self._idf[word]) for word, posting in words.items()}
        self._fields = {
            concept: sparse(posting, CONCEPT * math.log(1 + count / len(posting)))
            for concept, posting in fields.items()
        }
        self._by_initial: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._by_initial[word[0]].append(word)
        self._near: dict[str, tuple[str, float] | None] = {}
        self._found: dict[str, Sparse] = {}
        self._levels: dict[int, Levels] = {}

    def _name(self, number: int, kind: str, *names: str) -> None:
        for name in names:
            words = tuple(stems(name))
            if words and (len(words) > 1 or words[0] not in common_stems()):
                self._phrases[words].add((kind, number))
                if len(words) == 2:
                    self._phrases[("".join(words),)].add((kind, number))

    def levels(self, resource: int) -> Levels:
        """The levels of a resource, by its number."""
        if resource not in self._levels:
            if len(self._levels) > REMEMBERED:
                self._levels.clear()
            self._levels[resource] = levels_of(self.spots[resource].places)
        return self._levels[resource]

    def knows(self, word: str) -> bool:
        """Whether the catalog uses this stem."""
        return word in self._postings

    def near(self, token: Token) -> tuple[str, float] | None:
        """The catalog's word for a misspelt one, and how alike they are from 0 to 1."""
        word = token.stem
        if word not in self._near:
            if len(self._near) > REMEMBERED:
                self._near.clear()
            self._near[word] = self._nearest(word)
        return self._near[word]

    def _nearest(self, word: str) -> tuple[str, float] | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if len(word) < 4 or not word.isalpha() or word in common_stems() or word in concepts():
            return None
        length = len(word)
        pool = [w for w in self._by_initial.get(word[0], ()) if abs(len(w) - length) <= 2 and w.isalpha()]
        best = process.extractOne(word, pool, scorer=OSA.normalized_similarity, score_cutoff=ALIKE)
        return (best[0], best[1]) if best else None

    def search(self, words: Sequence[Word], limit: int = 64) -> list[Match]:
        """The resources that share words with the message, best first, at most `limit`."""
        import numpy as np

        heaviest: dict[str, int] = {}
        for number, word in enumerate(words):
            # The same word said again adds nothing.
            known = heaviest.get(word.token.stem)
            if word.weight > 0 and (known is None or word.weight > words[known].weight):
                heaviest[word.token.stem] = number
        scores = np.zeros(len(self.spots))
        for number in heaviest.values():
            where, values = self._contribution(words[number].token)
            scores[where] += words[number].weight * values
        named, of_system, bonus = self._names_said(words)
        for resource, (_, extra) in bonus.items():
            scores[resource] += extra
        boosted = np.fromiter(named, dtype=np.int64, count=len(named))
        scores[boosted] *= 1.15
        if of_system:
            others = np.full(len(self.spots), OTHER_SYSTEM)
            others[boosted] = OTHER_SYSTEM_NAMED
            others[np.fromiter(of_system, dtype=np.int64, count=len(of_system))] = 1.0
            scores *= others
        best = np.argpartition(-scores, limit)[:limit] if len(scores) > limit else np.arange(len(scores))
        ranked = sorted((int(r) for r in best if scores[r] > 0), key=lambda r: (-scores[r], r))
        matches = {
            r: Match(r, float(scores[r]), named=r in named, system_named=r in of_system) for r in ranked
        }
        self._share_out(matches, words, heaviest.values(), bonus)
        return list(matches.values())

    def _share_out(
        self,
        matches: dict[int, Match],
        words: Sequence[Word],
        numbers: Iterable[int],
        bonus: dict[int, tuple[int, float]],
    ) -> None:
        """What each word gave to each of the matches."""
        import numpy as np

        wanted = np.array(sorted(matches), dtype=np.int64)
        for number in numbers:
            where, values = self._contribution(words[number].token)
            if not len(where):
                continue
            for resource, value in values_at(where, values, wanted):
                matches[resource].by_word[number] = value * words[number].weight
        for resource, (number, extra) in bonus.items():
            if resource in matches:
                by_word = matches[resource].by_word
                by_word[number] = by_word.get(number, 0.0) + extra

    def _contribution(self, token: Token) -> Sparse:
        """What one word gives to each resource at full weight: the word itself, or its field of business."""
        known = self._found.get(token.stem)
        if known is None:
            if len(self._found) > REMEMBERED:
                self._found.clear()
            known = self._found[token.stem] = self._look_up(token)
        return known

    def _look_up(self, token: Token) -> Sparse:
        meant, factor = token.stem, 1.0
        if meant not in self._postings:
            near = self.near(token)
            if near is not None:
                meant, factor = near[0], TYPO * near[1]
        found: list[Sparse] = []
        if meant in self._postings:
            where, values = self._postings[meant]
            found.append((where, values * factor))
        if token.stem not in common_stems():
            found += [self._fields[c] for c in concepts().get(meant, ()) if c in self._fields]
        return strongest(found)

    def _names_said(self, words: Sequence[Word]) -> tuple[set[int], set[int], dict[int, tuple[int, float]]]:
        """Resources whose name was said, resources whose system was, and what whole phrases add (word, score)."""
        said: list[str] = []
        for word in words:
            near = None if word.token.stem in self._postings else self.near(word.token)
            said.append(near[0] if near else word.token.stem)
        named: set[int] = set()
        of_system: set[int] = set()
        bonus: dict[int, tuple[int, float]] = {}
        for size in range(1, 5):
            for at in range(len(said) - size + 1):
                hits = self._phrases.get(tuple(said[at : at + size]))
                weight = min(w.weight for w in words[at : at + size])
                if not hits or weight < NAMED_FROM:
                    continue
                for kind, number in hits:
                    (of_system if kind == "system" else named).add(number)
                    if kind == "resource" and size > 1:
                        extra = PHRASE * RESOURCE * self.max_idf * weight
                        bonus[number] = (at, bonus.get(number, (at, 0.0))[1] + extra)
        return named, of_system, bonus

    def rarity(self, word: str) -> float:
        """How telling a stem is in this catalog, from 0 (everyday) to 1 (one resource only, or unknown)."""
        if word in common_stems():
            return 0.0
        return self._idf.get(word, self.max_idf) / self.max_idf if self.max_idf else 0.0


_indexes: dict[str, CatalogIndex] = {}


def index_of(company: Company) -> CatalogIndex:
    """The company's index, built once for each version of the company."""
    if company.version not in _indexes:
        if len(_indexes) >= 4:
            _indexes.pop(next(iter(_indexes)))
        _indexes[company.version] = CatalogIndex(company)
    return _indexes[company.version]


def weigh(text: str, weight: Callable[[Token], float]) -> list[Word]:
    """The words of a text with the weight a caller gives each."""
    return [Word(token, weight(token)) for token in tokens(text)]
