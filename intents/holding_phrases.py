"""The phrases by which a sentence says what part somebody named in it plays (`holding.py` reads them).

All text they meet is folded. One line of a table holds what belongs together; what follows `|` says the same otherwise.
"""

from __future__ import annotations

import re

KIND = (
    r"(?:colleague|intern|contractor|report|team ?mate|co-?worker|assistant|successor"
    r"|replacement|deputy|clerk|analyst|student|trainee|apprentice|hire|starter|joiner"
    r"|freelancer|consultant|secretary|engineer|developer|nurse|technician|temp|junior|newcomer)"
)
WHOSE = (
    r"(?:(?:my|our|the|a|an|new|other|both)\s+)*(?:(?!what\b|how\b|who\b|where\b|which\b|why\b"
    rf"|when\b|if\b|that\b|whether\b)\w+\s+)?(?:{KIND})?[\s,:(]*"
)
VERB_OF_GIVING = (
    r"(?:give|grant|add|let|allow|enable|set up|setup|set|get|put|provide|assign|make|onboard"
    r"|invite|equip|enrol+|register|hook|bring|sign up|sort|permit|authori[sz]e|entitle"
    r"|upgrade|move|switch|giving|granting|adding|letting|setting up|putting|getting|making"
    r"|allowing|enabling)"
)
GIVEN = re.compile(
    rf"\b(?P<how>for|4|on behalf of|{VERB_OF_GIVING}|help|can|could|may|might|should|must"
    r"|(?:access|rights|permissions?|login|account)\s+(?:for|to)|(?:give|grant|assign|provide"
    rf"|open|make available)\w*\b[^.,;]{{1,60}}\sto|open(?:ed)?(?: up)? to)(?:\s*:\s*|\s+)(?:(?:my|our"
    rf"|the)\s+(?:new\s+)?(?:\w+\s+){{0,2}})?(?:new\s+)?(?:{KIND})?[\s,:]*$"
)
WISHED_FOR = re.compile(
    r"\b(?:i|we)(?:'d| would| should)?\s+(?:really |just |also )?(?:need|want|like|love|prefer"
    rf"|wish)\s+(?:to have\s+)?{WHOSE}$"
)
TAKEN_FROM = re.compile(
    r"\b(?:remove|revoke|withdraw|strip)\b[^.;]*\bfrom\s+$|\b(?:take|taken)\b[^.;]*\b(?:away"
    r"|off) (?:from\s+)?$|\b(?:remove|revoke|withdraw)\s+$"
)
NO_MORE = re.compile(r"^\s+(?:no longer|doesn't|does not)\s+(?:needs?|requires?|uses?)\b")
FIELD = re.compile(
    r"(?:^|[\n,;.(–-])\s*(?:(?:requested |access )?for|(?:new )?user(?: ?name)?|(?:full )?name"
    r"|employee|beneficiary|recipient|person|holder)\s*:\s*$"
)
"""What a form calls whoever is to have it."""
HANDED_TO = re.compile(
    r"(?<!\btalk )(?<!\bspeak )(?<!\breport )(?<!\breports )(?<!\bbelongs )(?<!\bthanks )(?<!\bspoke )(?<!\bsent )"
    r"(?<!\baccording )(?<!\bsimilar )(?<!\bdue )(?<!\bnext )(?<!\blisten )(?<!\btalked )\bto\s+$"
)
HANDED_ON = re.compile(
    r"\b(?:hand(?:s|ed)?|sends?|pass(?:es)?|presents?|shows?|gave|given|passed|went|goes|spoke|talked|sent|wrote|replied|back|answer(?:s|ed)?)\b"
)
"""What went to somebody before; nothing is asked for them."""
CLOSED = re.compile(r"^\s*(?:[,.;!?]|$|(?:please|pls|plz|thanks|thx)\b)")
INTRODUCED = re.compile(rf"^\W*(?:(?:my|our|the|a|new)\s+)*(?:\w+\s+)?{KIND}[\s,]*$")
NOTHING_MORE = re.compile(r"^\W*(?:(?:please|pls|plz|thanks|thx|asap)\W*)?$")
SPOKEN_OF = re.compile(
    r"(?:manager|approver|approved|boss|supervisor|requester|requestor|owner|contact|lead|cc|from|by|fyi|thanks|regards|thx"
    r"|cheers|dear|hi|hello|hey)(?:\s+(?:is|was))?\s*[:,]?\s*$"
)
WANTS = re.compile(r"^\s+wants?\s+(?!(?:me|us|you|him|her|them|it|this|that|more|some|any)\b)")
SAYS_NEED = re.compile(
    r"^\s+(?:has been asking|(?:just |also )?(?:told|tells|says|said|asked|asks|wrote|mentioned))\b[^.:;]{0,30}?"
    r"(?:\s(?:me|us|that)|[:;])?\s+(?:that\s+)?(?:he|she)(?:'s|\s+(?:is|still|also|now|really|urgently|just))*\s+"
    r"(?:needs?|cannot|can't|cant|lacks|has no|should|must|to\b|has to|doesn't have|is missing)"
)
"""What somebody named says that they lack themselves."""
ASKED_TO_GET = re.compile(
    r"^\s+(?:asked|told|wants|wanted|needs) (?:me|us) to (?:get|give|request|order|set up|add|arrange for) (?:him|her)\b"
)
REFUSED = re.compile(r"\b(?:don't|dont|do not|not|never|no longer|can't|cannot)\b[^.,;]{0,20}$")
BARE = re.compile(r"[,;–—-]\s+$")
ARROW = re.compile(r"(?:->|=>|→)\s*$")
ON_BEHALF = re.compile(r"\b(?:on|in)\s+$")
SO_THAT = re.compile(rf"\b(?:so|so that|that|if|whether)\s+{WHOSE}$")
MADE_ABLE = re.compile(
    r"^\s+(?:can|could|may|might|will be able|is able|gets?|has|had)\b(?!\s+(?:help|come"
    r"|approve|sign))"
)
STANDS_BACK = re.compile(
    r"\b(?:cover(?:ing|ed|s)?(?:\s+\w+){0,2}|wait\w*|back-?up|(?:fill|stand|step|sit)(?:ing"
    r"|s)?[ -]in|sub(?:stitut\w+)?|deputi\w+|replac\w+|instead|work(?:ing|s|ed)?|(?:take"
    r"|taking|takes|took) over|same|report\w*|presentation|deck|slides?|figures|numbers|list"
    r"|summary|ask(?:ed|ing)?|question|mail|message|deputy|look(?:ing)?|vot\w+|gift|thanks?"
    r"|speak\w*|room|respect|good|bad|sorry)\s*$"
)
DONE_FOR = re.compile(
    r"\b(?:to|i'm|i am|i)\s+(?:prepar|mak|build|writ|draft|collect|pull|compil|translat|finish"
    r"|print|check|keep|do|run|sum|type|enter|book|order|send|look|draw|answer|handl|process"
    r"|search|find|count|copy|clean)\w*\b[^.;]*$"
)
NOT_GIVEN = re.compile(
    r"^(?:(?:\W*+(?:or|and)|[^\w/]*+/)\W*+(?:whoever|whomever|anyone|anybody|someone"
    r"|somebody)(?: else)? (?:who )?(?:reads?|reading|picks?|sees?|gets?|answers?|handles?"
    r"|looks?|deals?|is|it may concern)\b|\s+and\s+(?:me|i|myself)\b|\s+(?:to\s+"
    r"|please\s+)?(?:approve|sign|confirm|authori[sz]e|agree|decide|know|tell|help|call|ring"
    r"|mail|answer|stop|wait|grant|give me|add me|let me|set me|do (?:it|that|this) for)\b)"
)
COMPARED = re.compile(
    r"\b(?:same|(?<!'d )(?<!would )(?<!should )like|as|than|unlike|from|by|(?<!behalf )of"
    r"|instead of|without|besides|except|replac\w+|succeed\w*|not|not for|rather than|ask\w*"
    r"|told|tell\w*|with)\s+(?:as\s+)?$"
)
TO_OTHERS = re.compile(r"\b(?:me|myself)\s+(?:and|or|\+|&)\s+$")
SHALL_HAVE = re.compile(
    r"^(?:\s*,[^,.]{1,60},|\s*,|\s+(?:in|from|of|at)\s+(?:the\s+)?(?:(?!and\b"
    r"|or\b)\w+\s+){0,2}?\w+|\s*\([^)]*\))?\s*(?:both |all |also |now |still |really |urgently |just "
    r"|only |therefore |then |soon |too )*(?:needs?\b|wants? to\b|wants?\s+(?:access|the)"
    r"|should\b|must\b|has (?:got )?to\b|will need\b|would need\b|'ll need\b|requires?\b"
    r"|is to\b|shall\b|gets?\b|ought\b|would like\b(?! (?:me|us|you)\b)|may have\b|to (?:be able|have|get)\b"
    r"|(?:can|could) (?:have|get|be given)\b|(?:is|will be) (?:going to|supposed to|meant to"
    r"|due to)\b)(?!\s+(?:approve|sign|agree|know|decide|confirm|help|be (?:back|away|off|out"
    r"|here|asked|informed|told)|not\b|a (?:rest|break|holiday)|surgery))"
)
LACKS = re.compile(
    r"^(?:\s*+,)?+\s++(?:still |currently |so far )?(?:(?:doesn't|doesnt|does not|hasn't|hasnt"
    r"|has not)\s+(?:yet\s+)?(?:have|got)\b|lacks\b|is missing\b|(?:can't|cant|cannot|can not"
    r"|isn't able to|is not able to)\s+(?!come|make it|do|be|help|attend|stay|work)|can only\b"
    r"|has no (?:access|rights?|permission|login|account|licen[cs]e)\b"
    r"|is (?:still )?(?:without|locked out)\b)"
)
OWN = re.compile(
    r"^(?:'s|s'|')\s+(?:behalf\b|(?:\w+\s+){0,3}(?:access|rights?|role|licen[cs]e|account|seat"
    r"|login|reader|viewer|editor|permissions?|vpn|profile|entry|badge|\w+er)\b)"
)
POSSESSIVE = re.compile(r"^(?:'s|s'|')(?:\s|$)")
SAYS = re.compile(
    r"^\s+(?:already |also |just |kindly |has |have |had |once |always |will )*(?:says?|said"
    r"|told|tells?|wants? (?:me|us)|would like (?:me|us|you)\b|wanted|asked|asks|needs? (?:me|us)|thinks?|thought"
    r"|suggest\w*|mention\w*|approv\w+|sent|sends|gave|gives me|showed|shows me|knows?|knew"
    r"|agree[sd]?|agreed|confirm\w*|sign(?:s|ed)\b|insist\w*|promised|expects?|pointed"
    r"|recommend\w*|wrote|refus\w+|reject\w+|denied|call(?:s|ed)|rang|owns?|decides?"
    r"|introduced)\b|^(?:\s*+,)?+\s++(?:is|was|'s|being)\s+(?:my|our|the"
    r"|their)\s+(?:\w+\s+)?(?:manager|boss|supervisor|owner|approver|lead|head|director|chief"
    r"|chef)\b"
)
ABSENT = re.compile(
    r"^(?:\s*,[^,.]{1,60},)?\s+(?:'s |s )?(?:(?:is|was|will be|has been|'ll be|'s|are|being"
    r"|be)\s+(?:now |still |currently |always |never |on |in |at |off |out |up |already "
    r"|also )*(?:away|out|off|sick|ill|leave|holidays?|vacation|sabbatical|absent|travel\w*"
    r"|gone|back|busy|retir\w+|leaving|conference|alone|hospital|training|annual|parental"
    r"|maternity|paternity|unwell|late|unavailable|unreachable|asleep|ooo|lapland|no (?:use"
    r"|good|help|option)|not (?:here|around|in|available|reachable))\b|(?:left|leaves|leaving"
    r"|retire[sd]?|quit|quits|(?:goes|went)(?! (?:(?:half|part|full)[ -]?time|over|across"
    r"|into|through|live|on(?:to)? (?:the )?(?:call|duty|shift|standby|rota|roster))\b)|has (?:left|gone|moved|retired|surgery|resigned|time off)|moved|hands? over"
    r"|handed|stays? (?:home|away))\b|(?:starts?|begins?|takes|took|started|has)\s+(?:her|his"
    r"|their|a|an|the|some)?\s*(?:\w+\s+)?(?:leave|sabbatical|holidays?|vacation|time off"
    r"|parental|retirement|surgery|days? off|break)\b)"
)
AND_TO = re.compile(r"\band\s+$")
THEN_TO = re.compile(r"[,;]\s+$")
ONLY = re.compile(r"^\s+(?:only|just)\b")
TELLS = re.compile(
    r"^(?:'s\b|\s*[,.;:!?]|\s*$|\s+(?:will|would|is|are|was|has|had|can|could|may|does|do|did|already"
    r"|then|who|which|to|and)\b)"
)
"""Goes on about somebody, and gives them nothing."""
ALSO_MINE = re.compile(r"\band (?:i|me) (?:also |just |only )?(?:need|want|require|get|should)\b")
TOGETHER = re.compile(
    r"^\s+(?:and|&|\+)\s+(?:i|me)(?:\s*:|\s+(?:both |all |also |just )?(?:need|want|require|should|would like)\b)"
)
AND_NAMED = re.compile(r"^\W*[^\W_]+ ?(?:,|&|\+|and|/) ?$")
"""One name before it, and nothing else."""
BRACKETED = re.compile(r"\(\s*$")
TASK = re.compile(
    r"^(?:\s*,[^,.]{1,60},|\s*\([^)]*\)|\s+(?:in|from|of"
    r"|at)\s+(?:the\s+)?(?:\w+\s+){0,2}?\w+)?\s*(?:\b(?:now|also|then|soon|himself|herself"
    r"|alone)\s+)*(?:will|'ll|is|has|does|\w{2,}s)\b"
)
CLUE = re.compile(
    r"\b(?:will|joins?|starts?|begins?|takes? (?:over|on|care)|picks? up|becomes?|moves? (?:to"
    r"|into|over)|holds the fort|(?:fills?|stands?|steps?) in|helps? out|covers?|inherits?"
    r"|succeeds|replaces|is (?:our|my|the) new|is (?:going|about) to|is (?:helping|covering"
    r"|taking|starting|joining|standing|replacing|working)|from now on|from (?:today|tomorrow"
    r"|next|this|the|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)\w*|as of|as from|starting|effective|in the meantime|meanwhile|instead"
    r"|going forward|in future|for now|for the (?:time being|next)|temporarily|(?:for|until"
    r"|till) (?:\w+ )?(?:\w+ )?(?:days?|weeks?|months?|quarter|year|(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)|is on (?:him|her))\b|'ll\b"
)
ARRANGE = re.compile(
    r"\b(?:(?:set|sort|get) (?:that|this|it|all that|everything|things) (?:all )?(?:up|out"
    r"|ready|going|done)|arrange|(?:make|get) (?:him|her) ready|set (?:him|her|them) up"
    r"|organi[sz]e (?:that|this|it)|provide (?:the|what)|(?:please|kindly|could you|can you"
    r"|would you)\b[^.]{0,30}\b(?:change|arrange|enable|activate|open|unlock|prepare|provide"
    r"|see to|take care of) (?:that|this|it|what))\b"
)
WILL_NOT_HOLD = re.compile(
    r"^\s*(?:will|'ll|is going to|is to)\s+(?:be (?:away|out|off|back|on|in|here|gone|absent)"
    r"|approve|sign|leave|return|come|confirm|retire|tell|know|decide|agree|send|call"
    r"|check with|ask)\b"
)
PRONOUN_NEED = re.compile(
    r"\b(?P<who>he|she|they)(?:\s+(?:also |only |now |then |really |just |already |still "
    r"|urgently )*(?:needs?|should|has (?:got )?to|have to|must|wants? to|requires?|will|would"
    r"|gets|sits|is to|types?|enters?|takes|does|can only|can't|cannot|lacks|hasn't|has no"
    r"|doesn't have|does not have|isn't|is not|is missing|is (?:still )?without|asked|becomes?"
    r"|shall|may|can(?! (?:help|be\b|explain|confirm|vouch|tell|answer|say)))|'d"
    r"|'ll)\b(?!\s+(?:like to know|know\b|agree|approve|sign|decide|be (?:back|away|out|off"
    r"|here|gone|on)|return|tell|leave|come|miss|have my head|want me|wants me|me to|for me"
    r"|us to|off\b|a break|go|went|care|kill|hate))|\bfor (?:him|her)\b|\b(?:give|let|add|set"
    r"|get|put|grant|allow|onboard|make|enable|invite|equip) (?:him|her)\b(?! (?:know"
    r"|to (?:sign|approve)))|\b(?:give|for) (?P<they>them)\b|\bwhat (?:he|she) needs?\b"
    r"|\bon (?:him|her)\b"
)
HARD_PRONOUN = re.compile(
    r"^(?:he|she)\b.*\b(?:needs?|should|has|must|wants|requires|will|would|becomes?|shall)|'d"
    r"|'ll|for|give|let|add|set|get|put|grant|allow|onboard|make|enable|invite|equip|what"
)
BREAK = re.compile(r"[,;:(–—]|\s-+\s|\b(?:and|but|so|then|now|or|because)\b")
INTRO = re.compile(
    r"^\W*+(?:(?:with \w+(?: \w+)? (?:gone|away|off|out|sick|ill|absent|retired|leaving"
    r"|on (?:leave|holiday|vacation))|hi|hello|hiya|hey|moin|morning|good (?:day|morning"
    r"|afternoon|evening)|please|also|so|then|now|today|tomorrow|meanwhile|soon|next (?:week"
    rf"|month|year)|from\s+(?:\w+\s+){{0,3}}\w+|as (?:of|from)\s+(?:\w+\s+){{0,3}}\w+"
    rf"|starting\s+(?:\w+\s+){{0,3}}\w+|since\s+\w+|until\s+(?:\w+\s+){{0,3}}\w+"
    r"|for\s+(?:the\s+)?(?:next\s+)?\w+(?:\s+(?:days?|weeks?|months?))?|in the meantime"
    r"|on\s+\w+|(?:this|it)(?:'s| is) (?:about|regarding)|re|regarding|about|instead"
    rf"|therefore)\W++){{0,6}}(?:(?:my|our|the|a|new)\s+)*(?:\w+\s+)?(?:{KIND})?[\s,]*$"
)
SUBORDINATE = re.compile(
    r"\b(?:while|because|since|when|whenever|if|whether|although|unless|before|after|that|who"
    r"|which|where|what|how|why|than|with|by|to|from|of|until|till|as|only|without|ask|tell"
    r"|told|mail|ring|does|did|has|have|is|was|not|like|and)\s*$"
)
NAMED_ALONE = re.compile(r"(?:^|\bso|\bi mean|\bnamely|\bi\.e\.|\bit's|\bit is)\W*$")
FIRST_PERSON = re.compile(r"(?<!\w)(?:i|i'm|i've|i'd|i'll|me|myself)(?!\w)")
LENT = re.compile(
    r"\b(?:lends?|lent|sends?|sent|gives?|gave|assigned|seconds?|seconded|loans?|loaned) (?:me"
    r"|us) $"
)
"""What stands before a colleague whom somebody else makes available."""
AWAY = re.compile(
    r"\b(?:i(?:'m| am| will be|'ll be)\s+(?:\w+\s+)?(?:off|away|out|on (?:leave|holiday"
    r"|vacation)|leaving|at a|going|retiring|moving|handing)|i (?:leave|retire|hand|stop"
    r"|give up|go)\b|\b(?:while|when|as|because|since|until) i(?:'m| am|'ll be)\b|\bi(?:'ve"
    r"| have)? (?:asked|told|hired|got|think|hope|know|believe|trust|trained|agreed"
    r"|promised)\b|for me to \w+|(?:for|to|from|with|under|of|instead of|than|replaces?"
    r"|leav\w+ (?:it|them)(?: all)? (?:to|for)) me\b)"
)
RELATIVE = re.compile(
    r"\b(?:the|this|these|those|all|any|each|every|what|whatever|everything|anything) (?:[\w'-]+ ){0,2}(?:that|which|what)?\s*(?<= )$"
)
"""Leads to what somebody does with a thing that is spoken of: `the journals that Dana prepares`, `the list Dana keeps`."""
