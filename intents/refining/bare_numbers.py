"""A number without its unit: `for 4`, and then `hours`.

Four what is not for guessing: an hour is the least and a month would be far too much. So the unit is asked for, and
the answer to that may be nothing but the unit.
"""

from __future__ import annotations

import re

from intents.refining.said import Said

_UNIT = re.compile(
    r"^\W*(?:(?:in|i mean|sorry|of course)\W+)?(?P<unit>min(?:ute)?s?|h|hrs?|hours?|d|days?|w|wks?|weeks?|months?)\W*(?:please|pls|thanks|of course)?\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.:/#-])\d{1,3}(?![\w.:/%-])")


def four_what(said: Said) -> str:
    """The question about a number that is all a message says besides small words; empty where there is none."""
    left = said.left()
    if len(left) != 1 or not _NUMBER.fullmatch(left[0].word) or int(left[0].word) == 0:
        return ""
    number = int(left[0].word)
    return f"{number} what? Say it with its unit, such as _{number} hours_ or _{number} days_."


def is_bare_number(text: str) -> bool:
    """Whether a message is a number and small words, so that its unit was asked for."""
    return bool(four_what(Said(text)))


def with_its_number(text: str, before: str) -> str:
    """A bare unit together with the number that was said right `before` it; any other message as it is."""
    unit, last = _UNIT.match(text), before.rpartition("\n")[2]
    if unit is None or not is_bare_number(last):
        return text
    return f"{Said(last).left()[0].word} {unit['unit']}"
