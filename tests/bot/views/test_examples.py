"""An example instead of a regular expression, and the owner's name where there is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.examples import LONGEST, example_of, hint_of, plain_hint_of
from catalog.model import ScopeRule
from tests.approvals.company import small_company

COMPANY = small_company()


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        ("^Q[1-4]$", "Q1"),
        ("^QM-[0-9]{3}$", "QM-123"),
        (r"^DR-\d{4}$", "DR-1234"),
        (r"^v\d+\.\d+$", "v1.2"),
        ("^(?:north|south)-[a-z]+$", "north-a"),
        ("[A-Z]{2,4}-?[0-9]+", "AB3"),
        ("^cost centre$", "cost centre"),
    ],
)
def test_simple_patterns_have_an_example(pattern: str, example: str) -> None:
    assert example_of(pattern) == example


@pytest.mark.parametrize(
    "pattern", ["(?i)abc", "[^a]b", r"\bfoo", "((", "a*", "(?=a)a", "[z-a]", "x{99}", "a{2"]
)
def test_anything_else_has_none(pattern: str) -> None:
    assert example_of(pattern) is None


@given(st.text(alphabet="ab1[]()|?*+{}-^$.\\dQ,:", max_size=12))
def test_an_example_always_fits_its_pattern(pattern: str) -> None:
    example = example_of(pattern)
    if example is not None:
        assert re.fullmatch(pattern, example)
        assert len(example) <= LONGEST


def test_people_read_an_example_or_whom_to_ask() -> None:
    simple, odd = ScopeRule(pattern="^Q[1-4]$"), ScopeRule(pattern=r"\bfoo")
    assert (
        hint_of(COMPANY, simple, "omar.diaz") == plain_hint_of(COMPANY, simple, "omar.diaz") == "such as Q1"
    )
    assert hint_of(COMPANY, odd, "omar.diaz").endswith("ask <@UOMARDIAZ>")
    assert plain_hint_of(COMPANY, odd, "omar.diaz").endswith("ask Omar Diaz")
    assert hint_of(COMPANY, ScopeRule(values=("a",)), "omar.diaz") == ""
