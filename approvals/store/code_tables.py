"""The rows behind stepping up: who set up one-time codes, the codes that were wrong, and the links that were sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field, SQLModel

from approvals.store.columns import UtcDateTime


class CodesRow(SQLModel, table=True):
    """One person's codes. Secrets are sealed with a key that is not in the database."""

    __tablename__ = "codes"

    person: str = Field(primary_key=True)
    secret: str = Field(default="", sa_type=Text)
    """What the codes that count are made from; empty while none were set up."""
    enrolled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_step: int = Field(default=0, sa_type=BigInteger)
    """The time step of the last code that was taken: neither it nor an earlier one is taken again."""
    offered: str = Field(default="", sa_type=Text)
    """A new secret that was shown to the person and not confirmed yet."""
    offered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class WrongCodeRow(SQLModel, table=True):
    """A code that was wrong, so that wrong ones can be counted."""

    __tablename__ = "wrong_codes"
    __table_args__ = (Index("ix_wrong_codes_person", "person", "at"),)

    id: str = Field(primary_key=True)
    person: str
    at: datetime = Field(sa_type=UtcDateTime)


class ConfirmLinkRow(SQLModel, table=True):
    """A link that was sent to somebody to confirm one approval with, so that it confirms one only once."""

    __tablename__ = "confirm_links"

    id: str = Field(primary_key=True)
    person: str
    item_id: str
    made_at: datetime = Field(sa_type=UtcDateTime, index=True)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
