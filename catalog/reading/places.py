"""The places in a repeated group of a pattern: which signs each of them takes, and which may come next, in how many ways.

This is Glushkov's construction, with the ways counted: Python's engine goes each of them even where they lead to the
same place. More than one is kept as two.
"""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# Python has no public view of a pattern's parts, and to read its syntax once more would be to read it differently.
PARSER: Any = importlib.import_module("re._parser")
_COMPILER: Any = importlib.import_module("re._compiler")
MOST = 500
"""So many parts of a group are looked at, copies of counted ones included."""
_USUAL = "".join(map(chr, range(0x250))) + "\u0661\u2003\u2028\u212a\u4e2d\U0001f600"
"""Signs of all the sorts that classes tell apart; the ends of a pattern's own ranges are added."""
_SIGNS = {"LITERAL", "NOT_LITERAL", "IN", "ANY"}
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
_NOTHING_READ = {"AT", "ASSERT", "ASSERT_NOT"}


class TooLong(ValueError):
    """The group has more than `most` parts."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the group: in how many ways it matches nothing, and the places it begins and ends with."""

    empty: int = 1
    first: Counter[int] = field(default_factory=Counter)
    last: Counter[int] = field(default_factory=Counter)

    def or_nothing(self) -> _Part:
        return _Part(min(2, self.empty + 1), self.first, self.last)


class Places:
    """The map of one repeated group."""

    def __init__(self, state: Any, *, many: int) -> None:
        self.signs: list[int] = []
        """By place: the signs it takes, one bit each."""
        self.after: list[Counter[int]] = []
        """By place: what may come next, and in how many ways."""
        self._state, self._many = state, many
        self._alphabet = _USUAL
        self._known: dict[str, int] = {}
        self._read = 0

    @classmethod
    def of_rounds(cls, body: Any, state: Any, *, many: int) -> Places:
        """Round after round of that part of a pattern; repetitions of `many` rounds in it have no end. Raises TooLong."""
        found = cls(state, many=many)
        found._alphabet += "".join({chr(code) for code in _ends(body) if 0 <= code <= 0x10FFFF})
        found._again(found._sequence(body, folded=False), least=1)
        return found

    def _sequence(self, nodes: Any, *, folded: bool) -> _Part:
        whole = _Part()
        for op, found in nodes:
            whole = self._then(whole, self._one(op, found, folded=folded))
        return whole

    def _one(self, op: Any, found: Any, *, folded: bool) -> _Part:
        self._read += 1
        if self._read > MOST:
            raise TooLong(MOST)
        if op.name in _SIGNS:
            return self._place(self._taken(op, found, folded=folded))
        if op.name in _NOTHING_READ:
            return _Part()
        if op.name == "SUBPATTERN":
            _, added, dropped, inside = found
            return self._sequence(
                inside, folded=(folded or bool(added & re.IGNORECASE)) and not dropped & re.IGNORECASE
            )
        if op.name == "ATOMIC_GROUP":
            return self._sequence(found, folded=folded)
        if op.name == "BRANCH":
            return _either([self._sequence(way, folded=folded) for way in found[1]])
        if op.name in _REPEATS:
            return self._repeat(*found, folded=folded)
        return self._again(self._place(-1), least=0)  # what an earlier group matched: anything

    def _repeat(self, least: int, most: int, body: Any, *, folded: bool) -> _Part:
        if most - least >= self._many:
            return self._again(self._sequence(body, folded=folded), least=least)
        whole = _Part()
        for copy in reversed(range(most)):
            whole = self._then(self._sequence(body, folded=folded), whole)
            whole = whole.or_nothing() if copy >= least else whole
        return whole

    def _place(self, signs: int) -> _Part:
        self.signs.append(signs)
        self.after.append(Counter())
        place = Counter({len(self.signs) - 1: 1})
        return _Part(0, place, place)

    def _then(self, one: _Part, other: _Part) -> _Part:
        self._lead(one.last, other.first)
        return _Part(
            min(2, one.empty * other.empty),
            _sum(one.first, other.first, one.empty),
            _sum(other.last, one.last, other.empty),
        )

    def _again(self, body: _Part, *, least: int) -> _Part:
        self._lead(body.last, body.first)
        return body if least else body.or_nothing()

    def _lead(self, origins: Counter[int], targets: Counter[int]) -> None:
        for origin, ways in origins.items():
            for target, more in targets.items():
                self.after[origin][target] = min(2, self.after[origin][target] + ways * more)

    def _taken(self, op: Any, found: Any, *, folded: bool) -> int:
        key = f"{op} {found} {folded}"
        if key not in self._known:
            alone = PARSER.SubPattern(self._state, [(op, found)])
            takes = _COMPILER.compile(alone, re.IGNORECASE if folded else 0).fullmatch
            self._known[key] = sum(1 << at for at, sign in enumerate(self._alphabet) if takes(sign))
        return self._known[key]


def parts(found: Any) -> Iterator[Any]:
    """The patterns that a part is made of."""
    if isinstance(found, PARSER.SubPattern):
        yield found
    elif isinstance(found, list | tuple):
        for one in found:
            yield from parts(one)


def _either(ways: list[_Part]) -> _Part:
    whole = _Part(0)
    for way in ways:
        whole = _Part(
            min(2, whole.empty + way.empty),
            _sum(whole.first, way.first, 1),
            _sum(whole.last, way.last, 1),
        )
    return whole


def _sum(one: Counter[int], other: Counter[int], times: int) -> Counter[int]:
    """Both, the other as often as `times` says; more than one way counts as two."""
    both = Counter(one)
    for place, ways in other.items() if times else ():
        both[place] = min(2, both[place] + ways * times)
    return both


def _ends(nodes: Any) -> Iterator[int]:
    """The signs that a pattern names, the ends of its ranges, and their neighbours."""
    for op, found in nodes:
        if op.name in {"LITERAL", "NOT_LITERAL"}:
            yield from (found - 1, found, found + 1)
        elif op.name == "RANGE":
            yield from (end + step for end in found for step in (-1, 0, 1))
        elif op.name == "IN":
            yield from _ends(found)
        else:
            for part in parts(found):
                yield from _ends(part)
