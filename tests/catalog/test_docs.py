"""The worked example in the documentation is a folder that loads, and its messages are real."""

from __future__ import annotations

import re
from pathlib import Path

from catalog.load import examine

PAGE = Path(__file__).parents[2] / "docs" / "catalog.md"


def example(folder: Path) -> Path:
    for name, content in re.findall(
        r"\*\*(\S+)\*\*\n\n```\w+\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def test_the_worked_example_loads_without_a_word(tmp_path: Path) -> None:
    found = examine(example(tmp_path))
    assert found.problems == ()
    assert found.company is not None
    assert list(found.company.places) == ["snowflake/sales-reports:read", "snowflake/sales-reports:edit"]


def test_the_messages_on_the_page_are_those_that_are_said(tmp_path: Path) -> None:
    folder = example(tmp_path)
    for name, old, new in (
        ("catalog/snowflake.yaml", "risk: low", "risk: lwo"),
        ("catalog/snowflake.yaml", "owner: sam.ode", "owner: sam.odd"),
        ("people.csv", "lee.tan@acme", "kim.vos@acme"),
    ):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    said = [str(problem) for problem in examine(folder).problems]
    assert len(said) == 3
    assert [line for line in said if line not in page] == []
