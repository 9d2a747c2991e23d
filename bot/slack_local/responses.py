"""Response URLs: where an app answers an interaction or a command without a token."""

from __future__ import annotations

from bot.slack_local.errors import Json, SlackError
from bot.slack_local.limits import check_blocks, check_text
from bot.slack_local.model import Message
from bot.slack_local.passes import ResponsePass
from bot.slack_local.workspace import Workspace


def carry_out(space: Workspace, granted: ResponsePass, given: Json) -> Message | None:
    """Replaces or deletes what was acted on, or says something new; ephemeral unless told `in_channel`.

    Gives back the message that is there now, if any. Raises SlackError `no_text`, `invalid_blocks`,
    `message_not_found`.
    """
    original = _original(space, granted)
    if given.get("delete_original"):
        if original is None:
            raise SlackError("message_not_found")
        space.remove(original)
        return None
    text = check_text(str(given.get("text") or ""))
    blocks = check_blocks(given["blocks"]) if given.get("blocks") is not None else []
    if not (text.strip() or blocks):
        raise SlackError("no_text")
    if given.get("replace_original"):
        if original is None:
            raise SlackError("message_not_found")
        return space.edit(original, text=text, blocks=blocks, edited=not blocks)
    in_channel = given.get("response_type") == "in_channel"
    message = Message(
        ts=space.next_ts(),
        channel=granted.channel,
        user=space.bot_user_id,
        text=text,
        blocks=blocks,
        thread_ts=given.get("thread_ts") or granted.thread_ts,
        by_bot=True,
        ephemeral_to=None if in_channel else granted.user,
    )
    return space.post(message)


def _original(space: Workspace, granted: ResponsePass) -> Message | None:
    if granted.message_ts is None:
        return None
    if granted.ephemeral:
        return space.find_ephemeral(granted.channel, granted.message_ts)
    return space.find(granted.channel, granted.message_ts)
