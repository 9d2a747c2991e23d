"""assistant.threads.*: what shows around the conversation with the app."""

from __future__ import annotations

from bot.slack_local.arguments import Arguments
from bot.slack_local.errors import Json, SlackError
from bot.slack_local.platform import Platform

_MOST_PROMPTS = 4


def set_status(slack: Platform, args: Arguments) -> Json:
    """assistant.threads.setStatus: what the app is doing; an empty text takes it away."""
    channel_id, thread_ts = _thread(slack, args)
    if "status" not in args:
        raise SlackError("invalid_arguments", messages=("missing required field: status",))
    slack.space.set_status(channel_id, thread_ts, args.text("status"))
    return {}


def set_title(slack: Platform, args: Arguments) -> Json:
    """assistant.threads.setTitle: how the thread is called in the person's history."""
    channel_id, thread_ts = _thread(slack, args)
    slack.space.titles[channel_id, thread_ts] = args.required("title")
    return {}


def set_suggested_prompts(slack: Platform, args: Arguments) -> Json:
    """assistant.threads.setSuggestedPrompts: up to four things to say."""
    channel = slack.space.channels.get(args.required("channel_id", "channel_not_found"))
    if channel is None or not channel.is_im:
        raise SlackError("channel_not_found")
    prompts = args.structure("prompts")
    if not isinstance(prompts, list) or not 0 < len(prompts) <= _MOST_PROMPTS:
        raise SlackError("invalid_arguments", messages=("must provide between 1 and 4 prompts",))
    for prompt in prompts:
        if not isinstance(prompt, dict) or not (prompt.get("title") and prompt.get("message")):
            raise SlackError("invalid_arguments", messages=("each prompt needs `title` and `message`",))
    slack.space.suggest(channel.id, [{"title": p["title"], "message": p["message"]} for p in prompts])
    return {}


def _thread(slack: Platform, args: Arguments) -> tuple[str, str]:
    channel = slack.space.channels.get(args.required("channel_id", "channel_not_found"))
    if channel is None or slack.space.bot_user_id not in channel.members:
        raise SlackError("channel_not_found")
    thread_ts = args.required("thread_ts")
    if slack.space.find(channel.id, thread_ts) is None:
        raise SlackError("thread_not_found")
    return channel.id, thread_ts
