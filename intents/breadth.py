"""Wishes that name no particular access: everything in a system, the same as a colleague, `more rights`.

These are never narrowed by guessing; the person is asked what they need it for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from intents.passages import Clause, Role

_SAME_AS = re.compile(
    r"\b(?:same|identical|equal|similar|exact)\s+(?:\w+\s+){0,2}(?:access|rights?|permissions?|roles?|stuff|things|set ?up|setup|as|like)\b(?!.{0,12}\b(?:time|week|day)\b)|\bclone\b.{0,40}\b(?:access|rights?|permissions?|roles?|profile|account|onto|to me)\b"
    r"|\b(?:like|as)\s+(?:\w+\s+)?(?:has|have|had|does)\b|\bwhatever\s+\w+\s+(?:has|have|gets?|needs?)\b|\b(?:give|grant|get)\s+(?:me|us)\s+(?:his|her|their|\w+(?:'s|’s))\s+(?:access|rights?|permissions?|roles?)\b|\b(?:copy|mirror|duplicate)\b.{0,30}\b(?:access|rights?|permissions?|roles?)\b"
    r"|\b(?:access|rights?|permissions?)\b.{0,10}\b(?:like|as|of)\s+(?:my\s+)?(?:colleagues?|team|everyone|the others|the rest|predecessor)\b|\bas for the others\b|\bjust like (?:the others|everyone|the rest|my)\b"
)
_EVERYTHING = re.compile(
    r"\b(?:everything|anything|all (?:of it|access|rights|permissions|roles|systems|the systems|tools|apps|the tools|the apps)|every (?:system|tool|app|role|permission)|full (?:access|rights|control|permissions)|complete access|unlimited access|"
    r"total access|whole (?:system|thing)|access to (?:all|everything)|all the access|the works|all (?:our|the|your|company) (?:systems|tools|apps|applications|databases|servers|data)|set (?:everything|it all) up)\b"
)
_JUST_MORE = re.compile(
    r"\b(?:need|want|get|give me|require)\s+(?:some\s+|a (?:bit|little)\s+)?(?:more|higher|better|greater|extra|additional|elevated)\s*(?:access|rights?|permissions?|privileges?|roles?)?\s*(?:please|pls)?\W*(?:$|[.!])|\b(?:rights?|access|permissions?)\b.{0,40}\b(?:aren't|isn't|are not|is not|not)\s+enough\b"
)


def too_broad(parts: Sequence[Clause]) -> bool:
    """Whether the wish, as its clauses say it, is too broad to act on."""
    wishes = " ".join(c.text for c in parts if c.role is Role.WISH)
    return wants_a_copy(parts) or bool(_EVERYTHING.search(wishes) or _JUST_MORE.search(_own(parts)))


def wants_a_copy(parts: Sequence[Clause]) -> bool:
    """Whether the wish is for what somebody else has, whatever that is."""
    return _SAME_AS.search(_own(parts)) is not None


def _own(parts: Sequence[Clause]) -> str:
    return " ".join(c.text for c in parts if c.role in {Role.WISH, Role.CONTEXT})
