"""What a question is, and why it is asked: the words after "because" belong to the reason. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

_REASON = re.compile(
    r"(?:^|[\s,;:.–—-])(?:because|reason\s*:|reason is|the reason is)[\s:]*(?P<why>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BARE = re.compile(
    r"^\W*(?:because|reason\s*:|the reason is|reason is)[\s:]*(?P<why>\S.*)$", re.IGNORECASE | re.DOTALL
)
_LOST = re.compile(
    r"\b(?:did|have|has|do)\s+(?:i|he|she|they|we|\w+(?:\s+\w+)?)\s+(?:lose|lost)\b"
    r"|\b(?:access|rights|permissions)\b.{0,40}\b(?:lose|lost|gone|ended|taken away|removed|revoked|disappeared)\b"
    r"|\b(?:lose|lost|ended|taken away|removed)\b.{0,40}\b(?:access|rights|permissions)\b"
    r"|\bwhat\b.{0,30}\b(?:lose|lost|ended|taken away|removed)\b.{0,60}\b(?:team|teams|department|job|role|moved|changed|transfer)",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\bhow\s+(?:do|does|can|could|should|to|would|long|is|are)\b"
    r"|\bwhere\s+(?:do|can|is|are|to)\b|\bwhat\s+(?:now|if|happens|do i do|should i do|do i get|am i)\b"
    r"|\bwhat(?:'s|’s| is)\s+the\s+(?:way|number|process|procedure|rule)\b"
    r"|\bhelp me (?:with|set|install|reset)\b|\b(?:set|setting) up\b|\binstall\b|\bi(?:'ve| have)? (?:lost|forgot)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"^\W*(?:please\W+)?(?:who|whose|whom)\b", re.IGNORECASE)

_HOLDS = re.compile(
    r"^\W*(?:please\W+)?(?:(?:show|tell|list)\s+me\s+)?(?:what|which)\b(?:\s+\w+){0,3}?\s+(?:does|do|has|is)\s+(?!i\b|you\b|it\b)"
    r"(?:\S+\s+){1,4}(?:have|has|hold|holds|got)\b(?!\s+to\b)",
    re.IGNORECASE,
)
_TO_DECIDE = re.compile(
    r"\b(?:what|which|anything|something|requests?|decisions?|anyone|anybody|somebody|someone)\b.{0,40}\b(?:wait|waits|waiting)\s+(?:for|on)\s+(?:me|my\s+(?:approval|decision|ok|okay|answer|yes))\b"
    r"|\b(?:what|which requests?|anything|something)\b.{0,40}\b(?:i|me)\b.{0,20}\b(?:approve|decide|sign off)(?:\W+(?:today|now|right|still|here|this week|please))*\W*$"
    r"|^\W*do i\s+(?:still\s+)?(?:have|need)\b.{0,20}\b(?:approvals?|decisions?|approve|decide)(?:\W+(?:anything|something|pending|open|waiting|left|today|now))*\W*$"
    r"|\b(?:anything|something|what)(?:\s+(?:else|left|new|open))?\s+to\s+(?:approve|decide|sign off)\b"
    r"|\bneeds?\s+my\s+(?:approval|decision|ok|okay|sign-?off)\b"
    r"|^\W*(?:(?:show|list|give|open|see|any|the|do|have|i|me|all|please|what|are|is|there)\W+)*(?:(?:my|me|open|pending|waiting|outstanding)\W+)+(?:approvals?|decisions?|approval queue)(?:\W+(?:pending|open|waiting|left|today|for me|please))*\W*$",
    re.IGNORECASE,
)
_WHO_HOLDS = re.compile(
    r"^(?:.*[.!?,;:]\s*)?\W*(?:(?:please|can you|could you|show|tell|list|give)\W+(?:me\W+)?)*"
    r"(?:who(?:\s+(?:else|all|exactly|in\s+my\s+team|on\s+my\s+team|of\s+my\s+team|at\s+\w+|in\s+\w+))?\s+(?:currently\s+|already\s+|still\s+)?(?:has|have|holds|got|can\s+(?:see|access|open|read|use|edit|get\s+in(?:to)?))\b"
    r"|(?:everybody|everyone|all\s+people|people|anyone|users|all\s+users)\s+(?:who\s+(?:has|have|can)|with\s+(?:\w+\s+)?(?:access|rights?|permissions?|admin))\b)"
    r"(?!\s+to\s+(?:approve|decide|agree|say|sign|be)\b)",
    re.IGNORECASE | re.DOTALL,
)
_UNLOCK = re.compile(
    r"^\W*(?:(?:please|can|could|would|will|you|just|hi|hey|hello|we|need|to)\W+)*(?:unlock|unblock|reset)\b",
    re.IGNORECASE,
)
_KEPT_OUT = re.compile(
    r"\b(?:locked|blocked|shut|kicked)\b|\b(?:can't|can’t|cannot|can not|couldn't|couldn’t|unable to|won't let|won’t let)\b"
    r"|\bnot let\b",
    re.IGNORECASE,
)


class Asked(NamedTuple):
    """A question, and the reason that came with it."""

    question: str
    reason: str


def split_reason(said: str) -> Asked:
    """The question without its reason; both as they were typed."""
    found = _REASON.search(said)
    if found is None or not said[: found.start()].strip(" ,;:.–—-"):
        return Asked(said, "")
    return Asked(said[: found.start()].rstrip(" ,;:–—-"), " ".join(found["why"].split()))


def bare_reason(said: str) -> str:
    """The reason in a message that is nothing else (`because she called`); empty for all others."""
    found = _BARE.match(said)
    return " ".join(found["why"].split()) if found else ""


def asks_what_was_lost(said: str) -> bool:
    """Whether it asks about access that somebody had and has no more."""
    return _LOST.search(said) is not None


def asks_how(said: str) -> bool:
    """Whether it asks how something is done, which the company's own pages may say; never who decides it."""
    return _HOW.search(said) is not None and _WHO.match(said) is None


def asks_what_another_has(said: str) -> bool:
    """Whether it asks what somebody else holds; who that is has to be found in it as well."""
    return _HOLDS.search(said) is not None


def asks_what_to_decide(said: str) -> bool:
    """Whether an approver asks what waits for their own decision."""
    return _TO_DECIDE.search(said) is not None


def asks_who_holds(said: str) -> bool:
    """Whether it asks which people hold something; who would have to agree to it is another question."""
    return _WHO_HOLDS.match(said) is not None


def asks_to_unlock(said: str) -> bool:
    """Whether an account is to be unlocked or a password reset; whose has to be found in it as well."""
    return _UNLOCK.match(said) is not None


def says_kept_out(said: str) -> bool:
    """Whether somebody says that they cannot get in, whatever else they ask."""
    return _KEPT_OUT.search(said) is not None
