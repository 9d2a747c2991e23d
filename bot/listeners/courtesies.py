"""Words that are answered without reading: hello, thanks, yes, no, never mind, nudge her; beside a card and without one."""

from __future__ import annotations

from bot.drafts import Draft, DraftStatus
from bot.listeners.calling_off import called_off, taken_back
from bot.listeners.card_above import of_the_list, still_open, what_instead
from bot.listeners.front import Front, Seat
from bot.listeners.nudging import asks_to_nudge, nudge_card
from bot.listeners.small_talk import SmallTalk, gives_back, says_no, says_yes, small_talk
from bot.views.answers import help_card
from bot.views.parts import Card, text_card
from catalog.model import Person
from intents.understanding import Outcome


async def answer_courtesy(front: Front, before: Draft | None, said: str, person: Person, seat: Seat) -> bool:
    """Answers a message that is nothing but such words; says whether it was. Raises Refused."""
    card = await _card(front, before, said, person, seat)
    if card is not None:
        await front.answer(seat, card)
    return card is not None


async def _card(front: Front, before: Draft | None, said: str, person: Person, seat: Seat) -> Card | None:
    kind = small_talk(said)
    open_card = before if before is not None and before.status is DraftStatus.OPEN else None
    if kind is SmallTalk.GREETING:
        return help_card(front.desk_of().company)
    if open_card is not None and (kind is SmallTalk.THANKS or says_yes(said)):
        return await _yes(front, open_card, kind)
    if kind is SmallTalk.THANKS:
        return text_card("You’re welcome.")
    if open_card is not None and open_card.choice.items and says_no(said):
        return what_instead()
    if kind is SmallTalk.CANCEL:
        return await called_off(front, before, said, person, seat)
    if before is not None and before.status is DraftStatus.SENT and gives_back(said):
        return await taken_back(front, before, person, seat)
    if open_card is not None and not open_card.choice.items and _lists(open_card):
        return of_the_list(said)
    if seat.channel.startswith("D") and asks_to_nudge(said):
        return await nudge_card(front, person)
    return None


async def _yes(front: Front, open_card: Draft, kind: SmallTalk | None) -> Card | None:
    """Nothing of an open card is sent or lost by a word of approval or thanks; a question has its own answers."""
    asks = not open_card.choice.items and not _lists(open_card)
    if kind is None and asks:
        return None
    thanked = "You’re welcome. " if kind is SmallTalk.THANKS else ""
    return text_card(f"{thanked}{await still_open(front, open_card)}")


def _lists(card: Draft) -> bool:
    return card.understanding.outcome is Outcome.CHOOSE
