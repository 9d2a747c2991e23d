"""One row of a table into typed values, cell by cell, noting every cell that is not what it should be."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from catalog.problems import Problem
from catalog.reading.shape import parse_date
from catalog.reading.tables import Row
from catalog.reading.wording import a, did_you_mean, either, shown

_Choice = TypeVar("_Choice", bound=StrEnum)
_PERSON = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}")


class Cells:
    """Reads one row; `whole` is False as soon as one cell could not be read."""

    def __init__(self, row: Row, problems: list[Problem]) -> None:
        self.row = row
        self.whole = True
        self._problems = problems

    def wrong(self, column: str, says: str) -> None:
        """Notes a problem with a cell."""
        self.whole = False
        self._problems.append(self.row.problem(column, says))

    def text(self, column: str, *, needed: bool = True, most: int = 200) -> str:
        """The cell's text."""
        value = self.row.cells[column]
        if needed and not value:
            self.wrong(column, "is empty; every row needs it")
        elif len(value) > most:
            self.wrong(column, f"is {len(value)} characters long; {most} are the most")
        return value

    def person_id(self, column: str, *, needed: bool = True) -> str | None:
        """An id as people.csv may have it: letters, digits and `. _ @ + -`; None when empty."""
        value = self.text(column, needed=needed)
        if value and not _PERSON.fullmatch(value):
            self.wrong(
                column,
                f"{shown(value)} is not a person id; use letters, digits, dots and hyphens, such as mara.lind",
            )
        return value or None

    def choice(self, column: str, choices: type[_Choice], noun: str) -> _Choice | None:
        """One of a fixed list of words."""
        value = self.row.cells[column]
        try:
            return choices(value)
        except ValueError:
            known = [str(choice) for choice in choices]
            self.wrong(column, f"{shown(value)} is not {a(noun)}; use {either(known)}")
            return None

    def day(self, column: str, *, needed: bool = False) -> date | None:
        """A date written year-month-day; None when empty."""
        value = self.text(column, needed=needed)
        if not value:
            return None
        try:
            return parse_date(value)
        except ValueError:
            self.wrong(column, f"{shown(value)} is not a date; write year, month and day, such as 2026-08-01")
            return None

    def moment(self, column: str, zone: ZoneInfo, *, needed: bool = False) -> datetime | None:
        """An ISO 8601 moment, in UTC; None when empty.

        Without an offset it is the company's local time, and a bare date is that day's midnight there.
        """
        value = self.text(column, needed=needed)
        if not value:
            return None
        try:
            if len(value) == len("2026-08-01"):
                read = datetime.combine(parse_date(value), time())
            else:
                read = datetime.fromisoformat(value)
            return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.wrong(column, f"{shown(value)} is not a moment; write it as 2026-08-01T09:30:00+00:00")
            return None

    def known(self, column: str, value: str, choices: object, where: str) -> bool:
        """Whether the value is among `choices` (a collection of texts); notes it with the nearest one if not."""
        names = choices if isinstance(choices, dict | set | frozenset | list | tuple) else ()
        if value in names:
            return True
        self.wrong(column, f"{shown(value)} is {where}{did_you_mean(value, names)}")
        return False
