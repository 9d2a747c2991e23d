"""The company's own pages (`docs/*.md`) into sections.

A page decides nothing, so one that cannot be read is a warning, and the folder is taken without it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from catalog.pages import Page, Section
from catalog.problems import Problem, Severity
from catalog.reading import files

FOLDER = "docs"
LONGEST = 400_000
"""Characters of a page; a handbook of a hundred printed pages has fewer."""
MOST = 500
"""Pages that are read."""

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$")
"""Its closing `#`s are cut off in code: a pattern for them takes quadratic time on a line of blanks."""
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_MARKS = re.compile(r"[*_`]+")


def read_pages(folder: Path, problems: list[Problem]) -> tuple[Page, ...]:
    """The pages of the folder, by name; what cannot be read is noted as a warning."""
    if not (folder / FOLDER).is_dir():
        return ()
    found: list[Problem] = []
    names = files.page_files(folder, found)
    if len(names) > MOST:
        found.append(Problem(FOLDER, "", None, f"holds {len(names)} pages; only the first {MOST} are read"))
    pages = []
    for name in names[:MOST]:
        text = files.read_text(folder, name, found)
        if text is not None and len(text) > LONGEST:
            found.append(Problem(name, "", None, f"has more than {LONGEST:,} characters; split it"))
        elif text is not None:
            pages.append(page_of(name, text))
    problems.extend(replace(one, severity=Severity.WARNING) for one in found)
    return tuple(pages)


def page_of(path: str, text: str) -> Page:
    """A page cut at its headings; a `#` inside a fenced block is none."""
    pieces: list[tuple[str, int, list[str]]] = [("", 1, [])]
    fence = ""
    for number, line in enumerate(text.splitlines(), start=1):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        elif (heading := _HEADING.match(line)) is not None:
            pieces.append((_MARKS.sub("", _open_heading(heading[2])).strip(), number, []))
            continue
        pieces[-1][2].append(line)
    title = next((heading for heading, _, _ in pieces if heading), "") or _named(path)
    sections = tuple(
        Section(page=path, title=title, heading=heading or title, text=body, line=line)
        for heading, line, lines in pieces
        if (body := "\n".join(lines).strip())
    )
    return Page(path=path, title=title, sections=sections)


def _open_heading(text: str) -> str:
    """A heading's words without the `#`s that may close it, which stand behind a blank."""
    words = text.rstrip(" \t")
    bare = words.rstrip("#")
    return bare if bare != words and (not bare or bare[-1] in " \t") else words


def _named(path: str) -> str:
    return Path(path).stem.replace("-", " ").replace("_", " ").capitalize()
