"""A decision, or a yes, that was typed: nothing is done by words alone, and that is said where the button is not.

Whoever types `approve` has decided in their own mind and goes on with their day; whoever types `send it` thinks that
it is sent. So neither is ever read as a new wish, and neither is left unanswered.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.drafts import Draft, DraftStatus, request_filed
from bot.listeners.decision_words import decides, decides_or_agrees, may_decide
from bot.listeners.front import Front, Seat
from bot.listeners.several import waiting_of
from bot.listeners.small_talk import SmallTalk, says_yes, small_talk
from bot.views.answers import request_rows
from bot.views.parts import Card, section, text_card
from bot.views.refinement import QUESTION_CANCELLED
from bot.views.to_decide import to_decide_card
from bot.views.waiting_list import Waiting
from catalog.model import Company, Person

THREAD, SECURITY = "thread:", "security:"
"""What the surfaces of a request's card in its channels begin with."""
BY_BUTTON = "Nothing is decided: a decision counts by its button only."
AT_THE_CARD = f"{BY_BUTTON} Press _Approve_ or _Deny_ on the card this thread hangs on."
NOT_WAITED_FOR = "Nothing was decided: no decision here waits for you."
NOTHING_WAITS = "Nothing was decided: nothing waits for your decision."
STILL_OPEN = "The card above stays open as it is; _cancel_ drops it."
LISTED = f"{BY_BUTTON} I sent you what waits for you in our direct messages, with the buttons."
NOT_SENT = "Nothing was sent: that card was cancelled. Say _the same again_ to have it back, or tell me what you need."
NO_CARD = (
    "Nothing was done: no card of yours is open here, and a yes in words does nothing. Press the button of the message"
    " that you mean, or tell me in full what you need."
)
SENT = "That was sent already; nothing more was done."


async def answered_alone(
    front: Front, before: Draft | None, elsewhere: Draft | None, said: str, person: Person, seat: Seat
) -> bool:
    """Answers a decision or a yes in words where no open card takes it; says whether it was one. Raises Refused."""
    company = front.desk_of().company
    if small_talk(said) in (SmallTalk.THANKS, SmallTalk.GREETING) or not may_decide(said):
        return False
    waiting, about = await _waits(front, person)
    decision = decides(said, company)
    is_open = before is not None and before.status is DraftStatus.OPEN
    if is_open and not (decision and waiting):
        if not decision or says_yes(said):
            return False
        await _say(front, seat, text_card(f"{NOTHING_WAITS} {STILL_OPEN}"))
        return True
    if waiting and (decision or decides_or_agrees(said, company, about=about)):
        await _where_the_button_is(front, waiting, person, seat)
        return True
    if decision:
        in_thread = (await _surface(front, seat)).startswith((THREAD, SECURITY))
        await _say(front, seat, text_card(NOT_WAITED_FOR if in_thread else NOTHING_WAITS))
        return True
    if not says_yes(said):
        return False
    await front.answer(seat, await _of_no_card(front, before, elsewhere, person, seat))
    return True


async def told_in_thread(front: Front, said: str, person: Person, seat: Seat) -> bool:
    """The same of plain words in a request's thread, of somebody whom the request waits for; privately."""
    waiting, about = await _waits(front, person)
    if not waiting or not decides_or_agrees(said, front.desk_of().company, about=about):
        return False
    await _where_the_button_is(front, waiting, person, seat)
    return True


async def _waits(front: Front, person: Person) -> tuple[list[Waiting], set[str]]:
    """What waits for that person's decision, and the resources it is about."""
    waiting, company = await waiting_of(front, person), front.desk_of().company
    return waiting, {_resource(company, item.entitlement) for _, item in waiting}


async def _where_the_button_is(front: Front, waiting: Sequence[Waiting], person: Person, seat: Seat) -> None:
    """In the thread of what waits its own card has the buttons; elsewhere there is a list that has them."""
    kind, _, about = (await _surface(front, seat)).partition(":")
    here = [one for one in waiting if about and about in (one[0].id, one[1].id)]
    if f"{kind}:" in (THREAD, SECURITY):
        await front.tell(seat, AT_THE_CARD if here else NOT_WAITED_FOR)
        return
    listed = to_decide_card(front.desk_of().company, waiting, reader=person.id, tasks=0)
    card = Card(text=BY_BUTTON, blocks=(section(f"*{BY_BUTTON}*"), *listed.blocks))
    if seat.channel.startswith("D"):
        await front.answer(seat, card)
        return
    dm = await front.dm(person)
    await front.answer(Seat(user=seat.user, channel=dm, event_id=seat.event_id), card)
    await front.whisper(seat, LISTED)


async def _of_no_card(
    front: Front, before: Draft | None, elsewhere: Draft | None, person: Person, seat: Seat
) -> Card:
    """What became of the card that a yes was meant for."""
    if elsewhere is not None and elsewhere.choice.items:
        return text_card(
            f"Nothing is sent yet: press _Send request_ on the card in <#{elsewhere.channel}>, or say here what should be different."
        )
    if before is None:
        return text_card(NO_CARD)
    if before.status is DraftStatus.SENT:
        return await _sent(front, before, person, seat)
    return text_card(NOT_SENT if before.choice.items else QUESTION_CANCELLED)


async def _sent(front: Front, before: Draft, person: Person, seat: Seat) -> Card:
    from approvals.queries.requests import request_picture

    desk = front.desk_of()
    request_id = before.request_id or await request_filed(desk.store, before.id)
    if not request_id or not seat.channel.startswith("D"):
        return text_card(SENT)
    request = await request_picture(desk, request_id)
    rows = request_rows(desk.company, request, reader=person.id)
    return Card(text=SENT, blocks=(section(f"*{SENT}*"), *rows))


async def _say(front: Front, seat: Seat, card: Card) -> None:
    """To that person only, where others would read along."""
    if seat.channel.startswith("D"):
        await front.answer(seat, card)
    else:
        await front.tell(seat, card.text)


async def _surface(front: Front, seat: Seat) -> str:
    return await front.delivery.surfaces.at(seat.channel, seat.thread_ts) if seat.thread_ts else ""


def _resource(company: Company, entitlement: str) -> str:
    place = company.places.get(entitlement)
    return place.resource.id if place else entitlement
