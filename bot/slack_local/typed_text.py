"""What Slack's client makes of what somebody types before it sends it: escapes, mentions and links."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.slack_local.model import Channel, SlackUser

_READY = re.compile(r"<(?:@\w+|#\w+(?:\|[^<>]*)?|https?://[^<>]+)>")
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
