"""What makes a reading doubtful although its words fit: another environment was named, or a scope value taken back.

A resource is mostly found by its name, so a reading can be sure of it and yet take the live database for the one on
staging. What is doubtful is offered to pick from, never proposed.
"""

from __future__ import annotations

from catalog.model import Place
from intents.engines.builtin.choice import Option
from intents.engines.builtin.items import CORRECTED
from intents.engines.port import Inquiry
from intents.passages import Role
from intents.scopes import said_scopes
from intents.words import fold, listed, tokens

_BEHIND = 40
"""How many characters behind a value a correction may begin that is about it."""
_ENVIRONMENTS = (
    listed("prod production prd live"),
    listed(
        "staging stage stg test tst uat qa acceptance preprod nonprod preproduction dev development sandbox"
    ),
)
"""Words for where the customers are, and for where they are not."""


def other_environment(option: Option, inquiry: Inquiry) -> bool:
    """Whether the message speaks of one environment, and the entitlement is of another."""
    own = " ".join(c.text for c in inquiry.parts if c.role in {Role.WISH, Role.CONTEXT})
    said = _environments(own)
    has = _environments(option.place.resource.environment or _told_of(option.place))
    return len(said) == 1 and bool(has) and not said & has


def value_taken_back(option: Option, inquiry: Inquiry) -> bool:
    """Whether the message corrects itself right behind a scope value, with words that are no value."""
    said = said_scopes(option.place.resource, inquiry.text)
    return any(
        0 <= found.start() - value.end <= _BEHIND
        and not any(later.key == value.key and later.start >= found.end() for later in said)
        for found in CORRECTED.finditer(fold(inquiry.text))
        for value in said
    )


def _environments(text: str) -> set[int]:
    words = {token.word for token in tokens(text)}
    return {number for number, names in enumerate(_ENVIRONMENTS) if names & words}


def _told_of(place: Place) -> str:
    told = (place.system, place.resource, place.entitlement)
    return " ".join(text for one in told for text in (one.id, one.name, one.description, *one.aliases))
