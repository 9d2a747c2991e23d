"""Lengths said and then corrected: of `3 months, no, make that 2 weeks` the later one counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intents.end_dates import END
from intents.said_lengths import Length, lengths

_CORRECTING = (
    r"(?:(?:^|[\s,;:.!?(–—-]+)(?:and|but|or|oh|ah|well)?\s*(?:make (?:that|it)|or rather|i meant?|i mean|correction|scratch that|scrap that|on second thoughts?|better (?:make|say))\b"
    r"|(?:^\s*|\s*[,;:.!?(–—-]+\s*)(?:and|but|or|oh|ah|well)?\s*(?:no|nope|nah|sorry|wait|actually|rather|oops|hm+|pardon)\b(?!\s+(?:longer|more|less|later|earlier)\b))"
)
_BESIDE = r"(?:\W|\b(?:no|nope|sorry|wait|actually|rather|make (?:that|it)|better|say|just|only|for|to|it's|that's|let's|i|need|want|meant?|should be|was|be|will do|pls|please)\b)*"
_FROM_ONE_TO_THE_OTHER = re.compile(rf"[^\n]{{0,60}}?{_CORRECTING}{_BESIDE}")
_CLOSED = re.compile(
    r"\s*(?:is|are|will|would|should|instead|only|max|tops|at most|pls|please|thanks|thank|rather|enough|then)\b|\s*(?:[^\w\s]|$)"
)
_NEAR = 120
"""How many letters lie at most between a length and its correction."""
_ONLY_BESIDE = re.compile(_BESIDE)


def out_of_date(folded: str, found: Sequence[Length]) -> set[int]:
    """Where the lengths start that a later one corrects."""
    corrected: set[int] = set()
    places = sorted((one.start, one.end) for one in found)
    for number, (_, end) in enumerate(places):
        for start, _ in places[number + 1 :]:
            if start - end > _NEAR:
                break
            if start >= end and _FROM_ONE_TO_THE_OTHER.fullmatch(folded, end, start):
                corrected.update(at for at, _ in places[: number + 1])
                break
    return corrected


def length_corrected(before: str, after: str) -> bool:
    """Whether words of taking back between these take back only how long: `a month, no, make that two weeks`."""
    after = after[:_NEAR]
    return _only_a_length(after) and (
        _says_a_length(before[-_NEAR:]) or _ONLY_BESIDE.fullmatch(before[-_NEAR:]) is not None
    )


def _only_a_length(words: str) -> bool:
    """Whether folded words that follow a correction say another length, and nothing else of a wish."""
    lead = _ONLY_BESIDE.match(words)
    at = lead.end() if lead else 0
    rest = f"for {words[at:]}"
    ends = [one.end for one in lengths(rest) if one.start == len("for ")]
    until = END.match(words, at)
    if until:
        return _CLOSED.match(words, until.end()) is not None
    return any(_CLOSED.match(rest, end) for end in ends)


def _says_a_length(words: str) -> bool:
    """Whether folded words say an amount of time or an end."""
    return bool(lengths(words)) or END.search(words) is not None
