"""people.csv into persons, and the two things a reporting line must not do: lead nowhere, or in a circle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from catalog.kinds import Employment
from catalog.model import Person
from catalog.problems import Problem, Severity
from catalog.reading.cells import Cells
from catalog.reading.files import read_text
from catalog.reading.tables import Row, read_table
from catalog.reading.wording import did_you_mean, shown

FILE = "people.csv"
COLUMNS = (
    "id", "name", "email", "slack_id", "title", "department",
    "manager", "employment", "company", "location", "started", "ends",
)  # fmt: skip

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,24}")


@dataclass(slots=True)
class Staff:
    """Everybody in people.csv that could be read."""

    persons: dict[str, Person] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """The line of every id, also of rows with a problem: a reference to one of those is not one more problem."""
    complete: bool = False
    """Whether all rows were seen; if not, an unknown id proves nothing."""

    def unknown(self, person: str) -> str | None:
        """The sentence about a reference to nobody; None when there is such a person, or no telling."""
        if not self.complete or person in self.lines:
            return None
        return f"{shown(person)} is nobody in {FILE}{did_you_mean(person, self.lines)}"

    def left(self, person: str, on: date) -> date | None:
        """The last day of somebody who no longer works here on that day."""
        known = self.persons.get(person)
        return known.ends if known is not None and known.ends is not None and known.ends < on else None


def read_people(folder: Path, problems: list[Problem]) -> Staff:
    """Everybody in people.csv; notes rows that are wrong, ids used twice, and managers who cannot be."""
    if not (folder / FILE).exists():
        problems.append(Problem(FILE, "", None, f"is missing; make it with the header {','.join(COLUMNS)}"))
        return Staff()
    text = read_text(folder, FILE, problems)
    before = len(problems)
    rows = None if text is None else read_table(FILE, text, COLUMNS, problems)
    if rows is None:
        return Staff()
    if not rows and len(problems) == before:
        problems.append(Problem(FILE, "", 1, "lists nobody; add at least one person"))
    # Where nobody is listed that is the one thing to mend: every reference in the folder would be one more problem.
    staff = Staff(complete=bool(rows) and len(problems) == before)
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        _read(row, staff, seen, problems)
    _check_managers(rows, staff, problems)
    return staff


def _read(row: Row, staff: Staff, seen: dict[tuple[str, str], int], problems: list[Problem]) -> None:
    cells = Cells(row, problems)
    person_id = cells.person_id("id") or ""
    email, slack_id = cells.text("email"), cells.text("slack_id", needed=False)
    if email and not _EMAIL.fullmatch(email):
        cells.wrong(
            "email", f"{shown(email)} is not an e-mail address; write one such as mara.lind@example.com"
        )
    if slack_id and not _SLACK_ID.fullmatch(slack_id):
        cells.wrong(
            "slack_id",
            f"{shown(slack_id)} is not a Slack member id; it looks like U07AB12CD, or leave it empty",
        )
    for column, value in (("id", person_id), ("email", email.casefold()), ("slack_id", slack_id)):
        if value and (first := seen.setdefault((column, value), row.line)) != row.line:
            cells.wrong(
                column, f"{shown(row.cells[column])} is already on line {first}; each person has their own"
            )
    started, ends = cells.day("started"), cells.day("ends")
    if started and ends and ends < started:
        cells.wrong("ends", f"the last day ({ends}) is before the first ({started}); correct one of them")
    employment = cells.choice("employment", Employment, "kind of employment")
    values = {column: cells.text(column) for column in ("name", "title", "department", "company")}
    location, manager = cells.text("location", needed=False), cells.person_id("manager", needed=False)
    if person_id:
        staff.lines.setdefault(person_id, row.line)
    if cells.whole and employment is not None:
        staff.persons[person_id] = Person(
            id=person_id, email=email, slack_id=slack_id or None, manager=manager, employment=employment,
            location=location, started=started, ends=ends, **values,
        )  # fmt: skip


def _check_managers(rows: list[Row], staff: Staff, problems: list[Problem]) -> None:
    manager_of = {row.cells["id"]: row.cells["manager"] for row in rows if row.cells["manager"]}
    settled: set[str] = set()
    for row in rows:
        person, manager = row.cells["id"], row.cells["manager"]
        if manager and manager == person:
            problems.append(
                row.problem("manager", "is the person's own id; name somebody else, or leave it empty")
            )
        elif manager and (says := staff.unknown(manager)):
            problems.append(row.problem("manager", says))
        elif circle := _circle(person, manager_of, settled):
            line = min(staff.lines.get(member, row.line) for member in circle)
            way = " → ".join([*circle[:8], *(["…"] if len(circle) > 8 else []), circle[0]])
            says = (
                f"the reporting line goes in a circle ({way}); let one of them report to nobody or elsewhere"
            )
            problems.append(Problem(FILE, "manager", line, says))


def _circle(start: str, manager_of: Mapping[str, str], settled: set[str]) -> list[str]:
    """The circle of two or more that `start` leads into; `settled` keeps the lines already followed to their end."""
    way: dict[str, None] = {}
    here: str | None = start
    while here is not None and here not in settled and here not in way:
        way[here] = None
        here = manager_of.get(here)
    settled.update(way)
    if here is None or here not in way:
        return []
    names = list(way)
    circle = names[names.index(here) :]
    return circle if len(circle) > 1 else []


def advise_on_managers(staff: Staff, on: date) -> list[Problem]:
    """A warning for everybody here whose manager has left: their requests go one step further up."""
    return [
        Problem(
            FILE, "manager", staff.lines[person.id],
            f"{shown(person.manager)} left on {left}; name the new manager", Severity.WARNING,
        )
        for person in staff.persons.values()
        if person.manager and person.active(on) and (left := staff.left(person.manager, on))
    ]  # fmt: skip
