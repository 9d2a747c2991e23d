"""chat.* and reactions.*: what the app says, and what it says differently later."""

from __future__ import annotations

import re

from bot.slack_local.arguments import Arguments
from bot.slack_local.errors import Json, SlackError
from bot.slack_local.limits import MARKDOWN_TEXT, UPDATED_TEXT, check_blocks, check_metadata, check_text
from bot.slack_local.model import Channel, Message
from bot.slack_local.platform import Platform
from bot.slack_local.shapes import message_json, posted_json

_EMOJI = re.compile(r"[a-z0-9_+'\-]+(::skin-tone-[2-6])?")


def post_message(slack: Platform, args: Arguments) -> Json:
    """chat.postMessage: into a channel (by id or name), a conversation, or a person's direct messages."""
    space = slack.space
    channel = _target(slack, args.required("channel", "channel_not_found"))
    text, blocks, attachments = _content(args)
    message = Message(
        ts="",
        channel=channel.id,
        user=space.bot_user_id,
        text=text,
        blocks=blocks,
        attachments=attachments,
        thread_ts=_thread(slack, channel, args),
        by_bot=True,
        metadata=check_metadata(args.structure("metadata")) if "metadata" in args else None,
    )
    message.ts = space.next_ts()
    space.post(message)
    slack.posted(message)
    return {"channel": channel.id, "ts": message.ts, "message": posted_json(space, message)}


def post_ephemeral(slack: Platform, args: Arguments) -> Json:
    """chat.postEphemeral: for one member's eyes only."""
    space = slack.space
    channel = _target(slack, args.required("channel", "channel_not_found"))
    reader = args.required("user")
    if reader not in space.users:
        raise SlackError("user_not_found")
    if reader not in channel.members:
        raise SlackError("user_not_in_channel")
    text, blocks, attachments = _content(args)
    message = Message(
        ts="",
        channel=channel.id,
        user=space.bot_user_id,
        text=text,
        blocks=blocks,
        attachments=attachments,
        thread_ts=_thread(slack, channel, args),
        by_bot=True,
        ephemeral_to=reader,
    )
    message.ts = space.next_ts()
    space.post(message)
    return {"message_ts": message.ts}


def update(slack: Platform, args: Arguments) -> Json:
    """chat.update: text alone replaces the blocks too; blocks alone keep the text."""
    space = slack.space
    message = own_message(slack, args, "cant_update_message")
    before = message.snapshot()
    if not {"text", "blocks", "attachments", "markdown_text"} & args.given.keys():
        raise SlackError("no_text")
    text: str | None = None
    blocks: list[Json] | None = None
    if "text" in args:
        text = check_text(args.text("text"), most=UPDATED_TEXT)
        blocks = []
    if "markdown_text" in args:
        text, blocks = "", _markdown(args)
    if args.structure("blocks", "invalid_blocks_format") is not None:
        blocks = check_blocks(args.structure("blocks", "invalid_blocks_format"))
    attachments = args.structure("attachments")
    if not (text or blocks or attachments) and not (text is None and message.text):
        raise SlackError("no_text")
    space.edit(
        message,
        text=text,
        blocks=blocks,
        attachments=attachments,
        metadata=check_metadata(args.structure("metadata")) if "metadata" in args else None,
        edited=not blocks,
    )
    slack.changed(message, before)
    written = message_json(space, message)
    kept = ("type", "text", "user", "team", "bot_id", "app_id", "bot_profile", "blocks", "edited", "metadata")
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": {key: written[key] for key in kept if key in written},
    }


def delete(slack: Platform, args: Arguments) -> Json:
    """chat.delete: the app's own messages only."""
    message = own_message(slack, args, "cant_delete_message")
    slack.space.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(slack: Platform, args: Arguments) -> Json:
    """chat.getPermalink: an address under which people find the message."""
    channel = _by_id(slack, args)
    ts = args.required("message_ts")
    message = slack.space.find(channel.id, ts)
    if message is None:
        raise SlackError("message_not_found")
    link = f"{slack.base_url}/archives/{channel.id}/p{ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def react(slack: Platform, args: Arguments) -> Json:
    """reactions.add: an emoji on a message."""
    name = args.required("name", "no_reaction").strip(":")
    if not _EMOJI.fullmatch(name):
        raise SlackError("invalid_name")
    channel = _by_id(slack, args)
    message = slack.space.find(channel.id, args.required("timestamp", "bad_timestamp"))
    if message is None or message.deleted:
        raise SlackError("message_not_found")
    slack.space.react(message, name=name, user=slack.space.bot_user_id)
    return {}


def own_message(slack: Platform, args: Arguments, refusal: str) -> Message:
    """The message of the app that `channel` and `ts` name; raises SlackError, with that code if it is not its own."""
    channel = _by_id(slack, args)
    message = slack.space.find(channel.id, args.required("ts"))
    if message is None or message.deleted:
        raise SlackError("message_not_found")
    if not message.by_bot:
        raise SlackError(refusal)
    return message


def _by_id(slack: Platform, args: Arguments) -> Channel:
    """Most methods take a channel's id only, not its name."""
    channel = slack.space.channels.get(args.required("channel", "channel_not_found"))
    if channel is None or (channel.is_im and slack.space.bot_user_id not in channel.members):
        raise SlackError("channel_not_found")
    return channel


def _target(slack: Platform, name_or_id: str) -> Channel:
    space = slack.space
    if name_or_id in space.users:
        person = space.users[name_or_id]
        if person.deleted or person.id == space.bot_user_id:
            raise SlackError("channel_not_found")
        return space.im(space.bot_user_id, person.id)
    channel = space.channel(name_or_id)
    if space.bot_user_id not in channel.members:
        raise SlackError("channel_not_found" if channel.is_private or channel.is_im else "not_in_channel")
    return channel


def _content(args: Arguments) -> tuple[str, list[Json], list[Json]]:
    text = check_text(args.text("text"))
    given = args.structure("blocks", "invalid_blocks_format")
    if "markdown_text" in args:
        if text or given:
            raise SlackError("markdown_text_conflict")
        return "", _markdown(args), []
    blocks = check_blocks(given) if given is not None else []
    attachments = args.structure("attachments") or []
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    return text, blocks, attachments


def _markdown(args: Arguments) -> list[Json]:
    text = check_text(args.required("markdown_text", "no_text"), most=MARKDOWN_TEXT)
    return check_blocks([{"type": "markdown", "text": text}])


def _thread(slack: Platform, channel: Channel, args: Arguments) -> str | None:
    """The thread to post into. Slack itself takes any number there, and the reply is never seen again."""
    thread_ts = args.text("thread_ts")
    if not thread_ts:
        return None
    parent = slack.space.find(channel.id, thread_ts)
    if parent is None:
        raise SlackError("thread_not_found")
    if parent.is_reply:
        raise SlackError("cannot_reply_to_message")
    return thread_ts
