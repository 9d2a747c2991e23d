"""Words that are nearly the name of a scope value: misspelt, or derived from it.

`recrutment` is the mailbox `recruitment`, `the cardiologist` the specialty `cardiology`. A word that could be two
values is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from intents.words import Token, common_stems

MIN_MISSPELT = 6
"""Letters from which a slip is taken for a slip: shorter words are too close to others."""
ALIKE = 0.85
MIN_ROOT = 5
"""Letters two words must share to be of one root."""
_ENDINGS = frozenset(
    (
        "",
        "e",
        "er",
        "or",
        "ist",
        "ion",
        "ive",
        "al",
        "ical",
        "ic",
        "y",
        "ing",
        "ian",
        "ology",
        "ment",
        "ed",
        "s",
    )
)

Names = Mapping[tuple[str, ...], str]


def near_value(token: Token, names: Names) -> str | None:
    """The one value the word nearly names, or None."""
    if not token.stem.isalpha() or token.stem in common_stems():
        return None
    return _near(token.stem, tuple(names.items()))


@lru_cache(maxsize=8192)
def _near(word: str, names: tuple[tuple[tuple[str, ...], str], ...]) -> str | None:
    for meant in (_derived(word, names), _misspelt(word, names)):
        if meant:
            return next(iter(meant)) if len(meant) == 1 else None
    return None


def _derived(word: str, names: tuple[tuple[tuple[str, ...], str], ...]) -> set[str]:
    """The values whose one-word name has the same root and another ending."""
    return {value for name, value in names if len(name) == 1 and _one_root(word, name[0])}


def _one_root(one: str, other: str) -> bool:
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    if not other.isalpha():
        return False
    return shared >= MIN_ROOT and one[shared:] in _ENDINGS and other[shared:] in _ENDINGS


def _misspelt(word: str, names: tuple[tuple[tuple[str, ...], str], ...]) -> set[str]:
    """The values whose one-word name is a slip away."""
    if len(word) < MIN_MISSPELT:
        return set()
    from rapidfuzz.distance import OSA

    return {
        value
        for name, value in names
        if len(name) == 1
        and len(name[0]) >= MIN_MISSPELT
        and name[0][0] == word[0]
        and OSA.normalized_similarity(word, name[0]) >= ALIKE
    }
