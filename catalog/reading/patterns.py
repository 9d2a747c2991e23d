"""Patterns that would take for ever: a repetition in a repeated group, as in `([a-z]+-?)+`.

Python's engine tries every way to share a text out among the two, and there are twice as many with each letter. One
sign that every round has and nothing else in it can be, as the hyphen in `[a-z]+(-[a-z]+)*`, leaves one way only.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

# Python has no public view of a pattern's parts, and to read its syntax once more would be to read it differently.
_PARSER: Any = importlib.import_module("re._parser")
MANY = 10
"""From how many rounds more than the fewest a repetition counts: a bounded one of twenty is as slow as an endless one."""
_CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_WORD": r"\w", "CATEGORY_SPACE": r"\s"}


class TooManyWays(ValueError):
    """A pattern that can match the same text in very many ways; the message is a problem's."""


def refuse_slow(text: str) -> None:
    """Raises TooManyWays for a repetition inside a repeated group without a sign between the rounds."""
    if any(_shares_out(body) for body in _repeated(_PARSER.parse(text))):
        raise TooManyWays(
            "repeats a group that itself holds a repetition, and may look for ever; "
            "repeat one of the two only, as in ^[A-Za-z-]+$, or begin each round with a sign of its own, as in ^[a-z]+(-[a-z]+)*$"
        )


def _repeated(tree: Any) -> Iterator[Any]:
    """What is repeated many times, however deep."""
    for op, found in tree:
        if op.name in {"MAX_REPEAT", "MIN_REPEAT"} and found[1] - found[0] >= MANY:
            yield found[2]
        for part in _parts(found):
            yield from _repeated(part)


def _shares_out(body: Any) -> bool:
    return next(_repeated(body), None) is not None and not _has_own_sign(body)


def _has_own_sign(body: Any) -> bool:
    nodes = list(body)
    if len(nodes) == 1 and nodes[0][0].name == "SUBPATTERN":
        return _has_own_sign(nodes[0][1][-1])
    for at, (op, found) in enumerate(nodes):
        others = nodes[:at] + nodes[at + 1 :]
        if op.name == "LITERAL" and not any(_may_hold(node, chr(found)) for node in others):
            return True
    return False


def _may_hold(node: Any, sign: str) -> bool:
    """Whether that part may match a text with the sign in it; also where that is not sure."""
    op, found = node
    if op.name == "LITERAL":
        return chr(found).casefold() == sign.casefold()
    if op.name == "IN":
        return found[0][0].name == "NEGATE" or any(_may_be(one, sign) for one in found)
    inside = list(_parts(found))
    return not inside or any(_may_hold(one, sign) for part in inside for one in part)


def _may_be(one: Any, sign: str) -> bool:
    op, found = one
    if op.name == "LITERAL":
        return chr(found).casefold() == sign.casefold()
    if op.name == "RANGE":
        return any(
            found[0] <= ord(form) <= found[1] for form in (sign, sign.lower(), sign.upper()) if len(form) == 1
        )
    known = _CATEGORIES.get(found.name)
    return known is None or re.fullmatch(known, sign) is not None


def _parts(found: Any) -> Iterator[Any]:
    """The patterns that a part is made of."""
    if isinstance(found, _PARSER.SubPattern):
        yield found
    elif isinstance(found, list | tuple):
        for one in found:
            yield from _parts(one)
