"""Which of a few things somebody points at: by their places in the row, or by words only they have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from catalog.model import Place
from intents.catalog_words import own_words
from intents.engines.builtin.actions import action_of, ambiguous
from intents.refining.in_row import in_row
from intents.refining.said import Said, small
from intents.words import Token, stems

_OTHER = re.compile(r"\b(?:the\s+)?other(?:\s+(?:one|option|item))?\b")
_AGAINST = re.compile(
    r"(?:\b(?:scrap|drop|remove|skip|leave out|leave off|forget|delete|cancel|strike|lose|take out|without|minus|except|no need for|not|no longer need|don'?t need|do not need|don'?t want|do not want|no|instead of|rather than)"
    r"(?:\s+(?:about|out|off|for|needing))?(?:\s+(?:the|that|this|any))?|\bget rid of(?:\s+the)?"
    r"|\b(?:all|both|everything|each|every|any)\b[^.;]{0,30}\b(?:but|bar|save)(?:\s+the)?)\s*$"
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
    many: int | None = 1
    """How many of the options are meant: one of them, or another number; None for each of them."""
    listed: bool = False
    """Whether each of them is said by its own place: `1 and 3`, and not `all`."""


def pointings(said: Said, options: Sequence[Place], *, answers_list: bool = False) -> list[Pointing]:
    """Where the message points at options; the words are taken. A number alone points only where a list was shown."""
    found: list[Pointing] = []
    for match in _OTHER.finditer(said.rest):
        found.append(Pointing(frozenset(), _stance(said, *match.span()), *match.span(), other=True))
    rest = said.rest
    for at in in_row(rest, len(options), shown=answers_list):
        stance = _stance(said, at.start, at.end)
        found.append(
            Pointing(at.numbers, stance, at.start, at.end, ordinal=True, many=at.many, listed=at.listed)
        )
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
