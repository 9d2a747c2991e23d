"""The question on a card about a scope: what it is about, and what an answer to it makes of the card. Pure."""

from __future__ import annotations

import re

from approvals.model import Wish
from bot.choice import Choice
from catalog.model import Company, Place, ScopeRule, ScopeValues
from intents.picked_scope import picked_scope
from intents.understanding import Understanding
from intents.words import stems


def asked_place(company: Company, understanding: Understanding) -> Place | None:
    """What a question about a scope is about: the best candidate that has such a scope."""
    for entitlement in understanding.shortlist:
        place = company.places.get(entitlement)
        if place is not None and any(key in place.resource.scopes for key in understanding.missing):
            return place
    return None


def asked_scope(company: Company, understanding: Understanding) -> tuple[str, ScopeRule] | None:
    """The scope that is asked for, if that is what the question is."""
    place = asked_place(company, understanding)
    if place is None:
        return None
    key = next(key for key in understanding.missing if key in place.resource.scopes)
    return key, place.resource.scopes[key]


_JOINS = re.compile(r"\s*(?:,|;|/|&|\+|\band\b)\s*", re.IGNORECASE)
_ALL = re.compile(
    r"^\W*(?:all|every|each|both|everything)(?:\s+(?:of\s+)?(?:them|these|those|it|the))?(?:\s+(?P<key>\w+))?\W*$",
    re.IGNORECASE,
)
MOST_VALUES = 5
"""More values than this are not all taken by a word; the form has them."""


def several_values(
    company: Company, understanding: Understanding, said: str
) -> tuple[str, tuple[str, ...]] | None:
    """The scope that was asked for, and its values where the answer is several of them, or all; None for others."""
    asked = asked_scope(company, understanding)
    if asked is None:
        return None
    key, rule = asked
    if says_all(key, said) and ("both" not in said.casefold() or len(rule.values) == 2):
        return (key, tuple(rule.values)) if rule.required and 1 < len(rule.values) <= MOST_VALUES else None
    names = {alias.casefold(): value for alias, value in rule.aliases.items()}
    names |= {value.casefold(): value for value in rule.values}
    parts = [part.strip(" .!") for part in _JOINS.split(said) if part.strip(" .!")]
    values = tuple(dict.fromkeys(names[part.casefold()] for part in parts if part.casefold() in names))
    return (key, values) if len(values) > 1 and len(values) == len(parts) <= MOST_VALUES else None


def says_all(key: str, said: str) -> bool:
    """Whether the whole answer is that it is for all values of the scope."""
    found = _ALL.match(said)
    return found is not None and (not found["key"] or stems(found["key"]) == stems(key))


def choice_with_scope(
    company: Company, understanding: Understanding, said: str, *, said_before: str = ""
) -> Choice | None:
    """The asked-about entitlement with the scope that was answered; None when the answer is not a value of it.

    What was `said_before` narrows it further, where it does.
    """
    place, asked = asked_place(company, understanding), asked_scope(company, understanding)
    if place is None or asked is None:
        return None
    key, rule = asked
    if not rule.required and says_all(key, said):
        return _choice(understanding, place, _besides(place, key, said_before))
    names = {alias.casefold(): value for alias, value in rule.aliases.items()}
    names |= {value.casefold(): value for value in rule.values}
    value = names.get(said.casefold(), said)
    if not rule.allows(value):
        return None
    return _choice(understanding, place, {**_besides(place, key, said_before), key: value})


def _besides(place: Place, key: str, said_before: str) -> ScopeValues:
    said = picked_scope(place.resource, said_before, last=False) if said_before else {}
    return {one: value for one, value in said.items() if one != key}


def _choice(understanding: Understanding, place: Place, scope: ScopeValues) -> Choice:
    return Choice(
        items=(Wish(entitlement=place.entitlement.id, scope=scope),),
        duration=understanding.duration,
        until=understanding.until,
        justification=understanding.justification or "",
        beneficiary=understanding.beneficiary,
    )
