"""What makes a reading doubtful although its words fit: another environment was named, a scope value taken back,
something else is given up, it is only asked whether one needs it, or it is not needed yet.

A resource is mostly found by its name, so a reading can be sure of it and yet take the live database for the one on
staging. What is doubtful is offered to pick from, never proposed.
"""

from __future__ import annotations

import re

from catalog.model import Place
from intents.engines.builtin.choice import Option
from intents.engines.builtin.items import CORRECTED
from intents.engines.port import Inquiry
from intents.own_words import own_text
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


_GIVES_UP = re.compile(
    r"\b(?:revoke|take away|take (?:[\w']+ ){1,5}(?:away|off)|(?:swap|remove|withdraw) (?:my|his|her|their|[\w]+'s))\b"
    r".{0,60}?\b(?:and|then|but|for|instead|with)\b"
)
_GIVES = re.compile(r"\b(?:give|grant|add|need|want|get)\b")
_IS_IT_NEEDED = re.compile(
    r"\b(?:do|does|would|will|should|did) (?:i|we|one|you|he|she|they|somebody|someone) (?:really |actually |even |still |also |then )*(?:need|require|have to have)\b[^?]*\?"
    r"|\bis [^?.]{1,60} the right (?:thing|role|level|access|one)\b[^?]*\?"
)


_NOT_YET = re.compile(
    r"\bnot (?:right |just )?now\b|\bnot (?:yet|today)\W*$|\b(?:in (?:the )?future|some ?day|sooner or later|at some point|eventually)\b.{0,60}\b(?:will|would|might|may)\b"
    r"|\b(?:will|would|might|may)\b.{0,60}\b(?:in (?:the )?future|some ?day|sooner or later|at some point|eventually)\b"
)


def gives_up_too(inquiry: Inquiry, *, holds: bool = False) -> bool:
    """Whether something is to be taken away in the same breath: which of the things said that is, is not for guessing.

    `holds` where the message is read as being about access the person has: giving up alone is clear enough then.
    """
    own = _own(inquiry)
    return _GIVES_UP.search(own) is not None and (not holds or _GIVES.search(own) is not None)


def asks_whether_needed(inquiry: Inquiry) -> bool:
    """Whether it is asked if the access would be needed at all: a question about it, and no wish for it."""
    return _IS_IT_NEEDED.search(_own(inquiry)) is not None


def not_yet(inquiry: Inquiry) -> bool:
    """Whether it is said to be for later: a request would be granted now."""
    return _NOT_YET.search(own_text(inquiry.parts)) is not None


def other_environment(option: Option, inquiry: Inquiry) -> bool:
    """Whether the message speaks of one environment, and the entitlement is of another."""
    said = _environments(_own(inquiry))
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


def _own(inquiry: Inquiry) -> str:
    """What is wished and what is said around it."""
    return " ".join(c.text for c in inquiry.parts if c.role in {Role.WISH, Role.CONTEXT})


def _environments(text: str) -> set[int]:
    words = {token.word for token in tokens(text)}
    return {number for number, names in enumerate(_ENVIRONMENTS) if names & words}


def _told_of(place: Place) -> str:
    told = (place.system, place.resource, place.entitlement)
    return " ".join(text for one in told for text in (one.id, one.name, one.description, *one.aliases))
