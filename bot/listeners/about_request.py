"""Questions about the request that is spoken of: why somebody has to approve it, who, how risky it is, how long it takes.

They name nothing, so read by themselves they would be about anything: a page that says how long a badge takes, or a
refusal nobody got. Beside a card, or a request just sent, they are about that.
"""

from __future__ import annotations

import re

from bot.drafts import Draft, DraftStatus, request_filed
from bot.listeners.front import Front, Seat
from bot.listeners.proposing import assessments_of
from bot.views.about_request import nothing_told_card, open_card, sent_card
from bot.views.parts import text_card
from catalog.model import Person

LONGEST = 90
"""Characters of such a question; a longer one says what it is about."""
_LEAD = r"\W*(?:(?:and|but|so|ok|okay|hi|hey|hello|usher|please|sorry|also|then|wait|hm+)\W+)*"
_THIS = r"(?:it|this|that|(?:the|my|this|that) (?:request|card|one|approval))"
_TAIL = r"(?: (?:for|now|then|here|again|still|please|all|to me|to be|about it|yet|from me|of me|of that|of this|of it))*\W*$"
_APPROVAL = r"(?:an? |any )?(?:approvals?|permission|sign-?off|ok|okay|yes|decision)"
_SOMEBODY = (
    r"(?:somebody|someone|anybody|anyone|my manager|security|the owner|a manager|who|i|me|she|he|they|\w+)"
)
_ASKS = re.compile(
    _LEAD
    + "(?:"
    # why do I need approval? why does it need me? why must Ilka approve it?
    + rf"why (?:do|does|would|must|should|has|have|is|are) (?:i|we|{_THIS}|{_SOMEBODY})(?: (?:have|has|need|needs|to|still|even|really|first))*"
    rf"(?: (?:need|needs|wait|waiting|ask|approved?|decide|{_APPROVAL}|me|{_SOMEBODY}|{_THIS})){{0,4}}"
    # why is it high risk? why 37? what is the risk? is that risky?
    rf"|why (?:is|was) {_THIS} (?:so |such a |a |of |that )*(?:high|elevated|medium|low|critical|privileged|risky|sensitive)?(?:[ -]?risks?)?"
    rf"|why (?:is )?(?:the )?(?:risk )?(?:so high|so risky|risky|high|elevated|\d+)(?: of 100)?(?: risk)?"
    rf"|(?:what(?:'s| is)|how (?:high|big|bad) is) the (?:risk|score)(?: (?:score|of {_THIS}))?|(?:is|how) (?:{_THIS} )?(?:that )?risky(?: is {_THIS})?"
    # who approves? who has to approve it?
    rf"|who(?: all| else)?(?: (?:has to|must|will|needs to|is to|should|would|can|is going to))? (?:approves?|decides?|signs? off|say yes)(?: (?:on )?{_THIS})?"
    # how long will it take? when will it be granted? will it be granted right away?
    rf"|how long (?:does|will|would|is|can|might) (?:{_THIS}|approval|the approval|they|she|he)(?: (?:usually|normally))? (?:take|be|last)?"
    rf"|(?:when|how soon) (?:will|can|do|is) (?:{_THIS}|i)(?: (?:be|get|expect|have))*(?: (?:approved|granted|decided|live|ready|done|{_THIS}))?"
    rf"|(?:will|is) {_THIS}(?: (?:be|get))? (?:granted|approved|given|live|automatic|automatically)(?: (?:right away|at once|immediately|automatically|instantly))?"
    # why did it expire?
    rf"|why (?:did|has|was|is) {_THIS}(?: been)? (?:expired?|end(?:ed)?|stop(?:ped)?|over|removed|revoked|taken away|gone)"
    # why? why not?
    rf"|why(?: not| so| that| this| though)?"
    # do I already have it?
    rf"|(?:do|have) i (?:already |still )?(?:have |got |hold )?(?:already )?{_THIS}(?: already)?"
    + ")"
    + _TAIL
)  # fmt: skip


_FOR_HOW_LONG = re.compile(
    rf"{_LEAD}(?:for )?how long (?:can|may|could|do|will|would) (?:i|we) (?:have|keep|get|use|need) (?:{_THIS}|access){_TAIL}"
)
LENGTH_ABOVE = "The card above says for how long; say another length, such as _for one week_ or _until Friday_, and it changes there."


def asks_for_how_long(said: str) -> bool:
    """Whether the whole message asks for how long what was spoken of is."""
    plain = " ".join(said.casefold().replace("’", "'").split())
    return len(plain) <= LONGEST and _FOR_HOW_LONG.fullmatch(plain) is not None


def asks_about_request(said: str) -> bool:
    """Whether the whole message is a question about what was spoken of before."""
    plain = " ".join(said.casefold().replace("’", "'").split())
    return len(plain) <= LONGEST and _ASKS.fullmatch(plain) is not None


async def answered_about(front: Front, before: Draft, said: str, person: Person, seat: Seat) -> bool:
    """Answers a question about the card before, or about what became of it; says whether it was one. Raises Refused."""
    from approvals.queries.requests import request_picture

    for_how_long = asks_for_how_long(said)
    if before.status is DraftStatus.CANCELLED or not (for_how_long or asks_about_request(said)):
        return False
    desk = front.desk_of()
    if before.status is DraftStatus.OPEN:
        if not before.choice.items:
            return False
        if for_how_long:
            await front.answer(seat, text_card(LENGTH_ABOVE))
            return True
        private = seat.channel.startswith("D")
        card = open_card(desk.company, before, await assessments_of(front, before), private=private)
        await front.answer(seat, card)
        return True
    request_id = before.request_id or await request_filed(desk.store, before.id)
    if not request_id:
        return False
    if not seat.channel.startswith("D"):
        await front.answer(seat, nothing_told_card())
        return True
    request = await request_picture(desk, request_id)
    await front.answer(seat, sent_card(desk.company, request, reader=person.id))
    return True
