"""The labelled messages there are: the demo company's, which ship, and those beside the repository, when present."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.load import load_company
from catalog.model import Company
from tests.catalog.demo import quillmere
from tests.shared import SHARED

STRANGERS = (
    "tarnbeck", "fernway", "merrow", "nordavia", "corvane", "aldermere", "brennholm", "althaea",
)  # fmt: skip
"""The companies in the repository that nothing is trained or fitted on."""


@dataclass(frozen=True)
class EvalSet:
    """One company and its labelled messages."""

    name: str
    company: Company
    cases: list[dict[str, Any]]


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def smalltalk() -> list[str]:
    """Messages no access assistant should act on, though they ask for something."""
    return [line for line in (Path(__file__).parent / "smalltalk.md").read_text("utf-8").splitlines() if line]


def demo() -> EvalSet:
    """The demo company."""
    return EvalSet("demo", quillmere(), rows(Path(__file__).parent / "demo_cases.jsonl"))


def brackwater() -> EvalSet:
    """A water utility, whose messages were written before anything had been measured on them."""
    folder = Path(__file__).parent / "brackwater"
    return EvalSet("brackwater", load_company(folder), rows(folder / "cases.jsonl"))


def unread() -> EvalSet:
    """More messages for the water utility, of which only the totals were ever looked at."""
    company = brackwater().company
    return EvalSet("unread", company, rows(company.folder / "unread.jsonl"))


def strangers() -> list[EvalSet]:
    """A hospital, a city, an insurer, a shop and a software company, written by people who had never seen a rule of the engine."""
    here = Path(__file__).parent
    return [
        EvalSet(name, load_company(here / name), rows(here / name / "cases.jsonl"))
        for name in ("larkhill", "ostermoor", "ashgrove", "tarnbeck", "fernway")
    ]


def played() -> list[EvalSet]:
    """Another group of hospitals and an airline with terse codes, labelled by people who wrote as they would in a hurry.

    Nobody had seen the rules when they wrote; the rules were mended by what they found, so the sets are not unseen.
    """
    here = Path(__file__).parent
    return [
        EvalSet(name, load_company(here / name), rows(here / name / "cases.jsonl"))
        for name in ("merrow", "nordavia")
    ]


def newest() -> list[EvalSet]:
    """A broadcaster, invented and labelled before anything was measured on it; its mistakes were looked at since."""
    folder = Path(__file__).parent / "corvane"
    return [EvalSet("corvane", load_company(folder), rows(folder / "cases.jsonl"))]


def unheard() -> list[EvalSet]:
    """A university, an energy company and a maker of medicines, by people who saw the formats and nothing of the engine.

    What the first two showed of beneficiaries, of messages that came to the wrong desk and of values put right was mended
    since. Of `althaea` only totals were looked at.
    """
    here = Path(__file__).parent
    return [
        EvalSet(name, load_company(here / name), rows(here / name / "cases.jsonl"))
        for name in ("aldermere", "brennholm", "althaea")
    ]


def sets() -> list[EvalSet]:
    """Every set that is there."""
    found = [demo(), brackwater(), unread(), *strangers(), *played(), *newest(), *unheard()]
    for folder in sorted((SHARED / "evals").glob("*/")) if SHARED.is_dir() else []:
        if (folder / "cases.jsonl").is_file():
            found.append(EvalSet(folder.name, load_company(folder), rows(folder / "cases.jsonl")))
    return found
