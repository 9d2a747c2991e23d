"""The payloads Slack sends: events in their envelope, interactions, slash commands."""

from __future__ import annotations

import re
import secrets
from uuid import uuid4

from bot.slack_local.errors import Json
from bot.slack_local.model import Channel, Message, SlackUser, View
from bot.slack_local.shapes import message_json, team_of, view_json
from bot.slack_local.workspace import Workspace

VERIFICATION_TOKEN = "local-slack"  # noqa: S105 - Slack's deprecated token; nothing is secured by it
_MENTION = re.compile(r"<@(\w+)>")
_TOKEN = re.compile(r"<(?:@(\w+)|#(\w+)(?:\|[^>]*)?|(https?://[^>|]+)(?:\|([^>]*))?)>")


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


def message_event(space: Workspace, message: Message) -> Json:
    """A new message, as the Events API tells of it."""
    channel = space.channels[message.channel]
    event = {
        key: value for key, value in message_json(space, message).items() if not key.startswith("reply_")
    }
    for key in ("latest_reply", "subscribed", "is_locked", "reactions"):
        event.pop(key, None)
    return event | {"channel": channel.id, "event_ts": message.ts, "channel_type": channel.kind}


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
        "message": message_json(space, message),
        "previous_message": message_json(space, previous),
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


def _interaction(space: Workspace, kind: str, user: SlackUser) -> Json:
    return {
        "type": kind,
        "team": {"id": space.team_id, "domain": space.domain},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": team_of(space, user)},
        "api_app_id": space.app_id,
        "token": VERIFICATION_TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel(channel: Channel) -> Json:
    return {"id": channel.id, "name": "directmessage" if channel.is_im else channel.name}


def on_message(space: Workspace, user: SlackUser, message: Message, values: Json) -> Json:
    """The part of block_actions that says where: in a message. Slack leaves an ephemeral message itself out."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    where: Json = {
        "container": container,
        "channel": _channel(space.channels[message.channel]),
        "state": {"values": values},
    }
    return where if message.ephemeral_to else where | {"message": message_json(space, message)}


def on_view(space: Workspace, view: View) -> Json:
    """The part of block_actions that says where: in a modal or a home tab."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view_json(space, view)}


def block_actions(
    space: Workspace, user: SlackUser, *, where: Json, action: Json, trigger_id: str, response_url: str = ""
) -> Json:
    """Somebody clicked or picked something."""
    payload = _interaction(space, "block_actions", user) | where | {"trigger_id": trigger_id}
    if response_url:
        payload["response_url"] = response_url
    return payload | {"actions": [action | {"action_ts": space.next_ts()}]}


def block_suggestion(
    space: Workspace, user: SlackUser, *, where: Json, action_id: str, block_id: str, value: str
) -> Json:
    """Somebody types into an external select."""
    return (
        _interaction(space, "block_suggestion", user)
        | where
        | {
            "action_id": action_id,
            "block_id": block_id,
            "value": value,
        }
    )


def view_submission(space: Workspace, user: SlackUser, view: View, *, trigger_id: str) -> Json:
    """Somebody sent a modal off."""
    return _interaction(space, "view_submission", user) | {
        "trigger_id": trigger_id,
        "view": view_json(space, view),
        "response_urls": [],
    }


def view_closed(space: Workspace, user: SlackUser, view: View, *, is_cleared: bool) -> Json:
    """Somebody closed a modal that asked to hear of it."""
    return _interaction(space, "view_closed", user) | {
        "view": view_json(space, view),
        "is_cleared": is_cleared,
    }


def message_shortcut(
    space: Workspace,
    user: SlackUser,
    message: Message,
    *,
    callback_id: str,
    trigger_id: str,
    response_url: str,
) -> Json:
    """Somebody picked the app's entry from a message's menu."""
    return _interaction(space, "message_action", user) | {
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "response_url": response_url,
        "action_ts": space.next_ts(),
        "message_ts": message.ts,
        "channel": _channel(space.channels[message.channel]),
        "message": message_json(space, message),
    }


def global_shortcut(space: Workspace, user: SlackUser, *, callback_id: str, trigger_id: str) -> Json:
    """Somebody picked the app's entry from the search bar."""
    return _interaction(space, "shortcut", user) | {
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "action_ts": space.next_ts(),
    }


def slash_command(
    space: Workspace,
    user: SlackUser,
    channel: Channel,
    *,
    command: str,
    text: str,
    trigger_id: str,
    response_url: str,
) -> Json:
    """Somebody used a slash command: a form, not JSON."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": space.team_id,
        "team_domain": space.domain,
        "channel_id": channel.id,
        "channel_name": _channel(channel)["name"],
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": space.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def mentions(text: str) -> set[str]:
    """Whom a text mentions, by user id."""
    return set(_MENTION.findall(text))


def rich_text(text: str) -> list[Json]:
    """The blocks Slack's client makes of what somebody typed (`text` is the escaped form)."""
    elements: list[Json] = []
    end = 0
    for found in _TOKEN.finditer(text):
        _add_text(elements, text[end : found.start()])
        user, channel, url, label = found.groups()
        if user:
            elements.append({"type": "user", "user_id": user})
        elif channel:
            elements.append({"type": "channel", "channel_id": channel})
        else:
            elements.append({"type": "link", "url": url} | ({"text": label} if label else {}))
        end = found.end()
    _add_text(elements, text[end:])
    section = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": secrets.token_urlsafe(4)[:5], "elements": [section]}]


def _add_text(elements: list[Json], text: str) -> None:
    if text:
        plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        elements.append({"type": "text", "text": plain})
