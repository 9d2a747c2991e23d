"""One way in for events of every provider: told apart by their shape, never by the name of the file they came in.

Whatever is read here was written by somebody else: it may be cut off, enormous, nested without end, or no event at
all. Each of these is one `Unreadable`; nothing else is raised.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic_core import from_json

from intents.signins.event import SignInEvent
from intents.signins.providers.aws import from_aws, is_aws
from intents.signins.providers.duo import from_duo, is_duo
from intents.signins.providers.entra import from_entra_sign_in, is_entra_sign_in
from intents.signins.providers.entra_audit import from_entra_audit, is_entra_audit
from intents.signins.providers.entra_table import from_entra_table, is_entra_table
from intents.signins.providers.google import activities, from_google, is_google
from intents.signins.providers.okta import from_okta, is_okta
from intents.signins.providers.windows import from_windows, is_windows
from intents.signins.unreadable import Unreadable

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes or characters of one line; an event has a few thousand, a file of CloudTrail in one line some hundred thousand."""

Reader = Callable[[Mapping[str, Any]], SignInEvent]
Found = tuple[Mapping[str, Any], Reader | None]
"""What may be an event, and what reads it; None where nothing does."""
_SHAPES: tuple[tuple[Callable[[Mapping[str, Any]], bool], Reader], ...] = (
    (is_okta, from_okta),
    (is_windows, from_windows),
    (is_entra_sign_in, from_entra_sign_in),
    (is_google, from_google),
    (is_aws, from_aws),
    (is_entra_audit, from_entra_audit),
    (is_entra_table, from_entra_table),
    (is_duo, from_duo),
)
_LISTS = ("Records", "records", "items", "value", "events", "Events", "authlogs", "logs", "hits", "results")
"""Under what an export or an API keeps a list of events."""
_AROUND = ("event", "detail", "_source", "response", "data", "hits", "result")
"""Under what a fixture, a bus, a search index or an API keeps one event, or the list."""
_WRITTEN = ("original", "_raw", "CloudTrailEvent", "Message", "message", "body")
"""Under what a collector keeps the event as the text it came as."""
_DEEPEST = 4
_NOTHING: Mapping[str, Any] = {}


def normalise(raw: Mapping[str, Any]) -> SignInEvent:
    """One event of any provider. Raises Unreadable, with a sentence, when it is none or has no time."""
    reader = _reader(raw)
    if reader is None:
        raw, reader = next(_within(raw, 0), (raw, None))
    return _taken(raw, reader)


def _taken(raw: Mapping[str, Any], reader: Reader | None) -> SignInEvent:
    if reader is None:
        raise Unreadable("It has the shape of no provider's sign-in event.")
    try:
        return reader(raw)
    except RecursionError:
        raise Unreadable("The event is nested too deeply to be read.") from None


def events_in(line: bytes | str) -> Iterator[Mapping[str, Any]]:
    """The objects of one line of JSON that may be events, out of whatever an export wraps around them.

    `normalise` takes each of them. Raises Unreadable when the line is too long, or no JSON object or array.
    """
    for raw, _ in _found_in(_parsed(line)):
        yield raw


def read_line(line: bytes | str) -> list[SignInEvent]:
    """The events of one line, also of an export that wraps many; what is no event among many is left out.

    Raises Unreadable when nothing in the line can be read; an export that is empty has nothing and is fine.
    """
    read, troubles = read_all(line)
    if troubles and not read:
        raise troubles[-1]
    return read


def read_all(line: bytes | str) -> tuple[list[SignInEvent], list[Unreadable]]:
    """The events of one line, and why each of the others in it is none: for whoever counts what was left out.

    Raises Unreadable when the line is too long, or no JSON object or array.
    """
    read: list[SignInEvent] = []
    troubles: list[Unreadable] = []
    for raw, reader in _found_in(_parsed(line)):
        try:
            read.append(_taken(raw, reader))
        except Unreadable as why:
            troubles.append(why)
    return read, troubles


def _parsed(line: bytes | str) -> Any:
    if len(line) > LONGEST_LINE:
        raise Unreadable(f"The line is longer than {LONGEST_LINE} bytes.")
    try:
        # More than twice as fast as json. It is also stricter, so what it does not take is not refused for that.
        # Names come again and again, values hardly ever: remembering those as well takes half as long again.
        return from_json(line, cache_strings="keys")
    except ValueError:
        pass
    try:
        # Decoded here: finding out the encoding takes json longer than the decoding.
        return json.loads(line if isinstance(line, str) else str(line, "utf-8").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise Unreadable("The line is not JSON.") from None


def _found_in(parsed: Any) -> Iterator[Found]:
    if isinstance(parsed, dict):
        yield from _one(parsed, 0)
    elif isinstance(parsed, list):
        yield from _each(parsed, 0)
    else:
        raise Unreadable("The line is not a JSON object.")


def _one(raw: Mapping[str, Any], depth: int) -> Iterator[Found]:
    reader = _reader(raw)
    if reader is None:
        yield from _within(raw, depth)
    elif reader is from_google:
        for event in activities(raw):
            yield event, reader
    else:
        yield raw, reader


def _each(found: list[Any], depth: int) -> Iterator[Found]:
    for one in found:
        if isinstance(one, dict):
            yield from _one(one, depth)
        else:
            yield _NOTHING, None


def _within(raw: Mapping[str, Any], depth: int) -> Iterator[Found]:
    """What the object wraps: a list of events, or one event, a few layers down at most."""
    if depth < _DEEPEST:
        for key in _LISTS:
            if isinstance(raw.get(key), list):
                yield from _each(raw[key], depth + 1)
                return
        for key in _AROUND:
            if isinstance(raw.get(key), dict):
                yield from _one(raw[key], depth + 1)
                return
        for key in _WRITTEN:
            if (inner := _read_in(raw.get(key))) is not None:
                yield from _one(inner, depth + 1) if isinstance(inner, dict) else _each(inner, depth + 1)
                return
    yield raw, None


def _read_in(text: object) -> dict[str, Any] | list[Any] | None:
    """The object or list a text holds as JSON; None where it holds none."""
    if not isinstance(text, str) or not text.lstrip().startswith(("{", "[")):
        return None
    try:
        found = from_json(text)
    except ValueError:
        return None
    return found if isinstance(found, (dict, list)) else None


def _reader(raw: Mapping[str, Any]) -> Reader | None:
    for is_one, reader in _SHAPES:
        if is_one(raw):
            return reader
    return None
