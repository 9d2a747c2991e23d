"""The decision log: it only grows, and any change to it shows."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from approvals.desk import Desk
from approvals.log.entry import GENESIS, Entry, canonical, link
from approvals.log.export import export
from approvals.log.verify import verify
from approvals.operations.approve import approve
from approvals.store.engine import database_url
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, PAYMENTS_CREATE
from tests.depth import examples


async def some_history(desk: Desk) -> None:
    await ask(desk, DASHBOARDS)
    item = await only_item(desk, await ask(desk))
    await approve(desk, item_id=item.id, by="lena.osei")


def tamper(url: str, *statements: str, past_the_triggers: bool = True) -> None:
    """Changes the database as somebody with a database shell would."""
    engine = sa.create_engine(database_url(url))
    with engine.begin() as connection:
        sqlite = engine.dialect.name == "sqlite"
        if past_the_triggers and sqlite:
            for name in ("no_update", "no_delete", "in_order"):
                connection.exec_driver_sql(f"DROP TRIGGER decision_log_{name}")
        elif past_the_triggers:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


async def test_an_entry_put_in_before_the_first_is_handed_out_with_the_others(
    desk: Desk, database: str
) -> None:
    await some_history(desk)
    tamper(
        database,
        "INSERT INTO decision_log SELECT 0, at, 'made.up', actor, person, request_id, item_id, grant_id, "
        "catalog_version, policy_version, data, previous, hash FROM decision_log WHERE seq = 1",
    )
    lines = [json.loads(line) async for line in export(desk.store)]
    assert [(line["seq"], line["kind"]) for line in lines[:2]] == [(0, "made.up"), (1, "request.opened")]


async def test_what_happened_is_in_the_log_and_the_log_is_whole(desk: Desk) -> None:
    await some_history(desk)
    proof = await verify(desk.store)
    assert proof.whole
    lines = [json.loads(line) async for line in export(desk.store)]
    assert proof.entries == len(lines)
    assert [line["kind"] for line in lines] == [
        "request.opened",
        "item.approved",
        "request.opened",
        "item.pending",
        "stage.approved",
        "item.approved",
    ]
    decided = lines[-1]
    assert decided["actor"] == "usher"
    assert decided["policy_version"] == desk.policies.version
    assert decided["catalog_version"] == desk.company.version
    assert decided["data"]["risk"]["score"] == sum(f["points"] for f in decided["data"]["risk"]["factors"])


async def test_the_log_holds_how_long_was_asked_for_and_how_long_was_decided_on(desk: Desk) -> None:
    item = await only_item(desk, await ask(desk, duration=timedelta(days=400)))
    await approve(desk, item_id=item.id, by="lena.osei")
    lines = [json.loads(line) async for line in export(desk.store)]
    opened, *decided = (line["data"] for line in lines)
    assert opened["duration_asked"] == "P400D"
    assert [one["duration"] for one in opened["items"]] == ["P90D"]
    assert len(decided) == 3
    assert {(one["duration_asked"], one["duration"]) for one in decided} == {("P400D", "P90D")}

    await ask(desk, PAYMENTS_CREATE, person="omar.diaz", duration=None)
    *_, last = [json.loads(line)["data"] async for line in export(desk.store)]
    assert (last["duration_asked"], last["duration"]) == (None, None)


async def test_an_auditor_can_redo_the_chain_from_the_export_alone(desk: Desk) -> None:
    await some_history(desk)
    previous = GENESIS
    async for line in export(desk.store):
        row = json.loads(line)
        entry = Entry(
            **{
                name: row[name]
                for name in (
                    "kind",
                    "actor",
                    "person",
                    "request_id",
                    "item_id",
                    "grant_id",
                    "catalog_version",
                    "policy_version",
                )
            }
        )
        assert row["previous"] == previous
        assert row["hash"] == link(
            seq=row["seq"], at=row["at"], entry=entry, data=canonical(row["data"]), previous=previous
        )
        previous = row["hash"]


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE decision_log SET actor = 'lena.osei' WHERE seq = 2", "Entry 2 was changed"),
        (
            "UPDATE decision_log SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 3",
            "Entry 3 was changed",
        ),
        ("DELETE FROM decision_log WHERE seq = 4", "Entry 4 is missing"),
        ("DELETE FROM decision_log WHERE seq = 6", "The log ends at entry 5"),
        ("DELETE FROM decision_log", "The log ends at entry 0"),
        (
            "UPDATE decision_log SET data = 'nothing' WHERE seq = 1",
            "Entry 1 holds something that is not JSON",
        ),
        ("UPDATE decision_log SET previous = 'x' WHERE seq = 5", "Entry 5 does not follow"),
        (
            "INSERT INTO decision_log SELECT -seq, at, kind, actor, person, request_id, item_id, grant_id, "
            "catalog_version, policy_version, data, previous, hash FROM decision_log WHERE seq = 6",
            "An entry has the number -6",
        ),
        ("DELETE FROM decision_log_head", "its head says no entry"),
    ],
)
async def test_tampering_shows(desk: Desk, database: str, statement: str, says: str) -> None:
    await some_history(desk)
    tamper(database, statement)
    proof = await verify(desk.store)
    assert not proof.whole
    assert says in proof.says


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision_log SET actor = 'x'",
        "DELETE FROM decision_log",
        "INSERT OR REPLACE INTO decision_log SELECT * FROM decision_log WHERE seq = 2",
        "INSERT INTO decision_log SELECT seq + 10, at, kind, actor, person, request_id, item_id, grant_id, "
        "catalog_version, policy_version, data, previous, hash FROM decision_log WHERE seq = 2",
        "TRUNCATE decision_log",
    ],
)
async def test_the_database_itself_refuses_to_rewrite_history(
    desk: Desk, database: str, statement: str
) -> None:
    await some_history(desk)
    sqlite = database.startswith("sqlite")
    if ("OR REPLACE" in statement or "seq + 10" in statement) and not sqlite:
        statement = "UPDATE decision_log SET seq = seq + 10"  # what PostgreSQL has instead
    if statement.startswith("TRUNCATE") and sqlite:
        statement = "DELETE FROM decision_log WHERE seq > 3"
    with pytest.raises(sa.exc.DatabaseError, match="only grows"):
        tamper(database, statement, past_the_triggers=False)
    assert (await verify(desk.store)).whole


async def test_a_change_that_fails_leaves_no_entry(desk: Desk) -> None:
    await some_history(desk)
    before = (await verify(desk.store)).entries

    async def fails() -> None:
        async with desk.store.transaction() as tx:
            tx.log(Entry(kind="test.nothing", actor="usher"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()
    assert (await verify(desk.store)).entries == before


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=examples(50), suppress_health_check=[HealthCheck.too_slow])
@given(
    data=st.dictionaries(st.text(), json_values, max_size=4),
    other=st.dictionaries(st.text(), json_values, max_size=4),
)
def test_different_data_give_different_hashes_and_reading_back_changes_nothing(
    data: dict, other: dict
) -> None:
    def hashed(value: dict) -> str:
        return link(seq=1, at="t", entry=Entry(kind="k", actor="a"), data=canonical(value), previous=GENESIS)

    assert hashed(json.loads(canonical(data))) == hashed(data)
    assert (hashed(data) == hashed(other)) == (canonical(data) == canonical(other))
