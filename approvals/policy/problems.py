"""What is wrong with a policy file, said so that whoever wrote it can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PolicyProblem:
    """One thing that keeps a policy from being used."""

    file: str
    line: int | None
    """Where the rule starts, counted from 1; None when the whole file is meant."""
    sentence: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{where}: {self.sentence}"


class PolicyInvalid(Exception):
    """The policies cannot be used; nothing of them is. `problems` names every one, `sentence` is for a terminal."""

    def __init__(self, problems: Iterable[PolicyProblem]) -> None:
        self.problems = tuple(problems)
        self.sentence = "\n".join(str(problem) for problem in self.problems)
        super().__init__(self.sentence)
