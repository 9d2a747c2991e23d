"""A value that fits a pattern, so that people are shown an example and never a regular expression.

Catalogs describe free scopes with simple patterns (`^Q[1-4]$`, `^DR-\\d{4}$`). What is read here: literals,
escapes, classes, groups with alternatives, and counts. For anything else there is no example, which is said too.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.texts import mention, typed
from catalog.model import Company, PersonId, ScopeRule

LONGEST = 60
_CLASSES = {"d": "1234567890", "w": "abcdefghij", "s": " "}
_COUNT = re.compile(r"\{(\d{1,2})(?:,\d*)?\}")


def hint_of(company: Company, rule: ScopeRule, owner: PersonId) -> str:
    """What to type for a scope without listed values, safe inside mrkdwn; empty where a menu says it."""
    if rule.values or rule.pattern is None:
        return ""
    example = example_of(rule.pattern)
    if example is None:
        return f"in the form the system uses; ask {mention(company, owner)}"
    return f"such as {typed(example, 100)}"


def plain_hint_of(company: Company, rule: ScopeRule, owner: PersonId) -> str:
    """The same where Slack takes plain text only."""
    if rule.values or rule.pattern is None:
        return ""
    example = example_of(rule.pattern)
    if example is None:
        known = company.people.get(owner)
        return f"in the form the system uses; ask {known.name if known else owner}"
    return f"such as {example}"


@lru_cache(maxsize=512)
def example_of(pattern: str) -> str | None:
    """A short value the pattern matches; None when the pattern is not a simple one."""
    try:
        reader = _Reader(pattern.removeprefix("^").removesuffix("$"))
        made = reader.alternatives()
        matches = reader.at == len(reader.pattern) and re.fullmatch(pattern, made) is not None
    except (_NotSimple, re.error):
        return None
    return made if matches and 0 < len(made) <= LONGEST else None


class _NotSimple(ValueError):
    """The pattern has something in it that is not read here."""


class _Reader:
    """Reads a pattern from left to right and writes the example as it goes."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.drawn = 0
        """How many characters were taken from classes: the example counts on, 1, 2, 3, instead of repeating one."""

    def alternatives(self) -> str:
        """The first of the alternatives; the others are read over."""
        first = self._sequence()
        while self._peek() == "|":
            self.at += 1
            self._sequence()
        return first

    def _sequence(self) -> str:
        made: list[str] = []
        while (sign := self._peek()) and sign not in "|)":
            start, drawn = self.at, self.drawn
            piece = self._piece()
            count = self._count()
            end = self.at
            self.drawn = drawn if count == 0 else self.drawn
            made.append(piece if count else "")
            for _ in range(count - 1):
                self.at = start
                made.append(self._piece())
            self.at = end
        return "".join(made)

    def _piece(self) -> str:
        sign = self._next()
        if sign == "(":
            if self._peek() == "?":
                if self.pattern[self.at : self.at + 2] != "?:":
                    raise _NotSimple
                self.at += 2
            inner = self.alternatives()
            if self._next() != ")":
                raise _NotSimple
            return inner
        if sign == "[":
            return self._class()
        if sign == "\\":
            escaped = self._next()
            if escaped in _CLASSES:
                return self._draw(_CLASSES[escaped])
            if escaped.isalnum():
                raise _NotSimple
            return escaped
        if sign in "^$*+?{}":
            raise _NotSimple
        return "a" if sign == "." else sign

    def _class(self) -> str:
        offered = ""
        while (sign := self._next()) != "]":
            if sign == "^" and not offered:
                raise _NotSimple
            if sign == "\\":
                sign = self._next()
                if sign in _CLASSES:
                    offered += _CLASSES[sign]
                    continue
            if self._peek() == "-" and self.pattern[self.at + 1 : self.at + 2] not in {"]", ""}:
                self.at += 1
                last = self._next()
                offered += "".join(map(chr, range(ord(sign), min(ord(last), ord(sign) + 40) + 1)))
            else:
                offered += sign
        return self._draw(offered)

    def _draw(self, offered: str) -> str:
        """The next of what a class offers; digits begin with 1."""
        if not offered:
            raise _NotSimple
        signs = offered[1:] + offered[:1] if offered.startswith("01") else offered
        self.drawn += 1
        return signs[(self.drawn - 1) % len(signs)]

    def _count(self) -> int:
        sign = self._peek()
        if sign and sign in "?*+":
            self.at += 1
            if self._peek() in {"?", "+"}:
                self.at += 1
            return 1 if sign == "+" else 0
        if found := _COUNT.match(self.pattern, self.at):
            self.at = found.end()
            return min(int(found[1]), LONGEST)
        return 1

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _next(self) -> str:
        sign = self._peek()
        if not sign:
            raise _NotSimple
        self.at += 1
        return sign
