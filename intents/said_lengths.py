"""Lengths said as an amount of a unit: `two weeks`, `3 mnths`, `a day or two`; and those that are no wish.

An amount of time may describe anything: how long somebody waited, what people earn an hour, a 12-hour shift, a
rule of 14 days. What stands around it tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from intents.words import fold

MAX_DAYS = 3660
"""Ten years; anything longer is read as no duration at all."""

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "twenty-one": 21, "twenty-four": 24, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "half a": 0.5, "half an": 0.5, "a couple of": 2, "couple of": 2,
    "a couple": 2, "couple": 2, "forty-five": 45, "hundred": 100, "a hundred": 100, "one hundred": 100, "a dozen": 12, "a single": 1, "one and a half": 1.5, "another": 1,
    "half": 0.5, "a half": 0.5, "a quarter of an": 0.25, "quarter of an": 0.25, "three quarters of an": 0.75,
}  # fmt: skip
_UNITS = {"min": 1 / 60, "h": 1, "d": 24, "n": 24, "w": 168, "f": 336, "m": 720, "q": 2160, "y": 8760}
_HOUR = timedelta(hours=1)
_UNIT_WORDS = r"(?P<unit>minutes?|mins?|hours?|hrs?|h|days?|nights?|dys|d|weeks?|weeek?s?|weks?|wks?|w|fortnights?|fortnigh?ts?|fortnites?|fourtnights?|m(?:ou?)?nths?|mo?n?ths?|monthes|mos?|quarters?|years?|yrs?)"
_NUMBER_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_LENGTH = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,3}}\s*(?:-|–|to|or)\s*|(?:{_NUMBER_WORDS})\s+(?:to|or)\s+)?(?P<number>\d{{1,4}}(?:[.,]5)?|{_NUMBER_WORDS})(?P<half>\s+and\s+(?:a\s+)?half)?[\s-]?(?:(?:more|full|whole|working|business|calendar|extra|further)\s+)?{_UNIT_WORDS}(?:\b|(?<=h)(?=\d{{1,2}}m))(?P<and_minutes>(?:\s*,)?\s*(?:and\s+)?(?P<minutes>\d{{1,2}}|{_NUMBER_WORDS})\s*(?:minutes?|mins?|m)\b)?(?P<more>\s+or\s+(?:two|three|four|five|six|\d)\b|\s+and\s+(?:a\s+)?half\b)?(?![/-]\w)"
)
_BEFORE_OK = re.compile(r"(?:\bfor|\b4|\bduring|\bof|=|\babout|\babt|\baround|\bover the next|\bnext|\bmax|\bup to|\bat least|\bby|\bextend it|\bsay,?)\s*(?:about|abt|around|roughly|approx\w*|just|only|say|the next|another|like|max|the)?\s*$")  # fmt: skip
_BEFORE_NOT = re.compile(
    r"(?:\blast|\bpast|\bprevious|\bevery|\bwithin|\bin|\bsince|\bafter|\bbefore|\btakes?|\btook|\btimes|\bonce|\btwice|\bper|\bago|\beach|\bcosts?|\bin about|\bof the last|\bover the last|\bover the past|\bfirst|\bfor the (?:last|past)|\bsa(?:ys|id)\s+(?:it|that)|\balready)(?:\s+(?:me|us|him|her|them|you|the|about|around|almost|nearly|barely|roughly|over|at least|more than|less than|only|just|some|another|a good))*\s*$"
)
_AFTER_NOT = re.compile(r"^\s*(?:ago|old|later|late|behind|earlier|before|after|ahead|early|apart|away|from (?:now|here|home)|(?:long )?since|(?:drive|ride|flight|walk|trip|commute|journey)|in (?:the|this|my|our|his|her) (?:job|role|post|company|firm|trade|business|team|department)|(?:with|at) (?:the|this|my|our) (?:company|firm|team)|here|of (?:experience|data|history|logs|bookings|leave|figures)|in advance|an? (?:minute|hour|day|week|month|year)|per|overdue|notice|retention|timeout|backlog|on end|in a row|'s? (?:data|logs|notice|worth|pay|salary))\b")  # fmt: skip
_LASTED = re.compile(
    r"\b(?:wait(?:s|ed|ing)?|lasted|stayed|slept|queu(?:e|es|ed|ing)|sat|stood|rang|lay|walk(?:s|ed|ing)?|driv(?:e|es|ing)|drove|skip(?:s|ped)?|miss(?:es|ed)?|was down|were down|out of (?:order|action))\s+(?:(?:for|about|around|only|almost|nearly|over|up to|another|him|her|me|us|them)\s+)*$"
    r"|\b(?:earn(?:s|ed|ing)?|charg(?:e|es|ed|ing)|pa(?:y|ys|id|ying)|los(?:e|es|ing)|lost|sav(?:e|es|ed|ing)|spend(?:s|ing)?)\s+(?:(?:about|almost|nearly|up to|another|me|us)\s+)*$"
)
"""How long something took, was broken or cost."""
_SOME_DAY = re.compile(
    r"\w(?<!\bfor)(?<!\bit)(?<!\bthat)(?<!\bto)(?<!\bby)(?<!\bonly)(?<!\bjust)(?<!\bmax)(?<!\bsay)(?<!\bor)(?<!\babout)(?<!\bmost)(?<!\bis)\s+$"
)
"""What `one day` follows where it tells of no day in particular: `correct the number one day`."""
_RATE = re.compile(
    r"(?:\btimes|\b\d+ ?x|\bonce|\btwice|[\d€$£%]|\b(?:hundred|thousand|euros?|pounds?|dollars?|cents?|much|many|several|few|dozens?)(?:\s+(?:of\s+)?\w+)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|\d+)\s+(?!for\b|during\b)\w+(?:\s+(?!for\b|during\b)\w+)?|\bearn)\s+$"
)
"""`forty forms a day`, `what they earn an hour`."""
_DESCRIBES = re.compile(
    r"^[\s-]+(?!access|permi|right|role|licen|extension|prolong|grant|window|stint|placement|second|project|assign|contract|period|loan|cover|deal|trial|please|pls|max|only|tops|from|until|so|and|or|as|is|for|with|in|on|to|of|at|then|while|because|since|should|will|would|that|this|if|but|thank|ok|pass|seat|login)[a-z]"
)
"""What a hyphen makes an adjective of something else: `12-hour shifts`."""
_NO_WISH = r"(?:(?!\b(?:need|want|require|request|like|please|pls|can i|could i|may i|extend|prolong|renew)s?\b)[^.])*"
_PERFECT = re.compile(
    r"(?:^|[^\w'’]\s*)(?:i|we|he|she|they)\s+(?!need|want|ask|request|requir|lik|plan|wish)[a-z]+ed\s+(?:about )?$"
    r"|\b(?:did|was|were|spent|lasted)(?: \w+)?(?: for| about)?\s*$"
    rf"|\b(?:has|have|had|'ve|'s)\s+(?:\w+\s+){{0,2}}(?:been|done|worked|had|used|held|waited|waiting)\b{_NO_WISH}$"
    rf"|(?<!wish )(?<!if )\b(?:i|we|he|she|they|you|who)\s+(?:\w+ly\s+)?(?:had(?!\s+(?:to|hoped|wanted|asked|meant|better|rather)\b)|used(?!\s+to\b)|held|used\s+to\s+have|(?:was|were)\s+(?:given|granted)){_NO_WISH}$"
)
"""What somebody had or did for a while; a new wish after it is none of that."""
_IT_WILL_TAKE = re.compile(
    r"\b(?:it|this|that|which|(?:the|my|our) (?:job|work|task|whole thing))(?:(?:'ll| will| should| may| might| would) (?:probably )?(?:take|last|need)|(?<=which) (?:takes|lasts))\s+(?:me |us )?(?:about |around |roughly |some |probably |only |just )*$"
)
"""How long the work goes on that it is for: `it will last one month`. What an answer takes is said of no `it will`."""
_AMOUNT = re.compile(
    r"^\s+(?:of|worth of)\s+(?!(?:\w+\s+)?(?:access|rights?|permissions?|use|admin|editor|viewer|operator|member\w*|read\w*|writ\w*|view\w*|edit\w*)\b)"
)
"""`ten years of trends` is an amount of something; `two weeks of access` is a length."""
_MOMENT = re.compile(
    r"\b(?:got|spare|do you have|if you have|(?:is|are|was|were|by|be|runs?|ran|in|within)(?: under| over| less than| the next)?|down|late|meeting|call)\s+(?:(?:for|about|only|just|the next)\s+)*$"
)
"""`do you have ten minutes`, `it was down for 20 minutes`: what minutes mostly tell."""
_FOR = re.compile(r"\b(?:for|during|next)\s+(?:\w+\s+)?$")


NUMBER = rf"(?<![\w/.-])(?:\d{{1,3}}|(?:{_NUMBER_WORDS})\b)"
"""A number in digits or in words."""
IN_A_FORMAT, SAID, MEANT, BESIDE_THE_WISH = 4, 3, 1, 0.5
"""How sure: written as programs do, said as a length, said as when it is needed, and said of how things are."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length that is said in a folded text, and where."""

    sure: float
    """How sure it is that this is what is wished for: the surest counts, and of several the first."""
    start: int
    end: int
    span: timedelta
    unit: timedelta | None = None
    """What it is a number of, where it is said so."""
    last: date | None = None
    """The last day, where an end is named."""
    at: time | None = None
    """The hour of that day at which it ends, where one is said."""


def lengths(folded: str) -> list[Length]:
    """The amounts of a unit in a folded text that may be a wish."""
    found = []
    for match in _LENGTH.finditer(folded):
        before, after = folded[max(0, match.start() - 80) : match.start()], folded[match.end() :]
        takes = _IT_WILL_TAKE.search(before) is not None
        announced = _BEFORE_OK.search(before) is not None and not takes
        mere_letter = match["unit"] in {"h", "d", "w", "m"} and not match["number"].isdigit()
        if (mere_letter and not announced) or (not takes and _tells_of_the_world(match, before, after)):
            continue
        span = _span(match)
        if span is not None:
            found.append(
                Length(
                    BESIDE_THE_WISH if takes else 2.5 if announced else 2,
                    match.start(),
                    match.end(),
                    span,
                    timedelta(hours=_UNITS[_unit(match)]),
                )
            )
    return found


def said_in_hours(words: str, span: timedelta) -> bool:
    """Whether the words say that length as a number of hours: `48h`."""
    return any(one.unit == _HOUR and one.span == span for one in lengths(fold(words)))


def says_an_amount(words: str, span: timedelta) -> bool:
    """Whether the words say that length as an amount of a unit, and not by its end."""
    return any(one.span == span for one in lengths(fold(words)))


def _tells_of_the_world(match: re.Match[str], before: str, after: str) -> bool:
    """Whether what stands around an amount of time makes it anything but the length of a wish."""
    number, describes = match["number"], _DESCRIBES.match(after)
    if _BEFORE_NOT.search(before) or _AFTER_NOT.match(after):
        return True
    if _LASTED.search(before) or _PERFECT.search(before):
        return True
    if (number in {"a", "an"} and _RATE.search(before)) or ("-" in match[0] and describes):
        return True
    if number == "one" and _unit(match) == "d" and not match["more"] and _SOME_DAY.search(before):
        return True
    if _AMOUNT.match(after) and not _FOR.search(before):
        return True
    in_minutes = _unit(match) == "min"
    return in_minutes and bool(amount(number) <= 2 or _MOMENT.search(before) or describes)


def _unit(match: re.Match[str]) -> str:
    return "min" if match["unit"].startswith("min") else match["unit"][0]


def _span(match: re.Match[str]) -> timedelta | None:
    """How long that is; None for what nobody says (`half weeks`), and for more than is read as a duration."""
    unit, number = _unit(match), match["number"]
    if unit != "h" and number in {"half", "a half"}:
        return None
    many = _stretched(amount(number), match["half"] or match["more"] or "")
    if unit == "y" and many % 1:
        many, unit = many * 12, "m"
    hours = many * _UNITS[unit]
    if match["and_minutes"] and unit == "h":
        hours += amount(match["minutes"]) / 60
    return timedelta(minutes=round(hours * 60)) if hours <= MAX_DAYS * 24 else None


def amount(number: str) -> float:
    """What a number says, in digits or in words."""
    return _NUMBERS[number] if number in _NUMBERS else float(number.replace(",", "."))


def _stretched(many: float, more: str) -> float:
    """The amount with what is added after the unit: `a day or two` is up to two, `a year and a half` one and a half."""
    words = more.split()
    if not words:
        return many
    if words[-1] == "half":
        return many + 0.5
    return max(many, float(words[-1]) if words[-1].isdigit() else _NUMBERS[words[-1]])
