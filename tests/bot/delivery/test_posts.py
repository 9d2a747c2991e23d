"""What is written down of the messages: looked for by its key, however much of it there is."""

from __future__ import annotations

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.engine import Engine

from bot.delivery.posts import Posts
from bot.tables import PostRow
from tests.bot.listeners.stage import Stage

MANY = 20_000
LOOKS = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}
WHOLE = ("SCAN posts", "Seq Scan on posts")


async def written(stage: Stage, surfaces: list[str]) -> None:
    rows = [{"surface": one, "channel": "C1", "ts": f"{number}.1"} for number, one in enumerate(surfaces)]
    async with stage.desk.store.transaction() as tx:
        await tx.session.exec(insert(PostRow), params=rows)


@pytest.fixture
def posts(stage: Stage) -> Posts:
    return stage.delivery.surfaces


async def test_what_begins_alike_is_found_and_nothing_else(stage: Stage, posts: Posts) -> None:
    pings = ["note:ping:it_1:manager:lena", "note:ping:it_1:owner:ömer", "note:ping:it_2:owner:omar"]
    others = [
        "note:ping:it_1",
        "note:ping:it_10:owner:omar",
        "note:ping:it%1:x",
        "NOTE:PING:it_1:x",
        "note:pingXit_1:x",
    ]
    await written(stage, [*pings, *others])
    assert sorted(await posts.posted("note:ping:it_1:")) == pings[:2]
    assert sorted(await posts.posted("note:ping:it_1:", "note:ping:it_2:")) == pings
    assert await posts.posted() == []


async def test_a_surface_that_is_being_posted_is_not_there_yet(posts: Posts) -> None:
    assert await posts.claim("note:ping:it_1:manager:lena", "C1")
    assert await posts.posted("note:ping:it_1:") == []


async def test_no_look_reads_all_that_was_ever_posted(stage: Stage, posts: Posts) -> None:
    await written(stage, [f"note:ping:it_{number}:manager:lena" for number in range(MANY)])
    sent: list[tuple[str, object]] = []

    def note(connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if "FROM posts" in statement:
            sent.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert await posts.posted("note:ping:it_7:", "note:ping:it_8:") == [
            "note:ping:it_7:manager:lena",
            "note:ping:it_8:manager:lena",
        ]
        assert await posts.placed("note:ping:it_7:manager:lena") is not None
        assert await posts.digests(["note:ping:it_7:manager:lena"])
        assert await posts.at("C1", "2") == ""
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(sent) == 4
    async with stage.desk.store.reading() as session:
        await session.exec(text("ANALYZE posts"))
        connection = await session.connection()
        for statement, parameters in sent:
            rows = await connection.exec_driver_sql(LOOKS[connection.dialect.name] + statement, parameters)
            plan = "\n".join(str(row) for row in rows)
            assert not any(whole in plan for whole in WHOLE), plan


@pytest.mark.postgresql
async def test_the_order_is_that_of_the_bytes_whatever_the_database_sorts_by(stage: Stage) -> None:
    await written(stage, ["note:1"])
    async with stage.desk.store.reading() as session:
        (found,) = (await session.exec(text("SELECT pg_collation_for(surface) FROM posts"))).one()
    assert found == '"C"'
