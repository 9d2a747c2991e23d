"""Where a clause announces by a word that a reason follows: `because`, `as part of`, `so that`."""

from __future__ import annotations

import re

from intents.passages import Clause, Role

_MARKED = re.compile(
    r"\b(?:because(?: of)?|cos|coz|cause(?= (?:i|we|the|our|my|of)\b)"
    r"|since(?! (?:this|last|yesterday|today|then|monday|tuesday|wednesday|thursday|friday|saturday|sunday|the (?:morning|update|weekend|upgrade)|\d))"
    r"|so that|so (?=(?:i|we|he|she|they|the|our|my)\b)|as (?=(?:i|we|he|she|they|there)\b)|given that|seeing that|now that|in case"
    r"|(?:it'?s|this is|that's) for|due to|on account of|as part of|(?:reason|purpose|why|context|justification)\s?:)\s+"
)
_AS = re.compile(
    r"(?<!same )(?<!such )(?<!well )(?<!soon )(?<!far )(?<!much )(?<!known )\bas (?=(?P<first>(?:the|our|my|an?|this|these|all|\w+s)\b))"
)
_HAPPENS = re.compile(
    r"\b(?:is|are|was|were|will|would|has|have|had|must|can|could|needs?|do|does|did|starts?|begins?|comes?|goes|leaves|left|runs?)\b"
)
_SO = re.compile(r"^\W*so ")


def announced(clause: Clause) -> re.Match[str] | None:
    """The word that announces it; none in `so I have to send it` where just that is the wish."""
    if clause.role is Role.WISH and _SO.match(clause.text):
        return None
    return _MARKED.search(clause.text) or _as_cause(clause.text)


def _as_cause(clause: str) -> re.Match[str] | None:
    """The first `as` with something that happens after it: `as the audit starts`."""
    happens = max((found.start() for found in _HAPPENS.finditer(clause)), default=-1)
    return next((found for found in _AS.finditer(clause) if found.end("first") <= happens), None)
