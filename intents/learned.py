"""What people here call things: words learned from the requests they confirmed or corrected.

A word stands for a resource once two people meant that resource by it; how often one of them says so makes no
difference, and what one person alone says has no part in any figure, so nobody can teach the assistant alone.
What is learned only adds to the ranking of what a person may see anyway, at less than a name in the catalog.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

from catalog.model import Company, EntitlementId, PersonId, Resource
from catalog.per_company import once_per_company
from intents.catalog_words import SYSTEM, word_weights
from intents.engines.builtin.actions import action_of
from intents.passages import Role, clauses
from intents.roster import roster
from intents.scopes import said_scopes
from intents.words import MAX_READ, Token, common_stems, stems, tokens

PEOPLE = 2
"""How many people must mean the same resource by a word."""
LEARNED = 2.0
"""The most a learned word counts; below the name of a system (2.2) and of a resource (3.0)."""
SURE_FROM = math.log(3)
"""The smoothed log-odds from which a word speaks for one resource rather than for the others it is used for."""
_SMOOTHING = 0.5
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Example:
    """One request as it was sent: the words, and what was meant by them."""

    person: PersonId
    text: str
    entitlements: tuple[EntitlementId, ...]


@dataclass(frozen=True, slots=True, order=True)
class Association:
    """A word that people here use for a resource."""

    resource: str
    word: str
    """The stem."""
    written: str
    """As most of them write it."""
    people: int
    """How many people said so."""
    weight: float
    """What it counts, on the scale of the catalog's own words."""
    levels: tuple[EntitlementId, ...] = ()
    """The entitlements that at least two of them meant by it; only these may be proposed because of the word."""


@dataclass(frozen=True)
class Learned:
    """Everything learned so far about one company's words."""

    associations: tuple[Association, ...] = ()

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, float]]:
        """The weight of each word by resource id."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for one in self.associations:
            found[one.word][one.resource] = one.weight
        return found

    @cached_property
    def _taught(self) -> Mapping[EntitlementId, frozenset[str]]:
        words: dict[EntitlementId, set[str]] = defaultdict(set)
        for one in self.associations:
            for level in one.levels:
                words[level].add(one.word)
        return {level: frozenset(said) for level, said in words.items()}

    def says(self, text: str, entitlement: EntitlementId) -> bool:
        """Whether a word of the text was taught for just this entitlement."""
        return not self._taught.get(entitlement, frozenset()).isdisjoint(stems(text))

    @cached_property
    def version(self) -> str:
        """The same for the same associations."""
        return hashlib.sha256(json.dumps(self.as_rows()).encode()).hexdigest()

    def as_rows(self) -> list[dict[str, object]]:
        """As plain data, to be kept."""
        return [asdict(one) for one in self.associations]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, object]]) -> Learned:
        """From what `as_rows` gave. Raises TypeError for anything else."""
        return cls(
            tuple(Association(**{**row, "levels": tuple(row["levels"])}) for row in rows)  # type: ignore[arg-type]
        )


def learn(examples: Iterable[Example], company: Company) -> Learned:
    """What these requests teach about the words of a company; resources that are gone drop out."""
    words = _words_of(company)
    voices: dict[tuple[str, str], _Voices] = defaultdict(_Voices)
    for example in examples:
        places = [company.places[one] for one in example.entitlements if one in company.places]
        # With several things in one message, nobody knows which word was for which.
        if len(places) != len(example.entitlements) or len({place.resource.id for place in places}) != 1:
            continue
        for token in words.telling(example.text, places[0].resource):
            said = voices[token.stem, places[0].resource.id]
            said.written.setdefault(example.person, token.word)
            for place in places:
                said.meant[place.entitlement.id].add(example.person)
    return Learned(tuple(sorted(_associations(voices))))


class _Voices:
    """Who used one word for one resource: how each wrote it, and who meant which entitlement."""

    def __init__(self) -> None:
        self.written: dict[PersonId, str] = {}
        self.meant: dict[EntitlementId, set[PersonId]] = defaultdict(set)


def _associations(voices: Mapping[tuple[str, str], _Voices]) -> Iterator[Association]:
    """The pairs of word and resource that stand out."""
    heard = {pair: said for pair, said in voices.items() if len(said.written) >= PEOPLE}
    total: Counter[str] = Counter()
    for (word, _), said in heard.items():
        total[word] += len(said.written)
    for (word, resource), said in heard.items():
        people, others = len(said.written), total[word] - len(said.written)
        if math.log((people + _SMOOTHING) / (others + _SMOOTHING)) < SURE_FROM:
            continue
        spellings = Counter(said.written.values())
        written = min(spellings, key=lambda one: (-spellings[one], one))
        weight = round(LEARNED * people / (people + 1) * people / total[word], 4)
        levels = tuple(sorted(level for level, by in said.meant.items() if len(by) >= PEOPLE))
        yield Association(resource, word, written, people, weight, levels)


class _Words:
    """Which words of a message may come to stand for something in this company."""

    def __init__(self, company: Company) -> None:
        self._roster = roster(company)
        self._own: dict[str, Mapping[str, float]] = {}
        names: set[str] = set()
        for system in company.systems:
            for resource in system.resources:
                self._own[resource.id] = own = word_weights(system, resource)
                names |= {word for word, weight in own.items() if weight >= SYSTEM}
                names |= {word for key in resource.scopes for word in stems(key)}
        self._names = frozenset(names)

    def telling(self, text: str, resource: Resource) -> list[Token]:
        """The words of the wish that are neither everyday words, verbs, people, scopes nor names in the catalog."""
        text = text[:MAX_READ]
        # What surrounds the wish (background, reasons, quotations, orders) names other things.
        own = [(c.start, c.end) for c in clauses(text) if c.role is Role.WISH]
        taken = [(n.start, n.end) for n in self._roster.named(text)]
        taken += [(s.start, s.end) for s in said_scopes(resource, text)]
        return [
            token
            for token in tokens(text)
            if len(token.stem) >= _SHORTEST
            and token.stem.isalpha()
            and token.stem not in common_stems()
            and token.stem not in self._names
            and self._own[resource.id].get(token.stem, 0.0) < LEARNED
            and action_of(token.stem) is None
            and any(start <= token.start < end for start, end in own)
            and not any(start <= token.start < end for start, end in taken)
        ]


@once_per_company
def _words_of(company: Company) -> _Words:
    """Every training asks for them, and the names of a whole catalog take a while to go through."""
    return _Words(company)
