"""holdings.csv, decisions.csv and absences.csv into values, each row held against people and catalog.

Past decisions are history: who and what they name may be gone since. Holdings and absences are about today
and must name what exists.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from catalog.model import Absence, Holding, PastDecision
from catalog.problems import Problem, Severity
from catalog.reading.cells import Cells
from catalog.reading.files import read_text
from catalog.reading.inventory import Inventory
from catalog.reading.people import Staff
from catalog.reading.tables import Row, read_table
from catalog.reading.wording import closest, did_you_mean, shown

HOLDINGS, DECISIONS, ABSENCES = "holdings.csv", "decisions.csv", "absences.csv"
HOLDING_COLUMNS = ("person", "entitlement", "scope", "granted_at", "expires_at", "last_used_at")
DECISION_COLUMNS = ("at", "person", "entitlement", "outcome")
ABSENCE_COLUMNS = ("person", "from", "until", "delegate")


class _Outcome(StrEnum):
    APPROVED = "approved"
    DENIED = "denied"


def read_holdings(
    folder: Path, staff: Staff, inventory: Inventory, zone: ZoneInfo, on: date, problems: list[Problem]
) -> list[Holding]:
    """Who holds what today; warns of those who have left by `on` and still hold something."""
    holdings: list[Holding] = []
    leavers: dict[str, list[int]] = {}
    seen: dict[tuple[str, str, tuple[tuple[str, str], ...]], int] = {}
    for row in _rows(folder, HOLDINGS, HOLDING_COLUMNS, problems):
        cells = Cells(row, problems)
        person, entitlement = _person(cells, "person", staff), cells.text("entitlement")
        if entitlement and (says := inventory.unknown(entitlement)):
            cells.wrong("entitlement", says)
        scope = _scope(cells, entitlement, inventory)
        granted, expires, used = (cells.moment(c, zone) for c in ("granted_at", "expires_at", "last_used_at"))
        if granted and expires and expires <= granted:
            cells.wrong("expires_at", "is not after granted_at; correct one of them")
        first = seen.setdefault((person, entitlement, tuple(sorted(scope.items()))), row.line)
        if first != row.line:
            cells.wrong("", f"repeats line {first}: the same person, entitlement and scope; keep one")
        if staff.left(person, on) and (expires is None or expires.date() >= on):
            leavers.setdefault(person, []).append(row.line)
        if cells.whole:
            holdings.append(
                Holding(
                    person=person, entitlement=entitlement, scope=scope,
                    granted_at=granted, expires_at=expires, last_used_at=used,
                )
            )  # fmt: skip
    problems.extend(_advise(leavers, staff, on))
    return holdings


def read_decisions(folder: Path, zone: ZoneInfo, problems: list[Problem]) -> list[PastDecision]:
    """Past decisions, with the requester's attributes at that time."""
    decisions: list[PastDecision] = []
    for row in _rows(folder, DECISIONS, DECISION_COLUMNS, problems, further=True):
        cells = Cells(row, problems)
        at = cells.moment("at", zone, needed=True)
        outcome = cells.choice("outcome", _Outcome, "outcome")
        person, entitlement = cells.text("person"), cells.text("entitlement")
        attributes = {name: value for name, value in row.cells.items() if name not in DECISION_COLUMNS}
        if cells.whole and at is not None:
            decisions.append(
                PastDecision(
                    at=at, person=person, entitlement=entitlement,
                    approved=outcome is _Outcome.APPROVED, attributes=attributes,
                )
            )  # fmt: skip
    return decisions


def read_absences(folder: Path, staff: Staff, problems: list[Problem]) -> list[Absence]:
    """Who is away when, and who stands in."""
    absences: list[Absence] = []
    for row in _rows(folder, ABSENCES, ABSENCE_COLUMNS, problems):
        cells = Cells(row, problems)
        person = _person(cells, "person", staff)
        delegate = _person(cells, "delegate", staff, needed=False) or None
        start, until = cells.day("from", needed=True), cells.day("until", needed=True)
        if start and until and until < start:
            cells.wrong("until", f"the last day ({until}) is before the first ({start}); correct one of them")
        if delegate and delegate == person:
            cells.wrong("delegate", "is the absent person; name somebody else, or leave it empty")
        if cells.whole and start and until:
            absences.append(Absence(person=person, start=start, until=until, delegate=delegate))
    return absences


def _advise(leavers: dict[str, list[int]], staff: Staff, on: date) -> list[Problem]:
    """One warning for each leaver, however much they hold, at the first of its lines."""
    return [
        Problem(
            HOLDINGS,
            "person",
            lines[0],
            f"{shown(person)} left on {staff.left(person, on)} and still holds {len(lines)} "
            f"{'entitlement' if len(lines) == 1 else 'entitlements'}; revoke what is left",
            Severity.WARNING,
        )
        for person, lines in leavers.items()
    ]


def _rows(
    folder: Path, file: str, columns: tuple[str, ...], problems: list[Problem], *, further: bool = False
) -> list[Row]:
    if not (folder / file).exists():
        return []
    text = read_text(folder, file, problems)
    return [] if text is None else read_table(file, text, columns, problems, further=further) or []


def _person(cells: Cells, column: str, staff: Staff, *, needed: bool = True) -> str:
    person = cells.text(column, needed=needed)
    if person and (says := staff.unknown(person)):
        cells.wrong(column, says)
    return person


def _scope(cells: Cells, entitlement: str, inventory: Inventory) -> dict[str, str]:
    scope: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in cells.row.cells["scope"].split(";"))):
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not key or not value:
            cells.wrong("scope", f"{shown(part)} is not key=value; write it as region=EMEA, joined by ;")
        elif key in scope:
            cells.wrong("scope", f"{shown(key)} is given twice; keep one")
        else:
            scope[key] = value
            _check_scope_value(cells, key, value, entitlement, inventory)
    return scope


def _check_scope_value(cells: Cells, key: str, value: str, entitlement: str, inventory: Inventory) -> None:
    located = inventory.entitlements.get(entitlement)
    if located is None:
        return
    rules = inventory.scopes[entitlement]
    if key not in rules:
        declared = did_you_mean(key, rules) or (
            f"; it has {', '.join(rules)}" if rules else "; its resource has no scopes"
        )
        cells.wrong("scope", f"{shown(key)} is not a scope of {entitlement}{declared}")
    elif (rule := rules[key]) is not None and not rule.allows(value):
        meant = rule.aliases.get(value) or closest(value, rule.values)
        hint = f"; did you mean {shown(meant)}?" if meant else ""
        cells.wrong("scope", f"{shown(value)} is not allowed for {key} of {entitlement}{hint}")
