"""What Slack sends when somebody clicks, picks, submits or types a command."""

from __future__ import annotations

from bot.slack_local.errors import Json
from bot.slack_local.events import VERIFICATION_TOKEN
from bot.slack_local.model import Channel, Message, SlackUser, View
from bot.slack_local.shapes import message_json, team_of, view_json
from bot.slack_local.workspace import Workspace


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


def _shortcut(space: Workspace, kind: str, user: SlackUser) -> Json:
    """Shortcuts say less about the person and the app than other interactions."""
    payload = _interaction(space, kind, user)
    del payload["user"]["username"], payload["api_app_id"]
    return payload


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
    return _shortcut(space, "message_action", user) | {
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
    return _shortcut(space, "shortcut", user) | {
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
