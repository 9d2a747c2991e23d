"""Somebody the access is for who is meant without being named: `my colleague`, `our contractors`, `the new locum`.

The word for them is a general one or, for this company, a job that stands in somebody's title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from intents.holding_phrases import DONE_FOR, KIND, STANDS_BACK
from intents.words import fold

_PERSON = (
    rf"{KIND}|manager|boss|supervisor|lead|people|team|staff|guys?|girl|person|folks|friend"
    r"|neighbou?r|predecessor|newcomer|newbie|junior|senior|locum|vendor"
)
_AGENT = re.compile(r"[a-z]{3,}(?:er|or|ist|ian|ant|ive)")
"""How English makes a person of what they do: `planner`, `auditor`, `specialist`, `technician`; and a thing, `our
scheduler`: so it is somebody where it is a job of the company, or new, or
wants something.
"""
_NEEDS = (
    r"(?:\s*,[^,.]{1,60},|\s*\([^)]*\)|\s+(?:in|from|of|at|on)\s+(?:\w+\s+){0,2}?\w+|\s+who\s[^,.]{1,40})?\s+"
    r"(?:also |now |still |really |urgently |just |only )*(?:needs?|would need|will need|should|must|has (?:got )?to|have to|wants?|requires?|gets?|is to|are to"
    r"|to (?:see|view|read|look|get|have|edit|write|order|use|approve|be able)|(?:cannot|can't|cant|can only)"
    r"|(?:lacks?|ha(?:s|ve) no|is missing) (?:access|rights?|the|permission))\b(?!\s+(?:me|us|you)\b|\s+be\s+(?!able\b|given\b|added\b|in\b))"
)
_ENDS = r"(?=\s*(?:$|[,.;:!?()\n–—]|-\s)|\s+(?:(?:for|until|till|to|in|at|on|by|from|who|that|please|pls|plz|as|during|because|since|so|and|too|with|while|starting|next|this|only|asap)\b))"
_ANYBODY = r"(?:some|every|any)(?:body|one)(?: else)?(?: (?:in|of|from|on) (?:my|our|the) \w+)?|all of us|all of them|others|(?P<them>him|her|them)(?: too)?"
_FROM_ELSEWHERE = r"(?:some|any)(?:body|one)(?: else| new)?(?=\s+(?:in|from|of|at|on|who)\s)"
"""`Somebody from the agency needs to see it`; where somebody has to do it is for the writer to say (`let that be me`)."""
_LED = re.compile(
    r"(?:^|[,;:.!?\n–—]|\s-\s|\b(?:and|but|so|that|because|as|since|hi|hello|hey|please|also))\s*$"
)
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_AT_WORK = re.compile(
    r"\b(?:(?:need|want|wish|like|have|able|allowed) to|(?:can|could|may|must|should)(?: i)?) (?!(?:i|get|have|see|view|read)\b)\w+\b[^.;,\n]*$"
)
"""A task of the writer's, which may be done for others: `I need to publish it for everyone`."""
_AWAY = r"(?!\s+who(?:'s| is)\s+(?:sick|ill|away|off|out|on)\b)"


def unnamed(own_words: str, titles: Iterable[str], *, own: bool) -> str | None:
    """The words for somebody unnamed whom the folded words ask for; `own` is whether the writer wishes something too."""
    given, subject, asked_for = _patterns(frozenset(titles))
    words = _IN_BRACKETS.sub("", own_words)
    for match in given.finditer(words):
        lead = words[: match.start()]
        if STANDS_BACK.search(lead) or DONE_FOR.search(lead):
            continue
        if own and (match["them"] or (match["anybody"] and _AT_WORK.search(lead))):
            continue
        return match[0].strip()
    if own:
        return None
    found = asked_for.search(words)
    if found:
        return found[0]
    return next((m[0] for m in subject.finditer(words) if _LED.search(words[: m.start()])), None)


@lru_cache(maxsize=64)
def _patterns(titles: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What is given to somebody, somebody who needs it, and what is asked for them."""
    jobs = {word for title in titles for word in re.findall(r"[a-z]+", fold(title)) if _AGENT.fullmatch(word)}
    person = rf"(?:{'|'.join([_PERSON, *sorted(jobs)])})(?:e?s)?"
    any_person = rf"(?:{'|'.join([_PERSON, *sorted(jobs)])}|{_AGENT.pattern})(?:e?s)?"
    ours = r"(?:(?:one|two|some|all|both|each|most) of )?(?:my|our|his|her|their)|another|(?:the|a|an) (?:new|whole|entire|other)"
    ours_or_the = rf"(?:{ours}|the|a|an)"
    one = rf"(?:(?:{ours}) (?:[\w-]+ ){{0,2}}?{person}(?: of (?:mine|ours))?|(?:a|an|some) (?:[\w-]+ ){{0,2}}?{person} (?:of (?:mine|ours)|(?:in|on|from) (?:my|our) \w+)|(?:a|an) (?:new )?(?:{KIND}|friend|guy|girl|person))"
    given = rf"\bfor (?:{one}|(?P<anybody>{_ANYBODY})){_AWAY}{_ENDS}"
    subject = rf"(?:(?:the|a|an|this) (?:[\w-]+ ){{0,2}}?(?!(?:people|team|staff)\b){person}|(?:{ours}) (?:[\w-]+ ){{0,2}}?{person}|(?:my|our|his|her|their|the|a|an) new (?:[\w-]+ ){{0,1}}?{any_person}|(?:{ours}) (?:[\w-]+ ){{0,2}}?{any_person}(?=\s+wants?\b)|{_FROM_ELSEWHERE}){_NEEDS}"
    asked_for = rf"\b(?:give|add|let|grant|allow|onboard|invite|enable|put) (?:(?:the|a|an) (?:[\w-]+ ){{0,1}}?{person}|(?:{ours}) (?:[\w-]+ ){{0,2}}?{person})\b(?!['’])|\b(?:can|could|may|should) {ours_or_the} (?:[\w-]+ ){{0,2}}?{person} (?:have|get|see|be (?:given|added)|view|read|edit)\b|\b(?:a|our|my) new {KIND} in \w+"
    return re.compile(given), re.compile(subject), re.compile(asked_for)
