"""What a message about access of one's own names outright: resources, systems and levels by the names they have.

Engines name one level of a resource, the least that fits; what somebody holds may be another. And `it` is no name:
it means what was spoken of before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.model import Company, EntitlementId, Place, Resource
from intents.candidates import Word, index_of
from intents.catalog_names import NAMED_FROM
from intents.catalog_words import resource_names, system_words
from intents.ending import ending
from intents.passages import WEIGHTS, clauses, given_back
from intents.words import MAX_READ, Token, common_stems, fold, said_whole, stems, tokens

_VERB = r"(?:extend|prolong|lengthen|renew|keep|give|return|(?:done|finished) with)"
_ENDS = (
    r"\s*(?:$|[^\w\s]|(?:access|back|by|for|until|till|to|please|a|an|another|one|two|three|some|longer"
    r"|open|on|while|because|as|now|again|too|\d+)\b)"
)
_POINTS = re.compile(rf"\b{_VERB}\s+(?:(?:it|them)\b|(?:this|that|these|those)\b(?={_ENDS}))")
_LONGER = re.compile(r"\b(?:extend|prolong|lengthen|renew)\b(?!ed|ing)")


@dataclass(frozen=True, slots=True)
class NamesSaid:
    """Ids of what was said by its name."""

    resources: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()
    """Empty where more than a system's name was said, as that tells which of its resources is meant."""
    levels: frozenset[EntitlementId] = frozenset()
    points_back: bool = False
    """Only `it` or the like was said, so what was spoken of before is meant, and no word of the reason."""


NOTHING_NAMED = NamesSaid()


def names_said(text: str, company: Company) -> NamesSaid:
    """The names in a message that extends access or gives it back; of one that says `extend it`, those before that."""
    text = text[:MAX_READ]
    pointed = _POINTS.search(fold(text))
    if pointed is None:
        return _names(text, company)
    before = _names(text[: pointed.start()], company)
    known = index_of(company).vocabulary.knows
    spoken_of = any(_tells(one) and known(one.stem) for one in tokens(text[: pointed.start()]))
    return before if spoken_of else NamesSaid(points_back=True)


def orders_extending(text: str) -> bool:
    """Whether the message has its own verb of extending."""
    return _LONGER.search(fold(text)) is not None


def _names(text: str, company: Company) -> NamesSaid:
    index = index_of(company)
    words = _weighed(text)
    matches = index.search(words)
    said = [one.token.stem for one in words]
    spots = [index.spots[one.resource] for one in matches if one.named]
    systems = {index.spots[one.resource].system.id for one in matches if one.system_named}
    of_systems = {word for one in company.systems if one.id in systems for word in system_words(one)}
    more = any(
        one.weight >= NAMED_FROM
        and one.token.stem not in of_systems
        and _tells(one.token)
        and index.vocabulary.knows(one.token.stem)
        for one in words
    )
    levels = {
        place.entitlement.id
        for one in matches
        for place in index.spots[one.resource].places
        if _level_said(place, said)
    }
    return NamesSaid(
        resources=_longest([spot.resource for spot in spots], said),
        systems=frozenset() if more else frozenset(systems),
        levels=frozenset(levels),
    )


def _longest(named: Sequence[Resource], said: Sequence[str]) -> frozenset[str]:
    """The resources but those whose name was only said inside a longer one: `Production` in `Production databases`."""
    spans = {
        one.id: [span for name in resource_names(one) for span in said_whole(stems(name), said)]
        for one in named
    }
    all_of_them = [span for found in spans.values() for span in found]

    def inside(span: range) -> bool:
        return any(len(one) > len(span) and set(span) <= set(one) for one in all_of_them)

    return frozenset(one for one, found in spans.items() if not found or not all(map(inside, found)))


def _weighed(text: str) -> list[Word]:
    parts = clauses(text)
    act = ending(parts, ())
    parts = given_back(parts, act.clauses if act else ())  # what is no longer needed is what it is about

    def weight(token: Token) -> float:
        return next((WEIGHTS[part.role] for part in parts if part.start <= token.start < part.end), 0.0)

    return [Word(token, weight(token)) for token in tokens(text)]


def _tells(token: Token) -> bool:
    return token.stem not in common_stems()


def _level_said(place: Place, said: Sequence[str]) -> bool:
    """Whether a name of the level stands in the message as a whole."""
    level = place.entitlement
    names = (level.name, level.level.replace("-", " "), *level.aliases)
    return any(said_whole(stems(name), said) for name in names)
