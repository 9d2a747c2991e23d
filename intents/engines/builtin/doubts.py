"""What makes a reading doubtful although its words fit: a sibling fits nearly as well, or another environment was named.

A resource is mostly found by its name, so a reading can be sure of the resource and yet guess the level, or take
the live database for the one on staging. What is doubtful is offered to pick from, never proposed.
"""

from __future__ import annotations

from collections.abc import Collection

from catalog.model import EntitlementId, Place
from intents.engines.builtin.choice import Option
from intents.engines.builtin.reading import Choice
from intents.engines.port import Inquiry
from intents.passages import Role
from intents.words import listed, tokens

_TIED = 0.8
"""How far a level must lead the next one of the same resource, in log-odds, to be more than a guess."""
_ENVIRONMENTS = (
    listed("prod production prd live"),
    listed("staging stage stg test tst uat qa acceptance preprod nonprod preproduction dev development sandbox"),
)
"""Words for where the customers are, and for where they are not."""


def level_tied(option: Option, choice: Choice, allowed: Collection[EntitlementId]) -> bool:
    """Whether another level of the resource, in sight, fits nearly as well."""
    return any(
        option.score - other.score < _TIED
        for other in choice.ranked
        if other.match.resource == option.match.resource
        and other.id != option.id
        and other.visible
        and other.id in allowed
    )


def other_environment(option: Option, inquiry: Inquiry) -> bool:
    """Whether the message speaks of one environment, and the entitlement is of another."""
    own = " ".join(c.text for c in inquiry.parts if c.role in {Role.WISH, Role.CONTEXT})
    said = _environments(own)
    has = _environments(option.place.resource.environment or _told_of(option.place))
    return len(said) == 1 and bool(has) and not said & has


def _environments(text: str) -> set[int]:
    words = {token.word for token in tokens(text)}
    return {number for number, names in enumerate(_ENVIRONMENTS) if names & words}


def _told_of(place: Place) -> str:
    told = (place.system, place.resource, place.entitlement)
    return " ".join(text for one in told for text in (one.id, one.name, one.description, *one.aliases))
