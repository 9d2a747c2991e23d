"""The justification: a span of the message that says what the access is for, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intents.passages import Clause, Role
from intents.words import fold

MAX_REASON = 300

_MARKED = re.compile(
    r"\b(?:because|since(?! (?:this|last|yesterday|monday|tuesday|wednesday|thursday|friday))|so that|so (?=i\b|we\b|he\b|she\b|they\b)|as (?=i\b|we\b|he\b|she\b|they\b)|(?:it'?s|this is|that's) for|in order to|due to|reason:|purpose:|why:|context:)\s+"
)
_FOR = re.compile(r"\bfor (?:the|my|our|an?|this|their|his|her) (?=\w)")
_SO_AS = re.compile(r"\bto (?=\w+ (?:the|my|our|an?|this|their|his|her|up|for|on|with)\b)")
_LENGTH = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|half|rest|next|couple)\b.{0,14}\b(?:hours?|days?|weeks?|wks?|months?|quarters?|years?|time|moment|day|week|month|year)\b|\b(?:until|till|til)\b|\btoday\b"
)
_GREETING = re.compile(
    r"^\W*(?:hi|hey|hello|dear|good (?:day|morning|afternoon)|thanks?|thank you|thx|tnx|cheers|please|pls|plz|asap|morning|yo|sorry|ok(?:ay)?|no rush|urgent|regards)\b[\w ]{0,14}\W*$"
)


def _trim(message: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and not (message[start].isalnum() or message[start] in "\"'“"):
        start += 1
    while end > start and not (message[end - 1].isalnum() or message[end - 1] in "\"'”)%"):
        end -= 1
    end = min(end, start + MAX_REASON)
    return (start, end) if end - start >= 3 else None


def reason_span(
    message: str, parts: Sequence[Clause], taken: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """Where the message gives its reason; `taken` are the spans already read as something else."""
    folded = fold(message)
    own = [c for c in parts if c.role not in {Role.QUOTED, Role.ORDER, Role.WITHDRAWN}]

    def free(start: int, end: int) -> bool:
        used = sum(max(0, min(end, b) - max(start, a)) for a, b in taken)
        return used < 0.5 * max(end - start, 1)

    for clause in own:
        marked = _MARKED.search(clause.text)
        if marked:
            span = _trim(message, clause.start + marked.end(), _sentence_end(own, clause))
            if span and free(*span) and not _LENGTH.fullmatch(folded[span[0] : span[1]]):
                return span
    for clause in own:
        if clause.role is Role.WISH:
            for pattern in (_FOR, _SO_AS):
                for found in pattern.finditer(clause.text):
                    start = clause.start + found.start() + (4 if pattern is _FOR else 3)
                    span = _trim(message, start, clause.end)
                    if (
                        pattern is _FOR
                        and span
                        and free(*span)
                        and not _LENGTH.search(folded[span[0] : span[1]])
                    ):
                        return span
    wishes = [c.sentence for c in own if c.role is Role.WISH]
    rest = [c for c in own if c.role is Role.CONTEXT and not _GREETING.match(c.text) and free(c.start, c.end)]
    rest = [c for c in rest if not (_LENGTH.search(c.text) and c.end - c.start < 40)]
    if not rest:
        return None
    # The fragment or sentence after the wish reads as the reason before one that leads up to it.
    after = [c for c in rest if wishes and c.sentence >= wishes[0]]
    chosen = (after or rest)[0]
    start = min(c.start for c in rest if c.sentence == chosen.sentence and c.start >= chosen.start)
    end = max(c.end for c in rest if c.sentence == chosen.sentence)
    span = _trim(message, start, end)
    return span if span and free(*span) else _trim(message, chosen.start, chosen.end)


def _sentence_end(own: list[Clause], clause: Clause) -> int:
    return max(c.end for c in own if c.sentence == clause.sentence and c.start >= clause.start)
