"""How plain scalars are read, and that every value knows its line."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from catalog.problems import Problem
from catalog.reading import yaml_text
from catalog.reading.yaml_text import read_yaml


def read(text: str) -> Any:
    problems: list[Problem] = []
    located = read_yaml("x.yaml", text, problems)
    assert problems == []
    assert located is not None
    return located


@pytest.mark.parametrize("word", ["NO", "no", "on", "off", "yes", "y", "08:00", "1:30", "2026-08-01", "0x1F", "1_000", ".inf", ".nan", "=", "9" * 40, "1e9999"])  # fmt: skip
def test_what_other_readers_twist_stays_text(word: str) -> None:
    assert read(f"key: {word}").data == {"key": word}


@pytest.mark.parametrize(("word", "value"), [("7", 7), ("-1", -1), ("2.5", 2.5), ("1e3", 1000.0), ("true", True), ("FALSE", False), ("~", None), ("", None), ("null", None), ("'7'", "7"), ('"true"', "true"), ("!!str 7", "7")])  # fmt: skip
def test_numbers_truth_and_nothing_are_what_they_look_like(word: str, value: object) -> None:
    found = read(f"key: {word}").data["key"]
    assert found == value
    assert type(found) is type(value)


def test_keys_are_always_text() -> None:
    assert read("{no: 1, 7: 2, true: 3, ~: 4}").data == {"no": 1, "7": 2, "true": 3, "~": 4}


def test_every_value_knows_its_line() -> None:
    located = read("a: 1\nb:\n  - x\n  - >-\n    long\n    text\n  - {c: 1,\n     d: 2}\ne:\n  f: 3\n")
    lines = {place: located.at(place).line for place in [("a",), ("b",), ("b", 0), ("b", 1), ("b", 2, "d"), ("e",), ("e", "f")]}  # fmt: skip
    assert lines == {
        ("a",): 1,
        ("b",): 2,
        ("b", 0): 3,
        ("b", 1): 4,
        ("b", 2, "d"): 8,
        ("e",): 9,
        ("e", "f"): 10,
    }


def test_the_reader_in_python_alone_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [NO, 1, '2']\nb: {c: &x [1], d: *x}\n"
    fast = read(text)
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.SafeLoader)
    slow = read(text)
    assert slow.data == fast.data
    assert slow.spot == fast.spot
