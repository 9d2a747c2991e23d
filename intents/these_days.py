"""Lengths said by the day they are for: `just today`, `over the weekend`, `tomorrow and the day after`, `all of next week`.

The same words tell when something was or will be done. They say how long where access is needed then, and where
nothing but the thing itself is named beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from intents.day_words import NEXT, TOMORROW, TONIGHT, WEEKEND
from intents.end_dates import END, MONTH, end_date, last_day
from intents.said_lengths import BESIDE_THE_WISH, MEANT, SAID, Length

_A_DAY = timedelta(hours=8)
_NIGHT = re.compile(rf"\b{TONIGHT}\b")
_NO_NOUN = r"(?=\s*(?:[^\w\s'’-]|$|(?:pls|please|thanks|only|to|so|and|but|or|as|because|since|while|when|if|in|at|on|until|till?)\b))"
"""What follows the weekend where it says how long: `for the weekend figures` says which."""
_WEEKEND = re.compile(
    rf"\b(?:just|only)\s+(?:over|for)\s+(?:the|this)\s+{WEEKEND}{_NO_NOUN}|\b(?:the|this)\s+{WEEKEND}\s+only\b"
)
_NEEDED_AT_THE_WEEKEND = re.compile(
    r"\b(?:need|want|require)s?\s+(?!to\b)(?:access\s+to\s+|(?P<of>of\s+)|(?!(?:to|from|since|by|of|before|after|that|which|who|because)\b)[\w'/-]+\s+){1,12}?"
    rf"(?P<weekend>(?(of)for|(?:over|for))\s+(?:the|this)\s+{WEEKEND}){_NO_NOUN}"
)
"""`they forgot it over the weekend` and `the logs of the outage over the weekend` say when something was, and not how
long."""
_REST = re.compile(
    r"\b(?:rest|remainder) of (?:the |this )?(?P<unit>day|week|month|quarter|year)\b|\b(?:for|throughout|all|during) this (?P<this>week|month|quarter|year)\b|\bthis (?P<only>week|month|quarter|year) only\b"
)
_TODAY = re.compile(
    rf"\b(?:for|4|just|only|just for|just 4)\s+(?:today|{TONIGHT}|the day)\b(?P<of>['’]s?)?|\b(?:today|{TONIGHT}) only\b|\b(?:until|till|til|by) eod\b"
)
"""`for tonight's release` says how long only where nothing else does."""
_NEEDED_TODAY = re.compile(
    r"\b(?:need|want|require)s?\s+(?!to\b)(?:(?!\bto\b|\bfrom\b|\bsince\b|\bby\b|\bof\b|\bbefore\b|\bafter\b|\bstarting\b|\buntil\b)[\w'/-]+\s+){1,9}"
    rf"(?P<day>today|{TONIGHT}|(?P<week>this (?:week|{WEEKEND})))(?=\s*(?:[,.;!?]|$|pls\b|please\b|only\b))"
)
"""`I need the test boxes today` or `this week` says how long; `I need to finish today` and `from today` do not."""
_BARE = re.compile(
    rf"\b(?P<weekend>(?:over|for|during)\s+(?:the|this)\s+{WEEKEND}|this {WEEKEND})\b{_NO_NOUN}|\b(?P<evening>{TONIGHT})\b{_NO_NOUN}"
)
_DAYS = re.compile(
    rf"\b(?P<third>{TOMORROW} (?:and|&|\+) (?:the )?day after(?: {TOMORROW})?)\b|\b(?P<second>today (?:and|&|\+) {TOMORROW}|{TOMORROW} only|(?:only|just) {TOMORROW})\b|\bthis (?:morning|afternoon) only\b"
)
_ALL_OF = re.compile(
    rf"\b(?:all|the (?:whole|entire))(?: of)? (?:(?P<unit>{NEXT} (?:week|wk|month|mth))|(?P<month>{MONTH}))(?!\w)"
)
_FOR_TOMORROW = re.compile(
    rf"\b(?:just\s+|only\s+)?(?:for|4)\s+{TOMORROW}\b(?!['’]s)(?=\W*(?:(?:please|pls|plz|only|thanks|thx)\W*)*$)",
    re.MULTILINE,
)
"""`the lab door for tomorrow`, and nothing after it: `the deck for tomorrow, …` says which."""
_OVER = re.compile(
    rf"\b(?:just\s+|only\s+)?(?:over|during|throughout)\s+(?:the\s+)?(?:(?:christmas|xmas)\s*(?:and|&|\+|/)\s*)?(?P<day>christmas|xmas|nye|new year(?:['’]?s)?(?: eve)?)\b(?!['’]s){_NO_NOUN}"
)
"""`over Christmas and New Year`, which is until it is over."""
_ASKING = re.compile(
    r"^\W*(?:(?:hi|hello|hey|please|pls|also|and|so|can i (?:please )?(?:have|get)|could i (?:please )?(?:have|get)|may i have|give me|get me|i'd like|i would like|(?:i (?:really |just |only )?)?(?:need|want)(?! to\b)|we need(?! to\b))\W+)*"
)
_TELLS = re.compile(
    r"\b(?:i|we|he|she|they|it|you|who|which|that|there|of|to|from|since|by|was|were|is|are|has|had|have|did|does|do|will|went|came|got|broke|forgot|rang|fell|left|lost|sent|made|said|ran|\w+ed|\w+n't)\b|['’](?:s|ll|ve|re|d)\s"
)
"""Words that make a statement of what else would only be the name of a thing."""


def these_days(folded: str, today: date) -> Iterator[Length]:
    """The lengths from today to the end of the days that are named."""
    sunday = last_day("week", today)
    to_sunday = _through(sunday, today)
    for match in _TODAY.finditer(folded):
        yield _a_day(BESIDE_THE_WISH if match["of"] else SAID, match.span(), match[0], today)
    for match in _WEEKEND.finditer(folded):
        yield Length(SAID, *match.span(), to_sunday, last=sunday)
    for match in _NEEDED_AT_THE_WEEKEND.finditer(folded):
        yield Length(MEANT, *match.span("weekend"), to_sunday, last=sunday)
    for match in _NEEDED_TODAY.finditer(folded):
        if match["week"]:
            yield Length(MEANT, *match.span("day"), to_sunday, last=sunday)
        else:
            yield _a_day(MEANT, match.span("day"), match["day"], today)
    for match in _BARE.finditer(folded):
        if _beside_a_name(folded, match.start()):
            if match["weekend"]:
                yield Length(MEANT, *match.span(), to_sunday, last=sunday)
            else:
                yield _a_day(MEANT, match.span(), match[0], today)
    for match in _FOR_TOMORROW.finditer(folded):
        if _beside_a_name(folded, match.start()):
            last = today + timedelta(days=1)
            yield Length(MEANT, *match.span(), timedelta(days=2), last=last)
    for match in _OVER.finditer(folded):
        end = END.match(f"until {match['day']}")
        over = end_date(end, today) if end and _beside_a_name(folded, match.start()) else None
        if isinstance(over, date):
            yield Length(MEANT, *match.span(), _through(over, today), last=over)
    for match in _DAYS.finditer(folded):
        days = 3 if match["third"] else 2
        if days == 3 or match["second"]:
            last = today + timedelta(days=days - 1)
            yield Length(SAID, *match.span(), timedelta(days=days), last=last)
        else:
            yield _a_day(SAID, match.span(), match[0], today)
    for match in _ALL_OF.finditer(folded):
        end = END.match(f"through {match['month']}" if match["month"] else f"until end of {match['unit']}")
        over = end_date(end, today) if end else None
        if isinstance(over, date):
            yield Length(SAID, *match.span(), _through(over, today), last=over)
    for match in _REST.finditer(folded):
        unit = match["unit"] or match["this"] or match["only"]
        if unit == "day":
            yield _a_day(SAID, match.span(), match[0], today)
        else:
            last = last_day(unit, today)
            yield Length(SAID, *match.span(), _through(last, today), last=last)


def _a_day(sure: float, at: tuple[int, int], words: str, today: date) -> Length:
    """A day's work, which ends with today; a night goes on after midnight, so it names no end."""
    return Length(sure, *at, _A_DAY, last=None if _NIGHT.search(words) else today)


def _beside_a_name(folded: str, at: int) -> bool:
    """Whether nothing stands before the words in their sentence but a wish and the name of what is wished for."""
    clause = re.split(r"[.!?\n;:]\s|,\s", folded[:at])[-1]
    return _TELLS.search(clause[len(_ASKING.match(clause)[0]) :]) is None  # type: ignore[index]


def _through(last: date, today: date) -> timedelta:
    """From today to the end of the last day."""
    return timedelta(days=(last - today).days + 1)
