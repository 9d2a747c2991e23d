"""One chosen option as items of an answer: with its scope as the message says it, and the words that named it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from catalog.model import Place
from intents.engines.builtin.choice import Option
from intents.engines.builtin.needs import Need
from intents.engines.port import Inquiry
from intents.passages import Role
from intents.scopes import SaidScope, said_scopes
from intents.words import fold

MAX_VALUES = 4
"""How many values joined by `and` become an item each."""
_REACH = 40
_MEANT = re.compile(
    r"\b(?:i|we)\s+(?:wrote|said|put|typed|entered|picked|meant to)\b.{0,60}\b(?:meant|mean|should be|should have been|is actually)\b"
)
CORRECTED = re.compile(
    r"\b(?:i mean|i meant|or rather|make that|no,? wait|wait,? no|scratch that|correction|argh+|oops)\b"
)
"""Takes back what stands before it for what comes after."""
_JOINED = re.compile(r"\band\b|,|&|/|\+|\bboth\b")


def items_of(
    inquiry: Inquiry, option: Option, need: Need, *, alone: bool, held: Mapping[str, str] | None = None
) -> list[dict[str, object]]:
    """The option as items; more than one when the message joins several values of a scope.

    `alone` says that the message names this need only, so that every word of it may narrow the scope; `held` is
    the scope in which the person holds it already, for what the message leaves open.
    """
    keys = sorted(option.place.resource.scopes)
    evidence = _evidence(inquiry.text, option, need)
    return [
        {
            "entitlement": option.id,
            "scope": {key: {**(held or {}), **scope}.get(key) for key in keys},
            "evidence": evidence,
        }
        for scope in _scopes(inquiry, option.place, need, alone=alone)
    ]


def _scopes(inquiry: Inquiry, place: Place, need: Need, *, alone: bool) -> list[dict[str, str]]:
    resource = place.resource
    if not resource.scopes:
        return [{}]
    corrected = _MEANT.search(fold(inquiry.text))
    said = _put_right(
        [s for s in said_scopes(resource, inquiry.text) if corrected is None or s.start >= corrected.end()],
        inquiry.text,
    )
    single: dict[str, str] = {}
    joined: tuple[str, list[str]] | None = None
    filled: list[SaidScope] = []
    for key, rule in sorted(resource.scopes.items(), key=lambda item: not item[1].required):
        about = None if rule.required else filled
        here = _nearest([s for s in said if s.key == key], inquiry, need, alone=alone, beside=about)
        filled += here if rule.required else []
        values = list(dict.fromkeys(s.value for s in here))
        if len(values) == 1:
            single[key] = values[0]
        elif len(values) > 1 and _side_by_side(inquiry.text, here) and joined is None:
            joined = (key, values)
    if joined is None:
        return [single]
    return [{**single, joined[0]: value} for value in joined[1][:MAX_VALUES]]


def _put_right(said: list[SaidScope], text: str) -> list[SaidScope]:
    """The values without those that a later one of their kind corrects: `EMEA, I mean APAC`."""
    for found in CORRECTED.finditer(fold(text)):
        again = {s.key for s in said if s.start >= found.end()}
        said = [s for s in said if s.start >= found.end() or s.key not in again]
    return said


def _nearest(
    said: Sequence[SaidScope], inquiry: Inquiry, need: Need, *, alone: bool, beside: list[SaidScope] | None
) -> list[SaidScope]:
    """The values from the closest stretch that has any: the need itself, its sentences, then the rest.

    Background outside the wish's sentences fills what must be filled (`beside` is None), and narrows further only in
    a sentence that had such a value: `For EMEA Q3` after the wish is about it.
    """
    own = [c for c in inquiry.parts if c.role in {Role.WISH, Role.CONTEXT, Role.REASON}]
    wishing = {c.sentence for c in own if c.role is Role.WISH}
    telling = {
        c.sentence for c in own if beside is None or any(c.start <= s.start < c.end for s in beside)
    } - wishing
    stretches = [
        [] if alone else [(need.start, need.end)],
        [(c.start, c.end) for c in own if c.sentence in wishing],
        [(c.start, c.end) for c in own if c.sentence in telling],
    ]
    for spans in stretches:
        here = [s for s in said if any(a <= s.start < b for a, b in spans)]
        if here:
            return here
    return []


def _side_by_side(text: str, found: Sequence[SaidScope]) -> bool:
    """Whether the values stand next to each other, joined by `and`, a comma or a slash."""
    return all(
        b.start - a.end <= 24 and _JOINED.search(text[a.end : b.start]) is not None
        for a, b in pairwise(found)
    )


def _evidence(text: str, option: Option, need: Need) -> str:
    """The stretch of the message that named the option: around the word that counted most."""
    by_word = option.match.by_word
    if not by_word:
        return ""
    centre = need.words[max(by_word, key=lambda n: by_word[n])].token
    near = [need.words[n].token for n in by_word if abs(need.words[n].token.start - centre.start) <= _REACH]
    return text[min(t.start for t in near) : max(t.end for t in near)]
