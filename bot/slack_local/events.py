"""What the Events API tells an app: each event, and the envelope it arrives in."""

from __future__ import annotations

import secrets
from uuid import uuid4

from bot.slack_local.errors import Json
from bot.slack_local.model import Channel, Message, SlackUser, View
from bot.slack_local.shapes import message_json, user_json, view_json
from bot.slack_local.workspace import Workspace

VERIFICATION_TOKEN = "local-slack"  # noqa: S105 - Slack's deprecated token; nothing is secured by it


def new_event_id() -> str:
    """Unlike any other, also after a restart: apps remember these to tell redeliveries."""
    return f"Ev{uuid4().hex[:12].upper()}"


def event_envelope(space: Workspace, event: Json) -> Json:
    """What every event arrives in."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": space.team_id,
        "enterprise_id": None,
        "api_app_id": space.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": new_event_id(),
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": space.team_id,
                "user_id": space.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{secrets.token_urlsafe(24)}",
    }


_READERS_ONLY = ("latest_reply", "subscribed", "is_locked", "reactions", "app_id")


def _told(space: Workspace, message: Message) -> Json:
    """A message as events carry it: what only a reader of the history is told is left out."""
    written = message_json(space, message)
    return {
        key: value
        for key, value in written.items()
        if key not in _READERS_ONLY and not key.startswith("reply_")
    }


def message_event(space: Workspace, message: Message) -> Json:
    """A new message, as the Events API tells of it."""
    channel = space.channels[message.channel]
    return _told(space, message) | {
        "channel": channel.id,
        "event_ts": message.ts,
        "channel_type": channel.kind,
    }


def mention_event(space: Workspace, message: Message) -> Json:
    """The same message, told to an app that is mentioned in it."""
    event = message_event(space, message) | {"type": "app_mention"}
    for key in ("channel_type", "parent_user_id"):
        event.pop(key, None)
    return event


def edit_event(space: Workspace, message: Message, previous: Message) -> Json:
    """A message was changed."""
    ts = message.edited["ts"] if message.edited else space.next_ts()
    return {
        "type": "message",
        "subtype": "message_changed",
        "channel": message.channel,
        "hidden": True,
        "message": _told(space, message),
        "previous_message": _told(space, previous),
        "event_ts": ts,
        "ts": ts,
        "channel_type": space.channels[message.channel].kind,
    }


def home_opened_event(
    space: Workspace, user: SlackUser, channel: Channel, tab: str, view: View | None
) -> Json:
    """Somebody looks at the app's home tab, or at its messages."""
    event: Json = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": space.next_ts(),
    }
    return event | ({"view": view_json(space, view)} if view and tab == "home" else {})


def account_event(space: Workspace, user: SlackUser) -> Json:
    """Somebody's account was changed, which deactivating it is too."""
    return {
        "type": "user_change",
        "user": user_json(space, user),
        "cache_ts": int(float(space.next_ts())),
        "event_ts": space.next_ts(),
    }


def assistant_started_event(space: Workspace, user: SlackUser, channel: Channel, thread_ts: str) -> Json:
    """Somebody opened the assistant pane on a new thread."""
    return {
        "type": "assistant_thread_started",
        "assistant_thread": {
            "user_id": user.id,
            "context": {},
            "channel_id": channel.id,
            "thread_ts": thread_ts,
        },
        "event_ts": space.next_ts(),
    }
