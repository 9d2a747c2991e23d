"""One way in for events of every provider: told apart by their shape, never by the name of the file they came in.

Whatever is read here was written by somebody else: it may be cut off, enormous, nested without end, or no event at
all. Each of these is one `Unreadable`; nothing else is raised.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from intents.signins.event import SignInEvent
from intents.signins.providers.aws import from_aws, is_aws
from intents.signins.providers.duo import from_duo, is_duo
from intents.signins.providers.entra import from_entra_sign_in, is_entra_sign_in
from intents.signins.providers.entra_audit import from_entra_audit, is_entra_audit
from intents.signins.providers.google import activities, from_google, is_google
from intents.signins.providers.okta import from_okta, is_okta
from intents.signins.providers.windows import from_windows, is_windows
from intents.signins.unreadable import Unreadable

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes or characters of one line; an event has a few thousand, a file of CloudTrail in one line some hundred thousand."""

Reader = Callable[[Mapping[str, Any]], SignInEvent]
_SHAPES: tuple[tuple[Callable[[Mapping[str, Any]], bool], Reader], ...] = (
    (is_okta, from_okta),
    (is_windows, from_windows),
    (is_entra_sign_in, from_entra_sign_in),
    (is_google, from_google),
    (is_aws, from_aws),
    (is_entra_audit, from_entra_audit),
    (is_duo, from_duo),
)
_LISTS = ("Records", "records", "items", "value", "events", "authlogs", "logs")
"""Under what an export or an API keeps a list of events."""
_AROUND = ("event", "detail", "_source", "response", "data")
"""Under what a fixture, a bus, a search index or an API keeps one event, or the list."""
_DEEPEST = 4


def normalise(raw: Mapping[str, Any]) -> SignInEvent:
    """One event of any provider. Raises Unreadable, with a sentence, when it is none or has no time."""
    reader = _reader(raw)
    if reader is None:
        inner = next(_within(raw, 0), None)
        reader = None if inner is None else _reader(inner)
        if inner is None or reader is None:
            raise Unreadable("It has the shape of no provider's sign-in event.")
        raw = inner
    try:
        return reader(raw)
    except RecursionError:
        raise Unreadable("The event is nested too deeply to be read.") from None


def events_in(line: bytes | str) -> Iterator[Mapping[str, Any]]:
    """The objects of one line of JSON that may be events, out of whatever an export wraps around them.

    `normalise` takes each of them. Raises Unreadable when the line is too long, or no JSON object or array.
    """
    if len(line) > LONGEST_LINE:
        raise Unreadable(f"The line is longer than {LONGEST_LINE} bytes.")
    try:
        parsed = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable("The line is not JSON.") from None
    if isinstance(parsed, dict):
        if _reader(parsed) is None:
            yield from _within(parsed, 0)
        else:
            yield from activities(parsed) if is_google(parsed) else (parsed,)
    elif isinstance(parsed, list):
        yield from _each(parsed, 0)
    else:
        raise Unreadable("The line is not a JSON object.")


def read_line(line: bytes | str) -> list[SignInEvent]:
    """The events of one line, also of an export that wraps many; what is no event among many is left out.

    Raises Unreadable when nothing in the line can be read. Who counts what was left out walks `events_in` instead.
    """
    read: list[SignInEvent] = []
    trouble = Unreadable("It has the shape of no provider's sign-in event.")
    empty = True
    for raw in events_in(line):
        empty = False
        try:
            read.append(normalise(raw))
        except Unreadable as why:
            trouble = why
    if read or (empty and _is_empty_export(line)):
        return read
    raise trouble


def _is_empty_export(line: bytes | str) -> bool:
    """Whether the line is an export that holds no event: nothing was read, and nothing is wrong."""
    parsed = json.loads(line)
    return parsed == [] or (isinstance(parsed, dict) and any(parsed.get(key) == [] for key in _LISTS))


def _reader(raw: Mapping[str, Any]) -> Reader | None:
    for is_one, reader in _SHAPES:
        if is_one(raw):
            return reader
    return None


def _within(raw: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any]]:
    """What the object wraps: a list of events, or one event, a few layers down at most."""
    for key in _LISTS if depth < _DEEPEST else ():
        if isinstance(raw.get(key), list):
            yield from _each(raw[key], depth + 1)
            return
    for key in _AROUND if depth < _DEEPEST else ():
        if isinstance(raw.get(key), dict):
            yield from _each([raw[key]], depth + 1)
            return
    yield raw


def _each(found: list[Any], depth: int) -> Iterator[Mapping[str, Any]]:
    for one in found:
        if not isinstance(one, dict):
            continue
        if _reader(one) is None:
            yield from _within(one, depth)
        else:
            yield from activities(one) if is_google(one) else (one,)
