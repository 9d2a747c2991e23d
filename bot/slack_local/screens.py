"""What the playground page draws: one person's whole screen, and the messages of one conversation."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack_local.errors import Json
from bot.slack_local.inputs import state_values
from bot.slack_local.modals import Modals
from bot.slack_local.model import (
    Channel,
    Message,
    Persona,
    PlaygroundClock,
    Shortcut,
    SlackUser,
    SlashCommand,
    View,
)
from bot.slack_local.shapes import colour_of, initials_of, message_json
from bot.slack_local.workspace import Workspace


def state(
    space: Workspace,
    modals: Modals,
    me: SlackUser,
    *,
    window: str = "",
    personas: Sequence[Persona],
    commands: Sequence[SlashCommand],
    shortcuts: Sequence[Shortcut],
    clock: PlaygroundClock | None,
) -> Json:
    """Everything but messages, as one person sees it in that window."""
    dm = space.im(me.id, space.bot_user_id)
    home = modals.homes.get(me.id)
    status = next(
        (
            {"channel": channel, "thread_ts": thread_ts, "text": text}
            for (channel, thread_ts), text in space.statuses.items()
            if me.id in space.channels[channel].members
        ),
        None,
    )
    return {
        "team": {"id": space.team_id, "name": space.team_name},
        "bot": {
            "user_id": space.bot_user_id,
            "name": space.users[space.bot_user_id].name,
            "app_name": space.bot_name,
        },
        "me": me.id,
        "personas": [
            {"user": p.user, "role": p.role, "blurb": p.blurb, "try": list(p.tries)} for p in personas
        ],
        "users": {user.id: _user(user) for user in space.users.values()},
        "channels": [_channel(space, channel, me) for channel in _ordered(space, me, dm)],
        "commands": [{"command": c.command, "description": c.description} for c in commands],
        "shortcuts": [{"callback_id": s.callback_id, "name": s.name} for s in shortcuts if s.on_messages],
        "home": {"blocks": home.blocks} | _held(home) if home else None,
        "views": [_view(view) for view in modals.stack(me.id, window)],
        "assistant_prompts": space.prompts.get(dm.id, []),
        "status": status,
        "clock": {"now": clock.now().isoformat(), "can_advance": True} if clock else None,
    }


def _ordered(space: Workspace, me: SlackUser, dm: Channel) -> list[Channel]:
    """Channels by name, then direct messages with the app first."""
    mine = space.conversations_of(me.id)
    channels = sorted((c for c in mine if not c.is_im), key=lambda c: c.name)
    return [*channels, dm, *(c for c in mine if c.is_im and c.id != dm.id)]


def _user(user: SlackUser) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "title": user.title,
        "color": f"#{colour_of(user)}",
        "initials": initials_of(user),
        "is_bot": user.is_bot,
        "deleted": user.deleted,
    }


def _channel(space: Workspace, channel: Channel, me: SlackUser) -> Json:
    written: Json = {
        "id": channel.id,
        "name": channel.name,
        "kind": "im" if channel.is_im else "channel",
        "topic": channel.topic,
        "is_private": channel.is_private,
        "unread": space.unread(me.id, channel),
    }
    if channel.is_im:
        partner = next((member for member in channel.members if member != me.id), me.id)
        written |= {"user": partner, "name": space.users[partner].real_name}
    return written


def _held(view: View) -> Json:
    return {"id": view.id, "hash": view.hash, "state": {"values": state_values(view.blocks, view.values)}}


def _view(view: View) -> Json:
    return _held(view) | {
        "title": view.title,
        "submit": view.submit,
        "close": view.close,
        "blocks": view.blocks,
        "private_metadata": view.private_metadata,
        "callback_id": view.callback_id,
        "submit_disabled": view.submit_disabled,
        "errors": view.errors,
    }


def messages(
    space: Workspace, channel: Channel, me: SlackUser, *, thread_ts: str | None = None
) -> list[Json]:
    """One conversation, or one thread with what it hangs from, oldest first, with this person's own notes."""
    if thread_ts is None:
        shown = space.top_level(channel.id)
    else:
        parent = space.find(channel.id, thread_ts)
        shown = [*([parent] if parent else []), *space.replies(channel.id, thread_ts)]
    notes = [
        m
        for m in space.ephemerals
        if (m.channel, m.ephemeral_to, m.thread_ts) == (channel.id, me.id, thread_ts)
    ]
    return [_message(space, message) for message in sorted([*shown, *notes], key=lambda m: m.ts)]


def _message(space: Workspace, message: Message) -> Json:
    written = message_json(space, message)
    return {
        "reply_count": 0,
        "reply_users": [],
        "latest_reply": None,
        "reactions": [],
        "blocks": [],
        **written,
        "ephemeral": message.ephemeral_to is not None,
        "streaming": message.streaming,
    } | ({"deleted": True} if message.deleted else {})
