"""The question on a card about a scope: what it is about, and what an answer to it makes of the card. Pure."""

from __future__ import annotations

from approvals.model import Wish
from bot.choice import Choice
from catalog.model import Company, Place, ScopeRule
from intents.understanding import Understanding


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


def choice_with_scope(company: Company, understanding: Understanding, said: str) -> Choice | None:
    """The asked-about entitlement with the scope that was answered; None when the answer is not a value of it."""
    place, asked = asked_place(company, understanding), asked_scope(company, understanding)
    if place is None or asked is None:
        return None
    key, rule = asked
    names = {alias.casefold(): value for alias, value in rule.aliases.items()}
    names |= {value.casefold(): value for value in rule.values}
    value = names.get(said.casefold(), said)
    if not rule.allows(value):
        return None
    return Choice(
        items=(Wish(entitlement=place.entitlement.id, scope={key: value}),),
        duration=understanding.duration,
        until=understanding.until,
        justification=understanding.justification or "",
        beneficiary=understanding.beneficiary,
    )
