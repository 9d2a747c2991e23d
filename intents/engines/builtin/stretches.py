"""A message in stretches that may each name something: between `and`, commas and list marks, where a list has them.

Only the form is looked at here. Whether two stretches are two needs is for what they name to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from intents.engines.builtin.actions import action_of
from intents.passages import Clause, Role
from intents.words import listed, tokens

_MARK = r"\((?:[a-d]|[1-4]|i{1,3}|iv)\)|(?<![\w.])(?:[a-d]|[1-4])\)"
_JOINT = re.compile(
    rf"\b(?:and also|and then|and|plus|as well as|along with|also|then)\b|(?<= )n(?= )|[;,]|{_MARK}|&(?=\s)|\+(?=\s)"
)
_LISTED = re.compile(_MARK)
_IDIOM = re.compile(
    r"\b(?:here and there|now and then|now and again|again and again|and so (?:on|forth)|and (?:everything|all|such|the like|stuff|co)\b|more and more|by and large|back and forth|up and down|and (?:that's|thats) (?:it|all)|in and out)\b"
)
_COUNTED = re.compile(
    r"\b(two|three|four) (?:\w+ )?(?:things|requests|accesses|systems|asks|wishes)\b|\b(both)\b(?=\W*(?:$|[.,;!?]|please|pls|for\b|until\b))"
)
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
_VERBS_JOINED = re.compile(r"\b(?:i|you|he|she|we|they|to|can|must|should) [a-z]+ $")
"""What stands before the `and` of two verbs for one thing: `what we pay and charge`, `to create and change`."""
_ADDED = re.compile(
    r"\b(?:also|too|as well|besides|in addition|additionally|another|second(?:ly)?|furthermore|moreover|on top|plus|next to that|the other)\b|^\W*and\b"
)
_ASKED = re.compile(
    r"\b(?:need|needs|want|wants|access|roles?|rights?|permissions?|licen[cs]es?|seats?|please|pls|plz|would like|'d like|(?:could|can|may) (?:i|he|she|we|they|you))\b"
)
_TELLS = re.compile(
    r"\b(?:i|we|he|she|they|it|you|there|who|which|that|is|are|was|were|has|have|had|does|do|did|will|would)\b"
)
_BEFORE_A_VERB = listed(
    "to also then i he she they we must can could should may would will need needs want wants has have like be able now once please just only even both and or so "
    "i'd he'd she'd they'd we'd i'll he'll she'll they'll we'll is are am i'm we're he's she's they're going supposed for"
)
_ASKED_ABOUT = listed("how which whose what where who when whether")
_HAVING, _ARTICLES = listed("have has"), listed("a an the her his their my our its")
_SUBJECT = listed("i he she they we to must can should i'd he'd she'd they'd we'd i'll he'll she'll")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the message by its offsets."""

    start: int
    end: int
    sentence: int
    verb: bool
    """It says for itself what is to be done, or what is to be known."""
    asked: bool
    """Its sentence asks for access in so many words."""
    added: bool
    """Its sentence says that it comes on top: `also`, `and another`."""
    marked: bool
    """A list mark stands before it: `(a)`, `2)`; or it is a line of a list that something leads to."""
    bare: bool
    """Its sentence tells nothing, so that it can only name something: `complaints: read.`"""

    def with_next(self, other: Stretch) -> Stretch:
        """This one and the following one as one."""
        return replace(self, end=other.end, verb=self.verb or other.verb, marked=self.marked or other.marked)


def stretches(parts: Sequence[Clause], *, commas: bool = False) -> list[Stretch]:
    """The wishes in stretches, in order; lead-ins to a list (`for the audit: ...`) are none.

    With `commas` every comma parts two, as in a list that has nothing but commas.
    """
    wishing = {c.sentence for c in parts if c.role is Role.WISH}
    own = [c for c in parts if c.role in {Role.WISH, Role.CONTEXT} and c.sentence in wishing]
    found: list[Stretch] = []
    leads = False
    for _, sentence in groupby(own, key=lambda c: c.sentence):
        clauses = list(sentence)
        if leads and all(c.role is Role.WISH for c in clauses):
            found += (replace(one, marked=True) for one in _cut(clauses, commas))
            continue
        leads = clauses[-1].text.rstrip().endswith(":")
        lead = next((n for n, c in enumerate(clauses[:-1]) if c.text.rstrip().endswith(":")), None)
        listed_after = list(_cut(clauses[lead + 1 :], commas)) if lead is not None else []
        found += listed_after if len(listed_after) > 1 else _cut(clauses, commas)
    return found


def announced(parts: Sequence[Clause]) -> int:
    """How many things the person says there are (`two things`, `both`, `(a)` and `(b)`); 1 when nothing says so."""
    text = " ".join(c.text for c in parts if c.role in {Role.WISH, Role.CONTEXT})
    said = [_NUMBERS[m[1] or m[2]] for m in _COUNTED.finditer(text)]
    marks = len(_LISTED.findall(" ".join(c.text for c in parts if c.role is not Role.QUOTED)))
    return max([1, *said, marks if marks > 1 else 1])


def _cut(clauses: Sequence[Clause], commas: bool) -> Iterator[Stretch]:
    """The stretches of one sentence; a comma only parts them where an `and` or its like ends the list, or `commas` do."""
    cuts: list[tuple[int, int, str]] = []
    for clause in clauses:
        idioms = [(m.start(), m.end()) for m in _IDIOM.finditer(clause.text)]
        cuts += [
            (clause.start + m.start(), clause.start + m.end(), m[0])
            for m in _JOINT.finditer(clause.text)
            if not any(a <= m.start() < b for a, b in idioms)
        ]
    text = _whole(clauses)
    cuts = [
        cut for cut in cuts if cut[2] != "and" or not _VERBS_JOINED.search(text[: cut[0] - clauses[0].start])
    ]
    last = max((n for n, cut in enumerate(cuts) if cut[2] != ","), default=-1)
    kept = [cut for n, cut in enumerate(cuts) if commas or cut[2] != "," or n < last]
    edges = [
        (clauses[0].start, clauses[0].start, ""), *kept, (clauses[-1].end, clauses[-1].end, ""),
    ]  # fmt: skip
    asked, added, bare = _ASKED.search(text) is not None, _ADDED.search(text) is not None, not tells(text)
    for before, after in pairwise(edges):
        said = text[before[1] - clauses[0].start : after[0] - clauses[0].start]
        if said.strip(" ,;:.()!?"):
            yield Stretch(
                before[1],
                after[0],
                clauses[0].sentence,
                verb=_says_what(said),
                asked=asked,
                added=added,
                marked=_LISTED.fullmatch(before[2]) is not None,
                bare=bare,
            )


def _whole(clauses: Sequence[Clause]) -> str:
    """The folded text of the clauses at their offsets from the first one's."""
    text = ""
    for clause in clauses:
        text += " " * (clause.start - clauses[0].start - len(text)) + clause.text
    return text


def _says_what(said: str) -> bool:
    """Whether a verb opens it, or a question word."""
    led = having = False
    for token in tokens(said):
        if having and token.word in _ARTICLES:
            return True
        having = token.word in _HAVING
        if token.word in _BEFORE_A_VERB:
            led = led or token.word in _SUBJECT
            continue
        if token.word in _ASKED_ABOUT or led:
            return True
        return token.word.endswith("ing") or action_of(token.stem) is not None
    return False


def tells(text: str) -> bool:
    """Whether a folded text is a sentence that tells something, rather than a name and what is to be done with it."""
    return _TELLS.search(text) is not None


def asked_about(word: str) -> bool:
    """Whether a folded word opens something to be known: `which`, `whose`, `how` many."""
    return word in _ASKED_ABOUT
