"""What of a message is the person's own word to the assistant: not quoted, and no order about how to do its work.

Only own words can ask for something. An engine may be talked into naming what a pasted mail or an order wants;
what it then points at is no wish.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intents.passages import Clause, Role
from intents.words import fold

_NOT_OWN = {Role.QUOTED, Role.ORDER}


def own_text(parts: Sequence[Clause], *, withdrawn: bool = True) -> str:
    """What the person says for themselves, folded, in one line; without what they took back when `withdrawn` is not set."""
    left_out = _NOT_OWN if withdrawn else _NOT_OWN | {Role.WITHDRAWN}
    return " ".join(" ".join(clause.text for clause in parts if clause.role not in left_out).split())


def meant_text(parts: Sequence[Clause], length: tuple[int, int] | None) -> str:
    """What a meaning is looked for by: the own words that stand, but for those that say how long.

    One text for everybody who asks, because reading it is what a message takes longest.
    """
    return own_text(parts if length is None else without(parts, [length]), withdrawn=False)


def without(parts: Sequence[Clause], spans: Sequence[tuple[int, int]]) -> list[Clause]:
    """The clauses with what stands between these offsets blanked out."""
    return [
        replace(clause, text=blanked(clause.text, [(a - clause.start, b - clause.start) for a, b in spans]))
        for clause in parts
    ]


def blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with blanks between these offsets; what is left stays where it is."""
    return "".join(" " if any(a <= n < b for a, b in spans) else char for n, char in enumerate(text))


def own(start: int, end: int, parts: Sequence[Clause]) -> bool:
    """Whether nothing between the offsets is quoted or an order to the assistant."""
    return not any(c.role in _NOT_OWN and c.start < end and start < c.end for c in parts)


def occurrences(span: str, message: str) -> Iterator[tuple[int, int]]:
    """Where the span occurs in the message: as written, else with case and accents aside."""
    wanted = span.strip()
    if not wanted:
        return
    for text, piece in ((message, wanted), (fold(message), fold(wanted))):
        at = text.find(piece)
        found = at >= 0
        while at >= 0:
            yield at, at + len(wanted)
            at = text.find(piece, at + 1)
        if found:
            return


def said_own(span: str, message: str, parts: Sequence[Clause]) -> str | None:
    """What the message writes of the span in the person's own words: of several stretches the longest.

    None when it occurs nowhere, or only in what is quoted or ordered.
    """
    for start, end in occurrences(span, message):
        at = start
        stretches: list[str] = []
        for clause in parts:
            if clause.role in _NOT_OWN and at < clause.end and clause.start < end:
                stretches.append(message[at : clause.start].strip())
                at = clause.end
        stretches.append(message[at:end].strip())
        longest = max(stretches, key=len)
        if any(char.isalnum() for char in longest):
            return longest
    return None
