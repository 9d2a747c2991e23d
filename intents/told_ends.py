"""Ends that are no wish: `it ends on 30 November`, `I am reachable until five`, `I need the list no later than Friday`."""

from __future__ import annotations

import re
from enum import Enum


class End(Enum):
    """What an end that is named is to a wish."""

    WISHED = "wished"
    """How long access is asked for."""
    TOLD = "told"
    """How things are; it says how long where nothing else does."""
    ELSEWHERE = "elsewhere"
    """Of something else altogether."""


_NO_WISH = (
    r"(?:(?!\b(?:need|want|require|request|like|please|pls|extend|prolong|renew|can|could|may)s?\b)[^.!?\n])*"
)
_TOLD = re.compile(
    rf"(?<!can )(?<!could )(?<!may )(?<!might )(?<!should )(?<!must )(?<!let )\b(?:i|we|he|she|they)(?:\s+(?:\w+ly|already))?\s*(?:have|has|had|'ve|hold|holds)\s(?!to\b){_NO_WISH}$"
    r"|\b(?:runs?|ran|lasts|lasted|expires|ended|goes|is (?:valid|granted|set|booked|approved)|currently|only valid)\s+$"
)
_IS = re.compile(r"(?:\b(?:is|are|was|were)|'s)(?:\s+(?:only|still|currently|just))?\s+$")
_PROLONGED = re.compile(r"\b(?:extend|extension|prolong|renew|lengthen)\w*\b|\blonger\b")


_OF_SOMEBODY = re.compile(
    r"\b(?:reachable|available|waits?|waited|waiting|repl(?:y|ies)|answers?|respond|open|closed|busy|stuck|here|back|in the office|at my desk|at work|(?:can|may|will|could) (?:stay|be))\s+$"
    r"|\b(?:no rush|no hurry)\b[^.!?\n]{0,20}$"
)
"""`I am reachable until five`, `that can wait till Friday`: how long somebody or something is there, and no access."""
_AWAY = re.compile(
    r"(?:\b(?:is|are|am|was|were|be)|['’][sm]|['’]re)\s+(?:\w+\s+)?(?:off|out|away|gone|ill|sick|abroad|travelling|traveling|on (?:\w+ )?(?:leave|holiday|vacation))\s+$"
)
"""`Lee is off until the 14th`: how long a cover is needed, where nothing else says it."""
_ONES_OWN = re.compile(
    r"\b(?:my|our|his|her|their|your|the|this|that|it|which|whose|contract|password|account|certificate|access|licence|license)\b[^,;:.!?\n]*$"
)
_ASKED_TO_EXPIRE = re.compile(
    r"\b(?:can|may|should|shall|must|could|to|please|pls|let it|make it|have it)\s+$"
)
_DUE = re.compile(
    r"\b(?:(?:need|needs|needed|want|wants|have|get|finish|done|ready|due|deliver|delivered|reply|answer|start|starting|sign|signed)(?:\s+(?!access\b)\w+){0,4}|at (?:the )?latest)\s+$"
)
"""`I need the list no later than Friday` says by when, and not how long."""


def end_counts(match: re.Match[str], folded: str) -> End:
    """What a match of END is to a wish."""
    before = folded[max(0, match.start() - 80) : match.start()]
    if match[0].startswith("expir"):
        if _ASKED_TO_EXPIRE.search(before):
            return End.WISHED
        return End.ELSEWHERE if _ONES_OWN.search(before) else End.TOLD
    if match[0].startswith("no later") and _DUE.search(before):
        return End.ELSEWHERE
    if _OF_SOMEBODY.search(before):
        return End.ELSEWHERE
    if _AWAY.search(before) or told(match, folded):
        return End.TOLD
    return End.WISHED


def told(match: re.Match[str], folded: str) -> bool:
    """Whether a match of END tells when something ends as things are: `it ends on 30 November`, `I have it until May`."""
    if re.match(r"ends\b(?!\s*:)", match[0]):
        return True
    if match[0].startswith("expires"):
        return True
    if match[0].startswith("valid") and _IS.search(folded, max(0, match.start() - 20), match.start()):
        return True
    return _TOLD.search(folded, max(0, match.start() - 80), match.start()) is not None


def prolonged(folded: str) -> bool:
    """Whether more time is asked for, so that an end that is told is none that is wished for."""
    return _PROLONGED.search(folded) is not None
