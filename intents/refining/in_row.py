"""Places in a row that was shown: `the second`, `number 3`, `1 and 3`, `the first two`, `all three of them`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PLACES = ("first", "second", "third", "fourth", "fifth")
_NUMBER = {
    **{word: n for n, word in enumerate(_PLACES)}, **{word: n for n, word in enumerate(("1st", "2nd", "3rd", "4th", "5th"))},
    **{word: n for n, word in enumerate(("1", "2", "3", "4", "5"))}, **{word: n for n, word in enumerate(("one", "two", "three", "four", "five"))},
    "former": 0, "top": 0, "last": -1, "latter": -1, "bottom": -1,
}  # fmt: skip
ORDINALS = frozenset({*_PLACES, "1st", "2nd", "3rd", "4th", "5th", "former", "latter", "last"})
_ORDINAL = re.compile(
    r"\b(?:the\s+)?(?P<word>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last|former|latter|top|bottom)(?:\s+(?:one|item|option|entry))?\b(?!\s+(?:quarter|week|day|month|year|\d))"
    r"|(?:#\s?|\b(?:number|option|no\.|item|nr\.?)\s?)(?P<number>[1-5]|one|two|three|four|five)\b"
)
_COUNT = r"two|three|four|five|[2-5]"
_OF_THEM = r"(?:\s+(?:of\s+)?(?:them|these|those|it|the\s+(?:above|list|options|ones)|above|ones|options|items|entries))*"
_FEW = re.compile(
    rf"\b(?:the\s+)?(?P<word>first|top|last|bottom)\s+(?P<count>{_COUNT})\b{_OF_THEM}(?!\s+(?:hour|quarter|week|day|month|year)s?\b)"
)
_ALL = re.compile(
    rf"(?<!\bat )(?<!\bafter )(?<!\bthat's )(?<!\bthats )(?<!\bis )\b(?:both|all(?:\s+(?P<count>{_COUNT}))?|everything|each|every\s+one|the\s+(?:whole\s+)?lot)\b(?!\s+(?:good|right|set|fine|the same)\b){_OF_THEM}"
)
"""All of what was shown; `that's all` and `not at all` say nothing of it."""
_OF_THE_LIST = re.compile(r"\b(?:them|these|those|ones|above|list|options|items|entries|lot)\b")
_ONE = r"#?(?:[1-5]|one|two|three|four|five)\b"
_SEVERAL = re.compile(
    rf"(?:\b(?:numbers?|options?|items?|nos?\.)\s*)?(?<![\w.:/-]){_ONE}(?:\s*(?:,\s*and\b|,|and\b|&|\+)\s*(?:number\s*)?{_ONE})+(?![\w:/%-])"
)
_RANGE = re.compile(r"(?<![\w.:/-])(?P<first>[1-5])\s*(?:-|–|to|through)\s*(?P<last>[1-5])(?![\w.:/%-])")
_BARE = re.compile(
    r"(?:^\W*(?:(?:ok|okay|yes|please|just|only|i|i'd|let's|we|then|take|pick|choose|go with|for)\W+)*"
    r"|\b(?:but|except(?: for)?|without|minus|not|drop|skip|remove|scrap|leave out|and|also|add|plus)\s+)(?P<number>[1-5])(?![\w.:/%-])(?!\s+of\b)"
)
"""A number alone in answer to a list: `2 for a week`, `all but 3`; not `I need 2`, which may say how many."""
_EACH = re.compile(r"[1-5]|one|two|three|four|five")


@dataclass(frozen=True)
class InRow:
    """A stretch that says places in the row, and how many of them are meant: None is each of them."""

    start: int
    end: int
    numbers: frozenset[int]
    many: int | None = 1
    listed: bool = False
    """Whether each of them is said by itself."""
    of_it: bool = False
    """Whether it is a bare `all` or `all of it`, which beside a card is said of what stands on it."""


def in_row(text: str, count: int, *, shown: bool) -> list[InRow]:
    """The places that a folded text says of a row of so many; numbers alone and `all` count where it was `shown`.

    Places that the row does not have are none.
    """
    found: list[InRow] = []
    for one in (*_groups(text, count, shown=shown), *_single(text, count, shown=shown)):
        free = all(one.end <= other.start or other.end <= one.start for other in found)
        if free and one.numbers and max(one.numbers) < count:
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _groups(text: str, count: int, *, shown: bool) -> Iterator[InRow]:
    for match in _FEW.finditer(text):
        many = _many(match["count"])
        numbers = range(many) if match["word"] in {"first", "top"} else range(count - many, count)
        if many <= count:
            yield InRow(*match.span(), frozenset(numbers), many=None, listed=True)
    if not shown:
        return
    for match in _RANGE.finditer(text):
        numbers = range(_NUMBER[match["first"]], _NUMBER[match["last"]] + 1)
        yield InRow(*match.span(), frozenset(numbers), many=None, listed=True)
    for match in _SEVERAL.finditer(text):
        each = frozenset(_NUMBER[one] for one in _EACH.findall(match[0]))
        yield InRow(*match.span(), each, many=None, listed=True)
    for match in _ALL.finditer(text):
        said = _many(match["count"]) if match["count"] else None
        both = match[0].startswith("both")
        of_it = said is None and not both and _OF_THE_LIST.search(match[0]) is None
        yield InRow(*match.span(), frozenset(range(count)), 2 if both else said, of_it=of_it)


def _single(text: str, count: int, *, shown: bool) -> Iterator[InRow]:
    for match in _ORDINAL.finditer(text):
        number = _NUMBER[match["word"] or match["number"]]
        yield InRow(*match.span(), frozenset({count - 1 if number < 0 else number}))
    for match in _BARE.finditer(text) if shown else ():
        yield InRow(*match.span("number"), frozenset({_NUMBER[match["number"]]}))


def _many(said: str) -> int:
    return _NUMBER[said] + 1
