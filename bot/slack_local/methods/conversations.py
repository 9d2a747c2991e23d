"""conversations.* and users.conversations: what there is to talk in, and what was said."""

from __future__ import annotations

from collections.abc import Iterable

from bot.slack_local.arguments import Arguments, next_cursor
from bot.slack_local.errors import Json, SlackError
from bot.slack_local.model import Change, Channel, Message
from bot.slack_local.platform import Platform
from bot.slack_local.shapes import channel_json, message_json, page_of

_HISTORY_SCOPE = {"im": "im:history", "channel": "channels:history", "group": "groups:history"}


def open_conversation(slack: Platform, args: Arguments) -> Json:
    """conversations.open: the direct messages with one person."""
    space = slack.space
    if "channel" in args:
        channel = _seen(slack, args)
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    users = [user for user in args.required("users", "users_list_not_supplied").split(",") if user]
    if len(users) != 1:
        raise SlackError("not_enough_users" if not users else "too_many_users")
    person = space.user(users[0])
    if person.deleted:
        raise SlackError("user_disabled")
    if person.id == space.bot_user_id:
        raise SlackError("cannot_dm_bot")
    known = any(
        channel.is_im for channel in space.conversations_of(person.id) if space.bot_user_id in channel.members
    )
    channel = space.im(space.bot_user_id, person.id)
    if not args.flag("return_im"):
        return {"channel": {"id": channel.id}} | ({"no_op": True, "already_open": True} if known else {})
    return {
        "channel": channel_json(space, channel) | {"is_open": True},
        "no_op": known,
        "already_open": known,
    }


def list_conversations(slack: Platform, args: Arguments) -> Json:
    """conversations.list: by default the public channels; private ones and direct messages only the app's own."""
    return _listed(slack, args, slack.space.channels.values(), member=slack.space.bot_user_id)


def of_user(slack: Platform, args: Arguments) -> Json:
    """users.conversations: those that somebody (by default the app) is in."""
    user = args.text("user") or slack.space.bot_user_id
    slack.space.user(user)
    mine = [
        c for c in slack.space.conversations_of(user) if not c.is_im or slack.space.bot_user_id in c.members
    ]
    return _listed(slack, args, mine, member=slack.space.bot_user_id)


def _listed(slack: Platform, args: Arguments, channels: Iterable[Channel], *, member: str) -> Json:
    kinds = {kind.strip() for kind in args.text("types", "public_channel").split(",")}
    if kinds - {"public_channel", "private_channel", "im", "mpim"}:
        raise SlackError("invalid_types")
    fitting = [
        channel_json(slack.space, channel, num_members=True)
        for channel in channels
        if _type(channel) in kinds and (_type(channel) == "public_channel" or member in channel.members)
    ]
    page, following = page_of(fitting, limit=args.number("limit", 100, most=1000), offset=args.offset())
    return {"channels": page} | next_cursor(following)


def _type(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


def info(slack: Platform, args: Arguments) -> Json:
    """conversations.info."""
    return {
        "channel": channel_json(slack.space, _seen(slack, args), num_members=args.flag("include_num_members"))
    }


def members(slack: Platform, args: Arguments) -> Json:
    """conversations.members: user ids."""
    everybody = [{"id": user} for user in _seen(slack, args).members]
    page, following = page_of(everybody, limit=args.number("limit", 100, most=1000), offset=args.offset())
    return {"members": [user["id"] for user in page]} | next_cursor(following)


def join(slack: Platform, args: Arguments) -> Json:
    """conversations.join: the app comes into a public channel."""
    channel = _seen(slack, args)
    if channel.is_im or channel.is_private:
        raise SlackError("method_not_supported_for_channel_type")
    already = slack.space.bot_user_id in channel.members
    if not already:
        channel.members.append(slack.space.bot_user_id)
        slack.space.changed(Change("state", None))
    answer: Json = {"channel": channel_json(slack.space, channel)}
    return answer | ({"warning": "already_in_channel"} if already else {})


def history(slack: Platform, args: Arguments) -> Json:
    """conversations.history: the newest first, without the replies in threads."""
    channel = _readable(slack, args)
    newest_first = slack.space.top_level(channel.id)[::-1]
    return _page(slack, args, newest_first) | {"pin_count": 0}


def replies(slack: Platform, args: Arguments) -> Json:
    """conversations.replies: the message a thread hangs from, then the replies, oldest first."""
    channel = _readable(slack, args)
    parent = slack.space.find(channel.id, args.required("ts"))
    if parent is None:
        raise SlackError("thread_not_found")
    if parent.is_reply:
        return _page(slack, args, [parent])
    return _page(slack, args, [parent, *slack.space.replies(channel.id, parent.ts)])


def _page(slack: Platform, args: Arguments, messages: list[Message]) -> Json:
    oldest, latest, inclusive = args.text("oldest"), args.text("latest"), args.flag("inclusive")

    def fits(message: Message) -> bool:
        after = not oldest or message.ts > oldest or (inclusive and message.ts == oldest)
        before = not latest or message.ts < latest or (inclusive and message.ts == latest)
        return after and before

    with_metadata = args.flag("include_all_metadata")
    fitting = [message_json(slack.space, m, with_metadata=with_metadata) for m in messages if fits(m)]
    page, following = page_of(fitting, limit=args.number("limit", 100, most=999), offset=args.offset())
    answer: Json = {"messages": page, "has_more": following is not None}
    return answer | (next_cursor(following) if following is not None else {})


def _seen(slack: Platform, args: Arguments) -> Channel:
    """A channel the app can see: public, or one it is in."""
    channel = slack.space.channels.get(args.required("channel", "channel_not_found"))
    if channel is None or (
        (channel.is_private or channel.is_im) and slack.space.bot_user_id not in channel.members
    ):
        raise SlackError("channel_not_found")
    return channel


def _readable(slack: Platform, args: Arguments) -> Channel:
    channel = _seen(slack, args)
    scope = _HISTORY_SCOPE[channel.kind]
    if slack.scopes is not None and scope not in slack.scopes:
        raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(slack.scopes)))
    if slack.space.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel
