"""Where a folded message is cut into clauses: sentences first, then what stands between commas, brackets and joints.

What is ruled out in the same breath as the wish gets a clause of its own, so that neither takes the role of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from intents.clause_roles import Role, role_of, wishes

_TITLE = r"(?<=\bdr)\.|(?<=\bmr)\.|(?<=\bms)\.|(?<=\bmrs)\.|(?<=\bprof)\."
_SENTENCE = re.compile(rf"[^\n.!?…]*(?:(?:\.(?=\S)|{_TITLE})[^\n.!?…]*)*(?:[.!?…]+|\n|$)")
_CLAUSE_END = re.compile(
    r"[,;:](?=\s)|\s[-–—]+\s|—|\.\.\.|\(|\)|(?<=\s)(?=(?:but|because|since|so that|so i|as i|while|plus|and then|which|rather than|instead of)\b)"
)
_MOST_RULINGS = 8
"""Words of ruling out in one breath that are looked at; each has all that stands around it read again."""
_TRAILING = re.compile(r"\b(?:not|without)\b(?= \w)")
_TURNED_ROUND = re.compile(
    r"not (?!\w+(?:ed|ing)\b|(?:me|us|you|him|her|them|that|this|it|yet|so|sure|here|there|now|today|again|long|very|too|really|able|allowed)\b)(?:\w+ ?){1,2}\W*$"
)
"""One thing and not the other, with nothing said of either."""
_AUXILIARY = re.compile(
    r"\b(?:do|does|did|is|are|am|was|were|can|could|will|would|should|must|may|might|has|have|had|why|if|or|do|better|of course|certainly|i'm|it's|that's|he's|she's|we're|they're|need|or|whether|but|and)\W*$"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of the message, by its offsets; `sentence` counts the sentences from 0."""

    start: int
    end: int
    sentence: int


def cut(text: str, apart: Sequence[tuple[int, int]] = ()) -> list[Cut]:
    """The clauses of a folded text, in order; none reaches over a border of the spans that are to stand `apart`."""
    edges = sorted({edge for span in apart for edge in span})
    return [
        Cut(start, end, whole.sentence)
        for whole in _by_their_marks(text)
        for start, end in pairwise(
            [whole.start, *(e for e in edges if whole.start < e < whole.end), whole.end]
        )
        if text[start:end].strip()
    ]


def _by_their_marks(text: str) -> Iterator[Cut]:
    """Cut at punctuation and joints; what is nothing but punctuation is left out."""
    said = (found for found in _SENTENCE.finditer(text) if found[0].strip())
    for number, sentence in enumerate(said):
        start = sentence.start()
        for mark in [*_CLAUSE_END.finditer(sentence[0]), None]:
            end = sentence.end() if mark is None else sentence.start() + max(mark.end(), 1)
            if end > start and text[start:end].strip(" ,;:.!?()-–—…\n"):
                turns = [start + turn for turn in _ruled_out_behind(text[start:end])]
                yield from (Cut(a, b, number) for a, b in pairwise([start, *turns, end]))
            start = max(start, end)


def _ruled_out_behind(piece: str) -> list[int]:
    """Where what is ruled out begins after a wish in the same breath: `I need to read it not write it`.

    A few words at the end of the clause need no wish before them: `sorry, write not read`.
    """
    for found in islice(_TRAILING.finditer(piece), _MOST_RULINGS):
        before = piece[: found.start()]
        if (
            (wishes(before) or (before.strip() and _TURNED_ROUND.match(piece, found.start())))
            and not _AUXILIARY.search(before)
            and role_of(piece[found.start() :], quoted=False) is Role.RULED_OUT
        ):
            return [found.start()]
    return []
