"""How surely a colleague who is named is the one to hold the access: a linear model over the words around the name.

What part a name plays is told in far more ways than phrases can be listed. Where the phrases of `holding.py` alone decide,
most of what is told with no verb of giving (`Leila has her own laptop and must get in from home`) counts as the writer's.
So both have a say, and where they differ it is asked for whom it is. What the phrases find is one thing the model sees.
Trained by `python -m tests.eval.for_whom --write` on messages that name colleagues of every part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intents.holding import Claim
from intents.linear import linear_model
from intents.roster import Named

FILE = "for_whom.npz"
HOLDER, OTHER = "holder", "other"
"""The labels: is to hold it; is only mentioned."""
AGREES = -0.5
"""Phrases that find a holder are believed from this lead on, in log-odds; else it is asked."""
SURE = 1.5
"""From here somebody is the holder of whom the phrases find nothing: of 352 colleagues in messages that others wrote 11 are
such, 10 of them holders and one unclear (`python -m tests.eval.for_whom`)."""
DOUBT = 0.5
"""From here it is asked, where the phrases find nothing. What they find to be unclear is asked in any case."""
AGAINST = 1.5
"""What a phrase counts that says what else somebody is there for: approves, is away, is compared with."""
_ELSE_THERE_FOR = {
    "absent", "says", "compared", "not given", "possessive", "stands back", "will not hold", "spoken of", "done for", "relative",
}  # fmt: skip
_FOR_BOTH = {"leads, together", "to others"}
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!:,.;\n()/>-]")
_LINE = "|"
"""Stands for the end of a line."""
_SILENT = frozenset(f",.;()/-{_LINE}")
_STOPS = frozenset(f".!?;<{_LINE}")
_I = frozenset(("i", "i'm", "i'd", "i'll", "i've", "im", "ive", "id"))
_ME = frozenset(("me", "my", "us"))
_SAME = {
    "\n": _LINE, "he": "they3", "she": "they3", "him": "them3", "her": "them3", "his": "their3", "hers": "their3",
    "himself": "self3", "herself": "self3",
}  # fmt: skip
"""What is read as one: whether he or she says nothing about the part that somebody plays."""
_THIRD = frozenset(_SAME.values()) - {_LINE}
_HERE, _ELSE = "xholder", "xother"
_BEFORE, _BEHIND = 4, 5
"""Tokens before a name and behind it that are looked at by their place."""
MOST_PEOPLE, _MOST_MENTIONS = 12, 8
"""Nobody names more in a wish, but a pasted list may: then the phrases alone decide, for each is a reading of the whole."""


@dataclass(frozen=True, slots=True)
class Phrased:
    """What phrases find of a colleague in a message."""

    claim: Claim
    signs: frozenset[str]
    """Which of them are met around the name (`holding.signs`)."""
    own_need: bool
    """Whether the writer wishes something too."""


def lead(heard: str, mentions: Sequence[Named], person: str, phrased: Phrased) -> float:
    """How far it speaks for that person being the holder, in log-odds; 0 is as likely as not.

    `heard` is the folded message, what is not the writer's own words blanked, `mentions` those of everybody in it but the
    writer.
    """
    scores = linear_model("intents", FILE).scores(features(heard, mentions, person, phrased), None)
    return scores[HOLDER] - scores[OTHER]


def weighed(phrased: Phrased, lead: float) -> Claim:
    """What phrases and model come to together. What is said to be for both is asked about, whatever the model says."""
    claim, signs = phrased.claim, phrased.signs
    if claim >= Claim.LIKELY:
        return Claim.UNCLEAR if lead < AGREES or signs & _FOR_BOTH else claim
    if claim is Claim.NONE and signs & _ELSE_THERE_FOR:
        lead -= AGAINST
    if lead >= SURE and not signs & _FOR_BOTH:
        return Claim.CLEAR
    return Claim.UNCLEAR if claim is Claim.UNCLEAR or lead >= DOUBT else Claim.NONE


def features(heard: str, mentions: Sequence[Named], person: str, phrased: Phrased) -> dict[str, float]:
    """What the model sees: all words, those around the name by their place, what he or she does behind it, who else is there."""
    tokens = ["<", *_tokens(heard, mentions, person), ">"]
    words = [token for token in tokens if token not in _SILENT]
    shown = {f"w {word}": 0.5 for word in words}
    named = [at for at, token in enumerate(tokens) if token == _HERE][:_MOST_MENTIONS]
    seen = {
        *(name for at in named for name in _around(tokens, at)),
        *(_taken_up(tokens[named[0] + 1 :]) if named else ()),
        *_company(mentions, person),
    }
    shown |= dict.fromkeys(seen, 1.0)
    firsts = [token for token in tokens if token in _I or token in {"me", "myself"}]
    shown |= {"no first person": float(not firsts), "first person": min(len(firsts), 4) / 4}
    claim, own = phrased.claim.name, phrased.own_need
    shown |= {f"claim {claim}": 2.0, f"claim {claim} {own}": 1.0, f"own {own}": 1.0}
    return shown | dict.fromkeys((f"sign {sign}" for sign in phrased.signs), 1.0)


def _tokens(heard: str, mentions: Sequence[Named], person: str) -> Iterator[str]:
    """The words and marks, with one word for the person, one for everybody else, and one for he and she."""
    at = 0
    for one in (*mentions, None):
        for token in _TOKEN.findall(heard[at : one.start if one else len(heard)]):
            yield "#" if token.isdigit() else _SAME.get(token, token)
        if one:
            yield _HERE if one.person == person else _ELSE
            at = one.end


def _around(tokens: Sequence[str], at: int) -> Iterator[str]:
    """What stands around a mention, and the writer in its sentence."""
    inside = range(len(tokens))
    for step in range(-_BEFORE, _BEHIND + 1):
        if step and at + step in inside:
            yield f"{step}:{tokens[at + step]}"
        if step in {-3, -2, 1, 2, 3} and at + step in inside and at + step + 1 in inside:
            yield f"{step}:{tokens[at + step]} {tokens[at + step + 1]}"
    if at + 3 in inside:
        yield f"1:{' '.join(tokens[at + 1 : at + 4])}"
    begin = next(place for place in range(at - 1, -1, -1) if tokens[place] in _STOPS)
    end = next(place for place in range(at, len(tokens)) if tokens[place] in _STOPS or tokens[place] == ">")
    before, behind = tokens[begin:at], tokens[at:end]
    told = {
        "begins a sentence": at - begin <= 2,
        "i before": any(token in _I or token in _ME for token in before),
        "i behind": any(token in _I for token in behind),
        "me behind": any(token in _ME for token in behind),
    }
    yield from (name for name, holds in told.items() if holds)


def _taken_up(behind: Sequence[str]) -> Iterator[str]:
    """What he or she does, up to the next name."""
    until = behind.index(_ELSE) if _ELSE in behind else len(behind)
    for at, word in enumerate(behind[:until]):
        if word in _THIRD:
            yield f"pro {word}"
        if word == "they3" and at + 1 < len(behind):
            yield f"they {behind[at + 1]}"
            yield f"they {' '.join(behind[at + 1 : at + 3])}"
        if word == "them3" and at:
            yield f"{behind[at - 1]} them"
            yield f"{' '.join(behind[max(0, at - 2) : at])} them"


def _company(mentions: Sequence[Named], person: str) -> Iterator[str]:
    """Who else is named, and in which order."""
    people = {one.person for one in mentions}
    yield f"people {min(len(people), 3)}"
    if mentions[0].person == person:
        yield "named first"
    if len(people) > 1 and mentions[-1].person == person:
        yield "named last"
    if any(one.full for one in mentions if one.person == person):
        yield "named in full"
