"""Codes that only one thing of the company goes by: who says `DR-0418` names the deal rooms without calling them so.

A scope whose values are free has a pattern. Where that demands certain letters beside its digits, and no other
resource takes such a value, the value says what it belongs to as surely as a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from catalog.model import Resource, ScopeRule
from intents.words import Token

_DIGITS = 3
"""How many a code has at least: `Q3` and `v2` are said of anything."""
_WORDS = 3
"""Into how many words a code may be cut: `V-2026-031`."""
_JOINTS = ("-", "", "_", "/", ".", " ")
_OTHERS = ("z", "k")
"""Letters to spell a code with that were mostly not said: where any letters will do, they tell nothing."""


class CodedValues:
    """Which resource takes which coded values."""

    def __init__(self, resources: Sequence[Resource]) -> None:
        self._rules = [
            (number, rule)
            for number, resource in enumerate(resources)
            for rule in resource.scopes.values()
            if rule.pattern is not None
        ]

    def met(self, said: Sequence[Token]) -> Iterator[tuple[int, range]]:
        """The resources that a code belongs to alone, by number, and the words it was cut into."""
        if not self._rules:
            return
        for at, token in enumerate(said):
            if not token.word[-1].isdigit():
                continue
            for size in range(_WORDS, 0, -1):
                run = said[at - size + 1 : at + 1] if at + 1 >= size else ()
                number = self._only_one(run) if run and _beside_each_other(run) else None
                if number is not None:
                    yield number, range(at - size + 1, at + 1)
                    break

    def _only_one(self, run: Sequence[Token]) -> int | None:
        """The number of the resource that alone takes the words as a code."""
        whole = "".join(token.word for token in run)
        if sum(map(str.isdigit, whole)) < _DIGITS or whole.isdigit():
            return None
        takes = {
            number
            for number, rule in self._rules
            for joint in _JOINTS
            if _takes(rule, joint.join(token.word for token in run))
        }
        return takes.pop() if len(takes) == 1 else None


def _beside_each_other(run: Sequence[Token]) -> bool:
    return all(after.start - before.end <= 1 for before, after in pairwise(run))


def _takes(rule: ScopeRule, code: str) -> bool:
    """Whether the rule allows the code, in whatever case, for the letters it has."""
    return any(
        rule.allows(one) and not all(rule.allows(_spelt(one, letter)) for letter in _OTHERS)
        for one in (code.upper(), code)
    )


def _spelt(code: str, letter: str) -> str:
    """The code with this letter in place of its own."""
    other = letter.upper() if code.isupper() else letter
    return "".join(other if c.isalpha() else c for c in code)
