"""The entitlements a message may be about, best first: an inverted index over the words of a catalog.

One index a company version. Words of names weigh more than words of descriptions; a word that is rare in this
catalog weighs more than one that is everywhere; initials stand for names. Nothing here knows who may see what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from threading import Lock

from catalog.model import Company, EntitlementId, Place, Resource, System
from intents.admitted import Admitted
from intents.catalog_names import Names
from intents.catalog_senses import Beside, CatalogSenses
from intents.catalog_words import (
    RESOURCE,
    own_words,
    resource_names,
    says_whole,
    system_names,
    word_weights,
    written_words,
)
from intents.coded_values import CodedValues
from intents.levels import Levels, levels_of
from intents.teaching import taught_index
from intents.vocabulary import Vocabulary
from intents.word_scores import WordScores
from intents.words import Token, common_stems, tokens

GENERIC = 0.35
"""What an everyday word is worth even when a catalog uses it."""
RELATIVE, STRENGTH = 1.4, 4.5
"""What a resource's score counts against the best one's, and against the names of rare words."""
BOTH_ALIKE = 15.0
"""What likeness by meaning counts beside them when resources are put in order."""
ALIKE = 20
"""How many resources are looked at for their meaning alone."""


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
    phrase: bool = False
    """That name is of several words and was said whole."""
    system_named: bool = False
    likeness: tuple[float, ...] = ()
    """How alike the wish and each level are by meaning, -1 to 1, in the order of the levels."""
    standing: float = 0.0
    """How far the most alike level stands out of the catalog's likenesses, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A resource in the index, with the places of its entitlements."""

    system: System
    resource: Resource
    places: tuple[Place, ...]
    own_words: frozenset[str]
    """The stems of the names of system and resource, which say nothing about a level."""
    admitted: float
    """The share of the people who may have its most open level."""


class CatalogIndex:
    """Everything needed to find the resources that a few words are about."""

    def __init__(self, company: Company) -> None:
        self.spots: list[Spot] = []
        words: dict[str, dict[int, float]] = defaultdict(dict)
        written: dict[str, str] = {}
        names = Names()
        self._levels: list[Levels] = []
        admitted = Admitted(company.people.values())
        for system in company.systems:
            for resource in system.resources:
                number = len(self.spots)
                places = tuple(company.places[e.id] for e in resource.entitlements)
                own = own_words(system, resource)
                self.spots.append(Spot(system, resource, places, own, admitted.share(places)))
                self._levels.append(levels_of(places))
                names.add(number, "system", *system_names(system))
                names.add(number, "resource", *resource_names(resource))
                written.update(written_words(system, resource))
                for word, weight in word_weights(system, resource).items():
                    words[word][number] = weight * (GENERIC if word in common_stems() else 1)
        self.vocabulary = Vocabulary(words, written, len(self.spots))
        self.max_idf = self.vocabulary.max_idf
        codes = CodedValues([spot.resource for spot in self.spots])
        self._words = WordScores(self.vocabulary, names, codes, len(self.spots))
        self._senses = CatalogSenses([spot.places for spot in self.spots])

    def taught(self, learned: Mapping[str, Mapping[str, float]]) -> CatalogIndex:
        """The same index with words that people use beside the catalog's: the weight of each word by resource id."""
        numbers = {spot.resource.id: number for number, spot in enumerate(self.spots)}
        index = copy(self)
        index.vocabulary = self.vocabulary.taught(
            {
                word: {numbers[one]: weight for one, weight in weights.items() if one in numbers}
                for word, weights in learned.items()
            }
        )
        index._words = replace(self._words, vocabulary=index.vocabulary)
        return index

    def levels(self, resource: int) -> Levels:
        """The levels of a resource, by its number."""
        return self._levels[resource]

    def says(self, name: Sequence[str]) -> bool:
        """Whether the catalog says a name, given in stems, anywhere as a whole: `Power BI`, not `power` and `BI`."""
        if len(name) == 1:
            return self.vocabulary.knows(name[0])
        spots = (self.spots[number] for number in self.vocabulary.together(name))
        return any(says_whole(spot.system, spot.resource, name) for spot in spots)

    @property
    def by_meaning(self) -> bool:
        """Whether what a message means counts for what is found."""
        return self._senses.known

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Prepares texts that `search` will be asked about, in one go."""
        self._senses.read_ahead(texts)

    def beside(self, about: str, entitlements: Sequence[EntitlementId]) -> Beside | None:
        """What comes of reading a text and each of these entitlements side by side; None where meanings are not known."""
        return self._senses.beside(about, entitlements)

    def strongest(self, words: Sequence[Word]) -> float:
        """The best score that any resource has by these words alone; 0 where none has any."""
        return float(self._words.of(words).scores.max(initial=0.0))

    def search(self, words: Sequence[Word], about: str = "", limit: int = 64) -> list[Match]:
        """The resources that share most with the message in words, at most `limit`, and those most alike by what
        `about` means, best first by both.
        """
        import numpy as np

        said = self._words.of(words)
        scores = said.scores
        best = np.argpartition(-scores, limit)[:limit] if len(scores) > limit else np.arange(len(scores))
        ranked = sorted((int(r) for r in best if scores[r] > 0), key=lambda r: (-scores[r], r))
        alike = self._senses.likeness(about, ranked)
        ranked = list(dict.fromkeys([*ranked, *self._senses.nearest(alike, ALIKE)]))
        if alike is not None:
            best_score = max(float(scores.max()), 1e-9)
            both = scores * (RELATIVE / best_score + STRENGTH / (3 * RESOURCE * self.max_idf))
            both = both + BOTH_ALIKE * self._senses.best(alike)
            ranked.sort(key=lambda r: -both[r])
        matches = {
            r: Match(
                r,
                float(scores[r]),
                named=r in said.named,
                phrase=r in said.bonus,
                system_named=r in said.of_system,
                likeness=self._senses.of(r, alike),
            )
            for r in ranked
        }
        if alike is not None:
            mean, spread = float(alike.mean()), max(float(alike.std()), 1e-6)
            for match in matches.values():
                match.standing = (max(match.likeness, default=mean) - mean) / spread
        self._words.share_out(matches, words, said)
        return list(matches.values())

    def names_met(self, words: Sequence[Word]) -> Iterator[tuple[str, int, range]]:
        """The names said, shorter ones first: of a `system` or a `resource`, for which resource, and by which words."""
        return self._words.names_met(words)


_indexes: dict[str, CatalogIndex] = {}
_building = Lock()


def index_of(company: Company) -> CatalogIndex:
    """The company's index, built once for each version of the company, with what its people taught."""
    found = taught_index(company.version) or _indexes.get(company.version)
    if found is not None:
        return found
    with _building:
        if company.version not in _indexes:
            if len(_indexes) >= 4:
                _indexes.pop(next(iter(_indexes)))
            _indexes[company.version] = CatalogIndex(company)
        return _indexes[company.version]


def weigh(text: str, weight: Callable[[Token], float]) -> list[Word]:
    """The words of a text with the weight a caller gives each."""
    return [Word(token, weight(token)) for token in tokens(text)]
