"""A message that tells somebody started in a job, and asks for nothing in particular: what the job comes with is meant.

Read only where every word is one of starting work. `I joined as an analyst and cannot open the archive` is a wish for
the archive, and not for what analysts get.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.model import Company
from intents.own_words import own_text
from intents.passages import Clause, Role
from intents.people_named import blanked
from intents.roster import Named
from intents.words import fold, listed, stems, tokens

_DAYS = "monday|tuesday|wednesday|thursday|friday|today|tomorrow|yesterday|now|next|last|this|on|at|from|in|starting|since"
_ENDS = rf"(?=\s*(?:$|[.,;:!?()–—]|\b(?:and|please|pls|so|with|who|is|starts?|started|joins?|joined|needs?|here|{_DAYS})\b))"
_NO_TITLE = r"(?!(?:and|or|plus|but|also|so|with|please|pls)\b)"
_TITLE = rf"{_NO_TITLE}(?P<title>[^\W_][\w&/'-]*(?:\s+[\w&/'-]+){{0,4}}?){_ENDS}"
_AS = re.compile(
    rf"\b(?:join(?:ed|s|ing)?|start(?:ed|s|ing)?|begins?|began|hired)\b(?:\s+\w+){{0,4}}?\s+as\s+(?:(?:a|an|the|our|your|new)\s+)*{_TITLE}"
)
_NEW = re.compile(
    rf"\bnew\s+{_TITLE}\s*,?\s*(?:(?:is|will be|who|has|,)\s+)*(?:start(?:s|ed|ing)?|join(?:s|ed|ing)?|begins?)\b"
)
_AM_NEW = re.compile(rf"\b(?:i am|i'm|im)\s+(?:the|a|an|your|our)\s+new\s+{_TITLE}")
_OF_STARTING = listed(
    "i i'm im i've am me my we our us he she they him her them his their is was are will be been has have who this that it"
    " the a an our your new hi hello hey dear all team there good morning please pls thanks thank you cheers"
    " join joined joins joining start started starts starting begin begins began hired hire onboard onboarding onboarded"
    " as and so for in at of on to from with by just recently only also today tomorrow yesterday now next last week month"
    " monday tuesday wednesday thursday friday first day days 1st"
    " can could would may need needs want wants get give set up sort out arrange ready everything all usual standard"
    " access accesses account accounts rights permissions package packages starter basics tools what required requires"
    " role job position post here colleague employee report starter joiner"
)
_MINE = re.compile(r"\b(?:i|i'm|im|i've|me|my)\b")


@dataclass(frozen=True, slots=True)
class Started:
    """A job somebody started in, as it is called in the message."""

    title: str
    """Folded."""
    mine: bool
    """Whether the writer speaks of themselves."""
    says: str
    """The words that tell it, folded."""


def started_work(
    text: str, parts: Sequence[Clause], named: Sequence[Named], company: Company
) -> Started | None:
    """The job, or None where the message says anything besides."""
    if any(c.role in {Role.QUOTED, Role.ORDER, Role.RULED_OUT, Role.WITHDRAWN} for c in parts):
        return None
    heard = " ".join(blanked(fold(text), [(n.start, n.end) for n in named]).split())
    found = _AS.search(heard) or _AM_NEW.search(heard) or _NEW.search(heard)
    if found is None:
        return None
    title = found["title"]
    rest = {token.word for token in tokens(heard.replace(title, " "))}
    places = {word for p in company.people.values() for word in stems(f"{p.department} {p.location}")}
    strange = {word for word in rest - _OF_STARTING if not word.isdigit() and not set(stems(word)) <= places}
    if strange:
        return None
    return Started(title=title, mine=_MINE.search(own_text(parts)) is not None, says=found[0].strip())


def same_title(one: str, other: str) -> bool:
    """Whether both are the same job title, but for how it is written."""
    return stems(one) == stems(other)
