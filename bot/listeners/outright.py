"""What its own words tell for sure: what waits for my decision, who holds something, take back what I asked for. Pure.

A language engine takes "who has access to it?" for a wish for that access. The same words stand in real wishes and in
reasons ("so that I have something to sign off"), so a question counts only where a whole sentence is nothing else.
Each is matched from its start with gaps of a few words, so the longest message is read as fast as it is long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from bot.listeners.small_talk import small_talk

LONGEST_QUESTION = 300
"""Characters of a sentence that may be such a question."""


class Question(Enum):
    """What is asked."""

    TO_DECIDE = auto()
    WHO_HOLDS = auto()
    WITHDRAW = auto()
    """No question, but as plain: which request is meant is pressed, not guessed."""


class Outright(NamedTuple):
    """A question that was found, and whether the message is nothing else."""

    question: Question
    alone: bool


_ENDS = re.compile(r"(?<=[.!?:;…])\s|\n|\s[–—-]\s|(?<=,)\s(?=(?:what|which|is|are|do|does|have|any\w*)\b)")
"""Where another sentence may begin; after a comma only what can go on in no wish and no reason."""
_EDGES = " \t\r\n.,;:!?…\"'“”‘’()[]*_~`–—-"

_LEAD = (
    r"(?:(?:hi|hello|hey|good|morning|afternoon|evening|usher|there|team|please|thanks|ok|okay|so|and|also|now|then|well|sorry"
    r"|just|quick|one|another|question)\W{1,5}){0,8}"
)
_NOTHING_YET = re.compile(_LEAD)
_SHOWN = (
    r"(?:(?:(?P<shown>(?:can|could|would|will) you|(?:can|could|may) i (?:get|have|see)|i (?:want|need|would like) to (?:know|see)"
    r"|let me (?:know|see)|(?:show|tell|list|give|name|open|check)(?: me| us)?|(?:a|the) (?:list|overview) of)|please|the|all|all of) ){0,6}"
)
_TIMES = (
    r"(?:\W{1,3}(?:today|tonight|tomorrow|now|right|still|here|this|week|month|morning|please|pending|open|waiting|left|at|the|moment"
    r"|currently|for|me|my|yet|already|outstanding|again|else|as|well|too|then|anything|something)){0,6}$"
)
_MY_YES = r"(?:me|my (?:approvals?|decisions?|ok|okay|answer|yes|vote|sign-?offs?))"
_DECIDE = r"(?:approve|decide(?: on)?|sign-? ?off(?: on)?)"
_ACCESS = r"(?:access|roles?|permissions?|rights?|licen[cs]es?|levels?|entitlements?|tools?|systems?|apps?)"
_WHICH = rf"(?:what(?: (?:requests?|decisions?|approvals?|things?))?|which(?! (?:\w+ )?{_ACCESS}\b(?! requests?\b))(?: \w+){{1,3}}?)"
_THERE = r"(?:is there|are there|do i(?: still)? have|have i(?: still)?(?: got)?)"
_ANYTHING = r"(?:any\w*|some\w*)(?: \w+)?"
_ASKED = rf"(?:{_WHICH}|who|(?:is|are|do|does)(?: there)? {_ANYTHING}|any\w*(?: \w+)?|(?:open|pending) (?:requests|decisions|approvals))"

_TO_DECIDE = re.compile(
    _LEAD + _SHOWN + r"(?:"
    # what is waiting for me? is anybody waiting for my approval on something?
    rf"{_ASKED}(?: (?:is|are|else|all|still|now|that|who)){{0,4}} (?:wait|waits|waiting) (?:for|on) {_MY_YES}"
    rf"(?: to {_DECIDE})?(?: on)?{_TIMES}"
    # what do I have to approve? is there anything I need to sign off?
    rf"|(?:{_WHICH}|(?:{_THERE} )?{_ANYTHING})(?: (?:else|all|still|other|is there|that)){{0,2}}(?: (?:do|am|should|must|can|could|have))?"
    rf" i(?: (?:still|now|also))?(?: (?:have|need|must|should|can|could|am|supposed|expected|meant|ought|got|to)){{0,4}} {_DECIDE}{_TIMES}"
    # do I need to approve anything? have I got approvals open?
    rf"|do i(?: still)? (?:have|need) to {_DECIDE}(?: {_ANYTHING})?{_TIMES}"
    rf"|{_THERE}(?: (?:any|some|open|pending|new|more|other|outstanding|waiting)){{0,3}} (?:approvals|decisions|sign-?offs){_TIMES}"
    rf"|{_THERE}(?: {_ANYTHING})? (?:waiting )?to {_DECIDE}{_TIMES}"
    # anything left to approve? what else is there for me to approve?
    rf"|(?:what|(?:{_THERE} )?(?:anything|something|(?:any )?(?:more |open )?requests))(?: (?:is|are|there|else|left|new|open|for me)){{0,4}} to {_DECIDE}{_TIMES}"
    # what needs my approval?
    rf"|(?:{_ASKED}|{_THERE} {_ANYTHING})(?: (?:still|else|now|currently|all|that|which)){{0,2}} (?:needs?|requires?|awaits?|awaiting) {_MY_YES}{_TIMES}"
    # anything for me? something new for me to do?
    rf"|(?:{_THERE} )?{_ANYTHING}(?: (?:new|else|waiting|pending|open|left)){{0,2}} for me(?: to do)?{_TIMES}"
    # my pending approvals
    rf"|(?:(?:what|where) (?:is|are) (?:in )?)?(?:(?:the|all|any|of) ){{0,2}}(?:(?:my|open|pending|waiting|outstanding|unanswered) ){{1,3}}"
    rf"(?:approvals|decisions|sign-?offs|approval queue|approval requests){_TIMES}"
    rf"|any (?:approvals|decisions|requests) (?:pending|open|waiting|left|for me){_TIMES}"
    r")"
)

_HAVE = r"(?:has|have|holds|hold|got|can (?:see|access|open|read|use|edit|write|get in(?:to)?))\b"
_NO_HOLDING = (
    r"(?! to\b| time\b| an? (?:minute|moment|second|idea)\b| any idea\b"
    r"| (?:the )?(?:last word|final word|say|final say|authority|power|responsibility|duty|right to)\b"
    r"| (?:already |just |not |ever )?(?:approved|denied|rejected|refused|decided|agreed|signed|asked|requested|granted|given|removed"
    r"|revoked|taken|changed|locked|blocked|answered|looked|seen|read|said|told|been|done|made)\b"
    r"| my (?:request|message|reason|answer)s?\b|.{0,300} for (?:me|us)$)"
)
"""Who decided, who has the time, who helps: no question about holdings."""
_WHO = (
    r"(?:who|whose (?:accounts?|users?)|which (?:people|persons|users|accounts|colleagues|employees))"
    r"(?: (?:else|all|exactly|(?:in|on|of|at|from) (?:my |the |our )?\w+)){0,2}(?: (?:currently|already|still|now))?"
    rf" {_HAVE}{_NO_HOLDING}"
)
_THOSE = r"(?:(?:everybody|everyone|anybody|anyone|people|users|persons|accounts) (?:who (?:has|have|can)|with (?:\w+ ){0,2}(?:access|rights?|permissions?|admin)))\b"
_IS_SAID_OF_THEM = (
    r".{0,300}\b(?:is|are|was|were|be|been|isn't|aren't|will|would|should|must|could|cannot|can't|left|went|know|knows|says?|said|told"
    r"|needs?|takes?|let|please|help)\b"
)
_WHO_HOLDS = re.compile(_LEAD + _SHOWN + rf"(?:{_WHO}|{_THOSE}(?(shown)|(?!{_IS_SAID_OF_THEM})))")

_OTHER_REQUESTS = r"(?:pull|merge|purchase|leave|holiday|vacation|time-?off|change|support|service|refund|payment|travel|expense|feature)"
_MINE = (
    rf"(?:(?:all |any )?(?:of )?my(?! (?:\S+ ){{0,4}}{_OTHER_REQUESTS} requests?)(?: \S+){{0,6}} requests?"
    r"|(?:the|that|this)(?: (?:last|latest|open|pending|first|second|other|access)){0,2} request)"
)
_WITHDRAW = re.compile(
    _LEAD
    + r"(?:(?:(?:can|could|would|will) you|(?:can|could|may) i|how (?:do|can) i|i (?:want|need|would like|have|wish) to|please|simply|just) ){0,3}"
    + rf"(?:(?:withdraw|cancel|retract|recall|call off|take back|pull back) {_MINE}|(?:take|pull|call) {_MINE} (?:back|off))"
    + r"(?: (?:again|please|now|back|for \S.{0,80}|i (?:just )?(?:made|sent|filed)\b.{0,40})){0,3}$"
)


def outright(said: str) -> Outright | None:
    """The question that a sentence of the message is; none where the same words are part of something else."""
    found: Question | None = None
    alone = True
    for sentence in _sentences(said):
        question = _question(sentence)
        if question is not None and found in (None, question):
            found = question
        elif small_talk(sentence) is None and not _NOTHING_YET.fullmatch(f"{sentence} "):
            alone = False
    return None if found is None else Outright(found, alone)


def _sentences(said: str) -> Iterator[str]:
    for part in _ENDS.split(said.casefold().replace("’", "'")):
        if sentence := part.strip(_EDGES):
            yield sentence


def _question(sentence: str) -> Question | None:
    if len(sentence) > LONGEST_QUESTION:
        return None
    plain = " ".join(sentence.split())
    for short, long in (
        ("what's", "what is"),
        ("i'm", "i am"),
        ("i've", "i have"),
        ("i'd like", "i would like"),
    ):
        plain = plain.replace(short, long)
    if _TO_DECIDE.match(plain):
        return Question.TO_DECIDE
    if _WITHDRAW.match(plain):
        return Question.WITHDRAW
    return Question.WHO_HOLDS if _WHO_HOLDS.match(plain) else None
