"""Finding an entitlement by a few typed letters: what stands behind the searchable picker.

Lexical and forgiving: words in any order, beginnings of words, small slips, names, aliases, ids and
descriptions. It looks only among what the person may see. The index is built once for each company; a
keystroke then costs a look at the vocabulary and at the entitlements whose words match.
"""

from __future__ import annotations

import re
import unicodedata
import weakref
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from catalog.model import Company, EntitlementId, Person, Place

_WORD = re.compile(r"\w+")
_LEVEL, _RESOURCE, _SYSTEM, _PROSE = 1.0, 1.0, 0.9, 0.35
"""What a word found in that part of an entitlement's description weighs."""
_ALIAS = 0.95
"""An alias is worth a little less than the name it stands beside."""
_WHOLE, _BEGINNING, _INSIDE, _SLIP = 1.0, 0.85, 0.5, 0.6
"""What a typed word is worth when it is the word, begins it, stands within it, or nearly is it."""
_SLIPS_FROM = 4
"""Letters; shorter words are too near to each other for slips to mean anything."""
_SLIP_CUTOFF = 75.0


class CatalogSearch:
    """The search index of one company."""

    def __init__(self, company: Company) -> None:
        self._places = tuple(company.places.values())
        self._company = weakref.ref(company)
        self._phrases = [_phrases(place) for place in self._places]
        postings: dict[str, dict[int, float]] = {}
        for number, place in enumerate(self._places):
            for word, weight in _words_of(place):
                weights = postings.setdefault(word, {})
                weights[number] = max(weight, weights.get(number, 0.0))
        self._postings = postings
        self._vocabulary = list(postings)
        self._visible: dict[tuple[str, str], frozenset[int]] = {}
        self._holders = _holders(company)

    def find(self, person: Person, query: str, limit: int = 20) -> list[Place]:
        """The entitlements this person may see that fit the query best, best first.

        Words that fit nothing are passed over; the others must all fit, unless nothing fits them all. An empty query gives what colleagues in
        the same department hold most, then what anybody holds, with what the person holds already at the end.
        """
        visible = self._visible_to(person)
        typed = _folded(query)
        words = list(dict.fromkeys(_WORD.findall(typed)))[:12]
        if not words:
            return [self._places[number] for number in self._by_custom(person, visible)[:limit]]
        scores = self._scores(words, visible)
        phrase = " ".join(_WORD.findall(typed))
        for number in scores:
            scores[number] += _phrase_bonus(phrase, self._phrases[number])
        best = sorted(scores, key=lambda number: (-round(scores[number], 6), number))
        return [self._places[number] for number in best[:limit]]

    def _scores(self, words: list[str], visible: frozenset[int]) -> dict[int, float]:
        total: dict[int, float] | None = None
        for word in words:
            found = self._found(word, visible)
            if not found:
                continue  # "please" is no word of any catalog and must not empty the list
            if total is None:
                total = found
            elif both := {number: total[number] + found[number] for number in total.keys() & found.keys()}:
                total = both
            else:
                total = {
                    n: 0.5 * (total.get(n, 0.0) + found.get(n, 0.0)) for n in total.keys() | found.keys()
                }
        return total or {}

    def _found(self, word: str, visible: frozenset[int]) -> dict[int, float]:
        """What fits one typed word; slips of the finger are looked for only where nothing fits as typed."""
        for alike in (self._as_typed, self._nearly):
            found: dict[int, float] = {}
            for known, likeness in alike(word).items():
                for number, weight in self._postings[known].items():
                    if number in visible:
                        found[number] = max(found.get(number, 0.0), likeness * weight)
            if found:
                return found
        return {}

    def _as_typed(self, word: str) -> dict[str, float]:
        alike: dict[str, float] = {}
        for known in self._vocabulary:
            if known == word:
                alike[known] = _WHOLE
            elif known.startswith(word):
                alike[known] = _BEGINNING
            elif len(word) > 2 and word in known:
                alike[known] = _INSIDE
        return alike

    def _nearly(self, word: str) -> dict[str, float]:
        if len(word) < _SLIPS_FROM:
            return {}
        near = process.extract(
            word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_SLIP_CUTOFF, limit=None
        )
        return {known: _SLIP * likeness / 100 for known, likeness, _ in near}

    def _visible_to(self, person: Person) -> frozenset[int]:
        # Audiences look at nothing but these two, so people who share them see the same.
        key = (person.department, person.employment.value)
        if key not in self._visible:
            self._visible[key] = frozenset(
                number
                for number, place in enumerate(self._places)
                if place.entitlement.audience.admits(person)
            )
        return self._visible[key]

    def _by_custom(self, person: Person, visible: Iterable[int]) -> list[int]:
        in_department = self._holders.get(person.department, {})
        anywhere = self._holders[None]
        company = self._company()
        held = {holding.entitlement for holding in company.holdings_of(person.id)} if company else set()

        def rank(number: int) -> tuple[bool, int, int, int]:
            entitlement = self._places[number].entitlement.id
            return (
                entitlement in held,
                -in_department.get(entitlement, 0),
                -anywhere.get(entitlement, 0),
                number,
            )

        return sorted(visible, key=rank)


_indexes: dict[int, tuple[weakref.ref[Company], CatalogSearch]] = {}


def search(company: Company, person: Person, query: str, limit: int = 20) -> list[Place]:
    """`CatalogSearch.find` on the company's own index, which the first call builds."""
    kept = _indexes.get(id(company))
    if kept is None or kept[0]() is not company:
        key = id(company)
        kept = (weakref.ref(company, lambda _: _indexes.pop(key, None)), CatalogSearch(company))
        _indexes[key] = kept
    return kept[1].find(person, query, limit)


def _words_of(place: Place) -> Iterable[tuple[str, float]]:
    level, resource, system = place.entitlement, place.resource, place.system
    parts = (
        ((level.name, level.level), level.aliases, level.description, _LEVEL),
        ((resource.name, resource.id.partition("/")[2]), resource.aliases, resource.description, _RESOURCE),
        ((system.name, system.id), system.aliases, system.description, _SYSTEM),
    )
    for names, aliases, description, weight in parts:
        for texts, worth in ((names, weight), (aliases, weight * _ALIAS), ((description,), weight * _PROSE)):
            for text in texts:
                for word in _words(text):
                    yield word, worth


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_folded(text)))


def _phrases(place: Place) -> tuple[str, ...]:
    names = (
        place.entitlement.id,
        place.label,
        place.resource.name,
        place.system.name,
        place.entitlement.name,
    )
    aliases = (*place.resource.aliases, *place.system.aliases, *place.entitlement.aliases)
    return tuple(dict.fromkeys(" ".join(_words(text)) for text in (*names, *aliases)))


def _phrase_bonus(phrase: str, phrases: tuple[str, ...]) -> float:
    if phrase in phrases[:1]:
        return 2.0
    if phrase in phrases:
        return 0.6
    return 0.3 if any(known.startswith(phrase) for known in phrases) else 0.0


def _folded(text: str) -> str:
    """Without capitals and accents; separators inside ids become spaces by what counts as a word."""
    split = unicodedata.normalize("NFKD", text.casefold().replace("_", " "))
    return "".join(char for char in split if not unicodedata.combining(char))


def _holders(company: Company) -> dict[str | None, dict[EntitlementId, int]]:
    """How many hold each entitlement, by department and (under None) in all."""
    counted: dict[str | None, dict[EntitlementId, int]] = {None: {}}
    for holding in company.holdings:
        person = company.people.get(holding.person)
        for group in (None, *((person.department,) if person else ())):
            counts = counted.setdefault(group, {})
            counts[holding.entitlement] = counts.get(holding.entitlement, 0) + 1
    return counted
