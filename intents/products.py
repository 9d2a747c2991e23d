"""Products known by name, so that `sfdc` finds Salesforce, and a wish for one the company does not have finds nothing.

General knowledge of the market, not of any company. Without it, `a Figma seat` would be taken for the nearest
seat the catalog has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from intents.words import Token, stem, tokens


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    lines = json.loads(files("intents").joinpath("products.json").read_text("utf-8"))
    return tuple(tuple(line.split("|")) for line in lines)


@cache
def _phrases() -> dict[tuple[str, ...], int]:
    return {
        tuple(stem(t.word) for t in tokens(name)): n for n, group in enumerate(_groups()) for name in group
    }


def other_names(names: Iterable[str]) -> list[str]:
    """What else the market calls a system that goes by one of these names."""
    phrases = _phrases()
    folded = {tuple(stem(t.word) for t in tokens(name)) for name in names}
    return [
        other
        for number in sorted({phrases[name] for name in folded if name in phrases})
        for other in _groups()[number]
    ]


def is_product(word: str) -> bool:
    """Whether a well-known product goes by this stem alone."""
    return (word,) in _phrases()


def products_named(words: Sequence[Token]) -> list[tuple[int, int]]:
    """Where well-known products are named, as positions in the words (first, one past the last)."""
    said = [word.stem for word in words]
    phrases = _phrases()
    return [
        (at, at + size)
        for at in range(len(said))
        for size in (3, 2, 1)
        if at + size <= len(said) and tuple(said[at : at + size]) in phrases
    ]
