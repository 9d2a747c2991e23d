"""What a replay found, counted for people and as JSON: totals, from what to what, by department, by rule, the list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from approvals.model import Reason
from approvals.policy.replay import Difference, Replayed, Turn

_TURNS = tuple(turn.value for turn in Turn)


def report(found: Replayed, left_out: Mapping[str, int]) -> dict[str, Any]:
    """The replay as JSON values; `left_out` says why how many past decisions could not be decided again."""
    total, changed = found.decided.total(), len(found.differences)
    turns = Counter(one.turn.value for one in found.differences)
    return {
        "decisions": total,
        "sources": {source.value: count for source, count in found.decided.items()},
        "left_out": dict(left_out),
        "exact": found.exact,
        "answered_otherwise": found.answered_otherwise,
        "same": total - changed,
        "changed": changed,
        **{turn: turns[turn] for turn in _TURNS},
        "other_reasons": found.other_reasons,
        "changes": _changes(found.differences),
        "by_department": {
            name: {"decisions": found.departments[name], **counted}
            for name, counted in _by(found.differences, lambda one: [one.facts.person.department]).items()
        },
        "by_rule": _by(found.differences, lambda one: one.rules),
        "observed": dict(sorted(found.observed.items())),
        "policy_version": {"before": found.before_version, "after": found.after_version},
        "differences": [_listed(one) for one in found.differences],
    }


def table(told: Mapping[str, Any]) -> str:
    """The counts of a report for a terminal."""
    lines = [f"{told['decisions']} past decisions, {told['changed']} would have gone otherwise."]
    lines += [f"  left out: {count} ({why})" for why, count in told["left_out"].items()]
    if told["changes"]:
        rows = [
            (f"{one['from']} -> {one['to']}", one["count"], one["people_denied"]) for one in told["changes"]
        ]
        lines += _rows(("from -> to", "count", "of them denied by people"), rows)
    for title, name in (("department", "by_department"), ("rule", "by_rule")):
        if told[name]:
            rows = [(key, *(one[turn] for turn in _TURNS)) for key, one in told[name].items()]
            lines += _rows((title, *_TURNS), rows)
    if told["observed"]:
        lines += _rows(("rule that only observes", "would have fired"), list(told["observed"].items()))
    return "\n".join(lines)


def _changes(differences: Iterable[Difference]) -> list[dict[str, Any]]:
    counted: Counter[tuple[str, str]] = Counter()
    denied: Counter[tuple[str, str]] = Counter()
    for one in differences:
        counted[one.before, one.after] += 1
        denied[one.before, one.after] += one.past.outcome == "denied"
    return [
        {"from": way[0], "to": way[1], "count": count, "people_denied": denied[way]}
        for way, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]


def _by(
    differences: Iterable[Difference], names: Callable[[Difference], list[str]]
) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in differences:
        for name in names(one):
            found[name][one.turn.value] += 1
    ordered = sorted(found.items(), key=lambda item: (-item[1].total(), item[0]))
    return {name: {turn: counted[turn] for turn in _TURNS} for name, counted in ordered}


def _listed(one: Difference) -> dict[str, Any]:
    return {
        "id": one.past.id,
        "source": one.past.source.value,
        "at": one.facts.now.isoformat(),
        "person": one.facts.person.id,
        "department": one.facts.person.department,
        "entitlement": one.facts.place.entitlement.id,
        "outcome": one.past.outcome,
        "turn": one.turn.value,
        "before": one.before,
        "after": one.after,
        "fires": [_rule(reason) for reason in one.fires],
        "silent": [_rule(reason) for reason in one.silent],
    }


def _rule(reason: Reason) -> dict[str, str]:
    return {"rule": reason.policy, "says": reason.says}


def _rows(head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> list[str]:
    """A table with its first column to the left and numbers to the right, after an empty line."""
    cells = [head, *(tuple(str(cell) for cell in row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    return [
        "",
        *(
            "  ".join(
                cell.ljust(width) if column == 0 else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in cells
        ),
    ]
