"""A candidate: the company as it would be under other policies or thresholds, loaded to be tried and not to be used.

A candidate folder holds `policies/*.cedar`, `company.yaml`, or both. Its policies take the place of the company's;
of company.yaml only what decisions depend on is taken (`risk`, `limits`, `freezes`), each where it is given. So
a whole company folder is a candidate as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from approvals.policy.book import PolicyBook
from approvals.policy.problems import PolicyInvalid, PolicyProblem
from catalog.model import Company, PolicyFile
from catalog.problems import Problem, Severity
from catalog.reading import files, references
from catalog.reading.located import Located, Spot
from catalog.reading.people import Staff
from catalog.reading.shape import check_shape
from catalog.reading.values import settings_values
from catalog.reading.yaml_text import read_yaml
from catalog.settings import Freeze, Limits, RiskThresholds

_SETTINGS = "company.yaml"
_TRIED: dict[str, TypeAdapter[Any]] = {
    "risk": TypeAdapter(RiskThresholds),
    "limits": TypeAdapter(Limits),
    "freezes": TypeAdapter(tuple[Freeze, ...]),
}


class NoCandidate(ValueError):
    """There is nothing to try in that folder; the text is one sentence that says what would be right."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A company and a book to decide with, as they would be."""

    company: Company
    book: PolicyBook


def load_candidate(folder: Path, company: Company) -> Candidate:
    """What that folder would make of the company. Raises NoCandidate, PolicyInvalid naming every problem."""
    own_policies, own_settings = (folder / "policies").is_dir(), (folder / _SETTINGS).exists()
    if not folder.is_dir() or not (own_policies or own_settings):
        what = "holds neither policies/ nor company.yaml" if folder.is_dir() else "is not a folder"
        raise NoCandidate(f"{folder} {what}; name a folder with the policies or thresholds to try.")
    problems: list[Problem] = []
    changes: dict[str, Any] = {}
    try:
        if own_settings:
            changes |= _settings(folder, company, problems)
        if own_policies:
            changes["policies"] = _policies(folder, problems)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise NoCandidate(f"{folder} cannot be read ({why}); check that Usher may open it.") from error
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise PolicyInvalid(_in_folder(folder, map(_policy_problem, errors)))
    tried = company.model_copy(update=changes)
    try:
        return Candidate(company=tried, book=PolicyBook.load(tried))
    except PolicyInvalid as invalid:
        shown = _in_folder(folder, invalid.problems) if own_policies else invalid.problems
        raise PolicyInvalid(shown) from None


def with_policy(company: Company, file: PolicyFile) -> Candidate:
    """The company with one more policy file. Raises PolicyInvalid."""
    tried = company.model_copy(update={"policies": (*company.policies, file)})
    return Candidate(company=tried, book=PolicyBook.load(tried))


def _policies(folder: Path, problems: list[Problem]) -> tuple[PolicyFile, ...]:
    texts = [(name, files.read_text(folder, name, problems)) for name in files.policy_files(folder, problems)]
    return tuple(PolicyFile(path=name, text=text) for name, text in texts if text is not None)


def _settings(folder: Path, company: Company, problems: list[Problem]) -> dict[str, Any]:
    """The fields of a Company that company.yaml changes, once it holds no error."""
    text = files.read_text(folder, _SETTINGS, problems)
    document = None if text is None else read_yaml(_SETTINGS, text, problems)
    if document is None:
        return {}
    whole = _completed(document, company)
    problems.extend(check_shape(whole, "company"))
    problems.extend(references.check_settings(whole, Staff(), {system.id for system in company.systems}))
    if any(problem.severity is Severity.ERROR for problem in problems):
        return {}
    values = settings_values(whole.data)
    return {name: kind.validate_python(values[name]) for name, kind in _TRIED.items() if name in values}


def _completed(document: Located, company: Company) -> Located:
    """The same document with the company's name and time zone, which a candidate need not repeat."""
    inside = document.spot.inside
    if not isinstance(document.data, dict) or not isinstance(inside, dict):
        return document
    given = {"name": company.name, "timezone": company.timezone}
    spot = Spot(document.spot.line, {name: Spot(document.spot.line) for name in given} | inside)
    return Located(document.file, given | document.data, spot)


def _policy_problem(problem: Problem) -> PolicyProblem:
    says = f"{problem.path}: {problem.says}" if problem.path else problem.says
    ended = says if says.endswith(("?", ".")) else f"{says}."
    return PolicyProblem(file=problem.file, line=problem.line, sentence=ended)


def _in_folder(folder: Path, problems: Iterable[PolicyProblem]) -> list[PolicyProblem]:
    """The problems with the folder before each file's name; what ships is nowhere in it."""
    return [
        problem if problem.file.startswith("shipped/") else replace(problem, file=str(folder / problem.file))
        for problem in problems
    ]
