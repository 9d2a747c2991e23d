"""YAML text into located data, in one pass over the parser's events.

PyYAML's own loaders follow YAML 1.1, where `NO` is false, `08:00` is 480 and `2026-08-01` a date. A catalog is
full of such words, so scalars are resolved here, by what YAML 1.2's core schema has and people expect:

* `null`, `~` and nothing at all are empty;
* `true` and `false` (also `True`, `TRUE`, ...) are truth values;
* decimal numbers are numbers (`7`, `-1`, `2.5`, `1e3`), unless they have more digits than a number keeps;
* everything else is text, as is everything in quotes and every key.

Read from events rather than from composed nodes because an alias is then met before it unfolds: however
often it is repeated, it costs a reference, and the sum of what all of them stand for is capped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from catalog.problems import Problem, path_text
from catalog.reading.located import Located, Path, Spot

DEEPEST = 40
"""Levels of nesting; a catalog has seven."""
MOST_UNFOLDED = 100_000
"""Values that aliases may stand for, all together."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"(?=.*[.eE])[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,4})?")
_HINTS = (
    (
        "mapping values are not allowed",
        "a colon followed by a space stands where none can; put the text in quotes",
    ),
    (
        "cannot start any token",
        "a character stands here that cannot begin a value; indent with spaces, not tabs, and put the text in quotes",
    ),
    ("tab character", "a tab is used to indent; use spaces"),
    ("unexpected end of stream", "a quotation mark opened here is never closed; close it"),
    ("expected ',' or ']'", "a list opened with [ is not closed or lacks a comma; check the brackets"),
    ("expected ',' or '}'", "a mapping opened with { is not closed or lacks a comma; check the brackets"),
    ("expected node content", "a value is missing here; check the brackets and commas before it"),
    ("expected '-' indicator", "this line does not continue the list above it; check its indentation"),
    ("expected key", "this line does not continue what is above it; check its indentation"),
    ("expected ':'", "a key without a colon; write `key: value` and check the indentation"),
    (
        "unknown escape character",
        "a backslash inside double quotes begins no known escape; use single quotes",
    ),
)


class _GivenUp(Exception):
    def __init__(self, line: int, says: str, path: Path = ()) -> None:
        super().__init__(says)
        self.line, self.says, self.path = line, says, path


@dataclass(slots=True)
class _Built:
    data: Any
    spot: Spot
    size: int
    """How many values it stands for once its aliases are unfolded."""


def read_yaml(file: str, text: str, problems: list[Problem]) -> Located | None:
    """The document in that text with the line of every value; None, and a problem noted, when there is none.

    Keys given twice, merge keys and tags are noted as well, and the rest is read on, so that one reading
    finds as much as it can.
    """
    reader = _Reader(file, _events(text), problems)
    try:
        built = reader.document()
    except _GivenUp as stop:
        problems.append(Problem(file, path_text(stop.path), stop.line, stop.says))
        return None
    except yaml.YAMLError as error:
        problems.append(_unreadable(file, text, error))
        return None
    if built is None:
        problems.append(Problem(file, "", 1, "is empty; describe it, or delete the file if it is not needed"))
        return None
    return Located(file, built.data, built.spot)


def _events(text: str) -> Iterator[Any]:
    return iter(yaml.parse(text, Loader=_LOADER))


@dataclass(slots=True)
class _Reader:
    file: str
    events: Iterator[Any]
    problems: list[Problem]
    anchors: dict[str, _Built] = field(default_factory=dict)
    unfolded: int = 0

    def document(self) -> _Built | None:
        built: _Built | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if built is not None:
                    raise _GivenUp(_line(event), "a second document begins here; one file holds one")
                built = self._value(next(self.events), ())
        return None if built is None or built.data is None else built

    def _value(self, event: Any, path: Path) -> _Built:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(str(event.anchor), line, path)
        if len(path) > DEEPEST:
            raise _GivenUp(line, f"is nested deeper than {DEEPEST} levels; nothing here needs that", path[:3])
        if isinstance(event, yaml.MappingStartEvent):
            built = self._mapping(line, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            built = self._sequence(line, path)
        else:
            built = _Built(self._scalar(event), Spot(line), 1)
        if event.tag not in (
            None,
            "!",
            "tag:yaml.org,2002:str",
            "tag:yaml.org,2002:map",
            "tag:yaml.org,2002:seq",
        ):
            self._note(line, path, "carries a YAML tag, which is not read here; take the tag away")
        if event.anchor is not None:
            self.anchors[event.anchor] = built
        return built

    def _alias(self, name: str, line: int, path: Path) -> _Built:
        built = self.anchors.get(name)
        if built is None:
            raise _GivenUp(
                line, f"`*{name}` stands for nothing that is complete before it; write the value out", path
            )
        self.unfolded += built.size
        if self.unfolded > MOST_UNFOLDED:
            raise _GivenUp(
                line, f"aliases unfold to more than {MOST_UNFOLDED:,} values; write them out", path
            )
        return built

    def _mapping(self, line: int, path: Path) -> _Built:
        data: dict[str, Any] = {}
        inside: dict[str, Spot] = {}
        size = 1
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key_line = _line(event)
            key = self._key(event, path)
            value = self._value(next(self.events), (*path, key))
            size += value.size
            if key in inside:
                first = inside[key].line
                self._note(key_line, (*path, key), f"is given twice (first on line {first}); keep one")
            elif key == "<<":
                self._note(key_line, path, "merge keys (`<<`) are not read; write the fields out")
            else:
                data[key] = value.data
                # A mapping's value is looked for at its key, also where the text itself starts a line later.
                inside[key] = Spot(key_line, value.spot.inside)
        return _Built(data, Spot(line, inside), size)

    def _key(self, event: Any, path: Path) -> str:
        if isinstance(event, yaml.AliasEvent):
            event_data = self._alias(str(event.anchor), _line(event), path).data
            if isinstance(event_data, str):
                return event_data
        elif isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None:
                self.anchors[event.anchor] = _Built(event.value, Spot(_line(event)), 1)
            return str(event.value)
        raise _GivenUp(_line(event), "a key is a list or a mapping; keys are plain words", path)

    def _sequence(self, line: int, path: Path) -> _Built:
        data: list[Any] = []
        inside: list[Spot] = []
        size = 1
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            value = self._value(event, (*path, len(data)))
            size += value.size
            data.append(value.data)
            inside.append(value.spot)
        return _Built(data, Spot(line, inside), size)

    def _scalar(self, event: Any) -> Any:
        return _resolved(event.value) if event.implicit[0] else event.value

    def _note(self, line: int, path: Path, says: str) -> None:
        self.problems.append(Problem(self.file, path_text(path), line, says))


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _resolved(text: str) -> Any:
    if text in _NULL:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


def _unreadable(file: str, text: str, error: yaml.YAMLError) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError):
        what = error.problem or "the YAML cannot be read"
        quoted = "quoted scalar" in (error.context or "") and "end of stream" in what
        mark = (
            error.context_mark if quoted and error.context_mark else error.problem_mark or error.context_mark
        )
        line = min(mark.line + 1, max(text.count("\n") + (not text.endswith("\n")), 1)) if mark else None
        hint = next((hint for fragment, hint in _HINTS if fragment in what), None)
        return Problem(file, "", line, f"is not valid YAML: {hint or what}")
    position = getattr(error, "position", None)
    line = text.count("\n", 0, position) + 1 if isinstance(position, int) else None
    return Problem(
        file, "", line, "is not valid YAML: it holds a character that YAML does not allow; take it out"
    )
