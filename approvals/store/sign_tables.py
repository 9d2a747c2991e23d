"""The rows behind warning signs at sign-in: what was found, whom it is about, and what a person made of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field, SQLModel

from approvals.risk.warned import Severity
from approvals.store.columns import JSON_VALUE, EnumText, UtcDateTime


class Posting(StrEnum):
    """Whether Security is told of a sign, and how."""

    SHOWN = "shown"
    """In a message of its own."""
    SUMMED = "summed"
    """In the day's line: there were too many of its kind."""
    WATCHED = "watched"
    """Not at all: it is stored and counted, and decides nothing."""


class SignVerdict(StrEnum):
    """What Security made of a sign."""

    OPEN = "open"
    RIGHT = "right"
    FALSE_ALARM = "false_alarm"


class WarningSignRow(SQLModel, table=True):
    """One warning sign. The same thing seen again makes it last longer, and is no second one."""

    __tablename__ = "warning_signs"
    __table_args__ = (Index("ix_warning_signs_about", "kind", "subject"),)

    id: str = Field(primary_key=True)
    kind: str
    subject: str
    """What it is about, as text; with the kind it names the same thing."""
    severity: Severity = Field(sa_type=EnumText(Severity))
    people: list[str] = Field(sa_type=JSON_VALUE)
    says: str = Field(sa_type=Text)
    evidence: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON_VALUE)
    """The events that show it, in a few words each, the most telling first."""
    since: datetime = Field(sa_type=UtcDateTime)
    until: datetime = Field(sa_type=UtcDateTime, index=True)
    """When it began, and when it was last seen."""
    found_at: datetime = Field(sa_type=UtcDateTime, index=True)
    posting: Posting = Field(sa_type=EnumText(Posting))
    score: float | None = None
    """How unusual it was, where a model said so."""
    verdict: SignVerdict = Field(default=SignVerdict.OPEN, sa_type=EnumText(SignVerdict))
    judged_by: str = ""
    judged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class WarnedPersonRow(SQLModel, table=True):
    """Whom a sign is about, so that a decision finds it at once."""

    __tablename__ = "warned_people"
    __table_args__ = (Index("ix_warned_people_person", "person"),)

    sign_id: str = Field(foreign_key="warning_signs.id", primary_key=True)
    person: str = Field(primary_key=True)


class LookedRow(SQLModel, table=True):
    """How far the stored sign-in events were looked through for signs; one row."""

    __tablename__ = "signs_looked"

    id: int = Field(primary_key=True)
    from_event: int = Field(default=0, sa_type=BigInteger)
    to_event: int = Field(default=0, sa_type=BigInteger)
    """The last look was at the events after the first of these ids, up to the second."""
    events: int = Field(default=0, sa_type=BigInteger)
    """How many there were. On PostgreSQL one that was being written then may appear among them later."""
