"""Whether words name something of the catalog that a card is not about, and may so be a wish of their own."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import Company, Place
from intents.candidates import index_of, weigh


def resources_named(text: str, company: Company) -> set[str]:
    """The resources that the words name."""
    index = index_of(company)
    return {
        index.spots[match.resource].resource.id
        for match in index.search(weigh(text, lambda _: 1.0))
        if match.named
    }


def names_another(text: str, about: Sequence[Place], company: Company, *, alone: bool = False) -> bool:
    """Whether the words name a thing or a system that these are not.

    With `alone` a thing that is named beside one of these says something of that one, and is no other.
    """
    index = index_of(company)
    resources = {place.resource.id for place in about}
    systems = {place.system.id for place in about}
    found = index.search(weigh(text, lambda _: 1.0))
    named = {index.spots[match.resource].resource.id for match in found if match.named}
    if named - resources:
        return not (alone and named & resources)
    return any(match.system_named and index.spots[match.resource].system.id not in systems for match in found)
