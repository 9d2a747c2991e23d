"""The benchmark of sign-in events, in small: what it writes is really stored, and it asks about real people."""

from __future__ import annotations

from pathlib import Path

from tests.bench.crowd import crowd
from tests.bench.sign_ins import answer_times, answers_of, figures_of, ingest_seconds
from tests.databases import fresh_sqlite

SMALL = crowd(people=120, entitlements=300)


async def test_every_event_is_taken_in_and_every_question_is_timed(tmp_path: Path) -> None:
    with fresh_sqlite(tmp_path) as database:
        assert figures_of(90, *await ingest_seconds(database, SMALL, 90), 0.01)["taken_in"]["count"] == 90
    with fresh_sqlite(tmp_path) as database:
        times = await answer_times(database, SMALL, 300, 4)
    assert answers_of(300, times, 0.01)["count"] == 4
