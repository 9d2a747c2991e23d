"""Column types that mean the same on SQLite and PostgreSQL: UTC instants, spans, enums as readable text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from catalog.durations import format_duration, parse_duration

JSON_VALUE = JSON().with_variant(JSONB(), "postgresql")
"""Plain JSON values."""
BYTEWISE = String().with_variant(String(collation="C"), "postgresql")
"""Text in the order of its bytes, whatever language the database sorts by: all that begins alike stands together."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Only aware datetimes go in; what comes out is aware and in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses naive datetimes: they would mean another instant on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the store")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite hands back naive values; they are UTC because only UTC goes in."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class IsoDuration(TypeDecorator[timedelta]):
    """A span of time as ISO 8601 text, so that people can read the table."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> str | None:
        """To text. Raises ValueError for a span that could not be read back: a row nobody can read breaks every list."""
        if value is None:
            return None
        text = format_duration(value)
        parse_duration(text)
        return text

    def process_result_value(self, value: str | None, dialect: Dialect) -> timedelta | None:
        """From text."""
        return None if value is None else parse_duration(value)


class EnumText(TypeDecorator[StrEnum]):
    """A StrEnum as its text; adding a member needs no migration."""

    impl = String(40)
    cache_ok = True

    def __init__(self, enum: type[StrEnum], **options: Any) -> None:
        super().__init__(**options)
        self.enum = enum

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """To text."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """From text; an unknown word is an error, not a guess."""
        return None if value is None else self.enum(value)


def index_where(condition: str, name: str, column: str) -> Index:
    """An index of the rows for which that holds, on either database."""
    return Index(name, column, sqlite_where=text(condition), postgresql_where=text(condition))
