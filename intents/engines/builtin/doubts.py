"""What makes a reading doubtful although its words fit: another environment was named, a scope value taken back,
something else is given up, it is only asked whether one needs it, or it is not needed yet.

A resource is mostly found by its name, so a reading can be sure of it and yet take the live database for the one on
staging. What is doubtful is offered to pick from, never proposed.
"""

from __future__ import annotations

import re

from catalog.model import Place
from intents.catalog_words import name_stems, resource_names
from intents.engines.builtin.actions import action_of
from intents.engines.builtin.choice import Option
from intents.engines.builtin.chosen import Choice
from intents.engines.builtin.items import CORRECTED
from intents.engines.port import Inquiry
from intents.own_words import own_text
from intents.passages import Role
from intents.scopes import said_scopes
from intents.words import common_stems, fold, listed, tokens

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
_COMPARED = re.compile(
    r"\b(?:(?:to|and|for|so i can|i) (?:compare|comparing|check|diff)\b.{0,30}?\b(?:with|to|against)|compared (?:with|to)|versus|vs|unlike|as opposed to)\b"
)
"""Leads to what something else is held against."""
_NOT_THAT = re.compile(r"^\W*(?:not|no|instead of|rather than) (?:(?:the|on|in|for) )*(?:\w+[ -]?){1,3}\W*$")
_WISHED = 0.9


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


def only_compared_with(option: Option, inquiry: Inquiry) -> bool:
    """Whether the option's environment is said only behind what the other one is to be compared with."""
    own = _own(inquiry)
    compared = _COMPARED.search(own)
    if compared is None:
        return False
    has = _environments(option.place.resource.environment or _told_of(option.place))
    before, behind = _environments(own[: compared.start()]), _environments(own[compared.end() :])
    return bool(before) and bool(has & behind) and not has & before


def held_against(option: Option, inquiry: Inquiry) -> bool:
    """Whether it is the thing that another one is wanted instead of: `sorry, staging not production`."""
    names = {word for name in resource_names(option.place.resource) for word in name_stems(name)}
    for clause in inquiry.parts:
        if clause.role is Role.RULED_OUT and _NOT_THAT.match(clause.text):
            said = [t.stem for t in tokens(clause.text) if t.stem not in common_stems()]
            if said and names.issuperset(said):
                return True
    return False


def only_told_about(option: Option, choice: Choice) -> bool:
    """Whether no word of the wish itself speaks for the option, while it names something else.

    `I key the run; I only need to see expenses`: what is told about beside the wish is no next best thing.
    """
    wished = {
        n
        for n, word in enumerate(choice.need.words)
        if word.weight >= _WISHED
        and word.token.stem not in common_stems()
        and action_of(word.token.stem) is None
    }
    if wished.intersection(option.match.by_word):
        return False
    return any(other.match.named and wished.intersection(other.match.by_word) for other in choice.ranked)


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
