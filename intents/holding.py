"""How clearly a message says that a colleague is the one to hold the access: the part the name plays in its sentence.

Whoever is given something or needs something is the one. Whoever is to do a task from now on most likely is, as
long as the writer wishes nothing for themselves. Whoever is away, approves, told or asked is only mentioned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Claim(IntEnum):
    """How sure it is that the access is for a colleague."""

    NONE = 0
    """Only mentioned."""
    UNCLEAR = 1
    """Could be the colleague or the writer: worth a question."""
    LIKELY = 2
    """Does the task it is for, and the writer asks nothing for themselves."""
    CLEAR = 3
    """Is given it, or needs it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A mention in its sentence; all text is folded."""

    before: str
    """From the start of the sentence."""
    after: str
    """To the end of the sentence."""
    rest: str
    """What follows, up to the next mention of somebody else."""
    full: bool
    """The message names the person unmistakably somewhere."""
    alone: bool
    """Nobody else is named."""


_KIND = r"(?:colleague|intern|contractor|report|team ?mate|co-?worker|assistant|successor|replacement|deputy|clerk|analyst|student|trainee|apprentice|hire|starter|joiner|freelancer|consultant|secretary|engineer|developer|nurse|technician|temp)"
_WHOSE = rf"(?:(?:my|our|the|a|an|new|other|both)\s+)*(?:(?!what\b|how\b|who\b|where\b|which\b|why\b|when\b|if\b|that\b|whether\b)\w+\s+)?(?:{_KIND})?[\s,:(]*"
_VERB_OF_GIVING = r"(?:give|grant|add|let|allow|enable|set up|setup|set|get|put|provide|assign|make|onboard|invite|equip|enrol+|register|hook|bring|sign up|sort|permit|authori[sz]e|entitle|upgrade|move|switch|giving|granting|adding|letting|setting up|putting|getting|making|allowing|enabling)"
_GIVEN = re.compile(
    rf"\b(?P<how>for|4|on behalf of|{_VERB_OF_GIVING}|help|can|could|may|might|should|must|(?:access|rights|permissions?|login|account)\s+(?:for|to)|(?:give|grant|assign|provide|open|make available)\w*\b[^.,;]{{1,60}}\sto|open(?:ed)?(?: up)? to)\s+(?:(?:my|our|the)\s+(?:new\s+)?(?:\w+\s+){{0,2}})?(?:new\s+)?(?:{_KIND})?[\s,:]*$"
)
_WISHED_FOR = re.compile(
    rf"\b(?:i|we)(?:'d| would| should)?\s+(?:really |just |also )?(?:need|want|like|love|prefer|wish)\s+(?:to have\s+)?{_WHOSE}$"
)
_TAKEN_FROM = re.compile(
    r"\b(?:remove|revoke|withdraw|strip)\b[^.;]*\bfrom\s+$|\b(?:take|taken)\b[^.;]*\b(?:away|off) (?:from\s+)?$|\b(?:remove|revoke|withdraw)\s+$"
)
_NO_MORE = re.compile(r"^\s+(?:no longer|doesn't|does not)\s+(?:needs?|requires?|uses?)\b")
_REFUSED = re.compile(r"\b(?:don't|dont|do not|not|never|no longer|can't|cannot)\b[^.,;]{0,20}$")
_BARE = re.compile(r"[,;–—-]\s+$")
_ARROW = re.compile(r"(?:->|=>|→)\s*$")
_ON_BEHALF = re.compile(r"\b(?:on|in)\s+$")
_SO_THAT = re.compile(rf"\b(?:so|so that|that|if|whether)\s+{_WHOSE}$")
_MADE_ABLE = re.compile(
    r"^\s+(?:can|could|may|might|will be able|is able|gets?|has|had)\b(?!\s+(?:help|come|approve|sign))"
)
_STANDS_BACK = re.compile(
    r"\b(?:cover(?:ing|ed)?(?:\s+\w+){0,2}|wait\w*|back-?up|(?:fill|stand|step|sit)(?:ing|s)?[ -]in|sub(?:stitut\w+)?|deputi\w+|replac\w+|instead|work(?:ing|s|ed)?|(?:take|taking|takes|took) over|same|"
    r"report\w*|presentation|deck|slides?|figures|numbers|list|summary|ask(?:ed|ing)?|question|mail|message|deputy|look(?:ing)?|vot\w+|gift|thanks?|speak\w*|room|respect|good|bad|sorry)\s*$"
)
_DONE_FOR = re.compile(
    r"\b(?:to|i'm|i am|i)\s+(?:prepar|mak|build|writ|draft|collect|pull|compil|translat|finish|print|check|keep|do|run|sum|type|enter|book|order|send|look|draw|answer|handl|process|search|find|count|copy|clean)\w*\b[^.;]*$"
)
_NOT_GIVEN = re.compile(
    r"^(?:\W*(?:or|and|/)\W*(?:whoever|whomever|anyone|anybody|someone|somebody)(?: else)? (?:who )?(?:reads?|reading|picks?|sees?|gets?|answers?|handles?|looks?|deals?|is|it may concern)\b|\s+and\s+(?:me|i|myself)\b|\s+(?:to\s+|please\s+)?(?:approve|sign|confirm|authori[sz]e|agree|decide|know|tell|help|call|ring|mail|answer|stop|wait|grant|give me|add me|let me|set me|do (?:it|that|this) for)\b)"
)
_COMPARED = re.compile(
    r"\b(?:same|(?<!'d )(?<!would )(?<!should )like|as|than|unlike|from|by|(?<!behalf )of|instead of|without|besides|except|replac\w+|succeed\w*|not|not for|rather than|ask\w*|told|tell\w*|with)\s+(?:as\s+)?$"
)
_TO_OTHERS = re.compile(r"\b(?:me|myself)\s+(?:and|or|\+|&)\s+$")

_SHALL_HAVE = re.compile(
    r"^(?:\s*,[^,.]{1,60},|\s*,|\s+(?:in|from|of|at)\s+(?:the\s+)?(?:(?!and\b|or\b)\w+\s+){0,2}?\w+|\s*\([^)]*\))?\s*(?:also |now |still |really |urgently |just |only |therefore |then |soon |too )*"
    r"(?:needs?\b|wants? to\b|wants?\s+(?:access|the)|should\b|must\b|has (?:got )?to\b|will need\b|would need\b|'ll need\b|requires?\b|is to\b|shall\b|gets?\b|ought\b|would like\b|may have\b|to (?:be able|have|get)\b|(?:can|could) (?:have|get|be given)\b|(?:is|will be) (?:going to|supposed to|meant to|due to)\b)"
    r"(?!\s+(?:approve|sign|agree|know|decide|confirm|help|be (?:back|away|off|out|here|asked|informed|told)|not\b|a (?:rest|break|holiday)|surgery))"
)
_LACKS = re.compile(
    r"^\s*,?\s+(?:still |currently |so far )?(?:(?:doesn't|does not|hasn't|has not)\s+(?:yet\s+)?(?:have|got)\b|lacks\b|is missing\b|(?:can't|cannot|can not|isn't able to|is not able to)\s+(?!come|make it|do|be|help|attend|stay|work)|can only\b|has no (?:access|rights?|permission|login|account|licen[cs]e)\b|is (?:still )?(?:without|locked out)\b)"
)
_OWN = re.compile(
    r"^(?:'s|s'|')\s+(?:behalf\b|(?:\w+\s+){0,3}(?:access|rights?|role|licen[cs]e|account|seat|login|reader|viewer|editor|permissions?|vpn|profile|entry|badge|\w+er)\b)"
)
_POSSESSIVE = re.compile(r"^(?:'s|s'|')(?:\s|$)")
_SAYS = re.compile(
    r"^\s+(?:already |also |just |kindly |has |have |had |once |always |will )*(?:says?|said|told|tells?|wants? (?:me|us)|wanted|asked|asks|needs? (?:me|us)|thinks?|thought|suggest\w*|mention\w*|approv\w+|sent|sends|gave|gives me|showed|shows me|knows?|knew|agree[sd]?|agreed|confirm\w*|sign(?:s|ed)\b|insist\w*|promised|expects?|pointed|recommend\w*|wrote|refus\w+|reject\w+|denied|call(?:s|ed)|rang|owns?|decides?|introduced)\b|^\s*,?\s+(?:is|was|'s|being)\s+(?:my|our|the|their)\s+(?:\w+\s+)?(?:manager|boss|supervisor|owner|approver|lead|head|director|chief|chef)\b"
)
_ABSENT = re.compile(
    r"^(?:\s*,[^,.]{1,60},)?\s+(?:'s |s )?(?:(?:is|was|will be|has been|'ll be|'s|are|being|be)\s+(?:now |still |currently |always |never |on |in |at |off |out |up |already |also )*(?:away|out|off|sick|ill|leave|holidays?|vacation|sabbatical|absent|travel\w*|gone|back|busy|retir\w+|leaving|conference|alone|hospital|training|annual|parental|maternity|paternity|unwell|late|unavailable|unreachable|asleep|ooo|lapland|no (?:use|good|help|option)|not (?:here|around|in|available|reachable))\b"
    r"|(?:left|leaves|leaving|retire[sd]?|quit|quits|(?:goes|went)(?! (?:(?:half|part|full)[ -]?time|over|across|into)\b)|has (?:left|gone|moved|retired|surgery|resigned|time off)|moved|hands? over|handed|stays? (?:home|away))\b|(?:starts?|begins?|takes|took|started|has)\s+(?:her|his|their|a|an|the|some)?\s*(?:\w+\s+)?(?:leave|sabbatical|holidays?|vacation|time off|parental|retirement|surgery|days? off|break)\b)"
)
_TASK = re.compile(
    r"^(?:\s*,[^,.]{1,60},|\s*\([^)]*\)|\s+(?:in|from|of|at)\s+(?:the\s+)?(?:\w+\s+){0,2}?\w+)?\s*(?:\b(?:now|also|then|soon|himself|herself|alone)\s+)*(?:will|'ll|is|has|does|\w{2,}s)\b"
)
_CLUE = re.compile(
    r"\b(?:will|joins?|starts?|begins?|takes? (?:over|on|care)|picks? up|becomes?|moves? (?:to|into|over)|holds the fort|(?:fills?|stands?|steps?) in|helps? out|covers?|inherits?|succeeds|replaces|is (?:our|my|the) new|is (?:going|about) to|is (?:helping|covering|taking|starting|joining|standing|replacing|working)|"
    r"from now on|from (?:today|tomorrow|next|this|the|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|as of|as from|starting|effective|in the meantime|meanwhile|instead|going forward|in future|for now|for the (?:time being|next)|temporarily|(?:for|until|till) (?:\w+ )?(?:\w+ )?(?:days?|weeks?|months?|quarter|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)|is on (?:him|her))\b|'ll\b"
)
_ARRANGE = re.compile(
    r"\b(?:(?:set|sort|get) (?:that|this|it|all that|everything|things) (?:all )?(?:up|out|ready|going|done)|arrange|(?:make|get) (?:him|her) ready|set (?:him|her|them) up|organi[sz]e (?:that|this|it)|provide (?:the|what)|(?:please|kindly|could you|can you|would you)\b[^.]{0,30}\b(?:change|arrange|enable|activate|open|unlock|prepare|provide|see to|take care of) (?:that|this|it|what))\b"
)
_WILL_NOT_HOLD = re.compile(
    r"^\s*(?:will|'ll|is going to|is to)\s+(?:be (?:away|out|off|back|on|in|here|gone|absent)|approve|sign|leave|return|come|confirm|retire|tell|know|decide|agree|send|call|check with|ask)\b"
)
_PRONOUN_NEED = re.compile(
    r"\b(?P<who>he|she|they)(?:\s+(?:also |only |now |then |really |just |already |still |urgently )*(?:needs?|should|has (?:got )?to|have to|must|wants? to|requires?|will|would|gets|sits|is to|types?|enters?|takes|does|can only|can't|cannot|lacks|hasn't|has no|doesn't have|does not have|isn't|is not|is missing|is (?:still )?without|asked|becomes?|shall|may|can(?! (?:help|be\b|explain|confirm|vouch|tell|answer|say)))|'d|'ll)\b"
    r"(?!\s+(?:like to know|know\b|agree|approve|sign|decide|be (?:back|away|out|off|here|gone|on)|return|tell|leave|come|miss|have my head|want me|wants me|me to|for me|us to|off\b|a break|go|went|care|kill|hate))"
    r"|\bfor (?:him|her)\b|\b(?:give|let|add|set|get|put|grant|allow|onboard|make|enable|invite|equip) (?:him|her)\b(?! (?:know|to (?:sign|approve)))|\b(?:give|for) (?P<they>them)\b|\bwhat (?:he|she) needs?\b|\bon (?:him|her)\b"
)
_HARD_PRONOUN = re.compile(
    r"^(?:he|she)\b.*\b(?:needs?|should|has|must|wants|requires|will|would|becomes?|shall)|'d|'ll|for|give|let|add|set|get|put|grant|allow|onboard|make|enable|invite|equip|what"
)
_BREAK = re.compile(r"[,;:(–—]|\s-+\s|\b(?:and|but|so|then|now|or|because)\b")
_INTRO = re.compile(
    rf"^\W*(?:(?:with \w+(?: \w+)? (?:gone|away|off|out|sick|ill|absent|retired|leaving|on (?:leave|holiday|vacation))|hi|hello|hiya|hey|moin|morning|good (?:day|morning|afternoon|evening)|please|also|so|then|now|today|tomorrow|meanwhile|soon|next (?:week|month|year)|from\s+(?:\w+\s+){{0,3}}\w+|as (?:of|from)\s+(?:\w+\s+){{0,3}}\w+|starting\s+(?:\w+\s+){{0,3}}\w+|since\s+\w+|until\s+(?:\w+\s+){{0,3}}\w+|for\s+(?:the\s+)?(?:next\s+)?\w+(?:\s+(?:days?|weeks?|months?))?|in the meantime|on\s+\w+|(?:this|it)(?:'s| is) (?:about|regarding)|re|regarding|about|instead|therefore)\W+)*(?:(?:my|our|the|a|new)\s+)*(?:\w+\s+)?(?:{_KIND})?[\s,]*$"
)
_SUBORDINATE = re.compile(
    r"\b(?:while|because|since|when|whenever|if|whether|although|unless|before|after|that|who|which|where|what|how|why|than|with|by|to|from|of|until|till|as|only|without|ask|tell|told|mail|ring|does|did|has|have|is|was|not|like|and)\s*$"
)
_NAMED_ALONE = re.compile(r"(?:^|\bso|\bi mean|\bnamely|\bi\.e\.|\bit's|\bit is)\W*$")
_FIRST_PERSON = re.compile(r"(?<!\w)(?:i|i'm|i've|i'd|i'll|me|myself)(?!\w)")
_LENT = re.compile(r"\b(?:lends?|lent|sends?|sent|gives?|gave|assigned|seconds?|seconded|loans?|loaned) (?:me|us) $")
"""What stands before a colleague whom somebody else makes available."""
_AWAY = re.compile(
    r"\b(?:i(?:'m| am| will be|'ll be)\s+(?:\w+\s+)?(?:off|away|out|on (?:leave|holiday|vacation)|leaving|at a|going|retiring|moving|handing)|i (?:leave|retire|hand|stop|give up|go)\b|\b(?:while|when|as|because|since|until) i(?:'m| am|'ll be)\b|\bi(?:'ve| have)? (?:asked|told|hired|got|think|hope|know|believe|trust|trained|agreed|promised)\b|for me to \w+|(?:for|to|from|with|under|of|instead of|than|replaces?|leav\w+ (?:it|them)(?: all)? (?:to|for)) me\b)"
)


def claim(place: Place, *, own_need: bool) -> Claim:
    """What the sentence says of the mention; `own_need` is whether the writer wishes something for themselves."""
    if _TAKEN_FROM.search(place.before) or (_NO_MORE.match(place.after) and _leads(place.before)):
        return Claim.UNCLEAR if own_need else Claim.CLEAR
    if _COMPARED.search(place.before) or _TO_OTHERS.search(place.before):
        return Claim.UNCLEAR if _TO_OTHERS.search(place.before) and own_need else Claim.NONE
    direct = _directly(place, own_need=own_need)
    if direct is Claim.CLEAR or own_need:
        return direct
    return max(direct, _by_pronoun(place), _by_task(place))


def _directly(place: Place, *, own_need: bool) -> Claim:
    """Is given it, or needs it."""
    before, after = place.before, place.after
    if _OWN.match(after):
        if re.search(r"\b(?:took|take|taking) over\s+$|\bto\s+$", before):
            return Claim.NONE
        return Claim.UNCLEAR if own_need and not _ON_BEHALF.search(before) else Claim.CLEAR
    if _POSSESSIVE.match(after) or _NOT_GIVEN.match(after):
        return Claim.NONE
    if _SAYS.match(after) or _ABSENT.match(after):
        return Claim.NONE
    given = _GIVEN.search(before)
    if given is not None:
        return _given(given, before, own_need=own_need)
    if _WISHED_FOR.search(before) or _ARROW.search(before):
        return Claim.CLEAR
    if _SHALL_HAVE.match(after):
        if not own_need:
            return Claim.CLEAR
        return Claim.UNCLEAR if place.full and _leads(before) else Claim.NONE
    if own_need:
        return Claim.NONE
    if _LACKS.match(after) and _leads(before):
        return Claim.LIKELY
    if _SO_THAT.search(before) and _MADE_ABLE.match(after):
        return Claim.LIKELY
    # `Dana Orr: viewer, please` names her; `Dana Orr, could you ...` speaks to her.
    bare = re.match(r"^\s*[,:]" if before.strip() else r"^\s*:", after) is not None
    if place.full and bare and _NAMED_ALONE.search(before):
        return Claim.LIKELY
    ends = re.match(r"^\s*(?:[,;–—.!?]|$)", after) is not None
    return Claim.UNCLEAR if place.full and ends and _BARE.search(before) else Claim.NONE


def _given(given: re.Match[str], before: str, *, own_need: bool) -> Claim:
    how, lead = given["how"], before[: given.start()]
    if _REFUSED.search(lead):
        return Claim.NONE
    if how in {"for", "4"}:
        if _STANDS_BACK.search(lead):
            return Claim.NONE
        return Claim.UNCLEAR if own_need and _DONE_FOR.search(lead) else Claim.CLEAR
    if how == "help":
        return Claim.NONE if own_need else Claim.CLEAR
    mine = re.search(r"\b(?:i|we)\b[^.,;]{0,40}$|\bto\s+$", lead) is not None
    task = how.split()[0] in {"give", "get", "put", "make", "add", "provide", "assign", "move", "bring", "sort", "set", "open"}  # fmt: skip
    if own_need and mine and task:
        # `I need to add Dana to it` may be the writer's task or the wish itself; so may `I give them to Dana`.
        return Claim.UNCLEAR
    return Claim.CLEAR


def _by_pronoun(place: Place) -> Claim:
    """Taken up by he or she where the message wishes."""
    found = _PRONOUN_NEED.search(place.rest)
    if found is None:
        return Claim.NONE
    lent = _LENT.search(place.before) is not None
    leads = lent or _leads(place.before)
    if found["who"] == "they" or found["they"] or not (leads or place.alone):
        return Claim.UNCLEAR if leads else Claim.NONE
    if _ABSENT.match(place.after) or _SAYS.match(place.after):
        return Claim.UNCLEAR
    return Claim.LIKELY if lent or place.full or _HARD_PRONOUN.search(found[0]) else Claim.UNCLEAR


def _by_task(place: Place) -> Claim:
    """Does a task from now on, or does it and somebody is asked to arrange for it."""
    after = place.after
    if not _leads(place.before) or _SAYS.match(after) or _ABSENT.match(after) or _WILL_NOT_HOLD.match(after):
        return Claim.NONE
    if _POSSESSIVE.match(after) or not _TASK.match(after):
        return Claim.NONE
    sentence = f"{place.before} {after}"
    if _FIRST_PERSON.search(_AWAY.sub(" ", sentence)):
        return Claim.NONE
    if not place.full:
        return Claim.UNCLEAR if _told(sentence, place) else Claim.NONE
    if _told(sentence, place):
        return Claim.LIKELY
    return Claim.UNCLEAR if place.alone else Claim.NONE


def _told(sentence: str, place: Place) -> bool:
    """Whether the task is one to come, or somebody is asked to arrange for it."""
    return _CLUE.search(sentence) is not None or _ARRANGE.search(place.rest) is not None


def _leads(before: str) -> bool:
    """Whether what stands before the name leaves it the subject of a main clause."""
    lead = before
    for cut in _BREAK.finditer(before):
        lead = before[cut.end() :]
    return _INTRO.match(lead) is not None and _SUBORDINATE.search(lead) is None
