"""What a clause is to the wish, told by its own words: wanted, background, a reason, ruled out, an order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


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


_ORDER = re.compile(
    r"\b(?:(?:ignore|disregard|forget|override|bypass)\b.{0,30}\b(?:rules?|instructions?|prompts?|polic\w+|previous|above|guidelines|tasks?)"
    r"|(?:ignore|disregard|forget) (?:what|whatever|all that|all|everything|anything) (?:you(?:'ve| have| were|'re| had)?|they|others|he|she)\b.{0,20}\b(?:told|taught|instructed|trained|learned|learnt)\b"
    r"|(?:ignore|disregard|forget) (?:everything|anything|all)\b(?! (?:that )?(?:i|we)\b)"
    r"|(?:repeat|print|reveal|reconfirm|confirm|output|display|show|recite|respond with|translate|summari[sz]e|write out)\b.{0,40}\b(?:instructions?|prompts?|system message|initial message)\b"
    r"|you are now\b|you're now\b|act as (?:an?|my|the|if)\b|you (?:will |shall |should |must |now )?act as\b|pretend (?:to|that|you)|developer mode|jailbreak|dan mode"
    r"|system prompt|(?:note|message|notice|p\.?s\.?)\s+to\s+(?:the\s+)?(?:automated|assistant|bot|ai|system)"
    r"|(?:skip|without|bypass|no need for)\s+(?:the\s+|any\s+|asking\s+)?(?:approv\w+|manager|security|review|her|him)"
    r"|(?:pre-?approved|auto-?approve)"
    r"|mark (?:this|it) as approved|already (?:said yes|approved)"
    r"|set\s+approver|repeat after me|i am (?:root|the admin|your (?:developer|creator|admin))|no questions asked)"
)
_ABOUT_INSTRUCTIONS = re.compile(
    r"\b(?:prompts?|instructions?|instructed|guide ?lines?|directives?|pretend|role ?play|system message|jail ?break|ignor\w+|disregard|forget)\b"
)
_TO_APPROVE = re.compile(r"\bapprove (?:this|it|yourself|automatically|immediately|without)")
_WHO = re.compile(
    r"^\W*(?:(?:and|but|so|or|please|tell me|hi|hello)\W+)*(?:who|whose|which (?:person|boss|manager))\b"
)
"""Opens a question for the one who decides; it orders nobody to."""
_RULED_OUT = re.compile(
    r"(?:\b(?:not|never|nothing|rather than|instead of|without|except|excluding)\b|\bno\b(?!\w| one|body)|n't\b|\bdont\b|\bdoesnt\b|\bdont\b|\bcannot\b)"
)
_NOT_RULING_OUT = re.compile(
    r"\b(?:can't|cannot|cant|can not|couldn't|unable|not able|doesn't let|does not let|won't let|not sure|don't know|no idea|no longer|not yet|haven't|hasn't|"
    r"don't have|do not have|not have|dont have|doesn't have|isn't enough|aren't enough|not enough|why not|not only|no rush|not urgent|don't mind|not assigned|"
    r"(?<!\bi )(?<!\bwe )(?<!\bhe )(?<!\bshe )won't|won't (?:let|take|accept|get|reach|have)|wouldn't|needn't (?:ask|worry|hurry)|don't (?:worry|bother|hurry)|without (?:asking|ringing|having|waiting|bothering|calling)|no access|not working|doesn't work|if not|or not|didn't|did not|wasn't|"
    r"not been|nobody|not a problem|no problem|no matter|not see|no hurry)\b"
)
_DONE_WITH = re.compile(r"\b(?:is fine|are fine|is clean|went (?:out )?fine|works? (?:for me|fine|already)|that works|is not the problem|isn't the problem|not for me|isn't for me|stays? (?:as|with)|nothing to do|(?:would be|is|are|'s|seems?|sounds?) (?:a bit |way |far )?(?:overkill|too much|more than (?:i|we) need))\b")  # fmt: skip
_WISH = re.compile(
    r"\b(?:i|we|he|she|they)(?:'d| would| should)?\s*(?:also |really |just |only |still |kindly |gladly |now )*(?:need|want|like|love|must|wish|require|have to|ask for|request)"
    r"|\b(?:need|needs|want|wants|require|requires|requesting|request to|asking for|asking)\b|\bi'd (?:like|need|love|rather)|\bwould like\b|\bwant to\b"
    r"|\b(?:can|could|may|might) (?:i|we|you|he|she|they|somebody|someone|haz)\b|\bcan (?:haz|help|assign|get)\b|\b(?:give|grant|add|put|let|lemme|gimme|allow|arrange|provide|enable|assign|get|hook|set) (?:me|us|him|her|them|up|for)\b"
    r"|\b(?:please|pls|plz|plss)\b|\bfor (?:me|us|him|her|them)\b|\bnecessary for\b|\bcan i\b|\blemme\b|\b(?:should|must|has to|have to|needs? to) (?:be able|have|get|be)\b|\b(?:i|we|he|she|they|\w+ \w+)(?: will|'ll) be (?:able|\w+ing)\b|\b(?:i|we|he|she|they)(?: will|'ll) (?:have|get|need)\b|\bable to\b|\bi'm to\b|\bi am to\b|\ballow(?:ed)? (?:me|to)\b"
    r"|\b(?:access|rights?|permissions?|role|licen[cs]e|seat|login|profile)\b.{0,25}\b(?:for|to|on|in)\b|\b(?:it's|falls|landed) on (?:me|my)\b|\bi take (?:over|her|his)\b"
    r"|\bis (?:all i need|enough|fine)\b|\bwill do\b|\b(?:only|just) (?:looking|reading|viewing|to)\b|\bonly want\b"
    r"|\b(?:i'm|i am|we're|he's|she's) after\b|\ball (?:i|we) (?:want|need)\b|(?:'d|\bwould) (?:also |much )?(?:sooner|rather|happily|gladly|prefer|simply|just|be glad|be happy)\b|\bsupposed to\b|\b(?:that's|that is|it's|it is) (?:now )?(?:my|his|her|our) (?:job|task|turn)\b"
    r"|\b(?:from now on|from today on|as of (?:next|the|today|tomorrow|now|\w+day|1))\b|\b(?:i|we|he|she|they)(?:'m| am|'re| are|'s| is) the one who\b|\b(?:takes?|taking) (?:over|on)\b|\bput (?:me|him|her|them) (?:down|on|in)\b"
    r"|\b(?:i|we|he|she|they)\b.{0,60}\b(?:myself|himself|herself|ourselves|themselves)\b|\bby (?:my ?self|him ?self|her ?self)\b|\b(?:he|she|they)'d (?!been|had|got|gone|done|made|put|sent|told|already|never|better)(?!\w+ed\b)\w+"
    r"|\bi (?:can't|cannot|cant|can not|am not able to|can no longer) (?!find|remember|believe|wait|come|make|say|tell)\w+(?!.{0,20}\b(?:that|it|them|this|those|these)\b)"
)
_LACKING = re.compile(r"\bi (?:can't|cannot|cant|can not|am not able to)\b")
_HELD_ALREADY = re.compile(
    r"\b(?:now|so far|at the moment|currently|today|until now|up to now|at present)\b.{0,12}\bi (?:can |may |am able to )(?:only |just )?\w+\b|\bi can (?:only|just) (?:read|look|see|view|watch)\b"
    r"|\ball (?:i|we) (?:can do|have|get|may do)\b.{0,15}\b(?:is|are)\b|\b(?:is|are|it's) (?:read|view)[- ]?only\b.{0,12}\b(?:for|to) (?:me|us|him|her)\b|\bi can already\b|\b(?:i|we|he|she)(?:'ve| have|'s| has)? already (?:have|has|had|got|can|see|do)\b|\bi can do\b\W*$"
    r"|^\W*(?:(?:just|only|but|the|having) )*(?:\w+ ){1,2}(?:alone|by itself|on its own) (?:makes?|means?|leaves?|gets?|gives?|is (?:no|not|too|of no)\b|isn't|does(?:n't| not)|won't|will not|helps? (?:nobody|little|nothing))"
    r"|\balready (?:look|see|read|view)\b|\bmy \w+(?: for \w+)? (?:is|are) fine\b|\bi(?:'ve| have) (?:that side|got that|those|that one)\b|\bi(?:'ve| have) (?:already )?got\W*$"
    r"|\bi(?:'ve| have)(?: got)? (?:\w+ ){1,5}already\b|\blast (?:year|month|week|quarter|summer|winter|spring|time)\b.{0,12}\b(?:i|we) had\b|\b(?:i|we) had\b.{0,60}\blast (?:year|month|week|quarter)\b"
)
"""What the person has or can do as things are: not what is missing."""
_WANTING = re.compile(
    r"\b(?:need|want|would like|i'd like|please|pls|plz|should be|could i|can i (?!already)|extend|renew|keep|expires?|ends?|runs? out)\b"
)
_ELSEWHERE = re.compile(
    r"^\W*(?:and |but )?the (?:\w+ing|rest|others?|remainder)\b(?: of (?:it|them|that|\w+))? (?:(?:is|are) (?:done|made|handled|taken care of) by|makes?|does|do|stays? with|(?:is|are) up to|belongs? to) (?!i\b|me\b|my\b|sense\b|not\b|it\b)\w+(?: \w+)?\W*$"
    r"|\b(?:nobody|no one|noone|none of us) (?:is )?(?:asking|asks|wants|needs)\b|\bnone of (?:my|his|her|their|our) (?:concern|business|job)\b|\b(?:is|are|that's|it's) (?!my|his|her|our|their)\w+'s (?:job|task|business|side|thing)\b"
)
"""What is somebody else's to do, or what nobody wants."""
_NO_TIME = re.compile(r"\bno time\b")
_NEGATED_FACT = re.compile(
    r"\bthere(?:'s| is| are| was| were)(?:n't| not| no)\b|\b(?:it|which|that|who|the \w+(?: \w+)?) (?:(?:is|was|does|do|are|were|has|have)(?:n't| not)|says no)\b|\bit says no\b|\bnothing (?:happens|works|comes|helps|moves)\b|\bnot (?:reconcile|match|arrive|tally|there)\w*\b|n't (?:reconcile|match|arrive|tally|add up|know me)\b"
)
"""Something that is not so in the world, which rules nothing out."""
_ABOUT_THE_WISH = re.compile(
    r"\b(?:need|needed|want|wanted|mine|my (?:job|task|business)|concern|for (?:me|him|her|us)|question|idea|asking|about|necessary|required)\b"
)


_REASON = re.compile(
    r"^\W*(?:because|since|so that|so (?=i\b|we\b)|as (?=i\b|we\b)|while|it'?s for|this is for|the reason)\b"
)
_WHILE = re.compile(r"^\W*(?:while|as)\b")


def role_of(clause: str, *, quoted: bool) -> Role:
    """What a folded clause is to the wish, by its own words; `quoted` when it stands in somebody else's text."""
    if quoted:
        return Role.QUOTED
    if _ORDER.search(clause) or (_TO_APPROVE.search(clause) and not _WHO.match(clause)):
        return Role.ORDER
    if _ELSEWHERE.search(clause) or (_HELD_ALREADY.search(clause) and not _WANTING.search(clause)):
        return Role.RULED_OUT
    if _DONE_WITH.search(clause) and not _WISH.search(clause):
        return Role.RULED_OUT
    if _rules_out(clause):
        return Role.RULED_OUT
    because = _REASON.match(clause) and not _LACKING.search(clause)
    if because and not (_WHILE.match(clause) and _WISH.search(clause)):
        return Role.REASON
    return Role.WISH if _WISH.search(clause) else Role.CONTEXT


def _rules_out(clause: str) -> bool:
    if wishes(clause):
        # In a hurry no comma is typed: `need the results now no time to explain` rules nothing out.
        clause = _NO_TIME.sub(" ", clause)
    if not _RULED_OUT.search(clause) or _NOT_RULING_OUT.search(clause):
        return False
    return not _NEGATED_FACT.search(clause) or _ABOUT_THE_WISH.search(clause) is not None


def wishes(clause: str) -> bool:
    """Whether a folded clause says that something is wanted."""
    return _WISH.search(clause) is not None


def about_instructions(text: str) -> bool:
    """Whether words are said that one needs to tell a model how to do its work.

    Honest messages have them too, so they make no order of a clause; where a model reads the message they cost a click.
    """
    return _ABOUT_INSTRUCTIONS.search(text) is not None
