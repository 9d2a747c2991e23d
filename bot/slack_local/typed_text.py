"""What Slack's client makes of what somebody types before it sends it: escapes, mentions and links."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable

from bot.slack_local.errors import Json
from bot.slack_local.model import Channel, SlackUser

_READY = re.compile(r"<(?:@\w+|#\w+(?:\|[^<>]*)?|https?://[^<>]+)>")
_MENTION = re.compile(r"<@(\w+)>")
_TOKEN = re.compile(r"<(?:@(\w+)|#(\w+)(?:\|[^>]*)?|(https?://[^>|]+)(?:\|([^>]*))?)>")
_LINK = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)\]'\"]")


def sent_text(typed: str, *, users: Iterable[SlackUser], channels: Iterable[Channel]) -> str:
    """The text as the app gets it: `<@U…>` for @names, `<#C…>` for #names, `<https://…>`, `&lt;` for <.

    Tokens that are already in that form are left alone.
    """
    names = {
        f"@{name}".lower(): f"<@{user.id}>" for user in users for name in (user.name, user.real_name) if name
    }
    names |= {
        f"#{channel.name}".lower(): f"<#{channel.id}|{channel.name}>" for channel in channels if channel.name
    }
    longest_first = sorted(names, key=len, reverse=True)
    named = re.compile(
        r"(?<![\w@#])(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE
    )
    pieces = []
    end = 0
    for ready in _READY.finditer(typed):
        pieces += [_converted(typed[end : ready.start()], named, names), ready.group()]
        end = ready.end()
    return "".join((*pieces, _converted(typed[end:], named, names)))


def _converted(text: str, named: re.Pattern[str], names: dict[str, str]) -> str:
    pieces = []
    end = 0
    for link in _LINK.finditer(text):
        pieces += [
            _escaped(text[end : link.start()], named, names),
            f"<{link.group().replace('&', '&amp;')}>",
        ]
        end = link.end()
    return "".join((*pieces, _escaped(text[end:], named, names)))


def _escaped(text: str, named: re.Pattern[str], names: dict[str, str]) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return named.sub(lambda found: names[found.group().lower()], safe)


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
