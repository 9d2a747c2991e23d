"""Checking a company folder whole: the catalog and, when that stands, the policies that look at it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from approvals.policy.book import PolicyBook
from approvals.policy.never_fires import never_fires
from approvals.policy.nothing_granted import nothing_granted
from approvals.policy.problems import PolicyInvalid
from approvals.policy.stages_together import too_few_people
from approvals.policy.statements import Rule
from bot.signins.folder_check import unreadable_sign_ins
from catalog.load import load_company
from catalog.model import Company
from catalog.report import check_report


def checked(folder: Path, *, now: datetime | None = None) -> dict[str, Any]:
    """The report of `usher check`: the catalog's, with the policies in force and what is wrong with them added."""
    report = check_report(folder)
    report["policies"] = []
    if not report["valid"]:
        return report
    company = load_company(folder)
    try:
        book = PolicyBook.load(company)
    except PolicyInvalid as invalid:
        report["valid"] = False
        report["errors"] += len(invalid.problems)
        report["problems"] += [
            _problem(one.file, one.line, one.sentence, "error") for one in invalid.problems
        ]
        return report
    at = now or datetime.now(UTC)
    advice = [*_idle(company, book, at), *_shut(company, book, at), *unreadable_sign_ins(folder)]
    report["problems"] += advice
    report["warnings"] += len(advice)
    report["counts"]["policy_rules"] = len(book.rules)
    report["policies"] = [effective(rule) for rule in book.rules.values()]
    return report


def effective(rule: Rule) -> dict[str, Any]:
    """One rule of the effective set, as the report shows it."""
    return {
        "id": rule.id,
        "file": rule.file,
        "line": rule.line,
        "ships": rule.ours,
        "effect": rule.effect,
        "actions": sorted(rule.actions),
        "needs": rule.needs,
        "quorum": _quorum(rule),
        "after": list(rule.after),
        "mode": "observe" if rule.observes else "decide",
        "opens": sorted(rule.opens),
        "reason": rule.reason,
        "fixed": rule.fixed,
        "says": rule.says,
    }


def _quorum(rule: Rule) -> int | str | None:
    """As the rule says it: a number of people or `all`; None for a rule that asks for nobody."""
    if rule.needs is None:
        return None
    if rule.quorum is None:
        return 1
    return "all" if rule.quorum.everybody else rule.quorum.least


def _idle(company: Company, book: PolicyBook, now: datetime) -> list[dict[str, Any]]:
    """The company's own rules that can never fire, and those whose quorum nobody can make up."""
    own = [rule for rule in book.rules.values() if not rule.ours]
    return [
        _problem(rule.file, rule.line, f'the rule "{rule.id}" can never fire: {why}', "warning")
        for rule, why in never_fires(company, own, now=now)
    ] + [
        _problem(
            rule.file,
            rule.line,
            f'the rule "{rule.id}" can never be met: {why}; name more IAM admins in company.yaml',
            "warning",
        )
        for rule, why in too_few_people(company, book.rules)
    ]


def _shut(company: Company, book: PolicyBook, now: datetime) -> list[dict[str, Any]]:
    """That the company's policies let nothing through at all, where they do not."""
    found = nothing_granted(company, book, now=now)
    if found is None:
        return []
    rule = book.rules[found.rules[0]] if found.rules else None
    return [_problem(rule.file if rule else "policies", rule.line if rule else None, found.says(), "warning")]


def _problem(file: str, line: int | None, says: str, severity: str) -> dict[str, Any]:
    return {"file": file, "path": "", "line": line, "says": says, "severity": severity}
