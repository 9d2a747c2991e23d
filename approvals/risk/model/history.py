"""Past decisions from a `decisions.csv`: whose attributes, what was asked for, and what the reviewer said.

The file comes from another system, so everything that can be wrong with it is met here, with one sentence that
names the file, the line and what to do. What passes can be trained on.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from approvals.errors import BadInput, Unreadable

OUTCOME, ENTITLEMENT, TIME = "outcome", "entitlement", "at"
REVIEWERS = ("reviewer", "approver", "decided_by")
"""Columns that say who decided. Nobody knows that when a request is made, so nothing is learned from them."""
_DENIED = {"approved": False, "denied": True}


class HistoryInvalid(BadInput):
    """The past decisions cannot be used; nothing was trained and what is in force stays."""

    def __init__(self, file: str, line: int | None, says: str) -> None:
        self.file, self.line = file, line
        super().__init__(f"{file}{'' if line is None else f', line {line}'}: {says}")


class HistoryUnreadable(HistoryInvalid, Unreadable):
    """There is no such file, or Usher may not open it."""


@dataclass(frozen=True, kw_only=True)
class History:
    """Decisions as columns; `codes[row, column]` is a place in `values[column]`."""

    file: str
    columns: tuple[str, ...]
    """The entitlement first, then the attributes as the file has them."""
    values: tuple[tuple[str, ...], ...]
    codes: NDArray[np.int32]
    denied: NDArray[np.bool_]
    at: NDArray[np.int64] | None = None
    """When each was decided, in seconds, where the file says so."""
    reviewer: tuple[str, ...] | None = None
    """Who decided each, where the file says so."""
    sha256: str
    """Of the file as it was read: the snapshot a model was trained on."""

    def __len__(self) -> int:
        return len(self.denied)

    def row(self, number: int) -> dict[str, str]:
        """One row's attributes, as a request would have them."""
        return {
            name: self.values[place][self.codes[number, place]] for place, name in enumerate(self.columns)
        }


def read_history(path: Path) -> History:
    """The decisions in that file. Raises HistoryInvalid; HistoryUnreadable where there is none to read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise HistoryUnreadable(
            str(path), None, f"{reason}; name a CSV file of past decisions that can be read"
        ) from None
    return parse_history(data, file=str(path))


def parse_history(data: bytes, *, file: str = "decisions.csv") -> History:
    """The decisions in these bytes, or HistoryInvalid."""
    lines = _lines(_text(data, file), file)
    line, header = next(lines, (1, []))
    names = _names(header, file, line)
    outcome = names.index(OUTCOME)
    when = names.index(TIME) if TIME in names else None
    by = next((names.index(name) for name in REVIEWERS if name in names), None)
    apart = (OUTCOME, ENTITLEMENT, TIME, *REVIEWERS)
    columns = (ENTITLEMENT, *(name for name in names if name not in apart))
    places = [names.index(name) for name in columns]
    seen: list[dict[str, int]] = [{} for _ in columns]
    codes: list[list[int]] = [[] for _ in columns]
    denied: list[bool] = []
    at: list[int] = []
    reviewer: list[str] = []
    for line, cells in lines:
        if len(cells) != len(names):
            says = (
                f"has {len(cells)} cells where the header has {len(names)}; quote cells that contain a comma"
            )
            raise HistoryInvalid(file, line, says)
        verdict = _DENIED.get(cells[outcome].lower())
        if verdict is None:
            says = f"the outcome is {_shown(cells[outcome])}; write approved or denied, or take the row out"
            raise HistoryInvalid(file, line, says)
        if not cells[places[0]]:
            raise HistoryInvalid(file, line, "no entitlement is named; fill the cell in, or take the row out")
        denied.append(verdict)
        if when is not None:
            at.append(_seconds(cells[when], file, line))
        if by is not None:
            reviewer.append(cells[by])
        for known, column, place in zip(seen, codes, places, strict=True):
            column.append(known.setdefault(cells[place], len(known)))
    if not denied:
        raise HistoryInvalid(file, None, "has a header and no decisions; export the decisions again")
    return History(
        file=file,
        columns=columns,
        values=tuple(tuple(known) for known in seen),
        codes=np.array(codes, dtype=np.int32).T.copy(),
        denied=np.array(denied, dtype=np.bool_),
        at=None if when is None else np.array(at, dtype=np.int64),
        reviewer=None if by is None else tuple(reviewer),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _text(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise HistoryInvalid(file, line, "is not UTF-8 text; save the file as CSV UTF-8") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise HistoryInvalid(file, line, "holds a NUL character; save the file as CSV UTF-8")
    return text


def _lines(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            trimmed = [cell.strip() for cell in cells]
            if any(trimmed):
                yield begins, trimmed
            begins = reader.line_num + 1
    except csv.Error:
        says = "has a quotation mark that is not closed or stands inside a cell; double it and quote the cell"
        raise HistoryInvalid(file, begins, says) from None


def _seconds(cell: str, file: str, line: int) -> int:
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError:
        says = f"the time is {_shown(cell)}; write it like 2026-03-02T09:15:00+00:00, or take the column out"
        raise HistoryInvalid(file, line, says) from None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _names(header: list[str], file: str, line: int) -> list[str]:
    known = (OUTCOME, ENTITLEMENT, TIME, *REVIEWERS)
    names = [cell.lower() if cell.lower() in known else cell for cell in header]
    if not names:
        raise HistoryInvalid(
            file, None, "is empty; its header is outcome,entitlement and one column for each attribute"
        )
    for needed in (OUTCOME, ENTITLEMENT):
        if needed not in names:
            says = f"the column {needed} is missing; the header is outcome,entitlement and one column for each attribute, between commas"
            raise HistoryInvalid(file, line, says)
    for place, name in enumerate(names):
        if not name:
            raise HistoryInvalid(
                file, line, f"column {place + 1} has no name; name it in the header, or take it out"
            )
        if name in names[:place]:
            raise HistoryInvalid(file, line, f"the column {_shown(name)} is there twice; keep one of the two")
    return names


def _shown(text: str) -> str:
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”" if text else "empty"
