"""An edited company folder is taken up while Usher runs; a bad one changes nothing."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from approvals.clock import MovableClock
from approvals.desk import Desk
from approvals.policy.book import PolicyBook
from approvals.risk.registry.running import RunningModels
from approvals.store.store import Store
from bot.reloading import Reloading
from catalog.load import load_company
from intents.engines.builtin.engine import BuiltinEngine
from tests.catalog.folder import write_folder

RULE = """@id("nobody-at-all")
@says("You must wait.")
forbid (principal, action == Action::"hold", resource);
"""


@pytest.fixture
async def reloading(tmp_path: Path, database: str) -> Reloading:
    company = load_company(write_folder(tmp_path / "company"))
    store = Store.at(database, clock=MovableClock(), jobs=None)  # type: ignore[arg-type]
    desk = Desk(store=store, company=company, policies=PolicyBook.load(company))
    return Reloading(desk, RunningModels(tmp_path / "risk"), engine=BuiltinEngine(), every=timedelta(0))


def folder_of(reloading: Reloading) -> Path:
    return reloading.desk().company.folder


async def test_nothing_edited_is_the_same_desk(reloading: Reloading) -> None:
    desk = reloading.desk()
    assert not await reloading.look()
    assert reloading.desk() is desk


async def test_a_new_policy_is_in_force_and_who_had_the_old_desk_keeps_it(reloading: Reloading) -> None:
    before = reloading.desk()
    policies = folder_of(reloading) / "policies"
    policies.mkdir(exist_ok=True)
    (policies / "new.cedar").write_text(RULE, encoding="utf-8")
    assert await reloading.look()
    after = reloading.desk()
    assert "nobody-at-all" in after.policies.rules
    assert "nobody-at-all" not in before.policies.rules
    assert after.store is before.store


async def test_what_stands_in_no_version_is_taken_up_as_well(reloading: Reloading) -> None:
    absences = folder_of(reloading) / "absences.csv"
    absences.write_text(
        "person,from,until,delegate\nmara.lind,2026-12-01,2026-12-24,jon.bell\n", encoding="utf-8"
    )
    version = reloading.desk().company.version
    assert await reloading.look()
    assert [one.person for one in reloading.desk().company.absences] == ["mara.lind"]
    assert reloading.desk().company.version == version


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("policies/bad.cedar", "forbid (", "policies/bad.cedar, line 1"),
        ("company.yaml", "nam: Tern\n", "company.yaml"),
    ],
)
async def test_a_bad_edit_leaves_the_last_good_desk_and_says_what_is_wrong(
    reloading: Reloading, name: str, text: str, said: str
) -> None:
    before, file = reloading.desk(), folder_of(reloading) / name
    good = file.read_text(encoding="utf-8") if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    with structlog.testing.capture_logs() as logged:
        assert not await reloading.look()
        assert not await reloading.look()
    assert reloading.desk() is before
    assert said in reloading.trouble
    assert [entry["event"] for entry in logged] == ["reload.refused"]
    if good is None:
        file.unlink()
    else:
        file.write_text(good, encoding="utf-8")
    assert await reloading.look()
    assert reloading.trouble == ""


async def test_a_folder_that_is_gone_changes_nothing(reloading: Reloading) -> None:
    before = reloading.desk()
    shutil.rmtree(folder_of(reloading))
    assert not await reloading.look()
    assert reloading.desk() is before
    assert "does not exist" in reloading.trouble


async def test_who_wants_to_hear_of_a_new_desk_does(reloading: Reloading) -> None:
    heard: list[Desk] = []

    async def hear(desk: Desk) -> None:
        heard.append(desk)

    reloading._heard = hear
    people = folder_of(reloading) / "people.csv"
    people.write_text(
        people.read_text(encoding="utf-8").replace("Analyst", "Senior Analyst"), encoding="utf-8"
    )
    assert await reloading.look()
    assert heard == [reloading.desk()]


async def test_sign_in_events_that_grow_are_no_edit(reloading: Reloading) -> None:
    before = reloading.desk()
    events = folder_of(reloading) / "signins"
    events.mkdir()
    (events / "okta.jsonl").write_text("{}\n")
    assert await reloading.look() is False
    assert reloading.desk() is before
