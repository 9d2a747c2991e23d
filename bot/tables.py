"""The rows of this room: what was posted where, and what people are in the middle of asking.

They are what makes messages and clicks idempotent: a message is known by its surface, not by having been sent.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from approvals.store.columns import BYTEWISE, JSON_VALUE, UtcDateTime


class PostRow(SQLModel, table=True):
    """One message that shows something, found again by its surface: `thread:req_…`, `status:req_…`, `task:…`."""

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_place", "channel", "ts"),)
    """A button tells the message it was clicked on; what that message shows is looked up here."""

    surface: str = Field(primary_key=True, sa_type=BYTEWISE)
    """In the order of its bytes, so that all surfaces of one beginning are a stretch of the index."""
    channel: str
    """A Slack channel id; that of a direct message too."""
    ts: str = ""
    """The message's timestamp; empty until Slack has said that the message is there."""
    digest: str = ""
    """SHA-256 of what the message shows, so that an unchanged card costs no call."""
    posting: str = ""
    """The process that is posting it, while it does; the rest of a try that never heard back otherwise."""
    posting_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    posted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DraftRow(SQLModel, table=True):
    """What somebody is about to ask for: the card in front of them, and what they chose on it so far."""

    __tablename__ = "drafts"

    id: str = Field(primary_key=True)
    person: str = Field(index=True)
    """Whose card it is: the only one who may operate it."""
    channel: str
    thread_ts: str = ""
    """The thread the conversation is in; empty at the top level."""
    text: str = Field(sa_type=Text)
    """All the person wrote about it, one message a line."""
    understanding: dict[str, Any] = Field(sa_type=JSON_VALUE)
    """An Understanding, dumped."""
    chosen: dict[str, Any] = Field(sa_type=JSON_VALUE)
    """A Choice, dumped: items, duration, justification, beneficiary."""
    status: str = Field(default="open", index=True)
    """`open`, `sent` or `cancelled`."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    request_id: str = ""


class ExampleRow(SQLModel, table=True):
    """What a message was read as, and what the person then sent: one labelled example for training."""

    __tablename__ = "labelled_examples"

    id: str = Field(primary_key=True)
    """The draft's: a card is sent once."""
    person: str
    """Who wrote and sent it."""
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    company_version: str
    text: str = Field(sa_type=Text)
    """The message, e-mail addresses masked."""
    read: dict[str, Any] = Field(sa_type=JSON_VALUE)
    """Intent, outcome, items, duration, beneficiary, confidence, shortlist and engine, as understood."""
    sent: dict[str, Any] = Field(sa_type=JSON_VALUE)
    """Items, duration and beneficiary, as sent."""


class TrainingRow(SQLModel, table=True):
    """What one training learned from the examples; the newest is in force."""

    __tablename__ = "trainings"

    id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    examples: int
    """How many it learned from."""
    learned: list[dict[str, Any]] = Field(sa_type=JSON_VALUE)
    """A Learned, dumped."""
