"""What people take back while they write: `no wait, just reading`, `scrap the second one`, `Approve it? Not my job`.

A clause that does so withdraws what stands before it: the last wish, one of two, or a question answered by oneself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intents.clause_roles import Clause, Role, wishes
from intents.corrected_lengths import length_corrected

_TAKEN_BACK = re.compile(
    r"^\W*(?:(?:actually|oh|hm+|ah|ach|argh|wait|sorry|but|well|no|nope)\W+)*(?:no,? wait|wait,? no|no,? that's (?:silly|wrong|not)|scratch that|scrap that|forget (?:that|it|the|what)|"
    r"never ?mind(?: that)?|strike that|(?:please )?ignore (?:it|that|this)\b(?=\W*$)|correction|my mistake|hm+ no|no,? (?:just|only|sorry|actually|rather)|no\b(?= (?:reading|read|view))|i take that back|or rather\b|make that\b|i meant\b(?= \w)|what i (?:meant|mean)\b|on second thoughts?\b|i(?:'ve| have)? (?:already )?(?:have|got) (?:that|it|this)(?: one)?(?: already)?\W*$|(?:no|nope|nah|no way|(?:definitely|certainly|of course) not|overkill|too much|not my job)\W*$)"
)
_RATHER = re.compile(
    r"\b(?:no,? (?:just|only|actually|rather)|correction|make that|or rather|i meant|what i (?:meant|mean))$"
)
"""Takes back and goes on with what is wanted instead."""
_ASIDE = 2
"""Words behind it that are hardly more than a sigh."""
_ORDINAL_BACK = re.compile(
    r"\b(?:scrap|forget|drop|skip|leave out|cancel|strike|remove|not|without|ignore)\s+(?:about\s+)?the\s+(first|second|third|last|former|latter)\b(?: (?:one|thing|part|bit))?(?! (?:of|time|week|day|floor))"
    r"|\bthe\s+(first|second|third|last|former|latter)(?: (?:one|thing|part|bit))?\b.{0,20}\b(?:isn't needed|is not needed|not needed|can be dropped|drop|forget|skip|scrap)\b"
)


def taken_back(before: list[Clause], clause: Clause, text: str) -> tuple[list[Clause], Clause]:
    """The clauses before this one and the clause itself, once what it takes back is withdrawn.

    Both are as they were where it takes nothing back. `text` is the whole folded message.
    """
    if clause.role in {Role.QUOTED, Role.ORDER}:
        # What the assistant is told to forget is an order to it, and takes back nothing of the wish.
        return before, clause
    one_of_them = _ORDINAL_BACK.search(clause.text)
    if one_of_them:
        which = one_of_them[1] or one_of_them[2]
        return _without_one(before, first=which in {"first", "former"}), replace(clause, role=Role.WITHDRAWN)
    words = _TAKEN_BACK.search(clause.text)
    if words is None:
        return before, clause
    if length_corrected(text[: clause.start], text[clause.start + words.end() :]):
        ruled_out = clause.role is Role.RULED_OUT  # by the `no` of the correction, which is about how long
        return before, replace(clause, role=Role.CONTEXT) if ruled_out else clause
    role = Role.WISH if _goes_on(words) else Role.WITHDRAWN
    return _without_the_last(before), replace(clause, role=role)


def _goes_on(taken_back: re.Match[str]) -> bool:
    """Whether the words behind say what is wanted instead."""
    rest = taken_back.string[taken_back.end() :]
    instead = _RATHER.search(taken_back[0]) is not None and len(rest.split()) >= _ASIDE
    return wishes(rest) or instead


def _without_the_last(said: list[Clause]) -> list[Clause]:
    """The clauses without what was wanted last."""
    if not said:
        return said
    sentence = [c for c in said if c.sentence == said[-1].sentence]
    if said[-1].text.rstrip().endswith("?"):
        # `Approve discounts? Not my job`: a question answered by oneself, and nothing before it.
        return _withdrawn(said, [c for c in sentence if c.role in {Role.WISH, Role.CONTEXT}])
    wishing = [c for c in said if c.role is Role.WISH]
    if not wishing:
        # `I ticked the wrong line, ignore it`: no wish, but what stands right before is taken back.
        return _withdrawn(said, [c for c in sentence if c.role is Role.CONTEXT])
    return _withdrawn(said, [c for c in wishing if c.sentence == wishing[-1].sentence])


def _without_one(said: list[Clause], *, first: bool) -> list[Clause]:
    """The clauses without the first of the things that are wanted, or without the last; a single thing stays."""
    wishing = [c for c in said if c.role is Role.WISH]
    if len(wishing) == 1:
        said, wishing = _halved(said, wishing[0])
    if len(wishing) <= 1:
        return said
    return _withdrawn(said, [wishing[0] if first else wishing[-1]])


def _withdrawn(said: Sequence[Clause], gone: Sequence[Clause]) -> list[Clause]:
    return [replace(c, role=Role.WITHDRAWN) if c in gone else c for c in said]


def _halved(said: list[Clause], one: Clause) -> tuple[list[Clause], list[Clause]]:
    """A single wish for two things as two clauses, cut at its last `and`; the same when there is none."""
    joint = one.text.rfind(" and ")
    if joint <= 0:
        return said, [one]
    cut = one.start + joint + 1
    halves = [
        replace(one, end=cut, text=one.text[: joint + 1]),
        replace(one, start=cut, text=one.text[joint + 1 :]),
    ]
    return [half for c in said for half in (halves if c is one else [c])], halves
