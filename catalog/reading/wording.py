"""The turns of phrase that problems are told in, so that they read alike whichever check found them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz, process

_LONGEST = 60
_CLOSE_ENOUGH = 70.0
"""Of 100: one or two slips in a short word. Below it a suggestion is a guess and only misleads."""


def shown(value: Any) -> str:
    """A value as its author would recognise it, cut to a readable length."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def a(noun: str) -> str:
    """The noun with its article."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def either(choices: Sequence[str]) -> str:
    """`low, moderate or high`."""
    return choices[0] if len(choices) == 1 else f"{', '.join(choices[:-1])} or {choices[-1]}"


def together(things: Sequence[str]) -> str:
    """`a, b and c`."""
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, if one is near."""
    found = process.extractOne(
        word, list(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_CLOSE_ENOUGH
    )
    return str(found[0]) if found else None


def did_you_mean(word: str, known: Iterable[str], *, quote: str = '"') -> str:
    """`; did you mean "owner"?`, or nothing when no known word is near."""
    meant = closest(word, known)
    return f"; did you mean {quote}{meant}{quote}?" if meant is not None else ""
