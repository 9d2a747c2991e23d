"""How far the words of a message, and what they mean, speak for what a reading names.

Looked at where a model names something that the rules do not: a person's words always bring near what they are about.
"""

from __future__ import annotations

from intents.candidates import index_of
from intents.engines.port import Inquiry
from intents.grounded import Grounded

SUPPORT = 0.5
"""What a resource must score on the own words of the message, and on their meaning, against the best, for a model to
name it from a message that asks for nothing in so many words."""
MEANT = 0.66
"""How alike the message and what a resource is for must be at least for the meaning to support it."""
NEAR = 3
"""Where access is asked for: a resource must be among that many that the words fit best, or the meaning."""
ALIKE = 0.46
"""How alike they must be for that: something is always the nearest, to a wish for a restaurant as well."""


def supported(reading: Grounded, inquiry: Inquiry) -> bool:
    """Whether the own words and what they mean speak for all it names, and not much more for something else."""
    words, alike = _fits(inquiry)
    enough = SUPPORT * max(words.values(), default=0.0)
    meant = max(MEANT, SUPPORT * max(alike.values(), default=0.0))
    return all(
        words.get(one, 0.0) >= enough and alike.get(one, meant) >= meant
        for one in resources(reading, inquiry)
    )


def alike_at_all(reading: Grounded, inquiry: Inquiry) -> bool:
    """Whether all it names is alike at all, where meanings are known."""
    _, alike = _fits(inquiry)
    return not any(alike.values()) or all(alike.get(one, 0.0) > ALIKE for one in resources(reading, inquiry))


def near_by(reading: Grounded, inquiry: Inquiry) -> bool:
    """Whether all it names is among the few that the words fit best, or their meaning."""
    nearest = {
        one
        for fits, least in zip(_fits(inquiry), (0.0, ALIKE), strict=True)
        for one in sorted((r for r, fit in fits.items() if fit > least), key=lambda r: -fits[r])[:NEAR]
    }
    return nearest.issuperset(resources(reading, inquiry))


def _fits(inquiry: Inquiry) -> tuple[dict[str, float], dict[str, float]]:
    """How well the own words fit each resource, and how alike what they mean is to what it is for."""
    spots = index_of(inquiry.company).spots
    found = [(spots[match.resource].resource.id, match) for match in inquiry.matches]
    return (
        {one: match.score for one, match in found},
        {one: max(match.likeness, default=0.0) for one, match in found},
    )


def resources(reading: Grounded, inquiry: Inquiry) -> set[str]:
    """The resources of what it names."""
    places = {place.entitlement.id: place for place in inquiry.candidates}
    return {places[item].resource.id for item in reading.named}
