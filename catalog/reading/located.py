"""Data that remembers where it was written, and a cursor that walks it without trusting its shape.

Checks run over files that may be wrong in several ways at once. The cursor answers every question about a
value of the wrong type with "nothing there", so that one check need not know what the others found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from catalog.problems import Problem, Severity, path_text

Path: TypeAlias = tuple[str | int, ...]
"""The steps that lead to a value: keys and positions."""


@dataclass(slots=True)
class Spot:
    """The line a value is written on (a mapping's value: the line of its key), and those of what it holds."""

    line: int
    inside: dict[str, Spot] | list[Spot] | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """A value in a file, with the way to it."""

    file: str
    data: Any
    spot: Spot
    path: Path = ()

    @property
    def line(self) -> int:
        """The line it is written on, from 1."""
        return self.spot.line

    def get(self, key: str) -> Located | None:
        """The value under that key; None when there is none or this is no mapping."""
        inside = self.spot.inside
        if isinstance(inside, dict) and key in inside:
            return Located(self.file, self.data[key], inside[key], (*self.path, key))
        return None

    def items(self, key: str | None = None) -> Iterator[Located]:
        """The members of this list, or of the list under that key; nothing when that is no list."""
        target = self if key is None else self.get(key)
        if target is not None and isinstance(target.spot.inside, list):
            for at, (data, spot) in enumerate(zip(target.data, target.spot.inside, strict=True)):
                yield Located(target.file, data, spot, (*target.path, at))

    def pairs(self, key: str) -> Iterator[tuple[str, Located]]:
        """Keys and values of the mapping under that key; nothing when that is no mapping."""
        target = self.get(key)
        for child in target._keyed() if target is not None else ():
            yield str(child.path[-1]), child

    def _keyed(self) -> Iterator[Located]:
        if isinstance(self.spot.inside, dict):
            for name, spot in self.spot.inside.items():
                yield Located(self.file, self.data[name], spot, (*self.path, name))

    def text(self, key: str | None = None) -> str | None:
        """This text, or the text under that key; None when that is anything else."""
        target = self if key is None else self.get(key)
        return target.data if target is not None and isinstance(target.data, str) else None

    def texts(self, key: str) -> Iterator[tuple[str, Located]]:
        """The texts in the list under that key, each with its place."""
        for item in self.items(key):
            if isinstance(item.data, str):
                yield item.data, item

    def at(self, path: Path) -> Located:
        """The value at the end of those further steps, or the last one on the way that exists."""
        here = self
        for step in path:
            children = here.items() if isinstance(step, int) else here._keyed()
            found = next((child for child in children if child.path[-1] == step), None)
            if found is None:
                break
            here = found
        return here

    def problem(self, says: str, severity: Severity = Severity.ERROR) -> Problem:
        """A problem with this value."""
        return Problem(self.file, path_text(self.path), self.line, says, severity)
