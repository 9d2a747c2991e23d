"""Phrases of general English that speak for one of the twelve intents, or for somebody asking for access at all.

They are features of the model in `intent.py`, which weighs them together with the words and the meaning.
"""

from __future__ import annotations

import re

from intents.understanding import Intent

_I = Intent
_ENDS = 3
"""The weight of the phrases that say when something ends: by themselves they extend nothing."""
_ORDERED = r"(?:\W*(?:hi|hey|hello|usher|ok|so|please|pls|now|i|we|need|must|want|have|got|going|to|a|the|urgent|urgently|quick|quickly|help)\b)*\W*"
_CUES: list[tuple[Intent, float, str]] = [
    (_I.HELP, 3, r"^(?:\W*+(?:help|menu|commands|info)|[^\w?]*+\?)\W*+(?:me|please|pls)?\W*+$"),
    (_I.HELP, 4, r"\bwhat (?:can|do|could) you (?:actually |even )?(?:do|help)\b|\bhow (?:do|does|can) (?:you|this|it|i use (?:you|this(?: bot| tool)?|the bot)|one use)\b(?! \w+ (?:access|get))(?:.{0,12}\bwork\b|.{0,12}\buse\b|\s*(?:$|\?))"),
    (_I.HELP, 4, r"\bhow (?:this|it|that|the bot|usher) works\b|\bdo i just (?:type|write|say|ask)\b|\bwho are you\b|\bwhat are you\b|\bare you a (?:bot|robot|human)\b|\bshow me (?:some )?examples\b|\bhow to use (?:this|you)\b|\bwhat is this (?:bot|thing)\b"),
    (_I.STATUS, 4, r"\b(?:any|some) (?:news|update|progress|word)\b|\bstatus (?:of|on)\b.{0,30}\brequest|\bwhere (?:is|are|'s) my (?:\w+ )?(?:request|ticket|access|approval)|\bwhat(?:'s| is| happened) (?:with|to|the status of|happening with) my (?:\w+ ){0,3}(?:request|application|ask)\b"),
    (_I.STATUS, 4, r"\bhow far (?:is|are|along)\b|\bstill (?:lying|pending|waiting|stuck|open|with)\b.{0,40}\?|\bwho (?:must|has to|still|else)\b.{0,25}\b(?:say yes|approve|sign|decide)\b|\b(?:has|have|did)\b.{0,40}\b(?:looked at|approved|decided|answered|seen|signed off)\b.{0,30}\b(?:my|request|it|yet)\b"),
    (_I.STATUS, 3, r"\bwhat i (?:asked|requested)\b|\b(?:request|ticket)\b.{0,40}\b(?:approved|done|decided|through|gone through|processed|pending|waiting|stuck)\b.{0,12}(?:yet|\?)|\bis (?:my|the) .{0,30}\b(?:request|access) (?:ready|approved|through)\b|\bmy (?:\w+ ){0,2}(?:request|demand) (?:of|from) (?:last|yesterday|monday|tuesday|wednesday|thursday|friday)"),
    (_I.STATUS, 2, r"\bi (?:asked|applied|requested)\b.{0,60}\b(?:any|when|how long|heard nothing|nothing (?:yet|happened))\b|\bhow long (?:will|does) (?:it|my request|the approval)\b|\bwaiting (?:for|on) (?:my|an?) (?:approval|answer|request)"),
    (_I.STATUS, 4, r"\b(?:has|have|did)\b.{0,40}\b(?:said|replied|responded|reacted|heard|decided|acted|come back|got back|gotten back|reply|respond|say)\b.{0,50}\b(?:my (?:\w+ ){0,2}(?:request|ticket|application)|yet)\b|\bany (?:reply|response|answer|decision|movement|sign)\b.{0,40}\b(?:request|ticket|yet)\b|\bhow is my (?:\w+ ){0,2}request\b|\bwhen will my (?:\w+ ){0,2}(?:request|ticket)\b"),
    (_I.INVENTORY, 4, r"\b(?:what|which)(?: \w+){0,3} (?:have|had) i\b(?!.{0,20}\b(?:asked|requested|done|to)\b)|\bhave i (?:got|already got)\b.{0,40}\b(?:access|roles?|rights?|permissions?)\b|\b(?:what|which)\b.{0,25}\bare (?:currently )?mine\b"),
    (_I.INVENTORY, 4, r"\b(?:what|which)(?: \w+){0,4} do i\b.{0,25}\b(?:have|hold|got)\b|\bwhat do i (?:actually |currently )?have\b|\bwhat am i (?:in|a member of|allowed)\b|\bwhat can i (?:currently |already )?(?:access|see|get into|log ?in)\b|\bwhich of my\b|\bwhat (?:access|permissions|rights|roles) (?:do|have) i\b"),
    (_I.INVENTORY, 4, r"\b(?:list|show|tell)\b.{0,20}\b(?:all |everything )?(?:my (?:access|permissions?|rights?|roles|entitlements|accounts|licen[cs]es)|i (?:have|hold|can access))\b|\bmy (?:current |own )?(?:access|permissions|rights|entitlements|roles)\??$|\b(?:everything|all) (?:that )?i (?:have|hold|can get into)\b|\bdo i (?:already |still )?have\b"),
    (_I.INVENTORY, 3, r"\bwhen (?:does|do|will) my\b.{0,50}\b(?:expire|end|run out)\b|\bwhat (?:of mine )?(?:expires|ends)\b"),
    (_I.DISCOVER, 4, r"\bwho (?:is the|'s the|approves?|decides?|owns?|grants?|signs off|is responsible|is in charge|do i ask|can approve|has to approve|would (?:approve|decide))\b|\bwhat (?:\w+ )?(?:roles?|levels?|options?|permissions|access(?: levels?)?|packages|systems|bundles|entitlements)\b.{0,25}\b(?:there|exist|available|offer|can i (?:ask|request|get)|are|is)\b"),
    (_I.DISCOVER, 4.5, r"^(?!.*\b(?:still|yet|my (?:\w+ ){0,2}(?:request|ticket|application))\b).*\bwho\b(?: \w+){0,3} (?:approves?|decides?|grants?|signs? off|authori[sz]es?|says? (?:yes|ok|okay)|gives? (?:the |their |me )?(?:ok|okay|go-?ahead|green light|approval|permission)|agrees?|clears?)\b|\bwhose (?:approval|permission|ok|okay|yes|decision)\b"),
    (_I.DISCOVER, 4, r"\b(?:difference|differ)\b|\bwhat does (?:the |a )?.{0,30}\b(?:role|level|access|permission|include|allow|mean)\b|\bis there (?:something|anything|a (?:tool|system|role|way)|some)\b|\bdo we have (?:a|any|something)\b|\bwhat(?:'s| is) (?:available|there|in the catalog)\b|\bwhat can i (?:request|ask for|apply for|order)\b"),
    (_I.DISCOVER, 4, r"\bhow (?:do|does|can|would|could|should|to)?\s*(?:i|one|you|we|people|somebody|someone|a person|anyone)?\s*(?:normally |usually |actually )?(?:go about |request |get|obtain|apply|ask for|become)\b(?!.{0,30}\b(?:done|fixed)\b)(?=.{0,60}\b(?:access|role|rights?|permission|licen[cs]e|into|account|certif\w+|course)\b)|\bwhich (?:role|level|system|tool|entitlement|one|package) (?:do i|should i|would i|is|lets|gives|would)\b|\bwhat would i (?:pick|need|ask)\b|\bwhat do (?:new|other)\b.{0,30}\bget\b"),
    (_I.LOCKOUT, 4.5, r"\b(?:can(?:'t|not| not)|cant|couldn't|unable to|not able to|fail(?:ed|ing)? to|won't let me|doesn'?t let me|does not let me|(?:will|would|did|does) not let me|wouldn't let me|refuses? to (?:let me)?|keeps? (?:refusing|rejecting))\b.{0,25}\b(?:sign|log|login|logon|signin|get|let me) ?-?(?:in|on|into|back in)\b|\b(?:lock(?:ed|s|ing)?) (?:me )?out\b|\baccount (?:is |was |got |has been |seems )?(?:lock|suspend|disabl|block|deactivat|expir)\w*"),
    (_I.LOCKOUT, 4.5, r"\b(?:doesn'?t|does not|won'?t|wont|not|isn't) let(?:ting)? (?:me|us) (?:in|on|log|sign)\b|\bnot assigned to\b|\bpassword\b.{0,30}\b(?:expired|wrong|rejected|not (?:work|accept)\w*|doesn'?t work|incorrect|reset)\b|\b(?:mfa|2fa|authenticator|otp|push|verification code|second factor)\b.{0,40}\b(?:fail\w*|not|never|lost|new phone|doesn'?t|won't|denied|loop)\b|\b(?:login|sign-?in|log-?in)\b.{0,30}\b(?:fails?|failed|blocked|denied|loop|error|rejected|broken)\b"),
    (_I.LOCKOUT, 4.5, r"\bpassword\b.{0,20}\b(?:right|correct|same)\b.{0,40}\b(?:but|yet|still)\b|\b(?:can(?:'t|not| not)|cant|unable to|not able to)\b.{0,20}\b(?:into|open|reach|access) my (?:own )?(?:account|mailbox|mail|profile|laptop)\b|\bmy (?:account|login|user) (?:is|seems|looks|appears|got) (?:dead|frozen|gone|blocked|stuck|deactivated|inactive)\b"),
    (_I.LOCKOUT, 3.5, r"\b(?:says?|tells? me|message|error)\b.{0,30}\b(?:locked|suspended|access denied|blocked|not authori[sz]ed|disabled|too many attempts)\b|\btoo many (?:failed )?(?:attempts|tries|logins)\b|\bkicked (?:me )?out\b|\bi'?m locked\b|\bstopped working\b.{0,30}\b(?:login|sign)|\bworked yesterday\b|\byesterday it worked\b|\bunlock\b.{0,15}\b(?:me|my|account)\b"),
    (_I.WHY_DENIED, 5, r"\b(?:why|what(?:'s| is| was) the reason|on what grounds|for what reason|which (?:rule|policy)|how come|reason for)\b.{0,80}\b(?:denied|den(?:y|ied|ial)|refus\w*|reject\w*|turned down|declin\w*|a no\b|said no|not approved|not granted|disapproved)"),
    (_I.WHY_DENIED, 5, r"\b(?:denied|refused|rejected|turned down|declined|got a no|was told no|a no on)\b.{0,80}\b(?:why|reason|grounds|which rule|which policy|how come|explain|based on what)\b|\bwhy (?:can'?t|wasn't|didn't) i (?:have|get|given|allowed)\b|\bwhy (?:did|was|were|has|is)\b.{0,60}\b(?:say no|said no|not approved)\b"),
    (_I.APPEAL, 6, r"\b(?:appeal|reconsider\w*|object(?:ion)? (?:to|against)|contest|dispute the|challenge the|second opinion|overturn)\b(?=.{0,80}\b(?:denial|denied|decision|refus\w*|reject\w*|request|no\b|it|this|outcome|reason)|.{0,8}$)"),
    (_I.APPEAL, 6, r"\b(?:don'?t|do not|can't) (?:agree|accept)\b.{0,50}\b(?:refus\w*|denial|denied|decision|reject\w*|answer|outcome|no\b)|\b(?:look|review|check|think|go over)\b.{0,25}\b(?:again|once more|second time|another look)\b.{0,50}|\b(?:decision|refusal|rejection|denial)\b.{0,50}\b(?:wrong|unfair|mistake|incorrect|not correct|not right|look at it again|human|reconsider)"),
    (_I.EXTEND, 4.5, r"\b(?:extend|prolong|renew|extension|renewal)\w*\b|\b(?:keep|continue|hold on to)\b.{0,50}\b(?:longer|past|beyond|after|access|a bit more|another)\b|\b(?:\w+) more (?:weeks?|days?|months?|hours?)\b|\bfor (?:another|a further)\b.{0,15}\b(?:week|day|month|hour|quarter)s?\b"),
    (_I.EXTEND, 4.5, r"\blet it run\b|\blet (?:him|her|them|me) keep\b"),
    (_I.EXTEND, 3, r"(?<!\bcan )(?<!\bmay )(?<!\bshould )(?<!\bcould )(?<!\bshall )(?<!\blet it )\b(?:expires?|expiring|run(?:s|ning)? out|lapses?|ends?|ending|is up)\b.{0,25}\b(?:on|soon|this|next|today|tomorrow|in|monday|tuesday|wednesday|thursday|friday|at the end)\b|\badd (?:another )?\w+ (?:weeks?|days?|months?) to\b"),
    (_I.RETURN, 5, r"\b(?:don'?t|do not|no longer|dont|doesn't|never) (?:really |actually )?need\b.{0,80}\b(?:any ?more|any longer|now|back|anymore)\b|\bno longer (?:need|use|require)\b|\b(?:have|take|get) (?:it|them|that|this) back\b|\bgive (?:back|up)\b|\bhand(?:ing)? (?:\w+ ){0,3}back\b|\b(?:relinquish|surrender)\b"),
    (_I.RETURN, 4.5, r"\b(?:remove|revoke|drop|cancel|end|withdraw|take away|take|delete|pull)\b.{0,10}\bmy (?:own )?(?:\w+ ){0,5}(?:access|rights?|role|permissions?|seat|licen[cs]e|editing|account|membership|login|profile|\w+er)\b|\btake\b.{0,8}\bmy\b.{0,50}\baway\b|\b(?:i'?m|i am|we are|we're) (?:done|finished|through) with\b|\byou (?:can|may|could) (?:have|take)\b.{0,40}\bback\b|\btake (?:\w+ ){1,4}back\b|\b(?:can|may) (?:be )?(?:removed?|revoked?|dropped?|go)\b|\b(?:free|release) (?:up )?my\b"),
    (_I.RETURN, 2, r"\bfor good\b|\b(?:project|work|audit|migration|task|job|assignment) is (?:over|finished|done|complete)\b|\bremove (?:me|my)\b"),
    (_I.EMERGENCY, 6, r"\bbreak[ -]?glass\b.{0,60}\b(?:now|immediately|asap|right away|urgent|down|outage)|\b(?:sev ?-?[01]|p0|p1 incident|sev one)\b|\b(?:down|outage|intrusion|attacker|breach|being attacked|under attack|data loss|ransomware)\b.{0,120}\b(?:need|access|admin|give|emergency|now|fix)\b"),
    (_I.EMERGENCY, 6, rf"^{_ORDERED}break[ -]?(?:the )?glass\b(?!(?:\W+\w+)?\W+(?:accounts?|roles?|users?|passwords?|rota|procedures?|process|polic(?:y|ies)|groups?|levels?|vaults?|tests?|logs?|reviews?|history|rules?|requests?)\b)"),
    (_I.EMERGENCY, 5, r"\bemergency\W*$|\bemergency\s*[:!,.;–-]|\b(?:an?|real|in|of) emergency\b(?! (?!and\b|so\b|i\b|we\b|here\b|now\b|access\b|because\b)\w)|\bemergency (?:access|admin|role|rights?|write|login|root|permission)\w*\b|\bno time (?:for|to)\b|\b(?:as we speak|right now|right away|immediately|this minute)\b.{0,90}\b(?:live|prod\w*|customers?|down|outage|normal (?:route|way|process))\b|\b(?:live|prod\w*|customers?)\b.{0,90}\b(?:as we speak|right away|immediately|this minute)\b|\bactive (?:intrusion|incident|attack|breach)\b"),
]  # fmt: skip
_REQUEST: list[tuple[float, str]] = [
    (3, r"\b(?:access|rights|right (?:to|for|of)|permissions?|privileges?|roles?|entitlements?|licen[cs]es?|seats?|credentials|admin(?:istrator)?|logins?|viewer|editor|accounts? (?:in|on|for|to)|profile|membership|password vault|pwds)\b"),
    (2, r"\b(?:give|grant|add|put|let|allow|enable|arrange|provide|assign|hook|set|make) (?:me|us|him|her|them|up|\w+ \w+ (?:access|up))\b|\b(?:lemme|gimme|can haz)\b"),
    (2, r"\b(?:i|we|he|she|they)(?:'d| would| should| will)? (?:also |really |just |only |still |kindly |gladly |now |urgently )*(?:need|needs|want|wants|like|love|require|requires|must|have to|has to|should|ask)\b|\b\w+ (?:needs?|wants?|requires?|should (?:be able|have|get)|must (?:be able|have|get)|has to be able)\b"),
    (1.5, r"\b(?:requesting|request to|request for|asking for|would like|i'd like|i'd rather|i'd need|want to|able to|allowed to|on my own|by my ?self|myself|is enough|will do|i'm to|all i need|have to be able)\b"),
    (1, r"\b(?:can|could|may|might) (?:i|we|you|he|she|they|somebody|someone|get)\b|\bplease\b|\bpls\b|\bplz\b|\bplss\b|\btnx\b|\bneed\b"),
    (2, r"\bnecessary for (?:me|us|him|her)\b|\b(?:only|just) (?:look|read|view|see)\w*\b|\b(?:i|we|he|she|they) (?:can't|cannot|can not|cant) (?:see|open|tell|look|find|change|edit|enter|sign|get (?:at|to|into))\b|\bset (?:that|this|it) up\b|\bset everything up\b"),
    (1, r"\b(?:i|we|he|she|they|somebody|someone|my \w+)\b.{0,25}\b(?:have to|must|has to|should|take over|instead)\b"),
    (1.5, r"\b(?:read|write|view|edit|ssh|sql|query|select|push|deploy|export|approve|prepare|upload|download)\b.{0,12}\b(?:on|to|for|in|the|rights|access)\b"),
]  # fmt: skip
_CHATTER = re.compile(
    r"^\W*(?:thanks?|thank you|thx|cheers|great|perfect|ok(?:ay)?|cool|nice|awesome|got it|hello|hi|hey|good (?:morning|evening|night)|happy \w+|bye|lol|well done|congrat\w*)\b(?!.{0,80}\b(?:need|want|access|could|can|would|please|like)\b)"
)
_GADGET = re.compile(
    r"\b(?:printers?|toner|monitor|keyboard|mouse|headset|laptop (?:is|won't|screen|broke)|battery|coffee|lunch|canteen|parking|park|bike|car|toilet|heating|air ?con|weather|joke|poem|song|recipe|movie|football|"
    r"days off|vacation days|holiday request|sick leave|payslip|facilit(?:y|ies)|exchange rate|stock price|translate|tell me a|sing|story)\b"
)
_ERRAND = re.compile(
    r"\bmy (?:\w+ )?(?:credit card|debit card|mastercard|visa|insurance|bank|checking|savings|calendar|shopping list|to-?do list|phone bill|cable bill|water bill|electric\w* bill|rent|taxes|alarm|flight|hotel|"
    r"restaurant|appointment|car|tires?|oil|gas|bike|dog|cat|wife|husband|mother|father|kids?|daughter|son|birthday|party|luggage|passport|credit score|pension|w-?2|401k|paycheck|routing number|pin number)\b"
    r"|\bmy (?:package|parcel|order|reservation|phone|to-?do|credit)\b(?! (?:number|system|management))|\b(?:place|cancel) (?:an?|my) (?:order|reservation)\b|\border (?:more|an?)\b|\bcredit card\b|\boil change\b|\bschedule an? (?:meeting|appointment)\b|\brouting (?:number|#)"
    r"|\b(?:pay|how much (?:is|are|do i owe)) (?:\w+ ){0,3}(?:bills?|rent)\b|\b(?:order|buy|bring|cook|play|call|text|sing|tell) (?:me|my)\b|\bremind me\b|\b(?:uber|lyft|taxi|cab|playlist|shopping list|to-?do list|groceries|tires?|coin flip|flip a coin|roll (?:a|the) dice|car seat|next (?:song|track))\b|\bset (?:an? )?(?:alarm|timer|reminder)\b|\bwhat(?:'s| is) the (?:\w+ ){0,3}(?:rate|weather|time|date|capital|meaning|score)\b"
)
_DECIDE = re.compile(
    r"^(?:(?:\W*+(?:hi|hello|hey|please|pls|kindly|just|now|and|can (?:yo)?u|could (?:yo)?u|will you|would you)\b)++\W*+)?+"
    r"(?:approve|sign off|sign|countersign|reject|release|accept|authori[sz]e|validate|confirm|decide|tick off|say yes)\b"
    r"|\b(?:order|ordered|instruct|instructed|told|authori[sz]e|command|commanded) (?:you |by \w+(?: \w+){0,2} )?to (?:approve|confirm|accept|release|grant|let|sign)\b"
)
"""The assistant is to take a decision itself, which is a person's."""
_SECRET = re.compile(
    r"\b(?!(?:there|that|it|what|here|who|he|she|where|how|let)'s)\w+'s (?!an?\b|the\b|my\b)(?:\w+ )?(?:passwords?|pwd?|pin|credentials|login|username)\b"
    r"|\b(?:what'?s|what is|give me|tell me|send me|need|have|know|use) (?!my\b|the\b|your\b|this\b)\w{3,}s (?:\w+ )?(?:passwords?|pwd?|pin)\b"
    r"|\b(?:password|pwd?|pin|credentials|login) (?:of|from) (?!my\b|mine\b)|\blog in as \w+\b"
)
"""Somebody else's password."""
_TOLD_A_SECRET = re.compile(
    r"\b(?:what'?s|what is|give me|tell me|send me|text me|(?:i )?need|(?:can|could|may) i (?:have|get)) "
    r"(?:(?:(?!(?:my|our|the|your|an?)\b)\w{2,}(?:'s|s)|his|her|their) (?:\w+ )?(?:passwords?|pwd?|pin)\b(?! (?:vault|manager|safe|store|reset|policy|tool|self|app|server|list|rights?)\b)"
    r"|the (?:passwords?|pwd?|pin) (?:of|from) (?!(?:my|the|our|an?)\b))"
)
"""Wants to be told it: never a wish for access of one's own, whatever else is named."""
_COMPILED = [(intent, weight, re.compile(pattern)) for intent, weight, pattern in _CUES]
_SOME_MORE = re.compile(
    r"\b(?:another|a further|an extra)\s(?:\w+\s)?(?:hour|day|week|month|quarter|year)s?\b|\+ ?\d+ ?(?:h|d|w|m|days?|weeks?|months?)\b"
)
_EXTENDING = [pattern for intent, weight, pattern in _COMPILED if intent is _I.EXTEND and weight > _ENDS]
_ASKING = [(weight, re.compile(pattern)) for weight, pattern in _REQUEST]


def wants_a_secret(own: str) -> bool:
    """Whether folded words ask to be told somebody else's password."""
    return _TOLD_A_SECRET.search(own) is not None


def speaks_of_access(own: str) -> bool:
    """Whether folded words name access itself: a role, a licence, rights."""
    return _ASKING[0][1].search(own) is not None


def asks_to_extend(own: str) -> bool:
    """Whether folded words ask for more time, rather than say when something ends."""
    return any(pattern.search(own) for pattern in (*_EXTENDING, _SOME_MORE))


def asking(own: str) -> float:
    """How much in the folded words asks for something to be given, from 0 to about 12."""
    return sum(weight for weight, pattern in _ASKING if pattern.search(own))


def cues(own: str) -> dict[str, float]:
    """What the phrases in the folded words say, by name; absent where nothing was said."""
    found: dict[str, float] = {}
    for intent, weight, pattern in _COMPILED:
        if pattern.search(own):
            found[f"cue {intent.value}"] = found.get(f"cue {intent.value}", 0.0) + weight / 5
    found["asking"] = asking(own) / 6
    flags = {
        "access": _ASKING[0][1],
        "gadget": _GADGET,
        "errand": _ERRAND,
        "chatter": _CHATTER,
        "decide": _DECIDE,
        "secret": _SECRET,
    }
    found |= {name: 1.0 for name, pattern in flags.items() if pattern.search(own)}
    return found
