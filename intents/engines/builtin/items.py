"""One chosen option as items of an answer: with its scope as the message says it, and the words that named it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from catalog.model import Place
from intents.catalog_words import own_words
from intents.engines.builtin.choice import Option
from intents.engines.builtin.needs import Need
from intents.engines.port import Inquiry
from intents.own_words import blanked, own
from intents.passages import Role
from intents.scopes import SaidScope, tells_time
from intents.value_stances import Stance, lists, standings, wanted
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


def items_of(
    inquiry: Inquiry, option: Option, need: Need, *, alone: bool, held: Mapping[str, str] | None = None
) -> list[dict[str, object]]:
    """The option as items; more than one when the message joins several values of a scope.

    `alone` says that the message names this need only, so that every word of it may narrow the scope; `held`, where
    it is about access the person has, is the scope in which they hold it, for what the message leaves open.
    """
    keys = sorted(option.place.resource.scopes)
    evidence = _evidence(inquiry.text, option, need)
    return [
        {
            "entitlement": option.id,
            "scope": {key: {**(held or {}), **scope}.get(key) for key in keys},
            "evidence": evidence,
        }
        for scope in _scopes(inquiry, option.place, need, alone=alone, holds=held is not None)
    ]


def _scopes(inquiry: Inquiry, place: Place, need: Need, *, alone: bool, holds: bool) -> list[dict[str, str]]:
    resource = place.resource
    if not resource.scopes:
        return [{}]
    corrected = _MEANT.search(fold(inquiry.text))
    standing = standings(resource, inquiry.text)
    # Whoever gives access back names a value to be rid of it.
    meant = [s.said for s in standing if holds or s.stance is Stance.WANTED]
    unclear = {s.said.key for s in standing if s.stance is Stance.UNCLEAR and not holds}
    said = _put_right(
        [s for s in meant if corrected is None or s.start >= corrected.end()],
        inquiry.text,
    )
    single: dict[str, str] = {}
    joined: tuple[str, list[str]] | None = None
    filled: list[SaidScope] = []
    for key, rule in sorted(resource.scopes.items(), key=lambda item: not item[1].required):
        anywhere = rule.required or (alone and not holds and not tells_time(rule))
        here = _nearest(
            [s for s in said if s.key == key and key not in unclear],
            inquiry, need, alone=alone, beside=None if anywhere else filled,
        )  # fmt: skip
        filled += here if rule.required else []
        values = _one_list(here, inquiry, place)
        if len(values) == 1:
            single[key] = values[0]
        elif len(values) > 1 and joined is None:
            joined = (key, values)
    if joined is None:
        return [single]
    return [{**single, joined[0]: value} for value in joined[1][:MAX_VALUES]]


def stand_apart(inquiry: Inquiry, option: Option) -> bool:
    """Whether wanted values of one scope stand apart from each other, so that each may go with a level of its own."""
    wishes = [s for s in wanted(option.place.resource, inquiry.text) if own(s.start, s.end, inquiry.parts)]
    return any(
        len({s.value for s in wishes if s.key == key}) > 1
        and not _one_list([s for s in wishes if s.key == key], inquiry, option.place)
        for key in option.place.resource.scopes
    )


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

    Background outside the wish's sentences counts where `beside` is None: it fills what must be filled, and a site or
    a team said anywhere narrows. A time is said of many things, so it counts only in a sentence that had a value which
    must be filled: `For EMEA Q3` after the wish is about it.
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


def _one_list(found: Sequence[SaidScope], inquiry: Inquiry, place: Place) -> list[str]:
    """The values of the one list that they are; none where they stand apart and it is open which is meant."""
    text = blanked(inquiry.text, [length.at for length in inquiry.lengths])
    each = lists(found, text, inquiry.parts, own_words(place.system, place.resource))
    values = [list(dict.fromkeys(s.value for s in one)) for one in each]
    return values[0] if len({frozenset(one) for one in values}) == 1 else []


def _evidence(text: str, option: Option, need: Need) -> str:
    """The stretch of the message that named the option: around the word that counted most."""
    by_word = option.match.by_word
    if not by_word:
        return ""
    centre = need.words[max(by_word, key=lambda n: by_word[n])].token
    near = [need.words[n].token for n in by_word if abs(need.words[n].token.start - centre.start) <= _REACH]
    return text[min(t.start for t in near) : max(t.end for t in near)]
