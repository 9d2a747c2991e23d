"""Single values out of somebody else's JSON: texts that can be shown, times in UTC, addresses.

Any of them may be missing, of another type, enormous or hostile. What is no value becomes the empty one; only a
missing time is refused, because an event without one explains nothing.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from intents.signins.event import Device, Place
from intents.signins.unreadable import Unreadable

SHORT = 200
"""Characters kept of a name, a code or a login."""
LONG = 500
"""Characters kept of a message."""
EARLIEST, LATEST = 1980, 2200
"""Years between which a time is believed."""
_NONE: Mapping[str, Any] = {}
_MILLISECONDS, _MICROSECONDS, _NANOSECONDS = 1e11, 1e14, 1e17
"""From which number on an epoch counts in these instead of seconds (1e11 seconds is the year 5138)."""


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else _NONE


def mappings(value: object) -> list[Mapping[str, Any]]:
    """The objects in the value if it is a JSON array, else none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(value: object, limit: int = SHORT) -> str:
    """The value as one line of at most that many characters, without control characters; empty for no text."""
    if type(value) is str:
        # Lone surrogates, characters that turn the line round and line breaks are all not printable.
        if len(value) <= limit and value.isprintable():
            return value.strip()
        return _printable(value, limit)
    if type(value) is int:
        return str(value) if abs(value) < 10**18 else ""
    return ""


def _printable(value: str, limit: int) -> str:
    kept = value[: 2 * limit]
    if not kept.isprintable():
        kept = "".join(character if character.isprintable() else " " for character in kept)
    return " ".join(kept.split())[:limit].rstrip()


def lowered(value: object) -> str:
    """A login, or a word to compare: as `text`, in lower case."""
    return text(value).lower()


def first_text(*values: object) -> str:
    """The first of the values that has any text."""
    for value in values:
        if found := text(value):
            return found
    return ""


def number(value: object) -> float | None:
    """The value as a finite number; None for anything else."""
    if value is None or isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def flag(value: object) -> bool | None:
    """The value as yes or no, also where it was written as a word; None for anything else."""
    if isinstance(value, bool):
        return value
    return None if value is None else _FLAGS.get(lowered(value))


_FLAGS = {"true": True, "yes": True, "false": False, "no": False}


def moment(*values: object) -> datetime:
    """The first of the values that is a time, in UTC; without an offset it is UTC already.

    Takes ISO 8601 with nought to nine digits of a second, and seconds, milli-, micro- or nanoseconds since 1970.
    Raises Unreadable when none of them is a time.
    """
    for value in values:
        found = _written(value) if isinstance(value, str) else _counted(value)
        if found is not None and EARLIEST <= found.year <= LATEST:
            return found
    raise Unreadable("The event has no time that can be read.")


def _written(value: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(value.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return _counted(number(value))


def _counted(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    seconds = float(value) if abs(value) < 1e300 else math.inf
    for unit, size in ((_NANOSECONDS, 1e9), (_MICROSECONDS, 1e6), (_MILLISECONDS, 1e3)):
        if seconds > unit:
            seconds /= size
            break
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def address(*values: object) -> str:
    """The first of the values that is an IP address, in its shortest form; an IPv4 in IPv6's clothes is an IPv4."""
    for value in values:
        if type(value) is str and (found := _address(value[:64])):
            return found
    return ""


@lru_cache(maxsize=65_536)
def _address(value: str) -> str:
    bare = value.strip().strip("[]")
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ipaddress.ip_address(bare)
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)


def device_of(name: str, system: str, client: str, managed: bool | None, compliant: bool | None) -> Device:
    """The device; the same values are one object, since a feed repeats them a thousand times."""
    return _device(name, system, client, managed, compliant)


_device = lru_cache(maxsize=8_192)(Device)


def place_of(city: object, country: object, latitude: object, longitude: object) -> Place:
    """The place; the same values are one object."""
    try:
        return _place(city, country, latitude, longitude)
    except TypeError:
        # A list or an object where a text belongs cannot be looked up.
        return Place(text(city), text(country), number(latitude), number(longitude))


@lru_cache(maxsize=8_192, typed=True)
def _place(city: object, country: object, latitude: object, longitude: object) -> Place:
    return Place(text(city), text(country), number(latitude), number(longitude))


def identity(raw: Mapping[str, Any], *values: object) -> str:
    """The provider's id of the event; where it gave none, one made of the content, so that a copy has the same."""
    if found := first_text(*values):
        return found
    written = json.dumps(raw, sort_keys=True, default=str)
    return "sha256:" + hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()[:32]


def named(pairs: Iterable[Mapping[str, Any]], name: str, *values: str) -> dict[str, Any]:
    """A list of name and value objects as a dict: the name under `name`, the value under the first of `values` there is."""
    found: dict[str, Any] = {}
    for pair in pairs:
        key = pair.get(name)
        if isinstance(key, str):
            found[key] = next((pair[value] for value in values if value in pair), None)
    return found
