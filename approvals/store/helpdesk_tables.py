"""The rows of the helpdesk: who asked about whom and why, and what was handed over as a ticket."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from approvals.helpdesk import Topic
from approvals.store.columns import JSON_VALUE, EnumText, UtcDateTime, index_where


class TicketState(StrEnum):
    """Where a ticket is."""

    WAITING = "waiting"
    """On its way to the ticket system."""
    HANDED_OVER = "handed_over"
    """The ticket system has it, under its own number."""
    WITH_PEOPLE = "with_people"
    """The helpdesk has the facts in Slack: there is no ticket system, or it would not take them."""


class InquiryRow(SQLModel, table=True):
    """One question about somebody's access or sign-ins, and what the answer drew on."""

    __tablename__ = "inquiries"
    __table_args__ = (
        index_where("open_since IS NULL", "ix_inquiries_waiting", "asker"),
        index_where("told_at IS NULL", "ix_inquiries_untold", "open_since"),
        index_where("unlock_due IS NOT NULL", "ix_inquiries_unlocking", "unlock_due"),
    )

    id: str = Field(primary_key=True)
    asker: str
    about: str = Field(index=True)
    topic: Topic = Field(sa_type=EnumText(Topic))
    words: str = Field(sa_type=Text)
    reason: str = Field(default="", sa_type=Text)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    open_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the answer became the asker's to see; None while a reason is due."""
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON_VALUE)
    """The answer in plain words, for a ticket: a title and lines."""
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the person concerned was told; None while they are to be, and where nobody is."""
    unlocking: str = ""
    """The attempt to lift their lock whose end nobody knows."""
    unlock_due: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """By when that has to be known; None once it was looked at."""


class TicketRow(SQLModel, table=True):
    """What was handed to people or to a ticket system, once for each inquiry."""

    __tablename__ = "tickets"
    __table_args__ = (index_where("told_at IS NULL", "ix_tickets_untold", "opened_at"),)

    id: str = Field(primary_key=True)
    inquiry: str = Field(foreign_key="inquiries.id", unique=True)
    person: str = Field(index=True)
    """Whom it is about."""
    opened_by: str
    title: str = Field(sa_type=Text)
    lines: list[str] = Field(default_factory=list, sa_type=JSON_VALUE)
    state: TicketState = Field(sa_type=EnumText(TicketState))
    tries: int = 0
    """How often the ticket system was told; from the second on, an earlier one may have worked unheard."""
    reference: str = ""
    """The ticket system's own number."""
    link: str = ""
    trouble: str = Field(default="", sa_type=Text)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When people were told where it is; None while it is on its way, and until they were."""
