"""Which of a few things somebody points at: by its place in the row, or by words only it has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from catalog.model import Place
from intents.catalog_words import own_words
from intents.engines.builtin.actions import action_of, ambiguous
from intents.refining.said import Said, small
from intents.words import Token, stems

_PLACES = ("first", "second", "third", "fourth", "fifth")
_NUMBER = {
    **{word: n for n, word in enumerate(_PLACES)}, **{word: n for n, word in enumerate(("1st", "2nd", "3rd", "4th", "5th"))},
    **{word: n for n, word in enumerate(("1", "2", "3", "4", "5"))}, **{word: n for n, word in enumerate(("one", "two", "three", "four", "five"))},
    "former": 0, "top": 0, "last": -1, "latter": -1, "bottom": -1,
}  # fmt: skip
_ORDINAL = re.compile(
    r"\b(?:the\s+)?(?P<word>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last|former|latter|top|bottom)(?:\s+(?:one|item|option|entry))?\b(?!\s+(?:quarter|week|day|month|year|\d))"
    r"|(?:#\s?|\b(?:number|option|no\.|item|nr\.?)\s?)(?P<number>[1-5]|one|two|three|four|five)\b"
)
_BARE = re.compile(r"^\W*(?P<number>[1-5])\W*$")
"""Nothing but a number, in answer to a list."""
_OTHER = re.compile(r"\b(?:the\s+)?other(?:\s+(?:one|option|item))?\b")
_AGAINST = re.compile(
    r"(?:\b(?:scrap|drop|remove|skip|leave out|leave off|forget|delete|cancel|strike|lose|take out|without|minus|except|no need for|not|no longer need|don'?t need|do not need|don'?t want|do not want|no|instead of|rather than)"
    r"(?:\s+(?:about|out|off|for|needing))?(?:\s+(?:the|that|this|any))?|\bget rid of(?:\s+the)?)\s*$"
)
_NOT_NEEDED = re.compile(
    r"^(?:\s+(?:one|access|item))?\s+(?:(?:is|are|was)\s+)?(?:not\s+(?:needed|necessary|required)|isn't needed|unnecessary|can go|can wait|after all not)\b"
)
_ONLY = re.compile(
    r"\b(?:only|just|solely|keep(?:\s+only|\s+just)?)(?:\s+(?:keep|need|want))?(?:\s+the)?\s*$"
)


class Stance(Enum):
    """What is said about what is pointed at."""

    FOR = "for"
    ONLY = "only"
    AGAINST = "against"


@dataclass(frozen=True)
class Pointing:
    """One stretch of a message that points at some of the options, by their numbers."""

    options: frozenset[int]
    stance: Stance
    start: int
    end: int
    other: bool = False
    """`the other one`: whichever is not meant now."""
    ordinal: bool = False


def pointings(said: Said, options: Sequence[Place], *, answers_list: bool = False) -> list[Pointing]:
    """Where the message points at options; the words are taken. A number alone points only where a list was shown."""
    found: list[Pointing] = []
    for match in _OTHER.finditer(said.rest):
        found.append(Pointing(frozenset(), _stance(said, *match.span()), *match.span(), other=True))
    bare = _BARE.finditer(said.rest) if answers_list else ()
    for match in (*_ORDINAL.finditer(said.rest), *bare):
        number = _NUMBER[match.groupdict().get("word") or match["number"]]
        number = len(options) - 1 if number < 0 else number
        if number < len(options):
            meant = frozenset({number})
            start, end = match.span()
            found.append(Pointing(meant, _stance(said, start, end), start, end, ordinal=True))
    for one in found:
        said.take(one.start, one.end)
    return [*found, *_by_name(said, options)]


def names(place: Place) -> frozenset[str]:
    """The words an option is known by; words for what one does with it are left to the level."""
    return frozenset(
        word
        for word in own_words(place.system, place.resource)
        if action_of(word) is None or ambiguous(word) or word in _stems_of(place)
    )


def _stems_of(place: Place) -> frozenset[str]:
    """Words of the resource's own id and name that are in no level of it."""
    levels = {w for e in place.resource.entitlements for w in stems(f"{e.level} {e.name}")}
    return frozenset(stems(f"{place.resource.name} {place.system.name}")) - levels


def _by_name(said: Said, options: Sequence[Place]) -> list[Pointing]:
    known = [names(place) for place in options]
    runs: list[list[Token]] = []
    open_run = False
    for word in said.words():
        if any(word.stem in one for one in known) and not small(word):
            if open_run and said.rest[runs[-1][-1].end : word.start].strip(" ·-/:") in {
                "",
                "the",
                "of",
                "in",
            }:
                runs[-1].append(word)
            else:
                runs.append([word])
            open_run = True
        elif not small(word):
            open_run = False
    found = []
    for run in runs:
        hits = [sum(word.stem in one for word in run) for one in known]
        best = max(hits)
        meant = frozenset(n for n, hit in enumerate(hits) if hit == best)
        start, end = run[0].start, run[-1].end
        found.append(Pointing(meant, _stance(said, start, end), start, end))
    for one in found:
        said.take(one.start, one.end)
    return found


def _stance(said: Said, start: int, end: int) -> Stance:
    before, after = said.rest[max(0, start - 40) : start], said.rest[end : end + 40]
    against = _AGAINST.search(before)
    if against or (gone := _NOT_NEEDED.match(after)):
        if against:
            said.take(start - (len(before) - against.start()), start)
        elif gone:
            said.take(end, end + gone.end())
        return Stance.AGAINST
    return Stance.ONLY if _ONLY.search(before) else Stance.FOR
