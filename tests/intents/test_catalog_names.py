"""Where names of a catalog are met in the words of a message."""

from __future__ import annotations

import pytest

from intents.catalog_names import NAMED_FROM, Names

NAMES = Names()
NAMES.add(0, "system", "Sail Loft")
NAMES.add(1, "resource", "sail loft rota", "rota", "the")


def met(said: str, weight: float = 1.0) -> list[tuple[str, int, range]]:
    words = said.split()
    return list(NAMES.met(words, [weight] * len(words)))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("rota", [("resource", 1, range(1))]),
        ("sailloft", [("system", 0, range(1))]),
        ("the loft sail", []),
        ("sail the loft", []),
    ],
)
def test_a_name_is_met_as_a_whole(said: str, found: list[tuple[str, int, range]]) -> None:
    assert met(said) == found


def test_shorter_names_come_first() -> None:
    assert [where for _, _, where in met("my sail loft rota")] == [range(3, 4), range(1, 3), range(1, 4)]


def test_words_that_hardly_count_name_nothing() -> None:
    assert met("rota", NAMED_FROM) != []
    assert met("rota", NAMED_FROM - 0.01) == []
