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
_UNLOCK = re.compile(
    r"^\W*(?:(?:please|can|could|would|will|you|just|hi|hey|hello|we|need|to)\W+)*(?:unlock|unblock|reset)\b\s*",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"\b(?:accounts?|passwords?|passcode|passphrase|log-?ins?|sign-?ins?|mfa|2fa|otp|second factor|authenticator|token|user|phone|laptop|pin)\b",
    re.IGNORECASE,
)
_KEPT_OUT = re.compile(
    r"\b(?:locked|blocked|shut|kicked)\b|\b(?:can't|can’t|cannot|can not|couldn't|couldn’t|unable to|won't let|won’t let)\b"
    r"|\bnot let\b",
    re.IGNORECASE,
)


_NO = re.compile(
    r"\b(?:den(?:y|ied|ial\w*)|refus\w*|reject\w*|turned (?:\w+ )?down|declin\w*|said no|say no|says no|saying no|an? no\b|the no\b|disapprov\w*"
    r"|not (?:been |get |getting )?(?:approved?|granted?|given|allowed|accepted))\b"
    r"|n['’]t (?:\w+ ){0,3}?(?:approved|granted|given|allowed|accepted)\b",
    re.IGNORECASE,
)


_FURTHER = re.compile(
    r"[.;!\n,–—-]\s*(?:and\s+|also\s+)*(?:why|what|when|where|who|how|which|is|are|can|could|did|does|has)\b[^\n]*\?[^?]*$",
    re.IGNORECASE,
)


_LOCKED = re.compile(r"\b(?:un)?(?:locked|blocked|suspended)\b", re.IGNORECASE)


class Asked(NamedTuple):
    """A question, and the reason that came with it."""

    question: str
    reason: str


def split_reason(said: str) -> Asked:
    """The question without its reason; both as they were typed."""
    found = _REASON.search(said)
    if found is None or not said[: found.start()].strip(" ,;:.–—-"):
        return Asked(said, "")
    question, why = said[: found.start()].rstrip(" ,;:–—-"), found["why"]
    if (further := _FURTHER.search(why)) is not None:
        # A second question is no part of the reason, which another person reads.
        question, why = f"{question} {further[0].lstrip(' ,;:.!–—-')}", why[: further.start()]
    return Asked(question, " ".join(why.split()))


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


def asks_to_unlock(said: str) -> str:
    """What is to be unlocked or reset, in the words of the order; empty where it is no such order.

    Whose it is has to be found in it as well.
    """
    order = _UNLOCK.match(said)
    return said[order.end() :] if order else ""


def asks_when_unlocked(said: str) -> bool:
    """Whether it asks about an account that is locked, and not about what the account has."""
    return speaks_of_an_account(said) and _LOCKED.search(said) is not None


def speaks_of_an_account(said: str) -> bool:
    """Whether it names what somebody signs in with, rather than something that they would get to."""
    return _ACCOUNT.search(said) is not None


def speaks_of_a_no(said: str) -> bool:
    """Whether it speaks of a refusal; who asks why something is so, or why they cannot do it, need not have got one."""
    return _NO.search(said) is not None


def says_kept_out(said: str) -> bool:
    """Whether somebody says that they cannot get in, whatever else they ask."""
    return _KEPT_OUT.search(said) is not None
