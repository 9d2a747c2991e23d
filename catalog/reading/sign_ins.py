"""What company.yaml says of sign-in events: each feed has what its provider needs, nothing it does not know, and is listed once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import get_args

from catalog.durations import parse_duration
from catalog.problems import Problem
from catalog.reading.located import Located
from catalog.reading.wording import either, shown
from catalog.settings import EntraLog, GoogleLog

SHORTEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Kind:
    """The keys of one kind of feed: those it needs, those it may have, and the logs it knows."""

    needs: tuple[str, ...]
    may: tuple[str, ...] = ()
    logs: tuple[str, ...] = ()


_KINDS = {
    "files": _Kind(("path",)),
    "okta": _Kind(("url", "token_env")),
    "entra": _Kind(("tenant", "client_id", "secret_env"), ("url", "log"), get_args(EntraLog)),
    "google": _Kind(
        (),
        ("token_env", "key_env", "subject", "url", "log"),
        get_args(GoogleLog),
    ),
    "duo": _Kind(("url", "integration_key", "secret_env")),
}


def check_sign_ins(settings: Located) -> Iterator[Problem]:
    """What is wrong with the feeds and with how long events are kept; the shape is checked elsewhere."""
    section = settings.get("sign_ins")
    if section is None:
        return
    if (keep := section.get("keep")) is not None and _too_short(keep.text()):
        yield keep.problem("is less than a day; keep events for a day or more, such as P90D")
    seen: dict[tuple[str | None, ...], Located] = {}
    for feed in section.items("feeds"):
        yield from _check_feed(feed)
        same = tuple(feed.text(key) for key in ("provider", "path", "url", "tenant", "log"))
        if (first := seen.setdefault(same, feed)) is not feed:
            yield feed.problem(f"is the same feed as the one on line {first.line}; keep one")


def _check_feed(feed: Located) -> Iterator[Problem]:
    provider = feed.text("provider")
    kind = _KINDS.get(provider or "")
    if kind is None or not isinstance(feed.data, dict):
        return  # the shape has said so already
    given = [key for key in feed.data if key != "provider"]
    for key in kind.needs:
        if key not in given:
            yield feed.problem(f"{provider} needs `{key}`; add it")
    if provider == "google" and ("token_env" in given) == ("key_env" in given):
        yield feed.problem("google needs either `token_env` or `key_env`; write one of them")
    if "key_env" in given and "subject" not in given and provider == "google":
        yield feed.problem("a service account needs `subject`, the administrator it reads as; add it")
    known = (*kind.needs, *kind.may)
    for key in given:
        place = feed.at((key,))
        if key not in known and any(key in (*one.needs, *one.may) for one in _KINDS.values()):
            yield place.problem(f"{provider} has no use for it; what it takes is {either(known)}")
        elif key == "log" and (log := place.text()) is not None and log not in kind.logs:
            yield place.problem(f"{provider} has no log {shown(log)}; use {either(kind.logs)}")


def _too_short(text: str | None) -> bool:
    try:
        return text is not None and parse_duration(text) < SHORTEST
    except ValueError:
        return False  # the shape has said so already
