"""Checking a company folder whole: the catalog and, when that stands, the policies that look at it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from approvals.policy.book import PolicyBook
from approvals.policy.problems import PolicyInvalid
from catalog.load import load_company
from catalog.report import check_report


def checked(folder: Path) -> dict[str, Any]:
    """The report of `usher check`: the catalog's, with the policies' problems and number added."""
    report = check_report(folder)
    if not report["valid"]:
        return report
    try:
        book = PolicyBook.load(load_company(folder))
    except PolicyInvalid as invalid:
        report["valid"] = False
        report["errors"] += len(invalid.problems)
        report["problems"] += [
            {"file": one.file, "path": "", "line": one.line, "says": one.sentence, "severity": "error"}
            for one in invalid.problems
        ]
        return report
    report["counts"]["policy_rules"] = len(book.rules)
    return report
