"""users.*, auth.* and the few methods that tell the app who it is."""

from __future__ import annotations

from bot.slack_local.arguments import Arguments, next_cursor
from bot.slack_local.errors import Json, SlackError
from bot.slack_local.model import SlackUser
from bot.slack_local.platform import Platform
from bot.slack_local.shapes import bot_profile, page_of, user_json


def api_test(slack: Platform, args: Arguments) -> Json:
    """api.test: echoes the arguments; `error` makes it fail on purpose."""
    if args.text("error"):
        raise SlackError(args.text("error"))
    return {"args": args.given} if args.given else {}


def auth_test(slack: Platform, args: Arguments) -> Json:
    """auth.test: whose token this is."""
    space = slack.space
    return {
        "url": f"{slack.base_url}/",
        "team": space.team_name,
        "user": space.users[space.bot_user_id].name,
        "team_id": space.team_id,
        "user_id": space.bot_user_id,
        "bot_id": space.bot_id,
        "is_enterprise_install": False,
    }


def info(slack: Platform, args: Arguments) -> Json:
    """users.info."""
    user = slack.space.user(args.required("user", "user_not_found"))
    return {"user": _written(slack, user)}


def list_users(slack: Platform, args: Arguments) -> Json:
    """users.list: everybody, the deactivated too, a page at a time."""
    everybody = [_written(slack, user) for user in slack.space.users.values() if not user.is_stranger]
    limit = args.number("limit", len(everybody), most=1000)
    page, following = page_of(everybody, limit=limit, offset=args.offset())
    return {"members": page, "cache_ts": 0} | next_cursor(following)


def lookup_by_email(slack: Platform, args: Arguments) -> Json:
    """users.lookupByEmail: nobody who is deactivated or of another workspace."""
    email = args.required("email", "users_not_found").lower()
    for user in slack.space.users.values():
        if user.email.lower() == email and not (user.deleted or user.is_stranger):
            return {"user": _written(slack, user)}
    raise SlackError("users_not_found")


def usergroup_users(slack: Platform, args: Arguments) -> Json:
    """usergroups.users.list: this workspace has no user groups."""
    args.required("usergroup", "no_such_subteam")
    raise SlackError("no_such_subteam")


def bot_info(slack: Platform, args: Arguments) -> Json:
    """bots.info: the app itself."""
    if args.text("bot", slack.space.bot_id) != slack.space.bot_id:
        raise SlackError("bot_not_found")
    profile = bot_profile(slack.space)
    del profile["team_id"]
    return {"bot": profile | {"user_id": slack.space.bot_user_id}}


def open_connection(slack: Platform, args: Arguments) -> Json:
    """apps.connections.open: takes an app-level token, and only a bot token ever gets this far."""
    raise SlackError("not_allowed_token_type")


def _written(slack: Platform, user: SlackUser) -> Json:
    reads_email = slack.scopes is None or "users:read.email" in slack.scopes
    return user_json(slack.space, user, with_email=reads_email)
