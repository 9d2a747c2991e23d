"""Whether somebody decides in words: `approve`, `deny, too risky`, `ok for me`, `Mira's is fine`. Pure.

Only a button decides. Whoever types a decision thinks that it was one, so it has to be told from a wish and answered.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.listeners.small_talk import says_no, says_yes
from catalog.model import Company
from intents.candidates import index_of
from intents.roster import roster
from intents.words import listed, stems, tokens

LONGEST = 300
"""Characters of a decision with its reason."""
_REASON = re.compile(
    r"[,;:!\n(]|\.(?:\s|$)|\s[–—-]+\s|\b(?:because|since|but|due to|as (?=it|this|he|she|they|i|we|the)\b)"
)
"""Where the decision itself ends."""
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|\+1")
_STRONG = re.compile(
    r"\b(?:approv(?:e|es|ed|ing)|accept(?:s|ed)?|den(?:y|ies|ied)|reject(?:s|ed)?|declin(?:e|es|ed)|refus(?:e|es|ed)"
    r"|disapprov(?:e|es|ed)|veto(?:ed)?|granted|authori[sz]ed?|sign(?:ed)? off|turn(?:ed)? (?:it |this )?down)\b"
)
"""What nobody says but of a decision."""
_WEAK = re.compile(
    r"\b(?:fine|ok|okay|good|alright|all right|legit|lgtm|go ahead|no objections?|too \w+|risky)\b|\+1"
)
"""What is a decision where one is waited for, and an everyday word elsewhere."""
_AROUND = listed(
    "yes yep yeah ok okay sure no nope hi hey hello usher please pls just well so then i i'd i'll i've "
    "i'm we it's its that's is are do does would will can could hereby have has been should must not "
    "don't dont doesn't cannot can't cant won't wont never isn't isnt it this that them these those him "
    "her his their all both one ones everything somebody the of for from by to with on at too request "
    "requests access card item items first second last other new pending open ask now again already "
    "thanks me my us our side end part also as look looks seem seems"
)
"""What stands around a decision: whose, which and how; with any other word it says something else."""
_ORDERS = re.compile(r"(?:approve|deny|reject|decline|refuse|disapprove)d?|denied")
_LENGTH = listed("only a an hour hours day days week weeks month months until till")


def may_decide(said: str) -> bool:
    """Whether the words may be a decision or a yes at all; a look that costs nothing."""
    folded = said.casefold()
    found = _STRONG.search(folded) or _WEAK.search(folded) or says_yes(said) or says_no(said)
    return len(said) <= LONGEST and bool(found)


def decides(said: str, company: Company, *, about: Collection[str] | None = None) -> bool:
    """Whether the message is a decision and nothing else.

    `about` are the resources of what waits for whoever says it: for them it may be said in weaker words, and every
    message that begins with a verb of deciding is one, unless it speaks of something else of the catalog, which they
    may be asking for.
    """
    if len(said) > LONGEST or said.rstrip().endswith("?"):
        return False
    plain = _plain(said, company)
    if about and _begins_deciding(plain) and not _speaks_of_others(plain, company, about):
        return True
    found = _STRONG.search(plain) or (_WEAK.search(plain) if about else None)
    if found is None:
        return False
    return set(_WORD.findall(f"{plain[: found.start()]} {plain[found.end() :]}")) <= _AROUND


def _begins_deciding(plain: str) -> bool:
    first = next((word for word in _WORD.findall(plain) if word not in _AROUND), "")
    return _ORDERS.fullmatch(first) is not None


def _speaks_of_others(plain: str, company: Company, about: Collection[str]) -> bool:
    """Whether a word of it is one of the catalog's, and none of what is waited for."""
    index = index_of(company)
    places = [place for place in company.places.values() if place.resource.id in about]
    theirs = {one for p in places for one in stems(f"{p.label} {' '.join(p.resource.aliases)}")}
    return any(
        index.vocabulary.knows(one.stem)
        for one in tokens(plain)
        if one.word not in _AROUND | _LENGTH and not _ORDERS.fullmatch(one.word) and one.stem not in theirs
    )


def decides_or_agrees(said: str, company: Company, *, about: Collection[str]) -> bool:
    """The same of whoever has something to decide, where a bare yes or no is a decision as well."""
    return says_yes(said) or says_no(said) or decides(said, company, about=about)


def _plain(said: str, company: Company) -> str:
    """The words up to the reason, in small letters, with `somebody` for each colleague who is named."""
    for one in sorted(roster(company).named(said), key=lambda named: -named.start):
        said = f"{said[: one.start]} somebody {said[one.end :]}"
    folded = re.sub(r"somebody\s*'s?\b", "somebody", said.casefold().replace("’", "'"))
    parts = [part for part in _REASON.split(folded) if part.strip()]
    while len(parts) > 1 and set(_WORD.findall(parts[0])) <= _AROUND and not _WEAK.search(parts[0]):
        parts = parts[1:]
    return " ".join(parts[0].split()) if parts else ""
