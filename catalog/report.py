"""What `usher check` prints: a folder's verdict as plain data, for people's terminals and other programs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from catalog.load import examine
from catalog.model import Company
from catalog.problems import Severity


def check_report(folder: Path, *, on: date | None = None) -> dict[str, Any]:
    """The verdict on a company folder, ready for `json.dumps`.

    `valid` is False when there is at least one error; then `company` and `version` are None and `counts` is
    empty, as nothing is half loaded. `problems` holds errors and warnings by file and line.
    """
    examined = examine(folder, on=on)
    company = examined.company
    return {
        "valid": company is not None,
        "company": None if company is None else company.name,
        "version": None if company is None else company.version,
        "counts": {} if company is None else counts(company),
        "errors": sum(problem.severity is Severity.ERROR for problem in examined.problems),
        "warnings": sum(problem.severity is Severity.WARNING for problem in examined.problems),
        "problems": [
            {
                "file": problem.file,
                "path": problem.path,
                "line": problem.line,
                "says": problem.says,
                "severity": problem.severity.value,
            }
            for problem in examined.problems
        ],
    }


def counts(company: Company) -> dict[str, int]:
    """How much of everything there is."""
    return {
        "people": len(company.people),
        "systems": len(company.systems),
        "resources": sum(len(system.resources) for system in company.systems),
        "entitlements": len(company.places),
        "bundles": len(company.bundles),
        "holdings": len(company.holdings),
        "decisions": len(company.decisions),
        "absences": len(company.absences),
        "policies": len(company.policies),
        "pages": len(company.pages),
    }
