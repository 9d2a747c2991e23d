"""CSV text into rows that remember their line, with the header checked first.

Spreadsheet programs save other separators, byte order marks and trailing blanks; the first is told plainly,
the others do no harm.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.problems import Problem
from catalog.reading.wording import did_you_mean, shown, together


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column name, trimmed."""

    file: str
    line: int
    cells: dict[str, str]

    def problem(self, column: str, says: str) -> Problem:
        """A problem with one cell, or with the whole row when the column is empty."""
        return Problem(self.file, column, self.line, says)


def read_table(
    file: str, text: str, columns: Sequence[str], problems: list[Problem], *, further: bool = False
) -> list[Row] | None:
    """The rows of a table with those columns (in any order); None when its header is not right.

    `further` lets other columns stand beside them. Rows with too few or too many cells are noted and left out.
    """
    lines = _lines(file, text, problems)
    line, header = next(lines, (1, []))
    if not _header_fits(file, line, header, columns, further, problems):
        return None
    rows = []
    for line, cells in lines:
        if len(cells) == len(header):
            rows.append(Row(file, line, dict(zip(header, cells, strict=True))))
        else:
            says = f"has {len(cells)} cells where the header has {len(header)}; quote cells that hold a comma"
            problems.append(Problem(file, "", line, says))
    return rows


def _lines(file: str, text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            trimmed = [cell.strip() for cell in cells]
            if any(trimmed):
                yield begins, trimmed
            begins = reader.line_num + 1
    except csv.Error as error:
        says = "has a quotation mark that is not closed or stands inside a cell; double it and quote the cell"
        if "field larger" in str(error):
            says = f"has a cell of more than {csv.field_size_limit():,} characters; a quotation mark is not closed"
        problems.append(Problem(file, "", begins, says))


def _header_fits(
    file: str, line: int, header: list[str], columns: Sequence[str], further: bool, problems: list[Problem]
) -> bool:
    right = f"the header is {','.join(columns)}" + (" and further columns" if further else "")
    if not header:
        problems.append(Problem(file, "", 1, f"is empty; {right}"))
        return False
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            problems.append(Problem(file, "", line, f"is separated by {name}; save it with commas: {right}"))
            return False
    says: list[str] = []
    missing = [column for column in columns if column not in header]
    unknown = [] if further else [name for name in header if name not in columns]
    for name in unknown:
        says.append(f"the column {shown(name)} is not known here{did_you_mean(name, missing or columns)}")
    if missing:
        noun = "column" if len(missing) == 1 else "columns"
        says.append(f"the {noun} {together(missing)} {'is' if len(missing) == 1 else 'are'} missing; {right}")
    for name in dict.fromkeys(name for name in header if header.count(name) > 1):
        says.append(f"the column {shown(name)} stands there twice; keep one")
    if further and "" in header:
        says.append("a column has no name; name it or take it out")
    problems.extend(Problem(file, "", line, sentence) for sentence in says)
    return not says
