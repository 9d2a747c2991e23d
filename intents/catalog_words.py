"""Which words a catalog uses for one resource, and how much each counts by the field it stands in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from catalog.model import Place, Resource, System
from intents.products import other_names
from intents.words import said_whole, stems, tokens

SYSTEM, RESOURCE, LEVEL, ABOUT_LEVEL, ABOUT_RESOURCE, ABOUT_SYSTEM, SCOPE = 2.2, 3.0, 1.6, 1.3, 1.3, 0.5, 0.5
"""How much a word counts, by the catalog field it stands in."""
_INSIDE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def name_stems(name: str) -> list[str]:
    """The stems of a name as catalogs write them: `AmazonS3ReadOnlyAccess` is five words and more."""
    plain = stems(name)
    parts = stems(_INSIDE.sub(" ", name))
    return plain if parts == plain else [*parts, *(word for word in plain if word not in parts)]


def system_names(system: System) -> list[str]:
    """What a system is called, by this company and by the market."""
    names = [system.id, system.name, *system.aliases]
    return names + other_names(names)


def resource_names(resource: Resource) -> list[str]:
    """What a resource is called."""
    return [resource.id.partition("/")[2], resource.name, *resource.aliases]


def system_words(system: System) -> frozenset[str]:
    """The stems of everything a system is called."""
    return frozenset(word for name in system_names(system) for word in stems(name))


def title_words(places: Iterable[Place]) -> frozenset[str]:
    """The stems of the names that stand on a card: those of systems and resources, not what else they are called."""
    return frozenset(word for one in places for word in stems(f"{one.system.name} {one.resource.name}"))


def own_words(system: System, resource: Resource) -> frozenset[str]:
    """The stems of the names of system and resource, which say nothing about a level."""
    return frozenset(
        w for name in [*system_names(system), *resource_names(resource)] for w in name_stems(name)
    )


def written_words(system: System, resource: Resource) -> dict[str, str]:
    """The words of all names as they are written, with their stems: what a misspelt word is compared with."""
    return {token.word: token.stem for name in _all_names(system, resource) for token in tokens(name)}


def says_whole(system: System, resource: Resource, words: Sequence[str]) -> bool:
    """Whether these stems stand side by side in a name or a description."""
    levels = [one.description for one in resource.entitlements]
    texts = [*_all_names(system, resource), system.description, resource.description, *levels]
    return any(said_whole(words, stems(text)) for text in texts)


def _all_names(system: System, resource: Resource) -> list[str]:
    """What system, resource and levels are called."""
    levels = [name for one in resource.entitlements for name in (one.name, *one.aliases)]
    return [*system_names(system), *resource_names(resource), *levels]


def word_weights(system: System, resource: Resource) -> dict[str, float]:
    """The weight of each word of one resource: the best field it stands in, and a little for the others."""
    weights: dict[str, float] = defaultdict(float)

    def add(texts: Iterable[str], weight: float) -> None:
        for text in texts:
            found = name_stems(text) if weight >= LEVEL else stems(text)
            for one in found:
                weights[one] = max(weights[one], weight) + 0.12 * min(weights[one], weight)
            if weight >= LEVEL:
                for a, b in pairwise(found):
                    weights[a + b] = max(weights[a + b], weight)

    add(system_names(system), SYSTEM)
    add(resource_names(resource), RESOURCE)
    add([resource.description], ABOUT_RESOURCE)
    add([system.description], ABOUT_SYSTEM)
    for key, rule in resource.scopes.items():
        add([key, *rule.values, *rule.aliases], SCOPE)
    for entitlement in resource.entitlements:
        add([entitlement.name, *entitlement.aliases], LEVEL)
        add([entitlement.description], ABOUT_LEVEL)
    for text, weight in ((system.name, SYSTEM), (resource.name, RESOURCE)):
        initials = "".join(
            w[0] for w in text.lower().split() if w[0].isalpha() and w not in {"and", "of", "the"}
        )
        if 2 <= len(initials) <= 5:
            weights.setdefault(initials, 0.6 * weight)
    return weights
