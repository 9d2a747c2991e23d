"""What can be wrong with a company folder, as values: where it stands and what would be right.

The loader collects them all before it gives up, so that somebody who describes their company mends a
folder in one round and not in twenty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_PLAIN_KEY = re.compile(r"[A-Za-z_][\w-]*")


class Severity(StrEnum):
    """Whether the folder is refused, or taken with a word of advice."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or looks it.

    `file` is relative to the folder, `path` leads to the value inside it (`resources[0].name`, or the
    column of a CSV file), `line` counts from 1. `path` may be empty and `line` None when the whole file is
    meant. `says` is one sentence without a full stop: what is there, and what would be right.
    """

    file: str
    path: str
    line: int | None
    says: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}  {self.path}: {self.says}" if self.path else f"{place}  {self.says}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file and line, each once."""
    return sorted(set(problems), key=lambda p: (p.file, p.line or 0, p.path, p.says))


def path_text(path: Sequence[str | int]) -> str:
    """How people read a path: `resources[0].scopes.region`; keys that are no plain words stand in quotes."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{json.dumps(step, ensure_ascii=False)}]"
    return text


class CompanyInvalid(Exception):
    """A company folder that cannot be used; `problems` holds every error and warning, by file and line.

    As text it is one sentence with the first error, fit for a person.
    """

    def __init__(self, folder: Path, problems: Iterable[Problem]) -> None:
        self.folder = folder
        self.problems = in_order(problems)
        errors = [problem for problem in self.problems if problem.severity is Severity.ERROR]
        first = f": {errors[0]}" if errors else ""
        more = f" (and {len(errors) - 1} more; `usher check` lists them all)" if len(errors) > 1 else ""
        super().__init__(f"The company folder {folder} cannot be used{first}{more}")
