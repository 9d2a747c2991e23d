"""The rows of sign-in events: what happened, how far each feed was read, and what became of what was read.

They are no part of the decision log: they are a copy of what the providers have, and are removed after a while.

Every index begins with the day. Events arrive by and large in the order of their time, so a new row touches the
few pages of its day and not the whole index; with a million rows that makes writing several times as fast.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, Text
from sqlmodel import Field, SQLModel

from approvals.store.columns import UtcDateTime, index_where


class SignInRow(SQLModel, table=True):
    """One event. The texts are plain: what the words mean is known to those who wrote them."""

    __tablename__ = "signin_events"
    __table_args__ = (
        Index("ix_signin_events_once", "day", "provider", "recorder", "event_id", unique=True),
        Index("ix_signin_events_person", "day", "person"),
        Index("ix_signin_events_address", "day", "address"),
        index_where("person IS NULL", "ix_signin_events_nobody", "login"),
    )

    id: int | None = Field(
        default=None, primary_key=True, sa_type=BigInteger().with_variant(Integer(), "sqlite")
    )
    """In the order they were stored; gaps mean nothing."""
    provider: str
    recorder: str
    """The machine that recorded it, where each counts its events on its own."""
    event_id: str
    """The provider's; the same one on the same day is the same event."""
    day: int
    """The UTC date of `at`, as `date.toordinal()`."""
    at: datetime = Field(sa_type=UtcDateTime)
    login: str
    person: str | None = None
    """Whose login it is; None while nobody in the company is known by it."""
    address: str
    happened: str
    outcome: str
    reason: str
    detail: str = Field(sa_type=Text)
    """JSON of everything else, in ASCII: it holds whatever strangers put into a user agent."""


class FeedCursorRow(SQLModel, table=True):
    """How far a feed was read, and which process reads it now."""

    __tablename__ = "feed_cursors"

    feed: str = Field(primary_key=True)
    cursor: str = Field(default="", sa_type=Text)
    """The feed's own; nobody else looks into it."""
    moved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When events were last taken in, by the machine's clock."""
    held_by: str = ""
    """The process that reads it."""
    held_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Until when no other one does, by the machine's clock."""
    trouble: str = Field(default="", sa_type=Text)
    """Why nothing more could be read the last time; empty while all is well."""


class FeedCountRow(SQLModel, table=True):
    """What became of what a feed gave, since the beginning."""

    __tablename__ = "feed_counts"

    feed: str = Field(primary_key=True)
    read: int = Field(default=0, sa_type=BigInteger)
    """Events, readable or not; a line may hold several."""
    kept: int = Field(default=0, sa_type=BigInteger)
    duplicates: int = Field(default=0, sa_type=BigInteger)
    """There already."""
    unreadable: int = Field(default=0, sa_type=BigInteger)
    """No event of a known provider, too long a line, or no JSON."""
    out_of_range: int = Field(default=0, sa_type=BigInteger)
    """Older than events are kept, or more than a year ahead."""
    unknown: int = Field(default=0, sa_type=BigInteger)
    """Of those kept: of a kind that explains no sign-in."""
    nobodys: int = Field(default=0, sa_type=BigInteger)
    """Of those kept: of a login nobody in the company was known by at that time."""
