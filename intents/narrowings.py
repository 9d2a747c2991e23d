"""Scopes that may be left out, where the message narrows them and yet gives no value that can be taken.

Such a scope left open gives everything: `rota maker, not Lyon` would get Lyon, `for the Dublin site` every site there
is. So what is said of it anywhere, and was not taken, is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from catalog.model import Place
from intents.candidates import index_of
from intents.catalog_words import written_words
from intents.engines.builtin.actions import action_of
from intents.engines.port import Inquiry
from intents.own_words import own
from intents.passages import Role
from intents.scopes import SaidScope, said_scopes, tells_time
from intents.words import common_stems, fold, listed, stems, tokens

_SPEAKS = {Role.WISH, Role.CONTEXT, Role.REASON, Role.RULED_OUT}
_ASKS = {Role.WISH, Role.CONTEXT}
_UNIVERSAL = r"\b(?:all|every|any|each|whichever)(?: of)?(?: the| our| these| those)?(?: \w+)?"
_BUT = r"(?!\W+(?:but|bar|except|excluding|other than|besides|apart|aside|save|without|not)\b)"
_OWN_ONLY = re.compile(
    r"\b(?:only|just|solely) (?:(?:for|in|at|on|of|within) )?(?:my|our) (?P<own_after>own )?(?P<after>[a-z]+)"
    r"|\b(?:for|in|at|on|of|within) (?:my|our) (?P<own_before>own )?(?P<before>[a-z]+)(?: [a-z]+)?(?: only| alone)\b"
    r"|\b(?:for|in|at|within) (?:the )?(?P<bare>[a-z]+) only\b"
)
_NO_PART = listed(
    "access account job work use role shift time laptop computer manager boss user part question guess"
)
_NAME = re.compile(
    r"\b(?:for|in|at)\s+(?:the\s+)?(?P<name>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*)(?=\W*$|\W*\n|[.,;!?)]|\s+(?:please|pls|only|until|till|from|and|as|because|since|so|while|to|for)\b)"
)
_TIME = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|today|tomorrow|now|christmas|easter)"
)


def left_open(place: Place, scope: Mapping[str, str], inquiry: Inquiry) -> set[str]:
    """The keys that may be left out, are, and yet are spoken of."""
    open_keys = {key for key, rule in place.resource.scopes.items() if not rule.required and key not in scope}
    if not open_keys:
        return open_keys
    values = [s for s in said_scopes(place.resource, inquiry.text) if own(s.start, s.end, inquiry.parts)]
    return {key for key in open_keys if _spoken_of(place, key, [s for s in values if s.key == key], inquiry)}


def _spoken_of(place: Place, key: str, values: list[SaidScope], inquiry: Inquiry) -> bool:
    of_time = tells_time(place.resource.scopes[key])
    roles = {Role.WISH} if of_time else _SPEAKS
    spans = [(c.start, c.end) for c in inquiry.parts if c.role in roles]
    said = [s for s in values if any(a <= s.start < b for a, b in spans)]
    folded = fold(inquiry.text)
    every = [found.end() for found in _universal(fold(key)).finditer(folded)]
    if every and max(every) > max((s.end for s in said), default=0):
        return False  # `Lyon, or rather all sites`
    if said or of_time:
        return bool(said)
    return _narrows(place, key, inquiry)


@lru_cache(maxsize=256)
def _universal(key: str) -> re.Pattern[str]:
    name = re.escape(key).replace("_", "[ _-]").replace(r"\-", "[ _-]")
    plural = rf"{name[:-1]}(?:y|ies)" if name.endswith("y") else rf"{name}(?:s|es)?"
    return re.compile(rf"{_UNIVERSAL} {plural}\b{_BUT}|\b(?:everywhere|everything)\b{_BUT}")


def _narrows(place: Place, key: str, inquiry: Inquiry) -> bool:
    """Whether words narrow it that are no value of it: `for the Dublin site`, `my own ward only`, `for Northgate`."""
    known = frozenset(written_words(place.system, place.resource).values())
    called = set(stems(key.replace("_", " ")))
    for clause in inquiry.parts:
        if clause.role not in _ASKS:
            continue
        if called - known and called <= {token.stem for token in tokens(clause.text)}:
            return True
        for found in _OWN_ONLY.finditer(clause.text):
            if not _no_place(found, known):
                return True
        as_written = inquiry.text[clause.start : clause.end]
        if any(_is_a_place(found, clause.start, known, inquiry) for found in _NAME.finditer(as_written)):
            return True
    return False


def _no_place(found: re.Match[str], known: frozenset[str]) -> bool:
    """Whether what it is `only` for is known, a doing, or no part of a company: `for reading only`, `just my job`."""
    mine, bare = found["after"] or found["before"], found["bare"]
    words = set(stems(mine or bare))
    if any(action_of(word) for word in words):
        return True
    if words & known and not (found["own_after"] or found["own_before"]):
        return True
    return mine in _NO_PART if mine else bool(words & common_stems())


def _is_a_place(found: re.Match[str], offset: int, known: frozenset[str], inquiry: Inquiry) -> bool:
    """Whether a name is nobody's and nothing's that is known here: then it may well be what the wish is narrowed to."""
    start, end = offset + found.start("name"), offset + found.end("name")
    if any(named.start < end and start < named.end for named in inquiry.named):
        return False
    vocabulary = index_of(inquiry.company).vocabulary
    words = set(stems(found["name"]))
    return not any(
        word in known or word in common_stems() or vocabulary.knows(word) or _TIME.match(word)
        for word in words
    )
