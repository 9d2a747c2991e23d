"""How Slack writes users, conversations, messages and views down in JSON.

The key sets follow the samples that the Slack SDKs record; nothing is written that Slack does not send.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from bot.slack_local.errors import Json
from bot.slack_local.inputs import state_values
from bot.slack_local.model import Channel, Message, SlackUser, View
from bot.slack_local.workspace import Workspace

_COLOURS = (
    "9f69e7",
    "4bbe2e",
    "e7392d",
    "3c989f",
    "674b1b",
    "e96699",
    "d58247",
    "684b6c",
    "5b89d5",
    "2b6836",
)
_STRANGERS_TEAM = "T0OTHER01"


def colour_of(user: SlackUser) -> str:
    """The colour Slack draws somebody's name in, without the #."""
    return _COLOURS[zlib.crc32(user.id.encode()) % len(_COLOURS)]


def initials_of(user: SlackUser) -> str:
    """What stands in for a picture."""
    words = user.real_name.split() or [user.name]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


def team_of(space: Workspace, user: SlackUser) -> str:
    """The team somebody belongs to; strangers come from another one."""
    return _STRANGERS_TEAM if user.is_stranger else space.team_id


def user_json(space: Workspace, user: SlackUser, *, with_email: bool = True) -> Json:
    """A member as `users.info` gives it; the e-mail only to an app that may read it."""
    first, _, last = user.real_name.partition(" ")
    profile: Json = {
        "title": user.title,
        "phone": "",
        "skype": "",
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "status_text": "",
        "status_emoji": "",
        "status_emoji_display_info": [],
        "status_expiration": 0,
        "avatar_hash": f"g{zlib.crc32(user.id.encode()):08x}",
        "first_name": first,
        "last_name": last,
        "team": team_of(space, user),
    }
    if user.is_bot:
        profile |= {"api_app_id": space.app_id, "bot_id": space.bot_id, "always_active": True}
    elif with_email and user.email:
        profile["email"] = user.email
    written: Json = {
        "id": user.id,
        "team_id": team_of(space, user),
        "name": user.name,
        "deleted": user.deleted,
        "profile": profile,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    if user.deleted:
        return written
    written |= {
        "color": colour_of(user),
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": user.tz_offset,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": False,
        "is_email_confirmed": not user.is_bot,
        "who_can_share_contact_card": "EVERYONE",
    }
    if user.is_stranger:
        written["is_stranger"] = True
    return written


def channel_json(space: Workspace, channel: Channel, *, num_members: bool = False) -> Json:
    """A conversation as `conversations.info` gives it to the app."""
    common: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": False,
        "is_im": channel.is_im,
        "is_org_shared": False,
        "context_team_id": space.team_id,
        "updated": channel.created * 1000,
    }
    if channel.is_im:
        person = next(member for member in channel.members if member != space.bot_user_id)
        return common | {"user": person, "priority": 0}
    written = common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "previous_names": [],
        "shared_team_ids": [space.team_id],
        "unlinked": 0,
        "creator": space.bot_user_id,
        "is_member": space.bot_user_id in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }
    return written | ({"num_members": len(channel.members)} if num_members else {})


def bot_profile(space: Workspace) -> Json:
    """Who posted it, when it was the app."""
    icon = "https://a.slack-edge.com/80588/img/plugins/app/bot_{}.png"
    return {
        "id": space.bot_id,
        "deleted": False,
        "name": space.bot_name,
        "updated": 0,
        "app_id": space.app_id,
        "icons": {f"image_{size}": icon.format(size) for size in (36, 48, 72)},
        "team_id": space.team_id,
    }


def message_json(space: Workspace, message: Message, *, with_metadata: bool = False) -> Json:
    """A message as `conversations.history` gives it."""
    written: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    if message.deleted:
        written |= {"subtype": "tombstone", "user": "USLACKBOT"}
    else:
        written["team"] = team_of(space, space.users[message.user])
    if message.by_bot and not message.deleted:
        written |= {"bot_id": space.bot_id, "app_id": space.app_id, "bot_profile": bot_profile(space)}
    if message.client_msg_id:
        written["client_msg_id"] = message.client_msg_id
    for key in ("blocks", "attachments", "edited", "reactions", "thread_ts"):
        if value := getattr(message, key):
            written[key] = value
    if with_metadata and message.metadata:
        written["metadata"] = message.metadata
    if message.ephemeral_to:
        return written | {"is_ephemeral": True}
    return written | _thread_json(space, message)


def _thread_json(space: Workspace, message: Message) -> Json:
    if message.is_reply:
        parent = space.find(message.channel, message.thread_ts or "")
        return {"parent_user_id": parent.user} if parent else {}
    replies = space.replies(message.channel, message.ts)
    if not replies:
        return {}
    repliers = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(repliers),
        "reply_users": repliers,
        "latest_reply": replies[-1].ts,
        "subscribed": False,
        "is_locked": False,
    }


def posted_json(space: Workspace, message: Message) -> Json:
    """A message as `chat.postMessage` echoes it: without what only a reader of the history is told."""
    readers_only = (
        "reply_count",
        "reply_users_count",
        "reply_users",
        "latest_reply",
        "is_locked",
        "subscribed",
    )
    written = message_json(space, message, with_metadata=True)
    return {key: value for key, value in written.items() if key not in readers_only}


def view_json(space: Workspace, view: View) -> Json:
    """A view as `views.open` answers and as interaction payloads carry it."""
    return {
        "id": view.id,
        "team_id": space.team_id,
        "type": view.type,
        "title": view.title or {"type": "plain_text", "text": "View Title", "emoji": True},
        "submit": view.submit,
        "close": view.close,
        "blocks": view.blocks,
        "private_metadata": view.private_metadata,
        "callback_id": view.callback_id,
        "external_id": view.external_id,
        "state": {"values": state_values(view.blocks, view.values)},
        "hash": view.hash,
        "clear_on_close": view.clear_on_close,
        "notify_on_close": view.notify_on_close,
        "submit_disabled": view.submit_disabled,
        "root_view_id": view.root_view_id,
        "previous_view_id": view.previous_view_id,
        "app_id": space.app_id,
        "app_installed_team_id": space.team_id,
        "bot_id": space.bot_id,
    }


def page_of(items: Sequence[Json], *, limit: int, offset: int) -> tuple[list[Json], int | None]:
    """One page of a list, and where the next one starts."""
    page = list(items[offset : offset + limit])
    following = offset + limit
    return page, following if following < len(items) else None
