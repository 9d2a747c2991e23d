"""The phrases by which a clause says that access is to end (`ending.py` reads them).

All text they meet is folded, and whoever is named in it stands there as `NAMED`. One kind of phrase is about access
by its own words or about somebody; the other says no more than that something is over, which may be a fact.
"""

from __future__ import annotations

import re

NAMED = "thatcolleague"
"""Stands for each name of a colleague."""

_LEAD = (
    r"^\W*(?:(?:hi|hello|hey|usher|team|please|pls|plz|kindly|just|so|and|then|also|now|but|ok|okay|urgent\w*|asap|immediately|quickly"
    r"|(?:can|could|would|will) (?:yo)?u|(?:can|could) (?:somebody|someone)|you (?:can|may|could|should|must|have to)|it is time to|let's|do"
    r")\W+){0,6}"
)
"""What may stand before an order to the assistant."""
_I_MEAN_TO = (
    r"^\W*(?:(?:please|so|and|then|also|now|but|ok|okay|can|could|may)\W+){0,3}"
    r"(?:i|we)(?:'d|'ll| would| will| can| may)?(?: \w+)?(?: (?:need|want|like|have)(?: you)? to)? "
)
_OF_ACCESS = (
    r"(?:access|rights?|permissions?|privileges?|roles?|licen[cs]es?|seats?|accounts?|logins?|membership|admin\w*|entitlements?"
    r"|badge|vpn|viewer|editor)"
)
_WHOSE = rf"(?:my|his|her|their|our|{NAMED}(?:'s|s'|')?|(?!(?:it|that|what|there|here|let|today|yesterday|week|month|year)'s)\w+'s)"
_FROM = rf"(?:me|us|him|her|them|{NAMED})"
_NO_REQUEST = (
    r"(?!.{0,60}\b(?:requests?|application|appeal|tickets?|orders?|meetings?|mfa|password|second factor)\b)"
)
_SURELY_AWAY = r"(?:revoke|rescind|withdraw|offboard|deprovision|remove)"
_MAYBE_AWAY = r"(?:stop|cancel|end|delete|drop|pull|close|suspend|disable|deactivate|block|terminate|strip|cut off|free up)"
_A_TASK = rf"(?! (?:\w+ )?(?!access\b|rights\b|permissions\b)\w+s (?:in|on|at|of|from(?! {_FROM}\b)) )"
_OF_SOMEBODY = rf"(?= (?:(?:all|any|of|the|both|off) ){{0,3}}{_WHOSE}(?: |$)|.{{1,60}}\bfrom {_FROM}\b)"
_MORE = r"\b(?:any ?more|any longer)\b"

_TO_BE = (
    r"\b(?:can|could|should|must|may|shall|has to|have to|needs? to|ought to|is to|are to|to) (?:\w+ )?be "
)
_GONE = r"(?:removed|deleted|dropped|ended|terminated|stopped|closed|deactivated|disabled|cancell?ed)"

TAKES = re.compile(
    rf"{_LEAD}(?:{_SURELY_AWAY}\b{_NO_REQUEST}{_A_TASK}"
    rf"|{_MAYBE_AWAY}\b{_NO_REQUEST}(?:{_OF_SOMEBODY}|(?=.{{1,60}}\b{_OF_ACCESS}\b)|(?=.{{1,60}}\b{NAMED}\W*$))"
    rf"|(?:kick|throw|lock|take|shut|cut) {_FROM} (?:off|out)\b|get (?:him|her|{NAMED}) (?:off|out)\b)"
    rf"|{_I_MEAN_TO}(?:{_SURELY_AWAY}|{_MAYBE_AWAY})\b{_NO_REQUEST}{_OF_SOMEBODY}"
    # take it away, take the sandbox off me, take this from Tom, I can hand it back
    rf"|(?:{_LEAD}|{_I_MEAN_TO})(?:take\b{_NO_REQUEST}(?! (?:me|us|him|her|over)\b)(?=.{{1,80}}\b(?:away|back|off {_FROM}|from {_FROM})\b)"
    rf"|(?:(?:give|hand|return)\b(?! {_FROM}\b)(?=.{{0,60}}\bback\b(?! to {_FROM}\b))|give up\b))"
    # wants it taken away: to be withdrawn, should be removed from Tom, have her access revoked
    rf"|{_TO_BE}(?:revoked|withdrawn|rescinded|taken (?:away|off|back from|from))\b"
    rf"|(?:\b{NAMED}\b|\b{_OF_ACCESS}\b).{{0,80}}{_TO_BE}{_GONE}\b|{_TO_BE}{_GONE}\b.{{0,60}}\b{NAMED}\b"
    rf"|^\W*(?:please )?(?:can|could|should|may)\b(?=.{{0,80}}(?:\b{NAMED}\b|\b{_OF_ACCESS}\b)).{{1,100}} be (?:{_GONE}|revoked|withdrawn)\b"
    rf"|\b(?:can|may) be {_GONE}\W*$"
    r"|\b(?:yo)?u (?:can|may|could) (?:now )?have\b.{1,60}\bback\b"
    r"|\b(?:have|get|want|like|need|needs)\b(?! been\b).{1,60}(?<!was )(?<!were )(?<!been )\b(?:removed|revoked|withdrawn|taken away)"
    r"(?=\W*(?:$|from\b|please\b|now\b|today\b|again\b|as\b))"
    rf"|\b{_OF_ACCESS}\b.{{0,60}}\b(?:should|must|can|may|has to|have to|needs? to) (?:end|stop|go)\b(?! on\b)"
    # somebody shall not have it
    rf"|\b(?:{NAMED}|he|she|they|i)\b(?: \w+)?? (?:no longer (?:needs?|requires?|uses?|should|wants?)\b|should no longer\b)"
    rf"|\b(?:{NAMED}|he|she|they)\b(?: (?:really|just|also))? (?:should|must|ought)(?:n't| not)\b(?=.{{0,40}}\b(?:have|hold|keep|read|see|write)\b|\W*$)"
    rf"|\b(?:{NAMED}|he|she|they)\b (?:is|are)(?:n't| not) (?:supposed|meant) to\b"
)
"""Takes access away, or says that somebody is to be without it."""

_NOT_LOST = r"(?!.{0,40}\b(?:work\w*|find|know|remember|open|reach|get (?:in|into|to)|log|sign|have access|able|possible|there|allowed|let|load|see|appear)\b)"
OVER = re.compile(
    r"\bno longer (?:needs?|needed|requires?|required|uses?|used|wants?|wanted|mine|his|hers|necessary|in use)\b"
    rf"|\b(?:(?:do|does|will)(?:n't| not)|dont|doesnt|needn't|(?:am|is|are|'m) not|(?<!can )(?<!could )not|none of)\b{_NOT_LOST}.{{0,80}}{_MORE}"
    r"|(?:^\W*(?:(?:and|but|please)\W+)*|\bso )no more \w+ing\b"
    r"|\b(?:can|may) go\W*$|\b(?:\w+'s|his|her|my|the)\b.{1,40}\b(?:has to|must|should) go\W*$"
    r"|^\W*(?:(?:and|so|ok|okay|hi|hello|hey)\W+)*(?:(?:i'?m|i am|we'?re|we are)(?: (?!not\b|hardly\b|never\b)\w+)? )?(?:done|finished|through) with\b"
    rf"|\b(?:should|must|may|ought)(?:n't| not)\b.{{0,80}}{_MORE}"
)
"""Says that something is over or not needed any more."""

GIVES = re.compile(
    r"\b(?:(?:i|we|he|she|they|who|and)(?:'d| would|'ll| will)?(?: (?:also|now|only|just|really|then|instead))? (?:need|needs|want|wants|require|requires|like)"
    r"(?! (?:you )?to (?:\w+ )?(?:give|hand|return|remove|revoke|withdraw|drop|stop|cancel|end|take|keep|be removed))"
    rf"|{NAMED} (?:\w+ )?(?:needs?|wants?|requires?|should (?:get|have|be able)|gets)"
    r"|(?:give|grant|add|let|assign|enable|provide|set up|upgrade|switch|swap|move|extend|renew)\b(?! (?:up\b|back\b|me know\b|(?!me|us|him|her)[^,.;]{0,60}\b(?:back|up)\b))"
    r"|instead|rather|(?:can|could|may) (?:i|we|he|she|they|somebody|someone) (?!(?:be )?(?:removed?|revoked?|give|hand|return|drop|cancel|take)\b)"
    r"|(?:is|are) (?:enough|fine|sufficient)|will do|make (?:it|that|me|him|her))\b"
)
"""Wants something to be given, or kept in another form."""
STILL = re.compile(r"\bstill (?:need|use|want)|\b(?:keep|keeps|stays?)\b")
MY_OWN = re.compile(r"\bmy\b|\bmine\b|\b(?:off|from|remove|drop) (?:me|us)\b|\bour\b")
SOMEBODYS = re.compile(
    rf"(?:{NAMED}|\b(?!(?:it|that|what|there|here|let|today|yesterday|week|month|year)'s)\w+'s (?:[\w-]+ ){{0,4}}?{_OF_ACCESS}\b)"
)
"""That of somebody who is named, be it with a name that nobody here has."""
THEIRS = re.compile(r"\b(?:he|she|his|hers?|him|their|they)\b(?! (?:can|may) (?:be|go)\b)")
MYSELF = re.compile(r"\b(?:i|i'm|im|we|me|us)\b")
