"""Why, said later: `because the auditors come on Monday`, `it's for the board deck`, `to close the month`."""

from __future__ import annotations

import re
from collections.abc import Callable

from intents.engines.builtin.purposes import purposes
from intents.refining.said import Said, small
from intents.words import Token, tokens

MAX_REASON = 300
_ANNOUNCED = re.compile(
    r"\b(?:because(?: of)?|cos|coz|so that|so (?=(?:i|we|he|she|they|the|our|my)\b)|as (?=(?:i|we|he|she|they|there|the|our|my)\b)|given that|seeing that|now that|in case"
    r"|since(?! (?:this|last|yesterday|today|then|\d))|due to|on account of|as part of|(?:the\s+)?(?:reason|purpose|why)(?:\s+is|\s?:))\s+"
)
_ENDS = re.compile(r"[.!?](?=\s|$)|\n|;")
_RESUMES = re.compile(
    r",\s*(?=(?:and\s+)?(?:only|just|until|till|make|also|but|please|pls|thanks|thank|no\b|not\b|for (?:an?|one|two|three|four|five|six|\d+) (?:hour|day|week|month|quarter|year)))|,\s*$"
)
_CONTRAST = re.compile(r"\b(?:instead|rather|not)\b")
_WISHES = re.compile(
    r"\b(?:i|we)(?:'d|'ll)?\s+(?:\w+\s+)?(?:need|want|must|require|like|wish|have to|should)\b|\b(?:request|requests|give|grant|let|add)\b"
)
"""What makes a stretch after `for` or `to` a wish of its own: `for the audit I need …`."""
_THEN_A_WISH = re.compile(
    r",\s*(?:so\s+)?(?:(?:i|we)(?:'d|'ll)?\s+(?:\w+\s+)?(?:need|want|must|require|like)|can|could|please)\b"
)
"""After a reason said first: `now that the audit runs, I need …` is a wish."""
_LAST_WORDS = re.compile(r"(?:(?<!\W)\W++(?:please|pls|thanks|thank you|then|actually))++\W*+$")
_LAST_AT_MOST = 200
"""Characters at the end that are looked through for them."""


def announced_reason(said: Said) -> str | None:
    """The reason after a word that announces one; taken with that word, whatever it names."""
    marked = _ANNOUNCED.search(said.rest)
    if marked is None:
        return None
    span = _stretch(said, marked.end())
    if span is None or _THEN_A_WISH.search(said.rest, *span):
        return None
    said.take(marked.start(), span[1])
    return said.note("justification", *span)


def purpose(said: Said, known: Callable[[Token], bool], names_another: Callable[[str], bool]) -> str | None:
    """The reason said as a purpose: `for …` or `to …` with words that are nothing else.

    `known` tells the words of the card; a purpose that names another thing of the catalog may be a wish instead.
    """
    for _, at, _ in purposes(said.rest):
        span = _stretch(said, at)
        if span is None:
            continue
        stretch = said.rest[slice(*span)]
        telling = [
            word
            for word in tokens(said.rest)
            if span[0] <= word.start < span[1] and not small(word) and not known(word)
        ]
        if not telling or _CONTRAST.search(stretch) or _WISHES.search(stretch) or names_another(stretch):
            continue
        said.take(*span)
        return said.note("justification", *span)
    return None


def _stretch(said: Said, start: int) -> tuple[int, int] | None:
    """From there to the end of the sentence, without what resumes refining and without courtesies."""
    rest = said.rest
    ends = _ENDS.search(rest, start)
    end = ends.start() if ends else len(rest)
    resumes = _RESUMES.search(rest, start, end)
    end = resumes.start() if resumes else end
    near = max(start, end - _LAST_AT_MOST)
    end = near + len(_LAST_WORDS.sub("", rest[near:end]))
    while end > start and not rest[end - 1].isalnum():
        end -= 1
    while start < end and not rest[start].isalnum():
        start += 1
    end = min(end, start + MAX_REASON)
    return (start, end) if end - start >= 3 else None
