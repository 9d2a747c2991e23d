"""What makes a reading doubtful although its words fit: a sibling fits nearly as well, or another environment was
named, or a scope value was taken back.

A resource is mostly found by its name, so a reading can be sure of the resource and yet guess the level, or take
the live database for the one on staging. What is doubtful is offered to pick from, never proposed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from catalog.model import EntitlementId, Place
from intents.engines.builtin.choice import Option
from intents.engines.builtin.items import CORRECTED
from intents.engines.builtin.reading import Choice
from intents.engines.port import Inquiry
from intents.passages import Role
from intents.scopes import said_scopes
from intents.words import common_stems, fold, listed, tokens

_TIED = 0.8
"""How far a level must lead the next one of the same resource, in log-odds, to be more than a guess."""
_SAID_TWICE = re.compile(
    r"\b(can|may|must|should|could|(?:need|want|have|ha)s? to) (\w+)\b[^.;!?\n]*[,;/] *(?:and )?\1 (?!\2\b)\w+"
)
"""Two things to do, each with its own `can`: `can run the jobs, can read the logs`."""
_THE_SAME = re.compile(r"\b(?:i\.? ?e\.?|that is to say|that means|namely|in other words|aka|a\.k\.a)(?!\w)")
_BEHIND = 40
"""How many characters behind a value a correction may begin that is about it."""
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


def value_taken_back(option: Option, inquiry: Inquiry) -> bool:
    """Whether the message corrects itself right behind a scope value, with words that are no value."""
    said = said_scopes(option.place.resource, inquiry.text)
    return any(
        0 <= found.start() - value.end <= _BEHIND
        and not any(later.key == value.key and later.start >= found.end() for later in said)
        for found in CORRECTED.finditer(fold(inquiry.text))
        for value in said
    )


def needs_apart(choices: Sequence[Choice], inquiry: Inquiry) -> bool:
    """Whether the message may tell of another number of needs than were found.

    Two with one found (`can run the jobs, can read the logs`), one with two found (`the ledger, i.e. the books`), or
    one more in a list than was found.
    """
    text = fold(inquiry.text)
    if len(choices) == 1:
        wish = " ".join(c.text for c in inquiry.parts if c.role is Role.WISH)
        return _SAID_TWICE.search(wish) is not None
    found = sorted((choice.need.start, choice.need.end) for choice in choices)
    if any(_THE_SAME.search(text[start:end]) for (start, _), (_, end) in pairwise(found)):
        return True
    return any(_left_out(choice, text) for choice in choices)


def _left_out(choice: Choice, text: str) -> bool:
    """Whether a part of the stretch between commas holds telling words, and none that the reading explains."""
    heard = {choice.need.words[n].token.start for n in choice.ranked[0].match.by_word}
    start = choice.need.start
    for part in text[start : choice.need.end].split(","):
        told = [t.start + start for t in tokens(part) if t.stem not in common_stems()]
        if len(told) > 1 and not heard.intersection(told):
            return True
        start += len(part) + 1
    return False


def _environments(text: str) -> set[int]:
    words = {token.word for token in tokens(text)}
    return {number for number, names in enumerate(_ENVIRONMENTS) if names & words}


def _told_of(place: Place) -> str:
    told = (place.system, place.resource, place.entitlement)
    return " ".join(text for one in told for text in (one.id, one.name, one.description, *one.aliases))
