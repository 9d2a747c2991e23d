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
from functools import lru_cache
from itertools import pairwise

from catalog.model import Company, EntitlementId, Place, Resource, System
from intents.products import other_names
from intents.words import Token, common_stems, concepts, stem, stems, tokens

SYSTEM, RESOURCE, LEVEL, ABOUT_LEVEL, ABOUT_RESOURCE, ABOUT_SYSTEM, SCOPE = 2.2, 3.0, 1.6, 1.3, 1.3, 0.5, 0.5
"""How much a word counts, by the catalog field it stands in."""
CONCEPT = 0.42
"""What meeting only in the same field of business is worth, against the word itself."""
TYPO = 0.8
_GENERIC = 0.35
"""What an everyday word is worth even when a catalog uses it."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the message as searched: how much it counts, and where it stood."""

    token: Token
    weight: float


@dataclass(slots=True)
class Match:
    """How well one resource fits: the score, what share each word gave, and which of its names were said."""

    resource: int
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
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        self._concepts: dict[int, dict[int, float]] = defaultdict(dict)
        self._phrases: dict[tuple[str, ...], set[tuple[str, int]]] = defaultdict(set)
        self._by_initial: dict[str, list[str]] = defaultdict(list)
        self.of_system: dict[str, list[int]] = defaultdict(list)
        self.system_words: set[str] = set()
        for system in company.systems:
            for resource in system.resources:
                number = len(self.spots)
                places = tuple(company.places[e.id] for e in resource.entitlements)
                self.spots.append(Spot(system, resource, places, _own_words(system, resource)))
                self.of_system[system.id].append(number)
                self._add(number, system, resource)
        for word in self._postings:
            self._by_initial[word[0]].append(word)
        count = max(len(self.spots), 1)
        self._idf = {w: math.log(1 + count / len(p)) for w, p in self._postings.items()}
        self._concept_idf = {c: math.log(1 + count / len(p)) for c, p in self._concepts.items()}
        self.max_idf = math.log(1 + count)
        self._near: dict[str, tuple[str, float] | None] = {}

    def _add(self, number: int, system: System, resource: Resource) -> None:
        weigh: dict[str, float] = defaultdict(float)

        def words(texts: Iterable[str], weight: float) -> None:
            for text in texts:
                found = stems(text)
                for one in found:
                    weigh[one] = max(weigh[one], weight) + 0.12 * min(weigh[one], weight)
                if weight >= LEVEL:
                    for a, b in pairwise(found):
                        weigh[a + b] = max(weigh[a + b], weight)

        known_as = (system.id, system.name, *system.aliases)
        system_names = (*known_as, *other_names(known_as))
        words(system_names, SYSTEM)
        words([resource.id.partition("/")[2], resource.name, *resource.aliases], RESOURCE)
        words([resource.description], ABOUT_RESOURCE)
        words([system.description], ABOUT_SYSTEM)
        for key, rule in resource.scopes.items():
            words([key, *rule.values, *rule.aliases], SCOPE)
        for entitlement in resource.entitlements:
            words([entitlement.name, *entitlement.aliases], LEVEL)
            words([entitlement.description], ABOUT_LEVEL)
        for text, weight in ((system.name, SYSTEM), (resource.name, RESOURCE)):
            initials = "".join(
                w[0] for w in text.lower().split() if w[0].isalpha() and w not in {"and", "of", "the"}
            )
            if 2 <= len(initials) <= 5:
                weigh.setdefault(initials, 0.6 * weight)
        self._name(number, "system", *system_names)
        self._name(number, "resource", resource.id.partition("/")[2], resource.name, *resource.aliases)
        everyday = common_stems()
        about: dict[int, float] = defaultdict(float)
        for word, weight in weigh.items():
            self._postings[word][number] = weight * (_GENERIC if word in everyday else 1)
            for concept in concepts().get(word, ()):
                about[concept] = max(about[concept], weight)
        for concept, weight in about.items():
            self._concepts[concept][number] = weight

    def _name(self, number: int, kind: str, *names: str) -> None:
        for name in names:
            words = tuple(stems(name))
            if words and (len(words) > 1 or words[0] not in common_stems()):
                self._phrases[words].add((kind, number))
                if kind == "system":
                    self.system_words.update(words)
                if len(words) == 2:
                    self._phrases[("".join(words),)].add((kind, number))

    def knows(self, word: str) -> bool:
        """Whether the catalog uses this stem."""
        return word in self._postings

    def near(self, token: Token) -> tuple[str, float] | None:
        """The catalog's word for a misspelt one, and how alike they are from 0 to 1."""
        word = token.stem
        if word not in self._near:
            if len(self._near) > 20_000:
                self._near.clear()
            self._near[word] = self._nearest(token)
        return self._near[word]

    def _nearest(self, token: Token) -> tuple[str, float] | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        word = token.stem
        if len(word) < 4 or not word.isalpha() or word in common_stems() or word in concepts():
            return None
        length = len(word)
        pool = [w for w in self._by_initial.get(word[0], ()) if abs(len(w) - length) <= 2 and w.isalpha()]
        best = process.extractOne(
            word, pool, scorer=OSA.normalized_similarity, score_cutoff=0.72 if length > 5 else 0.75
        )
        return (best[0], best[1]) if best else None

    def search(self, words: Sequence[Word]) -> list[Match]:
        """The resources that share words with the message, best first."""
        found: dict[int, Match] = {}
        for number, word in enumerate(words):
            for resource, score in self._contributions(word).items():
                match = found.get(resource)
                if match is None:
                    match = found[resource] = Match(resource)
                match.by_word[number] = score
        self._say_names(words, found)
        for match in found.values():
            # The same word said again adds little.
            best: dict[str, float] = {}
            for number, score in match.by_word.items():
                key = words[number].token.stem
                best[key] = max(best.get(key, 0.0), score)
            match.score = sum(best.values()) * (1.15 if match.named else 1.0)
        named_systems = {self.spots[m.resource].system.id for m in found.values() if m.system_named}
        if named_systems:
            for match in found.values():
                if not match.system_named:
                    match.score *= 0.62 if match.named else 0.5
        return sorted(found.values(), key=lambda m: (-m.score, m.resource))

    def _contributions(self, word: Word) -> dict[int, float]:
        token, weight = word.token, word.weight
        if weight <= 0:
            return {}
        meant, factor = token.stem, 1.0
        if meant not in self._postings:
            near = self.near(token)
            if near is not None:
                meant, factor = near[0], TYPO * near[1]
        result: dict[int, float] = {}
        everyday = token.stem in common_stems()
        if not everyday:
            for concept in concepts().get(meant, ()):
                rate = CONCEPT * weight * self._concept_idf.get(concept, 0.0)
                for resource, share in self._concepts.get(concept, {}).items():
                    result[resource] = max(result.get(resource, 0.0), rate * share)
        rate = factor * weight * self._idf.get(meant, 0.0)
        for resource, share in self._postings.get(meant, {}).items():
            result[resource] = max(result.get(resource, 0.0), rate * share)
        return result

    def _say_names(self, words: Sequence[Word], found: dict[int, Match]) -> None:
        said: list[str] = []
        for word in words:
            near = None if word.token.stem in self._postings else self.near(word.token)
            said.append(near[0] if near else word.token.stem)
        for size in range(1, 5):
            for at in range(len(said) - size + 1):
                hits = self._phrases.get(tuple(said[at : at + size]))
                if not hits or min(w.weight for w in words[at : at + size]) < 0.4:
                    continue
                for kind, number in hits:
                    match = found.setdefault(number, Match(number))
                    if kind == "system":
                        match.system_named = True
                        continue
                    match.named = True
                    if size > 1:
                        bonus = 0.35 * RESOURCE * self.max_idf * min(w.weight for w in words[at : at + size])
                        match.by_word[at] = match.by_word.get(at, 0.0) + bonus

    def rarity(self, word: str) -> float:
        """How telling a stem is in this catalog, from 0 (everyday) to 1 (one resource only, or unknown)."""
        if word in common_stems():
            return 0.0
        return self._idf.get(word, self.max_idf) / self.max_idf if self.max_idf else 0.0


def _own_words(system: System, resource: Resource) -> frozenset[str]:
    names = (
        system.id,
        system.name,
        *system.aliases,
        *other_names((system.id, system.name)),
        resource.id,
        resource.name,
        *resource.aliases,
    )
    return frozenset(word for name in names for word in stems(name))


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


@lru_cache(maxsize=65536)
def level_words(
    name: str, aliases: tuple[str, ...], description: str
) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of an entitlement's own names, and of its description without everyday words."""
    names = frozenset(stem(t.word) for text in (name, *aliases) for t in tokens(text))
    return names, frozenset(s for s in stems(description) if s not in common_stems())


def entitlements(matches: Iterable[Match], index: CatalogIndex) -> list[EntitlementId]:
    """The ids behind the matches, in their order."""
    return [place.entitlement.id for match in matches for place in index.spots[match.resource].places]
