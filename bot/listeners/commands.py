"""`/access` and the two shortcuts: ways to ask from anywhere, answered in the direct messages."""

from __future__ import annotations

from typing import Any

from bot.listeners.conversation import hear
from bot.listeners.forms import empty_form
from bot.listeners.front import Front, Seat, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.incoming import plain_words
from bot.listeners.opening import open_window
from bot.listeners.small_talk import SmallTalk, small_talk
from bot.views import action_ids

COMMAND = "/access"


def register(app: Guarded, front: Front) -> None:
    """Listens to the command and the shortcuts."""

    @app.command(COMMAND)
    async def asked(ack: Any, command: dict[str, Any], body: dict[str, Any], context: Any) -> None:
        await ack()
        person = await front.person(context)
        text = await _words(front, command.get("text"), context)
        if not text:
            await open_window(front, body, empty_form(front, context))
            return
        # who types nothing but `cancel` means the card that is open in the direct messages
        alone = small_talk(text) is not SmallTalk.CANCEL
        await _answer_privately(front, context, seat_of(body, context), person, text, alone=alone)

    @app.shortcut({"type": "shortcut", "callback_id": action_ids.SHORTCUT_GLOBAL})
    async def from_anywhere(ack: Any, body: dict[str, Any], context: Any) -> None:
        await ack()
        await open_window(front, body, empty_form(front, context))

    @app.shortcut({"type": "message_action", "callback_id": action_ids.SHORTCUT_MESSAGE})
    async def from_message(ack: Any, body: dict[str, Any], context: Any) -> None:
        await ack()
        person = await front.person(context)
        text = await _words(front, body["message"].get("text"), context)
        await _answer_privately(front, context, seat_of(body, context), person, text)


async def _words(front: Front, text: Any, context: Any) -> str:
    company, said = front.desk_of().company, str(text or "")
    return await plain_words(
        front.identity, company, said, team=context.team_id, bot_user=context.bot_user_id
    )


async def _answer_privately(
    front: Front, context: Any, seat: Seat, person: Any, text: str, *, alone: bool = True
) -> None:
    """What is asked by a command is nobody else's business, so the answer goes to the direct messages.

    It stands on its own there: a colleague's words must not become the reason on a card from before.
    """
    dm = await front.dm(person)
    await hear(front, person=person, text=text, seat=Seat(user=seat.user, channel=dm), on_its_own=alone)
    if seat.channel != dm:
        await context.respond(
            text="I have answered in our direct messages.", response_type="ephemeral", replace_original=False
        )
