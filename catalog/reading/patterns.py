"""Patterns that would take for ever: a repeated group that can match one text in two ways, as in `([a-z]+-?)+` or `(a|a)*`.

Python's engine tries every way, and there are twice as many with each round. Whether there are two is worked out: the
signs that a pattern names are places, and from each place some others may come next. Two walks that read the same
text, part, and meet again are two ways (catalog.reading.places draws the map of the places).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.reading.places import PARSER, Places, TooLong, parts

MANY = 10
"""From how many rounds on a repetition counts: one of at most twenty is as slow as an endless one."""


class TooManyWays(ValueError):
    """A pattern that can match the same text in very many ways; the message is a problem's."""


def refuse_slow(text: str) -> None:
    """Raises TooManyWays for a repeated group that can match one text in two ways."""
    tree = PARSER.parse(text)
    for body in _repeated(tree):
        try:
            ambiguous = _two_ways(Places.of_rounds(body, tree.state, many=MANY))
        except TooLong as too_long:
            raise TooManyWays(
                f"repeats a group of more than {too_long.most} signs; write a shorter one"
            ) from None
        if ambiguous and any(_repeated(body)):
            raise TooManyWays(
                "repeats a group that itself holds a repetition, and may look for ever; "
                "repeat one of the two only, as in ^[A-Za-z-]+$, or begin each round with a sign of its own, as in ^[a-z]+(-[a-z]+)*$"
            )
        if ambiguous:
            raise TooManyWays(
                "repeats a group that can match one text in two ways, and may look for ever; "
                "let no two of its alternatives begin alike, as in ^(a|b)+$, and leave nothing in it out twice"
            )


def _repeated(tree: Any) -> Iterator[Any]:
    """What is repeated many times, however deep."""
    for op, found in tree:
        if op.name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"} and found[1] >= MANY:
            yield found[2]
        for part in parts(found):
            yield from _repeated(part)


def _two_ways(places: Places) -> bool:
    """Whether two walks through the rounds read the same, part, and meet again.

    Rounds lead from every place to every other, so it makes no difference where they part and where they meet.
    """
    signs, after = places.signs, places.after
    if any(ways > 1 for ahead in after for ways in ahead.values()):
        return True
    waiting = [(p, q) for ahead in after for p in ahead for q in ahead if p < q and signs[p] & signs[q]]
    seen = set(waiting)
    while waiting:
        here, there = waiting.pop()
        for p in after[here]:
            for q in after[there]:
                if p == q:
                    return True
                pair = (p, q) if p < q else (q, p)
                if pair not in seen and signs[p] & signs[q]:
                    seen.add(pair)
                    waiting.append(pair)
    return False
