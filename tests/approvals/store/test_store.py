"""The store: what goes in comes out the same on both databases, and half a change is none."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlmodel import select

from approvals.desk import Desk
from approvals.store.columns import IsoDuration, UtcDateTime
from approvals.store.engine import BadDatabaseUrl, database_url
from approvals.store.tables import RequestRow, WorkerRow
from tests.approvals.asking import ask


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///usher.db", "sqlite"),
        ("sqlite+aiosqlite:///usher.db", "sqlite"),
        ("postgresql://u@h/db", "postgresql+psycopg"),
        ("postgresql+asyncpg://u@h/db", "postgresql+psycopg"),
    ],
)
def test_every_way_to_write_a_url_ends_at_one_driver(url: str, driver: str) -> None:
    assert database_url(url).drivername == driver


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "is not a database URL"),
        ("postgresql://u:secret@h:port/db", "a port that is no number"),
        ("mysql://u@h/db", "asks for mysql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_a_url_that_cannot_be_used_says_what_could(url: str, says: str) -> None:
    with pytest.raises(BadDatabaseUrl, match=says):
        database_url(url)


async def test_instants_come_back_in_utc_whatever_they_went_in_as(desk: Desk) -> None:
    tokyo = datetime(2026, 12, 1, 9, 30, tzinfo=timezone(timedelta(hours=9)))
    async with desk.store.transaction() as tx:
        tx.session.add(WorkerRow(executor="w", seen_at=tokyo))
    async with desk.store.reading() as session:
        row = await session.get_one(WorkerRow, "w")
    assert row.seen_at == tokyo
    assert row.seen_at.tzinfo == UTC


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), sa.engine.default.DefaultDialect())  # noqa: DTZ001


@pytest.mark.parametrize(
    "span",
    [timedelta(), timedelta(milliseconds=900), timedelta(days=-1), timedelta(days=36_500, seconds=1)],
)
def test_a_span_that_could_not_be_read_back_is_not_written(span: timedelta) -> None:
    with pytest.raises(ValueError, match=r"no time at all|longer than any grant|is not an ISO 8601 duration"):
        IsoDuration().process_bind_param(span, sa.engine.default.DefaultDialect())


async def test_many_writers_queue_instead_of_failing(desk: Desk) -> None:
    people = ("tom.reyes", "sana.malik", "max.vogel", "cara.cruz", "lena.osei", "ivo.brandt")
    regions = ("EMEA", "AMER", "APAC")
    await asyncio.gather(
        *(ask(desk, person=person, scope={"region": r}) for person in people for r in regions),
        return_exceptions=True,
    )
    async with desk.store.reading() as session:
        rows = (await session.exec(select(RequestRow))).all()
    # Sana holds the sales reports of AMER already.
    assert len(rows) == len(people) * len(regions) - 1


async def test_an_exception_undoes_everything(desk: Desk) -> None:
    async def fails() -> None:
        async with desk.store.transaction() as tx:
            tx.session.add(WorkerRow(executor="gone", seen_at=desk.now()))
            await tx.session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        await fails()
    async with desk.store.reading() as session:
        assert await session.get(WorkerRow, "gone") is None
