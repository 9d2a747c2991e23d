"""Lengths said and then corrected: of `3 months, no, make that 2 weeks` the later one counts.

A correction need not say all of it again: `until Wednesday, sorry, Thursday`, `a month, or make it two`. Of lengths
that stand side by side as `a month or two weeks`, and of one beside what it may be at most, the shorter counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from intents.end_dates import END, reach_of
from intents.said_lengths import NUMBER, Length, amount, lengths

_WORDS = r"(?:no|nope|nah|sorry|wait|actually|rather|oops|hm+|pardon)"
_TAKING_BACK = r"(?:make (?:that|it)|or rather|i meant?|i mean|correction|scratch that|scrap that|on second thoughts?|better (?:make|say))"
_CORRECTING = (
    rf"(?:(?:^|[\s,;:.!?(–—-]+)(?:and|but|or|oh|ah|well)?\s*{_TAKING_BACK}\b"
    rf"|(?:^\s*|\s*[,;:.!?(–—-]+\s*)(?:and|but|or|oh|ah|well)?\s*{_WORDS}\b(?!\s+(?:longer|more|less|later|earlier)\b))"
)
_BESIDE = r"(?:\W|\b(?:no|nope|sorry|wait|actually|rather|make (?:that|it)|better|say|just|only|for|to|it's|that's|let's|i|need|want|meant?|should be|was|be|will do|pls|please)\b)*"
_AT_ONCE = (
    rf"\s+(?:sorry|no|oops|pardon|actually|i mean)\b(?!\s+(?:longer|more|less|later|earlier)\b){_BESIDE}"
)
_FROM_ONE_TO_THE_OTHER = re.compile(rf"[^\n]{{0,60}}?{_CORRECTING}{_BESIDE}|{_AT_ONCE}")
_ANEW = re.compile(rf"(?:{_CORRECTING}{_BESIDE}|{_AT_ONCE})")
_OR = re.compile(r"\W*\bor\b\W*(?:(?:just|only|maybe|perhaps|even|better|for|say|rather)\W+)*")
_AT_MOST = re.compile(
    r"[^.!?\n]{0,30}\b(?:max(?:imum)?|at most|up to|(?:no|not) (?:longer|more) than)\W*(?:of\W+)?"
)
_FEWER = re.compile(
    rf"\W*(?:\b(?:but|though|or|even)\b\W*)*(?:max(?:imum)?|at most|tops)\W+(?P<most>{NUMBER})(?=\W*$|\s*[^\w\s])"
    rf"|[^.!?\n]{{0,20}}?\b(?P<enough>{NUMBER}) (?:is|are|would be|will be|should be|'d be) (?:plenty|enough|fine|sufficient|ok|okay)\b"
    rf"|[^.!?\n]{{0,20}}?\b(?P<do>{NUMBER}) (?:will|would|should) (?:do|suffice)\b"
    rf"|[^.!?\n]{{0,30}}\b(?:only|just)\b[^.!?\n]{{0,30}}\bthe first (?P<first>{NUMBER})(?=\W*$|\s*[^\w\s])"
)
"""A smaller number of the same unit: `three weeks, max two`, `two weeks but one is plenty`."""
_CLOSED = re.compile(
    r"\s*(?:is|are|will|would|should|instead|only|max|tops|at most|pls|please|thanks|thank|rather|enough|then|to be)\b|\s*(?:[^\w\s]|$)"
)
_NEAR = 120
"""How many letters lie at most between a length and its correction."""
_ONLY_BESIDE = re.compile(_BESIDE)
_MOST = 40
"""How many lengths of a message are held against each other."""


def in_force(folded: str, heard: Sequence[Length], ruled_out: Sequence[Length], today: date) -> list[Length]:
    """The lengths that are heard, without those that are corrected; and the corrections.

    `ruled_out` are those in clauses that rule something out: the `no` of a correction may be why.
    """
    standing = sorted(heard, key=lambda one: one.start)[:_MOST]
    gone: list[Length] = []
    number = 0
    while number < min(len(standing), _MOST):
        one = standing[number]
        later = next((two for two in (*standing, *ruled_out) if _corrects(folded, one, two)), None)
        later = later or _said_anew(folded, one, today)
        if later is not None:
            gone += standing[: number + 1]
            standing += [] if later in standing else [later]
        fewer = None if later else _fewer(folded, one)
        if fewer is not None:
            gone.append(one)
            standing.append(fewer)
        gone += [two for two in standing if later is None and two is not one and _too_long(folded, one, two)]
        number += 1
    return [one for one in standing if one not in gone]


def _corrects(folded: str, one: Length, two: Length) -> bool:
    near = 0 <= two.start - one.end <= _NEAR
    return near and _FROM_ONE_TO_THE_OTHER.fullmatch(folded, one.end, two.start) is not None


def _too_long(folded: str, one: Length, two: Length) -> bool:
    """Whether the second length gives way to a shorter one that it is an alternative to, or the bound of."""
    first, last = (one, two) if one.start <= two.start else (two, one)
    if two.span < one.span or not 0 <= last.start - first.end <= _NEAR:
        return False
    if two.span == one.span and two is first:
        return False
    either = _OR.fullmatch(folded, first.end, last.start)
    return bool(either or _AT_MOST.fullmatch(folded, first.end, last.start))


def _said_anew(folded: str, one: Length, today: date) -> Length | None:
    """What follows a length as its correction and is none by itself: another day, another number of the unit."""
    lead = _ANEW.match(folded, one.end, one.end + _NEAR)
    if lead is None:
        return None
    at = lead.end()
    if one.unit is not None:
        number = re.compile(NUMBER).match(folded, at)
        if number is None or not _CLOSED.match(folded, number.end()):
            return None
        return replace(one, end=number.end(), span=amount(number[0]) * one.unit)
    rest = f"until {folded[at : at + _NEAR]}"
    until = END.match(rest)
    reach = reach_of(until, today) if until else None
    if until is None or reach is None or not _CLOSED.match(rest, until.end()):
        return None
    return Length(one.sure, at, at + until.end() - len("until "), reach.span, last=reach.last)


def _fewer(folded: str, one: Length) -> Length | None:
    """The length with a smaller number of its unit, where that is said to be enough."""
    found = _FEWER.match(folded, one.end, one.end + _NEAR) if one.unit is not None else None
    if found is None or one.unit is None:
        return None
    number = found["most"] or found["enough"] or found["do"] or found["first"]
    span = amount(number) * one.unit
    return replace(one, end=found.end(), span=span) if span < one.span else None


def length_corrected(before: str, after: str) -> bool:
    """Whether words of taking back between these take back only how long: `a month, no, make that two weeks`."""
    after = after[:_NEAR]
    if not _says_a_length(before[-_NEAR:]):
        return _only_a_length(after) and _ONLY_BESIDE.fullmatch(before[-_NEAR:]) is not None
    return _only_a_length(after) or _only_a_number_or_day(after)


def _only_a_length(words: str) -> bool:
    """Whether folded words that follow a correction say another length, and nothing else of a wish."""
    at = _behind_the_lead(words)
    rest = f"for {words[at:]}"
    ends = [one.end for one in lengths(rest) if one.start == len("for ")]
    until = END.match(words, at)
    if until:
        return _CLOSED.match(words, until.end()) is not None
    return any(_CLOSED.match(rest, end) for end in ends)


def _only_a_number_or_day(words: str) -> bool:
    """Whether they say a number or a day and leave it at that, as who has just said a length may."""
    words = words[_behind_the_lead(words) :]
    number, until = re.match(NUMBER, words), END.match(f"until {words}")
    if number and re.fullmatch(r"\W*(?:please|pls|thanks)?\W*", words[number.end() :]):
        return True
    return until is not None and _CLOSED.match(f"until {words}", until.end()) is not None


def _behind_the_lead(words: str) -> int:
    lead = _ONLY_BESIDE.match(words)
    return lead.end() if lead else 0


def _says_a_length(words: str) -> bool:
    """Whether folded words say an amount of time or an end."""
    return bool(lengths(words)) or END.search(words) is not None
