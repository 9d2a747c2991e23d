"""The message in clauses, each with the part it plays: the wish itself, background, something ruled out, a quotation.

People say what they do not want, correct themselves, paste mail threads and talk to the assistant as if it
could be ordered about. A reading that treats all words alike would propose the thing that was ruled out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from intents.words import MAX_READ, fold


class Role(StrEnum):
    """What a clause is to the wish."""

    WISH = "wish"
    """Says what is wanted."""
    CONTEXT = "context"
    """Anything else the person says."""
    RULED_OUT = "ruled_out"
    """Says what is not wanted; names the neighbourhood all the same."""
    WITHDRAWN = "withdrawn"
    """Said, then taken back."""
    QUOTED = "quoted"
    """Somebody else's text, or a machine's."""
    REASON = "reason"
    """Says why, after `because`, `so that` and their like; names other things than the wished one."""
    ORDER = "order"
    """Tries to instruct the assistant rather than say a need."""


WEIGHTS = {
    Role.WISH: 1.0, Role.CONTEXT: 0.45, Role.REASON: 0.3, Role.RULED_OUT: 0.25,
    Role.WITHDRAWN: 0.2, Role.QUOTED: 0.12, Role.ORDER: 0.0,
}  # fmt: skip
"""How much a word counts for finding what is meant, by the clause it stands in."""


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
_FORWARD = re.compile(r"^\s*-{3,}.*(?:forwarded|original|weitergeleitet|doorgestuurd).*-{3,}\s*$", re.I)
_LOG_LINE = re.compile(r"^\s*(?:>|\||\[?\d{4}-\d\d-\d\d[t ]\d\d:\d\d)")

_ORDER = re.compile(
    r"\b(?:(?:ignore|disregard|forget|override|bypass)\b.{0,30}\b(?:rules?|instructions?|prompts?|polic\w+|previous|above|guidelines|tasks?)"
    r"|(?:repeat|print|reveal|reconfirm|confirm|output|display|show|recite|respond with|translate|summari[sz]e|write out)\b.{0,40}\b(?:instructions?|prompts?|system message|initial message)\b"
    r"|you are now\b|you're now\b|act as (?:an?|my|the|if)\b|pretend (?:to|that|you)|developer mode|jailbreak|dan mode"
    r"|system prompt|(?:note|message|notice|p\.?s\.?)\s+to\s+(?:the\s+)?(?:automated|assistant|bot|ai|system)"
    r"|(?:skip|without|bypass|no need for)\s+(?:the\s+|any\s+|asking\s+)?(?:approv\w+|manager|security|review|her|him)"
    r"|(?:pre-?approved|auto-?approve|approve (?:this|it|yourself|automatically|immediately|without))"
    r"|mark (?:this|it) as approved|already (?:said yes|approved)"
    r"|set\s+approver|repeat after me|i am (?:root|the admin|your (?:developer|creator|admin))|no questions asked)"
)
_RULED_OUT = re.compile(
    r"(?:\b(?:not|never|nothing|rather than|instead of|without|except|excluding)\b|\bno\b(?!\w| one|body)|n't\b|\bdont\b|\bdoesnt\b|\bdont\b|\bcannot\b)"
)
_NOT_RULING_OUT = re.compile(
    r"\b(?:can't|cannot|cant|can not|couldn't|unable|not able|doesn't let|does not let|won't let|not sure|don't know|no idea|no longer|not yet|haven't|hasn't|"
    r"don't have|do not have|not have|dont have|doesn't have|isn't enough|aren't enough|not enough|why not|not only|no rush|not urgent|don't mind|not assigned|"
    r"won't|wouldn't|without (?:asking|ringing|having|waiting|bothering|calling)|no access|not working|doesn't work|if not|or not|didn't|did not|wasn't|"
    r"not been|nobody|not a problem|no problem|no matter|not see|no hurry)\b"
)
_DONE_WITH = re.compile(r"\b(?:is fine|are fine|is clean|went (?:out )?fine|works? (?:for me|fine|already)|that works|is not the problem|isn't the problem|not for me|isn't for me|stays? (?:as|with)|nothing to do)\b")  # fmt: skip
_TAKEN_BACK = re.compile(
    r"^\W*(?:(?:actually|oh|hm+|ah|wait|sorry)\W+)*(?:no,? wait|wait,? no|no,? that's (?:silly|wrong|not)|scratch that|scrap that|forget (?:that|it|the|what)|"
    r"never ?mind(?: that)?|strike that|correction|my mistake|hm+ no|no,? (?:just|only|sorry|actually|rather)|no\b(?= (?:reading|read|view))|i take that back)"
)
_ORDINAL_BACK = re.compile(
    r"\b(?:scrap|forget|drop|skip|leave out|cancel|strike|remove)\s+the\s+(first|second|third|last|former|latter)\b"
)
_WISH = re.compile(
    r"\b(?:i|we|he|she|they)(?:'d| would| should)?\s*(?:also |really |just |only |still |kindly |gladly |now )*(?:need|want|like|love|must|wish|require|have to|ask for|request)"
    r"|\b(?:need|needs|want|wants|require|requires|requesting|request to|asking for|asking)\b|\bi'd (?:like|need|love|rather)|\bwould like\b|\bwant to\b"
    r"|\b(?:can|could|may|might) (?:i|we|you|he|she|they|somebody|someone|haz)\b|\bcan (?:haz|help|assign|get)\b|\b(?:give|grant|add|put|let|lemme|gimme|allow|arrange|provide|enable|assign|get|hook|set) (?:me|us|him|her|them|up|for)\b"
    r"|\b(?:please|pls|plz|plss)\b|\bfor (?:me|us|him|her|them)\b|\bnecessary for\b|\bcan i\b|\blemme\b|\b(?:should|must|has to|have to|needs? to|will) (?:be able|have|get|be)\b|\bable to\b|\bi'm to\b|\bi am to\b|\ballow(?:ed)? (?:me|to)\b"
    r"|\b(?:access|rights?|permissions?|role|licen[cs]e|seat|login|profile)\b.{0,25}\b(?:for|to|on|in)\b|\b(?:it's|falls|landed) on (?:me|my)\b|\bi take (?:over|her|his)\b"
    r"|\bis (?:all i need|enough|fine)\b|\bwill do\b|\b(?:only|just) (?:looking|reading|viewing|to)\b|\bonly want\b"
)


_REASON = re.compile(
    r"^\W*(?:because|since|so that|so (?=i\b|we\b)|as (?=i\b|we\b)|while|it'?s for|this is for|the reason)\b"
)
_WHILE = re.compile(r"^\W*(?:while|as)\b")
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
        if _FORWARD.match(line) or (headers[number] and (following or (number and headers[number - 1]))):
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
                pieces.append((start, end, sentence))
            start = max(start, end)
        sentence += 1
    return pieces


def _role(clause: str, quoted: bool) -> Role:
    if quoted:
        return Role.QUOTED
    if _ORDER.search(clause):
        return Role.ORDER
    if _DONE_WITH.search(clause) and not _WISH.search(clause):
        return Role.RULED_OUT
    if _RULED_OUT.search(clause) and not _NOT_RULING_OUT.search(clause):
        return Role.RULED_OUT
    if _REASON.match(clause) and not (_WHILE.match(clause) and _WISH.search(clause)):
        return Role.REASON
    return Role.WISH if _WISH.search(clause) else Role.CONTEXT


def clauses(message: str) -> list[Clause]:
    """The message's clauses in order, up to the length that is read."""
    text = fold(message[:MAX_READ])
    quoted = _quoted_spans(text)
    found: list[Clause] = []
    for start, end, sentence in _cut(text):
        piece = text[start:end]
        inside = any(a <= start < b for a, b in quoted)
        role = _role(piece, inside)
        if found and found[-1].role is Role.ORDER and found[-1].sentence == sentence:
            role = Role.ORDER
        if role is not Role.QUOTED:
            taken_back = _TAKEN_BACK.search(piece)
            ordinal = _ORDINAL_BACK.search(piece)
            if ordinal or taken_back:
                found = _withdraw(found, sentence, ordinal[1] if ordinal else None)
                rest = piece[taken_back.end() :] if taken_back else ""
                role = Role.WITHDRAWN if ordinal or not _WISH.search(rest) else Role.WISH
        found.append(Clause(start, end, piece, sentence, role))
    if found and not any(c.role is Role.WISH for c in found):
        # No word of wishing anywhere: the person names the thing and leaves it at that.
        return [replace(c, role=Role.WISH) if c.role is Role.CONTEXT else c for c in found]
    return found


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


def _withdraw(said: list[Clause], sentence: int, which: str | None) -> list[Clause]:
    """The clauses so far, with what was just taken back marked so."""
    wishes = [c for c in said if c.role is Role.WISH]
    if not wishes:
        return said
    if which in {"first", "former"}:
        gone = {wishes[0].start}
    elif which is not None:
        gone = {wishes[-1].start} if len(wishes) > 1 else set()
    else:
        last = wishes[-1].sentence
        gone = {c.start for c in wishes if c.sentence == last}
    return [replace(c, role=Role.WITHDRAWN) if c.start in gone else c for c in said]
