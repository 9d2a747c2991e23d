"""Whether the person who writes wishes something for themselves, or speaks for somebody else only."""

from __future__ import annotations

import re

_NOT_OWN = re.compile(
    r"\b(?:cover\w*|wait\w*|stand\w*|fill\w*|step\w*|sit\w*|jump\w*|deputi\w+|work\w*|not|instead|does|doing|do|take\w*|handl\w*|look\w*)(?:\s+(?:in|up|it|that|this|them|over|care of \w+)){0,2}\s+for me\b|\b(?:instead of|rather than|not|without|replac\w+|after|than|like) me\b|\b(?:take\w*|does|do|doing|inherit\w*|cover\w*) (?:over )?my \w+\b"
    r"|\blet me know\b|\btell me\b|\bfor me to\b|\bi(?:'d| would) (?:be (?:grateful|happy|glad|thankful)|appreciate)\b"
    r"|\bi(?:'d| would)?\s+(?:like|want|need|wish)\s+(?:to (?:ask|request)|you to|him|her|them|somebody|someone)\b|\bi(?:'m| am)? ask(?:ing)?\b(?= (?:for|you|that|if)\b.{0,60}\bfor\b)"
    r"|\bi (?:have to|must|should|need to|would)\s+(?:be (?:away|out|off|at|on)|go|leave|stop|tell|mention|say|stay home)\b"
    r"|\bi (?:can't|cannot|can not)\s+(?:do|keep|cope|be|come|make it|manage|cover|stay|take|any)\b"
    r"|\b(?:i|we) do not (?:want|need) (?:him|her|them)\b|\bi don't (?:want|need) (?:him|her|them)\b"
)
_OWN = re.compile(
    r"\bi (?:also |really |just |only |still |now |kindly |then |must |have |already )*(?:need|want|would|require|request|have to|must|should|wish|take|took|can't|cannot|ask|can only)\b|\bi'd\b|\bi'm (?:to|the one|after|taking over|covering|standing in)\b|\b(?:may|can|could|might|should|shall) i\b|\bi'm (?:supposed|meant|going) to\b"
    r"|\b(?:what )?i(?:'m| am)? (?:lack|lacking|miss|missing)\b(?! (?:him|her|them|you)\b)|\bi(?:'ve| have) no (?:\w+ )?(?:access|permissions?|rights?|role|licen[cs]e|login|account)\b"
    r"|\bfor (?:me|myself)\b|\b(?:give|add|put|set|make|grant|allow|let|get|send|assign|open|show|gimme|lemme|stick|sign) me\b|\b(?:give|grant|assign|hand)\b[^.,;]{0,30}\bto me\b|\bgimme\b|\blemme\b|\bme please\b|\boff me\b|\bmake me\b|\bme (?:a |an |the )?\w+er (?:please|in|on|for)\b"
    r"|\bmy (?:\w+ )?(?:access|rights?|role|vpn|licen[cs]e|seat|account|login|card|badge|entry|laptop|job|turn|permissions?)\b|\b(?:is|are) mine\b|\b(?:falls|is|it's|landed|that's) (?:to|on) me\b|\bi (?:can|could) (?:only|not)\b|\bmyself\b|\bon my own\b"
)

_FOR_ME = re.compile(
    r"\bfor (?:me|myself)\b[^.!?\n]{0,60}\bfor \w|\bfor (?!me\b|myself\b)\w[^.!?\n]{0,60}\bfor (?:me|myself)\b|(?:^|[.;,!?\n])\s*me\s*:"
)


def own_need(words: str) -> bool:
    """Whether the folded words say a wish of the writer's own."""
    return _OWN.search(_NOT_OWN.sub(" ", words)) is not None


def shared_out(words: str) -> bool:
    """Whether the folded words share out what is wanted: this for the writer, that for somebody else."""
    return _FOR_ME.search(_NOT_OWN.sub(" ", words)) is not None
