"""Whose affairs a question is about, and who may be told about them. Pure.

What somebody holds, waits for or was refused is between them, those above them, the helpdesk, the IAM admins and
Security. A question that names somebody else is never answered with the asker's own affairs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from approvals.helpdesk import Topic, may_ask
from catalog.model import Company, PersonId
from intents.roster import roster
from intents.understanding import Intent

PERSONAL = frozenset({Intent.INVENTORY, Intent.RETURN, Intent.STATUS, Intent.LOCKOUT, Intent.WHY_DENIED})
"""Questions whose answer is about one person."""
_ASKED_ABOUT_OTHERS = PERSONAL - {Intent.RETURN}
_LOCKED = r"(?:locked|lock|blocked|kept|shut|suspended|disabled|sign|signing|log|logged|login|get|in|out)"
_ABOUT_ME = re.compile(
    r"\b(?:was|am|been|did|do|can|can't|cannot|could)\s+i\b"
    rf"|\bi(?:'m| am| was| got| get| keep| have| cannot| can't| can not| could not| couldn't)\b(?:\s+\w+){{0,3}}\s+{_LOCKED}\b"
    r"|\bmy\s+(?:\w+\s+){0,2}(?:account|login|password|access|request|requests|phone|device|laptop)\b"
    r"|\bdo i have\b|\bmine\b"
)
_SOMEBODY = re.compile(
    r"\b(?:he|she|they|him|her|them|his|their|somebody|someone|colleague|colleagues|coworker|teammate|intern|contractor)(?:'s)?\b"
)
_NAMELESS = re.compile(
    r"\b(?:was|is|has|does|did)\s+(?!i\b|my\b|it\b|the\b|this\b|that\b|there\b|everything\b|nothing\b|access\b)"
    r"[a-z][\w'-]*(?:\s+[\w'-]+){0,2}\s+(?:locked|blocked|suspended|disabled|denied|have|hold)\b"
)


_WHO = re.compile(
    r"\W*(?:(?:please|hi|hello|hey|show me|tell me|list)\W+)*"
    r"(?:who|whose|whom|(?:which|what) (?:people|persons|users|accounts|colleagues|employees)|is any(?:body|one)|(?:everybody|everyone|anybody|anyone) who)\b"
)
_MYSELF = re.compile(r"\b(?:i|me|my|mine|myself)\b")
"""`who is locked out?` asks about others, `who locked me out?` does not."""


@dataclass(frozen=True)
class About:
    """Whom a question is about: a person, or somebody it does not name well enough to find (`person` is None)."""

    person: PersonId | None


def about_whom(company: Company, asker: PersonId, said: str, intent: Intent) -> About:
    """Whom a personal question is about; the asker unless it speaks of somebody else."""
    plain = said.casefold().replace("’", "'")
    if intent not in _ASKED_ABOUT_OTHERS or _ABOUT_ME.search(plain):
        return About(asker)
    named = list(dict.fromkeys(one.person for one in roster(company).named(said) if one.person != asker))
    if len(named) == 1:
        return About(named[0])
    if intent is Intent.LOCKOUT and _WHO.match(plain) and not _MYSELF.search(plain):
        return About(None)
    if named or _SOMEBODY.search(plain) or _NAMELESS.search(plain):
        return About(None)
    return About(asker)


def may_see_holdings(company: Company, viewer: PersonId, holder: PersonId) -> bool:
    """Whether the viewer may learn what the holder has: their own, those above them, and who serves everybody."""
    return may_ask(company, viewer, holder, Topic.ACCESS)
