"""chat.startStream and its kin: a message that grows while it is being written."""

from __future__ import annotations

from bot.slack_local.arguments import Arguments
from bot.slack_local.errors import Json, SlackError
from bot.slack_local.limits import MARKDOWN_TEXT, check_blocks, check_metadata, check_text
from bot.slack_local.methods.chat import own_message
from bot.slack_local.model import Message
from bot.slack_local.platform import Platform
from bot.slack_local.shapes import message_json


def start_stream(slack: Platform, args: Arguments) -> Json:
    """chat.startStream: an empty message in a thread, open for more."""
    space = slack.space
    channel = space.channel(args.required("channel", "channel_not_found"))
    if space.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    thread_ts = args.required("thread_ts")
    if space.find(channel.id, thread_ts) is None:
        raise SlackError("thread_not_found")
    if not channel.is_im and not (args.text("recipient_user_id") and args.text("recipient_team_id")):
        raise SlackError(
            "missing_recipient_user_id" if not args.text("recipient_user_id") else "missing_recipient_team_id"
        )
    message = Message(
        ts="",
        channel=channel.id,
        user=space.bot_user_id,
        text=_piece(args),
        thread_ts=thread_ts,
        by_bot=True,
        streaming=True,
    )
    message.ts = space.next_ts()
    space.post(message)
    return {"channel": channel.id, "ts": message.ts}


def append_stream(slack: Platform, args: Arguments) -> Json:
    """chat.appendStream: the next piece."""
    message = _streaming(slack, args)
    piece = _piece(args)
    if not piece:
        raise SlackError("no_text")
    slack.space.edit(message, text=message.text + piece)
    return {"channel": message.channel, "ts": message.ts}


def stop_stream(slack: Platform, args: Arguments) -> Json:
    """chat.stopStream: the last piece, and blocks below it; then it is a message like any other."""
    message = _streaming(slack, args)
    text = message.text + _piece(args)
    below = args.structure("blocks", "invalid_blocks_format") or []
    blocks: list[Json] = [{"type": "markdown", "text": text}] if text else []
    blocks = check_blocks([*blocks, *below])
    metadata = check_metadata(args.structure("metadata")) if "metadata" in args else None
    message.streaming = False
    slack.space.edit(message, text=text, blocks=blocks, metadata=metadata)
    slack.posted(message)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "message": message_json(slack.space, message) | {"streaming_state": "completed"},
    }


def _streaming(slack: Platform, args: Arguments) -> Message:
    message = own_message(slack, args, "message_not_owned_by_app")
    if not message.streaming:
        raise SlackError("message_not_in_streaming_state")
    return message


def _piece(args: Arguments) -> str:
    text = check_text(args.text("markdown_text"), most=MARKDOWN_TEXT)
    for chunk in args.structure("chunks") or []:
        if isinstance(chunk, dict) and chunk.get("type") == "markdown_text":
            text += check_text(str(chunk.get("text", "")), most=MARKDOWN_TEXT)
    return text
