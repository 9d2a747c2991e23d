"""Bytes of a company folder into text, or one sentence about why not; and which files nobody reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from catalog.problems import Problem, Severity
from catalog.reading.wording import closest

LARGEST = 50_000_000
"""Bytes; a hundred times what a large company's biggest file takes, and no more than memory bears."""

_KNOWN = ("company.yaml", "people.csv", "bundles.yaml", "holdings.csv", "decisions.csv", "absences.csv")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_OTHER_TABLE_OR_YAML = frozenset({".yaml", ".yml", ".csv", ".tsv", ".xlsx"})


def read_text(folder: Path, name: str, problems: list[Problem]) -> str | None:
    """The text of one file of the folder; None, and a problem noted, when it cannot be had as text.

    A byte order mark is dropped, as spreadsheet programs write one.
    """
    path = folder / name
    if not path.is_file():
        problems.append(Problem(name, "", None, "is not a plain file; put a text file in its place"))
        return None
    try:
        if path.stat().st_size > LARGEST:
            problems.append(
                Problem(name, "", None, f"is larger than {LARGEST // 1_000_000} MB; split or shorten it")
            )
            return None
        raw = path.read_bytes()
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        problems.append(
            Problem(name, "", None, f"cannot be read ({why}); check that it is a file Usher may open")
        )
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        says = f"is not UTF-8 text (byte 0x{raw[error.start]:02x}); save the file as UTF-8"
        problems.append(Problem(name, "", line, says))
        return None
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        says = f"holds a control character (U+{ord(found.group()):04X}); take it out"
        problems.append(Problem(name, "", line, says))
        return None
    return text


def catalog_files(folder: Path, problems: list[Problem]) -> list[str]:
    """The names of the catalog's files, sorted; notes what stands in the folder and is not one of them."""
    if not (folder / "catalog").is_dir():
        says = "is missing; make the folder catalog/ with one YAML file for each system"
        problems.append(Problem("catalog", "", None, says))
        return []
    names: list[str] = []
    for entry in _entries(folder / "catalog", "catalog", problems):
        name = f"catalog/{entry.name}"
        if entry.suffix == ".yaml" and not entry.is_dir():
            names.append(name)
        elif entry.suffix == ".yml":
            problems.append(Problem(name, "", None, f"would not be read; rename it to {entry.stem}.yaml"))
        else:
            says = "is not read; only files that end in .yaml belong here"
            problems.append(Problem(name, "", None, says, Severity.WARNING))
    if not names:
        says = "holds no system yet, so nobody can ask for anything; add one YAML file for each system"
        problems.append(Problem("catalog", "", None, says, Severity.WARNING))
    return names


def policy_files(folder: Path, problems: list[Problem]) -> list[str]:
    """The names of the company's own Cedar files, sorted; notes what stands beside them and is not read."""
    if not (folder / "policies").is_dir():
        return []
    names: list[str] = []
    for entry in _entries(folder / "policies", "policies", problems):
        name = f"policies/{entry.name}"
        if entry.suffix == ".cedar" and not entry.is_dir():
            names.append(name)
        elif entry.suffix.lower() != ".md":
            says = "is not read; only files that end in .cedar are policies"
            problems.append(Problem(name, "", None, says, Severity.WARNING))
    return names


def page_files(folder: Path, problems: list[Problem]) -> list[str]:
    """The names of the company's own pages, sorted; pictures and whatever else stands beside them is left alone."""
    entries = _entries(folder / "docs", "docs", problems)
    return [f"docs/{entry.name}" for entry in entries if entry.suffix == ".md" and not entry.is_dir()]


def strays(folder: Path, problems: list[Problem]) -> Iterable[Problem]:
    """A warning for each table or YAML file at the top of the folder that looks meant and is not read."""
    for entry in _entries(folder, ".", problems):
        if entry.is_file() and entry.name not in _KNOWN and entry.suffix.lower() in _OTHER_TABLE_OR_YAML:
            meant = closest(entry.name, _KNOWN)
            says = (
                f"is not read; did you mean {meant}?"
                if meant
                else "is not read; no file of that name is known"
            )
            yield Problem(entry.name, "", None, says, Severity.WARNING)


def _entries(folder: Path, name: str, problems: list[Problem]) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        problems.append(Problem(name, "", None, f"cannot be listed ({why}); check that Usher may open it"))
        return []
