"""Sign-in events as plain values, as they pass between this room and those who understand them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from catalog.model import PersonId


class SignInRecord(NamedTuple):
    """One event, in the order of the columns it is stored in; the fields are those of `SignInRow`, `at` in UTC."""

    provider: str
    recorder: str
    event_id: str
    day: int
    at: datetime
    login: str
    person: PersonId | None
    address: str
    happened: str
    outcome: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Read:
    """What reading gave beside the events that are handed over; the fields are those of `FeedCountRow`."""

    read: int
    unreadable: int = 0
    out_of_range: int = 0
    unknown: int = 0
    nobodys: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What storing gave, by provider."""

    kept: Mapping[str, int]
    duplicates: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed as it stands: when events last came, what is wrong with it, and what became of what it gave."""

    feed: str
    moved_at: datetime | None
    held_by: str
    trouble: str
    counts: dict[str, int]
