"""The people of one company by every name they can be met under, and where a message mentions them.

A name is met in full, as an unambiguous first name, as an e-mail address or @mention, without regard to case and
diacritics. What the catalog calls something by, too, is a person's name only where it is written as one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.kinds import Employment
from catalog.model import Company, Person, PersonId
from intents.catalog_words import resource_names, system_names
from intents.words import MAX_READ, common_stems, fold, stem


@dataclass(frozen=True, slots=True)
class Named:
    """One mention of a colleague: who, and where in the message."""

    person: PersonId
    text: str
    start: int
    end: int
    full: bool
    """Named unmistakably: in full, by address or by mention; not by first name alone."""
    word: bool = False
    """The first name alone, and the catalog calls something by it as well."""


_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*", re.UNICODE)
_ADDRESS = re.compile(r"[\w.+-]{1,64}+@[\w-]++\.[\w.-]+|<@([uw][a-z0-9]{4,})(?:\|[^>]*)?>|@([\w.]+)")
_MID_SENTENCE = re.compile(r"\w[\s,]+$")
_IN_NEED = re.compile(r" (?:also |still |now |no longer )?(?:needs|wants|requires|should|must|has to)\b")
_PARTICLES = {"van", "der", "den", "von", "dos", "del", "bin", "ben", "the"}
_NEAR = 20
"""Characters before a name that are looked at for it."""


class Roster:
    """The people of one company, by every name they can be met under."""

    def __init__(self, people: Iterable[Person], catalog: Iterable[str] = ()) -> None:
        """`catalog` are the names the catalog uses, which a first name may be too (`dev`)."""
        self.catalog = {fold(word) for name in catalog for word in _WORD.findall(name)}
        self.full: dict[str, set[PersonId]] = defaultdict(set)
        self.first: dict[str, set[PersonId]] = defaultdict(set)
        self.handle: dict[str, PersonId] = {}
        self.titles: set[str] = set()
        self.about: set[str] = set()
        """Words of places, departments and firms: names, but nobody's."""
        self.parts: set[str] = set()
        """Words of colleagues' names that say who is meant only nearly: surnames, and first names of several."""
        for person in people:
            if person.employment is Employment.SERVICE:
                continue
            self.titles.add(person.title)
            self.about.update(
                fold(w) for w in _WORD.findall(f"{person.location} {person.department} {person.company}")
            )
            words = [fold(w) for w in _WORD.findall(person.name)]
            if not words:
                continue
            self.first[words[0]].add(person.id)
            self.parts.update(word for word in words[1:] if word not in _PARTICLES and len(word) > 2)
            joined = " ".join(words)
            for name in {joined, f"{words[0]} {words[-1]}", " ".join([*words[1:], words[0]])}:
                if " " in name:
                    self.full[name].add(person.id)
            if len(words) > 2:
                # Family-name-first names (Goh Wei Jie) are used without the family name; Dutch ones keep the particle.
                self.full[" ".join(words[1:])].add(person.id)
                self.first["".join(words[1:])].add(person.id)
            for handle in (person.email, person.email.split("@")[0], person.id, person.slack_id or ""):
                if handle:
                    self.handle[handle.lower()] = person.id
        self.parts |= {name for name, several in self.first.items() if len(several) > 1}
        self.longest = max((name.count(" ") + 1 for name in self.full), default=1)

    def named(self, message: str) -> list[Named]:
        """Every mention of exactly one colleague, in order; the longest name wins."""
        folded = fold(message[:MAX_READ])
        found: list[Named] = []
        for match in _ADDRESS.finditer(folded):
            handle = next((g for g in match.groups() if g), match[0]).rstrip(".")
            if (person := self.handle.get(handle)) is not None:
                found.append(
                    Named(person, message[match.start() : match.end()], match.start(), match.end(), True)
                )
        words = list(_WORD.finditer(folded))
        at = 0
        while at < len(words):
            step = 1
            if not any(n.start <= words[at].start() < n.end for n in found):
                for count in range(min(self.longest, len(words) - at), 0, -1):
                    run = words[at : at + count]
                    one = self._one(" ".join(w[0].removesuffix("'s") for w in run), run, message)
                    if one is not None:
                        found.append(one)
                        step = count
                        break
            at += step
        return sorted(found, key=lambda n: n.start)

    def _one(self, name: str, run: list[re.Match[str]], message: str) -> Named | None:
        thing = False
        start, end = run[0].start(), run[-1].end()
        end -= 2 if run[-1][0].endswith("'s") else 0
        if len(run) > 1:
            people = self.full.get(name, set())
        else:
            people = self.first.get(name, set())
            # Will, May and Grace are words first: a capital in mid-sentence makes them a person, or a need.
            thing = name in self.catalog
            if thing and not message[start:end].istitle():
                return None
            wordlike = thing or stem(name) in common_stems() or len(name) < 3
            if wordlike and not (
                message[start].isupper()
                and (
                    _MID_SENTENCE.search(message[max(0, start - _NEAR) : start])
                    or _IN_NEED.match(message[end : end + _NEAR])
                )
            ):
                return None
        return (
            Named(next(iter(people)), message[start:end], start, end, len(run) > 1, thing)
            if len(people) == 1
            else None
        )


_rosters: dict[str, Roster] = {}


def roster(company: Company) -> Roster:
    """The company's roster, built once for each version of the company."""
    if company.version not in _rosters:
        if len(_rosters) >= 8:
            _rosters.pop(next(iter(_rosters)))
        _rosters[company.version] = Roster(company.people.values(), _names_of_things(company))
    return _rosters[company.version]


def _names_of_things(company: Company) -> Iterable[str]:
    """What the catalog calls its systems, resources, levels and their scopes."""
    for place in company.places.values():
        yield from (*system_names(place.system), *resource_names(place.resource))
        yield from (place.entitlement.name, *place.entitlement.aliases)
        for rule in place.resource.scopes.values():
            yield from (*rule.values, *rule.aliases)
