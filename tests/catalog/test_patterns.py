"""A pattern that would take for ever is refused before anybody waits for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.load import examine
from catalog.reading.patterns import TooManyWays, refuse_slow
from tests.catalog.folder import changed, write_folder

SLOW = [
    "^([A-Za-z]+-?)+$",
    "(a*)*",
    "(?:(?:[0-9]+)?)*x",
    "(a+|b)+",
    r"(\w+\s*)+",
    "((-[a-z]+)*)*",
    "([a-z]{1,20}){1,20}",
    "(x[a-z]+)*",
    "(?i)(X[a-z]+)*",
    "(-[^a]+)*",
    r"(-\W+)*",
    "^Q(?=([a-z]+)*$)",
    "(a+?)+?",
    "(x(a?)*)*",
    "(-[a-z]*[a-z]*)*",
]
ALIKE = [
    "(a|a)*",
    "^(a|b|ab)+$",
    r"(\d-|[0-9]-)*",
    r"(\wx|-|_x)*",
    "(?i)(ab|AB)+",
    "(?:x|(?i:X))*",
    "(a|aa)+",
    "(a?a?)*",
    "(a{1,2})*",
    "(x(a?|b?))*",
    "(a|a){20}",
    "([\u4e00-\u4e10]y|\u4e05y)*",
    r"(?:a|\x61)*|b",
    r"(a)(\1|b)*",
]
"""No repetition inside, but one text goes through a round, or some rounds, in two ways."""
QUICK = [
    "^Q[1-4]$",
    "^[a-z]+(-[a-z]+)*$",
    r"^(\d+\.)*\d+$",
    r"(?:/\w+)+",
    "^[A-Z]{2,6}-[0-9]+$",
    "^(20[0-9]{2}-(0[1-9]|1[0-2])){1,3}$",
    "(a|b)*c+",
    "[a-z]+@[a-z]+",
    "(foo|foobar)*",
    "(ab|ac|b)+",
    "(ab|AB)+",
    "([a-z]+[0-9]+)*",
    "(-?[0-9]{4})*",
    r"(\d|[a-z_])*",
    "([^,]|,x)*",
    "(Oslo|Bergen|Tromsø)+",
    "(a|b?)*",
    "[a-z]{1,20}(-[a-z]{1,20}){0,20}",
    "(?:[A-Z]{2}[0-9]{0,5}/)+",
    r"(?<![a-z])(\bx)*",
]


@pytest.mark.parametrize("pattern", SLOW)
def test_a_repetition_in_a_repeated_group_is_refused(pattern: str) -> None:
    with pytest.raises(TooManyWays):
        refuse_slow(pattern)


@pytest.mark.parametrize("pattern", ALIKE)
def test_alternatives_that_may_match_the_same_are_refused_where_they_repeat(pattern: str) -> None:
    with pytest.raises(TooManyWays, match=r"in two ways"):
        refuse_slow(pattern)


@pytest.mark.parametrize("pattern", ["([0-9]{600})*", "((((a{9}){9}){9}){9})*", "((((){9}){9}){9})*"])
def test_a_repeated_group_too_long_to_look_through_is_refused(pattern: str) -> None:
    with pytest.raises(TooManyWays, match="more than 500 signs"):
        refuse_slow(pattern)


@pytest.mark.parametrize("pattern", QUICK)
def test_a_repetition_with_one_way_through_is_taken(pattern: str) -> None:
    refuse_slow(pattern)


def test_a_slow_pattern_is_told_with_its_place_and_never_tried(tmp_path: Path) -> None:
    """Its alias, which checking compares with the pattern, would keep the check for ever."""
    slow = '{pattern: "^([A-Za-z]+-?)+$", aliases: {long: "' + "a" * 60 + '!"}}'
    found = examine(write_folder(tmp_path, changed("catalog/warehouse.yaml", '{pattern: "^Q[1-4]$"}', slow)))

    assert found.company is None
    (problem,) = found.problems
    assert str(problem) == (
        'catalog/warehouse.yaml:15  resources[0].scopes.quarter.pattern: "^([A-Za-z]+-?)+$" repeats a group that itself '
        "holds a repetition, and may look for ever; repeat one of the two only, as in ^[A-Za-z-]+$, or begin each round "
        "with a sign of its own, as in ^[a-z]+(-[a-z]+)*$"
    )
