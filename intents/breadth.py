"""Wishes that name no particular access: everything in a system, the same as a colleague, `more rights`.

These are never narrowed by guessing; the person is asked what they need it for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from intents.passages import Clause, Role
from intents.roster import Named

_SAME_AS = re.compile(
    r"\b(?:same|identical|equal|similar|exact)\s+(?:\w+\s+){0,2}(?:access|rights?|permissions?|roles?|stuff|things|set ?up|setup|as|like)\b(?!.{0,12}\b(?:time|week|day)\b)|\bclone\b.{0,40}\b(?:access|rights?|permissions?|roles?|profile|account|onto|to me)\b"
    r"|\b(?:like|as)\s+(?!to\b)(?:\w+\s+)?(?:has|have|had)\b|\b(?:access|rights?|permissions?|roles?|what|things|stuff|work(?:ing)?)\b.{0,20}\b(?:like|as)\s+(?:\w+\s+)?does\b|\bwhatever\s+\w+\s+(?:has|have|gets?|needs?)\b|\b(?:copy|mirror|duplicate)\b.{0,30}\b(?:access|rights?|permissions?|roles?)\b"
    r"|\b(?:access|rights?|permissions?)\b.{0,10}\b(?:like|as|of)\s+(?:my\s+)?(?:colleagues?|team|everyone|the others|the rest|predecessor)\b|\bas for the others\b|\bjust like (?:the others|everyone|the rest|my)\b"
)
_POSSESSED = re.compile(
    r"\b(?:give|grant|get)\s+(?:me|us)\s+(?P<whose>his|her|their|(?:[\w.-]+\s+){0,3}?[\w.-]+['’]s?)\s+(?:access|rights?|permissions?|roles?)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:he|she|they|his|her|hers|their|theirs|him|them|somebody|someone|everyone|everybody|(?:the )?others|the rest|(?:colleague|co-?worker|team ?mate|team|predecessor|manager|boss)s?)\b"
)
_AS = re.compile(r"\b(?:as|like|that|which|of|whatever|clone|copy|mirror|duplicate)\b")
_HAS = re.compile(r"['’]s\b|\s+(?:has|have|had|got|gets)\b")
_NEAR = 40
"""Letters after the words of likeness in which whoever is meant is named."""
_EVERYTHING = re.compile(
    r"\b(?:everything(?! (?:is|was|s|has|went|goes|just|stopped|stands|hangs|broke|fails?|failed|crashed|froze|down|offline|dead|broken|on fire)\b)|anything|all (?:of it|access|rights|permissions|roles|systems|the systems|tools|apps|the tools|the apps)|every (?:system|tool|app|role|permission)|full (?:access|rights|control|permissions)|complete access|unlimited access|"
    r"total access|whole (?:system|thing)|access to (?:all|everything)|all the access|the works|all (?:our|the|your|company) (?:systems|tools|apps|applications|databases|servers|data)|set (?:everything|it all) up)\b"
)
_NO = re.compile(
    r"(?:n't|\b(?:not|cannot|cant|dont|doesnt|wont|isnt|never|nobody|without|unable|hardly))\b[^.;!?\n]*$"
)
"""A no that still holds where the text ends."""
_JUST_MORE = re.compile(
    r"\b(?:need|want|get|give me|require)\s+(?:some\s+|a (?:bit|little)\s+)?(?:more|higher|better|greater|extra|additional|elevated)\s*(?:access|rights?|permissions?|privileges?|roles?)?\s*(?:please|pls)?\W*(?:$|[.!])|\b(?:rights?|access|permissions?)\b.{0,40}\b(?:aren't|isn't|are not|is not|not)\s+enough\b"
)


def too_broad(parts: Sequence[Clause], named: Sequence[Named]) -> bool:
    """Whether the wish, as its clauses say it, is too broad to act on; `named` are the colleagues in the message."""
    wishes = " ".join(c.text for c in parts if c.role is Role.WISH)
    own, people = _own(parts, named)
    return (
        _SAME_AS.search(own) is not None
        or _somebodys(own, people)
        or any(not _of_nothing(wishes, found) for found in _EVERYTHING.finditer(wishes))
        or _JUST_MORE.search(own) is not None
    )


def _of_nothing(wishes: str, found: re.Match[str]) -> bool:
    """Whether `anything` stands behind a no: `it won't let me type anything` is one task, not every one."""
    return found[0] == "anything" and _NO.search(wishes, 0, found.start()) is not None


def wants_a_copy(parts: Sequence[Clause], named: Sequence[Named]) -> bool:
    """Whether the wish is for what somebody else has, whatever that is; what another system has is nobody's."""
    own, people = _own(parts, named)
    if _somebodys(own, people):
        return True
    for match in _SAME_AS.finditer(own):
        meant = [*people, *(m.span() for m in _SOMEBODY.finditer(own))]
        for start, end in meant:
            near = match.start() <= start and end <= match.end() + _NEAR
            if near and (_AS.search(own, match.start(), start) or _HAS.match(own, end)):
                return True
    return False


def _somebodys(own: str, people: Sequence[tuple[int, int]]) -> bool:
    """Whether what is asked for is said to be a person's: `Carla's access`, and not `Salesforce's roles`."""
    return any(
        _SOMEBODY.search(match["whose"])
        or any(match.start("whose") <= start < match.end("whose") for start, _ in people)
        for match in _POSSESSED.finditer(own)
    )


def _own(parts: Sequence[Clause], named: Sequence[Named]) -> tuple[str, list[tuple[int, int]]]:
    """What the person says for themselves, and where in it colleagues are named."""
    texts: list[str] = []
    people: list[tuple[int, int]] = []
    at = 0
    for clause in parts:
        if clause.role in {Role.WISH, Role.CONTEXT}:
            people += [
                (at + one.start - clause.start, at + one.end - clause.start)
                for one in named
                if clause.start <= one.start < clause.end
            ]
            texts.append(clause.text)
            at += len(clause.text) + 1
    return " ".join(texts), people
