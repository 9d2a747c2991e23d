"""The message in clauses, each with the part it plays: the wish itself, background, something ruled out, a quotation.

People say what they do not want, correct themselves, paste mail threads and talk to the assistant as if it
could be ordered about. A reading that treats all words alike would propose the thing that was ruled out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from intents.clause_roles import WEIGHTS, Role, role_of, wishes
from intents.corrected_lengths import length_corrected
from intents.hidden_orders import hidden_orders
from intents.words import MAX_READ, fold

__all__ = ["WEIGHTS", "Clause", "Role", "clauses", "given_back"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the message, by its offsets; `sentence` counts the sentences from 0."""

    start: int
    end: int
    text: str
    """Folded."""
    sentence: int
    role: Role


_SENTENCE = re.compile(r"[^\n.!?…]*(?:\.(?=\S)[^\n.!?…]*)*(?:[.!?…]+|\n|$)")
_CLAUSE_END = re.compile(
    r"[,;:](?=\s)|\s[-–—]+\s|—|\.\.\.|\(|\)|(?<=\s)(?=(?:but|because|since|so that|so i|as i|while|plus|and then|which|rather than|instead of)\b)"
)
_MAIL_HEADER = re.compile(
    r"^\s*(?:from|to|cc|sent|date|subject|van|aan|onderwerp|von|an|betreff|de|objet)\s*:\s", re.I
)
_MAIL_RULE = re.compile(r"^\s*(?:-{2,}|_{3,}|={3,})\s*$")
_MOST_RULINGS = 8
"""Words of ruling out in one breath that are looked at; each has all that stands around it read again."""
_FORWARD = re.compile(r"^\s*+-{3,}+.*(?:forwarded|original|weitergeleitet|doorgestuurd)", re.I)
_LOG_LINE = re.compile(r"^\s*(?:>|\||\[?\d{4}-\d\d-\d\d[t ]\d\d:\d\d)")

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
_AND_MORE = re.compile(r"^\W*(?:oh,? )?(?:and|also|plus|another(?: one| thing)?|one more(?: thing)?)\b\W*\w")
"""Begins a sentence that goes on with the wish of the one before."""
_ALL_OF_IT = re.compile(
    r"^\W*(?:and )?(?:that|this|it)(?:'s| is|'d be| would be| will be)? (?:really |actually )?(?:all|what|everything)\b.{0,12}\b(?:i|we|he|she)\b"
)
"""Says that what stands before it is the wish: `..., that's all I'm after`."""
_TRAILING = re.compile(r"\b(?:not|without)\b(?= \w)")
_AUXILIARY = re.compile(
    r"\b(?:do|does|did|is|are|am|was|were|can|could|will|would|should|must|may|might|has|have|had|why|if|or|do|better|of course|certainly|i'm|it's|that's|he's|she's|we're|they're|need|or|whether|but|and)\W*$"
)

_ORDINAL_BACK = re.compile(
    r"\b(?:scrap|forget|drop|skip|leave out|cancel|strike|remove|not|without|ignore)\s+(?:about\s+)?the\s+(first|second|third|last|former|latter)\b(?: (?:one|thing|part|bit))?(?! (?:of|time|week|day|floor))"
    r"|\bthe\s+(first|second|third|last|former|latter)(?: (?:one|thing|part|bit))?\b.{0,20}\b(?:isn't needed|is not needed|not needed|can be dropped|drop|forget|skip|scrap)\b"
)
_STILL_NEEDED = re.compile(
    r"\b(?:still need|need to keep|want to keep|stays?|keep(?:ing)?|not the|except|remains?)\b"
)
_GIVEN_BACK = re.compile(r"\b(?:need|use|require|want)\b")


def _quoted_spans(text: str) -> list[tuple[int, int]]:
    """The lines that are somebody else's: `>` quotations, log lines, and what follows mail headers."""
    spans, at, in_mail = [], 0, False
    lines = text.split("\n")
    headers = [bool(_MAIL_HEADER.match(line)) for line in lines]
    for number, line in enumerate(lines):
        following = number + 1 < len(lines) and headers[number + 1]
        forwarded = _FORWARD.match(line) is not None and line.rstrip().endswith("---")
        if forwarded or (headers[number] and (following or (number and headers[number - 1]))):
            in_mail = True
        elif in_mail and _MAIL_RULE.match(line):
            in_mail = False
        if in_mail or _LOG_LINE.match(line):
            spans.append((at, at + len(line) + 1))
        at += len(line) + 1
    return spans


def _cut(text: str) -> list[tuple[int, int, int]]:
    """Offsets of the clauses, with the number of their sentence."""
    pieces = []
    sentence = 0
    for found in _SENTENCE.finditer(text):
        if not found[0].strip():
            continue
        start = found.start()
        for cut in [*_CLAUSE_END.finditer(found[0]), None]:
            end = found.end() if cut is None else found.start() + max(cut.end(), 1)
            if end > start and text[start:end].strip(" ,;:.!?()-–—…\n"):
                trailing = _trailing(text[start:end])
                pieces += [
                    (a, b, sentence) for a, b in pairwise([start, *(start + t for t in trailing), end])
                ]
            start = max(start, end)
        sentence += 1
    return pieces


def _apart(
    text: str, pieces: Sequence[tuple[int, int, int]], spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    """The pieces, cut where the spans begin and end."""
    edges = sorted({edge for span in spans for edge in span})
    return [
        (a, b, sentence)
        for start, end, sentence in pieces
        for a, b in pairwise([start, *(edge for edge in edges if start < edge < end), end])
        if text[a:b].strip()
    ]


def _trailing(piece: str) -> list[int]:
    """Where what is ruled out begins after a wish in the same breath: `I need to read it not write it`."""
    for found in islice(_TRAILING.finditer(piece), _MOST_RULINGS):
        before = piece[: found.start()]
        if (
            wishes(before)
            and not _AUXILIARY.search(before)
            and role_of(piece[found.start() :], quoted=False) is Role.RULED_OUT
        ):
            return [found.start()]
    return []


def clauses(message: str) -> list[Clause]:
    """The message's clauses in order, up to the length that is read."""
    text = fold(message[:MAX_READ])
    quoted = _quoted_spans(text)
    hidden = hidden_orders(text)
    found: list[Clause] = []
    going_on = -1  # the sentence that goes on with the wish of the one before
    for start, end, sentence in _apart(text, _cut(text), hidden):
        piece = text[start:end]
        inside = any(a <= start < b for a, b in quoted)
        role = role_of(piece, quoted=inside)
        if any(a <= start < b for a, b in hidden) or (
            found and found[-1].role is Role.ORDER and found[-1].sentence == sentence
        ):
            role = Role.ORDER
        # What the assistant is told to forget is an order to it, and takes back nothing of the wish.
        if role not in {Role.QUOTED, Role.ORDER}:
            taken_back = _TAKEN_BACK.search(piece)
            ordinal = _ORDINAL_BACK.search(piece)
            if (
                taken_back
                and not ordinal
                and length_corrected(text[:start], text[start + taken_back.end() :])
            ):
                role = Role.CONTEXT if role is Role.RULED_OUT else role
            elif ordinal or taken_back:
                found = _withdraw(found, ordinal[1] or ordinal[2] if ordinal else None)
                role = Role.WISH if not ordinal and taken_back and _goes_on(taken_back) else Role.WITHDRAWN
        if _AND_MORE.match(piece) and _wished_before(found, sentence):
            going_on = sentence
        if role is Role.CONTEXT and going_on == sentence:
            role = Role.WISH
        if _ALL_OF_IT.match(piece) and found and found[-1].role is Role.CONTEXT:
            found[-1] = replace(found[-1], role=Role.WISH)
        found.append(Clause(start, end, piece, sentence, role))
    if found and not any(c.role is Role.WISH for c in found):
        # No word of wishing anywhere: the person names the thing and leaves it at that.
        return [replace(c, role=Role.WISH) if c.role is Role.CONTEXT else c for c in found]
    return found


def _wished_before(said: Sequence[Clause], sentence: int) -> bool:
    """Whether the sentence before this one says what is wanted."""
    return any(c.role is Role.WISH and c.sentence == sentence - 1 for c in said)


def _goes_on(taken_back: re.Match[str]) -> bool:
    """Whether the words behind say what is wanted instead."""
    rest = taken_back.string[taken_back.end() :]
    instead = _RATHER.search(taken_back[0]) is not None and len(rest.split()) >= _ASIDE
    return wishes(rest) or instead


def given_back(parts: Sequence[Clause]) -> list[Clause]:
    """The clauses as they read when access is given up: what is no longer needed is the wish, what is still needed is not."""
    turned = []
    for clause in parts:
        if _STILL_NEEDED.search(clause.text) and clause.role in {Role.WISH, Role.CONTEXT, Role.RULED_OUT}:
            turned.append(replace(clause, role=Role.RULED_OUT))
        elif clause.role is Role.RULED_OUT and _GIVEN_BACK.search(clause.text):
            turned.append(replace(clause, role=Role.WISH))
        else:
            turned.append(clause)
    return turned


def _withdraw(said: list[Clause], which: str | None) -> list[Clause]:
    """The clauses so far, with what was just taken back marked so."""
    if not said:
        return said
    last = [c for c in said if c.sentence == said[-1].sentence]
    if which is None and said[-1].text.rstrip().endswith("?"):
        # `Approve discounts? Not my job`: a question answered by oneself, and nothing before it.
        gone = {c.start for c in last if c.role in {Role.WISH, Role.CONTEXT}}
        return [replace(c, role=Role.WITHDRAWN) if c.start in gone else c for c in said]
    wishing = [c for c in said if c.role is Role.WISH]
    if not wishing and which is None:
        # `I ticked the wrong line, ignore it`: no wish, but what stands right before is taken back.
        wishing = [c for c in last if c.role is Role.CONTEXT]
    if not wishing:
        return said
    if which is None:
        gone = {c.start for c in wishing if c.sentence == wishing[-1].sentence}
    else:
        if len(wishing) == 1:
            said, wishing = _halved(said, wishing[0])
        one = wishing[0] if which in {"first", "former"} else wishing[-1]
        gone = {one.start} if len(wishing) > 1 else set()
    return [replace(c, role=Role.WITHDRAWN) if c.start in gone else c for c in said]


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
