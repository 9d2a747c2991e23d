"""What only tells of access or asks about it, and wishes for nothing: `got the editor, thanks`, `what does it let me do?`.

A thing that is called by its name is found beyond doubt whatever is said of it, so the name alone would make a request
of every message. It does not where the clauses that name it report something and no clause wishes: a question about
access, about what was asked for, or about a refusal is answered as such.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from intents.own_words import own_text
from intents.passages import Clause, Role
from intents.understanding import Intent

_WISHES = re.compile(
    r"\bneed\w*|\bwant\w*|\b(?:would|i'd|we'd) (?:like|love|prefer|rather)\b|\b(?:can|could|may|might) (?:i|we|you|he|she|they)\b"
    r"|\b(?:please|pls|plz)\b|\b(?:give|grant|add|let|allow|set|put|enable|assign) (?:me|us|him|her|them)\b"
    r"|\b(?:must|have to|has to|should|able to|require\w*|missing|lack\w*)\b"
)
"""Words of somebody who wants something now."""
_TURNS = re.compile(
    r"\b(?:but|however|although|though|only|just|not enough|too)\b|\bno\b(?! (?:news|answer|reply|reaction|word)\b)"
)
"""What may make a wish of what is told: `I got read, but no write`."""
_ME = r"\b(?:i|we)(?:'ve| have|'d| had)?(?: (?:already|also|now|finally|even|since))*"
_REPORTS: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    (
        Intent.WHY_DENIED,
        re.compile(
            rf"(?:{_ME}|^\W*)(?: ?(?:was|were|am|are|got|get|been|just))* ?\b(?:denied|refused|rejected|turned down)\b"
        ),
    ),
    (
        Intent.STATUS,
        re.compile(
            rf"{_ME} (?:asked (?!me\b|us\b|to\b)|applied\b|requested\b|filed\b|put in\b)"
            r"|^\W*(?:(?:i'm|i am|we're|we are|i've been|we've been|been|hi|hello|hey)\W+)*(?:still )?waiting (?:for|on|since)\b"
        ),
    ),
    (
        Intent.INVENTORY,
        re.compile(
            rf"(?:{_ME}|^\W*(?:(?:hi|hello|hey|ok|just|finally|now)\W+)*)(?: ?\b(?:was|were|been|got))? ?\b(?:got|received|given|granted)\b(?! to\b| \w+ed\b| it\b| rid\b)"
            r"|\b(?:somebody|someone|they|he|she|you|\w+) (?:gave|granted) (?:me|us)\b"
            r"|\b(?:works?|working|worked) (?:now|again|fine|well|perfectly)\b|\bnow (?:works|working)\b"
        ),
    ),
)  # fmt: skip
_WHY_THEY = re.compile(
    r"^\W*(?!i\b|we\b|you\b)\w+(?: \w+)? (?:still |already |now )?(?:has|have|holds)\b[^?]*\bwhy\b"
)
"""`Oskar has the ledger, why?`: a question where a colleague is named."""
_ANY_NEWS = re.compile(r"\bany (?:news|updates?|progress|word|reply|answer)\b")
_ASKS = re.compile(
    r"^\W*(?:(?:hi|hello|hey|so|and|ok|okay|quick question|question|usher)\W+)*(?:"
    r"what (?:exactly )?(?:does|do|would|can|could|will)\b[^?.]{1,80}\b(?:let|lets|allow|give|contain|include|cover|mean|grant|permit|be used|entail|do)\b(?! i\b)"
    r"|what(?:'s| is| are)\b[^?.]{1,80}\b(?:good for|used for|for)\W*$"
    r"|(?:is|are|does|do|can|may|could|will|would)\b[^?.]{1,80}\b(?:allowed together|allowed with|compatible|conflicts?|clash(?:es)?|go together|be combined|combine)\b"
    r"|(?:can|could|may|might|will|would|must|does|should) (?!i\b|we\b|you\b|usher\b|somebody\b|someone\b|anybody\b|anyone\b)\w+(?: \w+)? (?:also )?(?:approve|decide|sign off|authori[sz]e)\b"
    r")"
)  # fmt: skip


def tells_or_asks(parts: Sequence[Clause], named_at: Collection[int], *, colleague: bool) -> Intent | None:
    """What a message that names a thing of the catalog, at these offsets, wants instead of it; None where it may wish for it.

    `colleague` where somebody else is named in it.
    """
    own = own_text(parts)
    if _ASKS.match(own) and not _WISHES.search(own.partition("?")[2]):
        return Intent.DISCOVER
    if colleague and _WHY_THEY.match(own) and not _WISHES.search(own):
        return Intent.INVENTORY
    if _WISHES.search(own) or _TURNS.search(own):
        return None
    if _ANY_NEWS.search(own):
        return Intent.STATUS
    naming = [
        clause.text
        for clause in parts
        if clause.role not in {Role.QUOTED, Role.ORDER}
        and any(clause.start <= at < clause.end for at in named_at)
    ]
    reports = [_report(clause) for clause in naming]
    return reports[0] if reports and None not in reports else None


def _report(clause: str) -> Intent | None:
    return next((intent for intent, said in _REPORTS if said.search(clause)), None)
