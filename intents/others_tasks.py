"""What somebody else does, where the message sets it against what the writer does: `Maeve approves, I only raise`.

The verb of a colleague says nothing of the level the writer wants; read as the writer's own it grants what was said to
be somebody else's to do. Where the writer names nothing of their own to do, it stays: they may be about to take it over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from intents.engines.builtin.actions import action_of
from intents.engines.port import Inquiry
from intents.passages import Role
from intents.words import fold, listed, stem

_ADVERBS = r"(?:(?:always|usually|normally|only|just|also|already|then|still|now|alone|here|mostly|merely) )*"
_DOES = re.compile(rf" {_ADVERBS}(?P<verb>[a-z]+s)\b(?:(?:,| and| or)+ (?P<more>[a-z]+s)\b)?")
"""A verb as nobody says it of themselves."""
_DOING = re.compile(
    rf" {_ADVERBS}(?:does|do|handles?|takes care of|looks after) (?:all )?(?:the |of )?(?P<verb>[a-z]+ing)\b"
)
_OTHERS = re.compile(
    r"\b(?:(?:he|she|my (?:boss|manager|lead|colleague)|some(?:body|one) else|another colleague)(?= [a-z]+s\b)"
    r"|(?:others|the others|(?:my |our |the )?(?:colleagues|team ?mates)|somebody else|someone else) (?P<base>[a-z]+)\b)"
)
_CALLED = re.compile(r"(?<=[,;] )[A-Z][a-z]+(?= [a-z]+s\b)")
"""A name in mid-sentence, whoever it is, with a verb behind it."""
_NO_TASK = listed(
    "needs wants has is was does asks says gets knows thinks likes wishes requires this as us plus yes"
)
"""Not what somebody does with a thing, though it has the form."""
_MADE = re.compile(r"\bmake (?:it|that)\W*$")
"""Corrects the length behind it, and makes nothing."""
_OWN = re.compile(
    rf"\bi(?:'ll|'d| will| would| can)? (?:(?:need|want|have|like) to )?{_ADVERBS}(?P<verb>[a-z]+)\b"
)


def untold(inquiry: Inquiry) -> list[tuple[int, int]]:
    """Where the message says nothing of what its writer is to do: who, how long, and what others do."""
    folded = fold(inquiry.text)
    spans = [(one.start, one.end) for one in inquiry.named]
    for start, end in (one.at for one in inquiry.lengths):
        made = _MADE.search(folded, 0, start)
        spans.append((made.start() if made else start, end))
    return [*spans, *others_tasks(inquiry)]


def others_tasks(inquiry: Inquiry) -> tuple[tuple[int, int], ...]:
    """Where the message says what somebody does for whom the access is not; empty unless the writer says what they do."""
    folded = fold(inquiry.text)
    holder = inquiry.beneficiary.named
    if holder is not None or not _own_task(folded):
        return ()
    ends = [one.end for one in inquiry.named if one.person != inquiry.person.id]
    ends += [found.end() for found in _CALLED.finditer(inquiry.text)]
    ends += [found.end() for found in _OTHERS.finditer(folded) if found["base"] is None]
    spans = [span for end in ends for span in _behind(folded, end)]
    spans += [
        found.span("base") for found in _OTHERS.finditer(folded) if found["base"] and _acts(found["base"])
    ]
    quoted = [(c.start, c.end) for c in inquiry.parts if c.role in {Role.QUOTED, Role.ORDER}]
    return tuple(s for s in spans if not any(a <= s[0] < b for a, b in quoted))


def _own_task(folded: str) -> bool:
    return any(_acts(found["verb"]) for found in _OWN.finditer(folded))


def _behind(folded: str, end: int) -> Iterator[tuple[int, int]]:
    """The verbs right behind who does it."""
    found = _DOING.match(folded, end) or _DOES.match(folded, end)
    for name in ("verb", "more") if found and "more" in found.re.groupindex else ("verb",):
        if found and found[name] and found[name] not in _NO_TASK:
            yield found.span(name)


def _acts(verb: str) -> bool:
    return action_of(stem(verb)) is not None
