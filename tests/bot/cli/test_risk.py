"""`usher risk`: trained, judged, promoted by the right people, logged, taken back, and watched."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from approvals.clock import SystemClock
from approvals.jobs.queue import DbosJobs
from approvals.log.export import export
from approvals.risk.model.training import PARAMETERS
from approvals.risk.registry.files import Folder
from approvals.store.engine import database_url
from approvals.store.store import Store
from catalog.demo import demo_folder
from tests.approvals.risk.model.past import past_decisions
from tests.approvals.risk.registry.tiny import QUICK, kept
from tests.bot.cli.terminal import Said, usher

COMPANY = str(demo_folder())
SECURITY, ADMIN, OTHER = "joanna.skrzyp", "pelle.grankvist", "sadia.rahmani"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in QUICK.items():
        monkeypatch.setitem(PARAMETERS, name, value)


@pytest.fixture
def history(tmp_path: Path) -> Path:
    file = tmp_path / "past.csv"
    file.write_bytes(past_decisions())
    return file


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, where the current one holds no database."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "registry"


def risk(*arguments: str, registry: Path, **environment: str) -> Said:
    given = {"USHER_COMPANY": COMPANY, "USHER_RISK_REGISTRY": str(registry)}
    return usher("risk", *arguments, **given | environment)


def test_a_trained_model_is_registered_and_not_in_force(registry: Path, history: Path) -> None:
    said = risk("train", "--history", str(history), registry=registry)
    assert said.code == 0, said.err
    told = json.loads(said.out)
    assert told["columns"] == {"used": ["entitlement", "department", "title"], "left_out": {}}
    assert (told["metrics"]["rows"], told["warnings"]) == (1500, [])
    assert len(told["policy_version"]) == 64
    assert "log loss" in said.err
    register = Folder(registry).read()
    assert [model.id for model in register.models] == [told["id"]]
    assert register.live is None


def test_a_company_brings_its_own_history_and_no_company_is_needed(registry: Path, history: Path) -> None:
    said = usher("risk", "train", "--history", str(history), "--registry", str(registry))
    assert json.loads(said.out)["policy_version"] == ""
    neither = usher("risk", "train", "--registry", str(registry))
    assert (neither.code, neither.sentence) == (
        2,
        "Name the past decisions with --history FILE, or a company with --company DIR.",
    )


def test_a_pair_of_files_is_evaluated(registry: Path, history: Path) -> None:
    said = risk("evaluate", "--train", str(history), "--test", str(history), registry=registry)
    told = json.loads(said.out)
    assert set(told) >= {"log_loss", "auc", "average_precision", "brier", "rows", "seconds"}
    assert (told["rows"], told["abstained"]) == (1500, 0.0)
    assert told["auc"] > 0.8
    assert not registry.exists()


def test_files_that_cannot_be_evaluated_are_said_in_a_sentence(
    registry: Path, history: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    for text, words in (
        (
            "outcome,entitlement\napproved,wiki\n",
            f"{other}, line 1: the column department of {history} is missing",
        ),
        ("outcome,entitlement,department,title\napproved,wiki,Sales,Lead\n", "holds one outcome only"),
        ("outcome,entitlement,department,title\nmaybe,wiki,Sales,Lead\n", "line 2: the outcome is “maybe”"),
    ):
        other.write_text(text, encoding="utf-8")
        said = risk("evaluate", "--train", str(history), "--test", str(other), registry=registry)
        assert words in said.sentence
        assert said.code == 1
    missing = risk("train", "--history", str(tmp_path / "none.csv"), registry=registry)
    assert "no such file" in missing.sentence
    other.write_text("outcome,entitlement\n" + "approved,wiki\n" * 10, encoding="utf-8")
    few = risk("train", "--history", str(other), registry=registry)
    assert "has 10 decisions, and at least 200 are needed" in few.sentence


def bent(tmp_path: Path) -> Path:
    """A history in which one row was put in again and again."""
    file = tmp_path / "bent.csv"
    file.write_bytes(past_decisions() + b"\n" + b"\n".join([b"approved,payroll,Sales,Lead"] * 900))
    return file


def test_an_odd_history_stops_training_until_somebody_answers_for_it(registry: Path, tmp_path: Path) -> None:
    file = str(bent(tmp_path))
    refused = risk("train", "--history", file, registry=registry)
    assert refused.code == 1
    assert refused.err.startswith(f"usher: {file}: nothing was learned, because one row stands in it")
    assert not registry.exists() or Folder(registry).read().models == ()

    words = ("--accept-warnings", "A backfill, looked at row by row")
    alone = risk("train", "--history", file, *words, registry=registry)
    assert (alone.code, "belong together" in alone.err) == (2, True)
    other = risk("train", "--history", file, *words, "--by", OTHER, registry=registry)
    assert "neither Security nor the IAM admins" in other.sentence

    said = risk("train", "--history", file, *words, "--by", SECURITY, registry=registry)
    assert said.code == 0, said.err
    register = Folder(registry).read()
    assert register.models[0].accepted == words[1]
    assert "one row stands in it" in register.models[0].warnings[0]
    assert (register.acts[0].by, register.acts[0].reason) == (SECURITY, words[1])


def test_only_the_right_people_promote_and_every_act_is_logged(registry: Path, database: str) -> None:
    first, second = kept(Folder(registry)), kept(Folder(registry), seed=1)
    here = {"USHER_DATABASE_URL": database}
    refused = risk("promote", first, "--by", OTHER, registry=registry, **here)
    assert "neither Security nor the IAM admins" in refused.sentence
    done = risk("promote", first[:12], "--by", SECURITY, registry=registry, **here)
    assert json.loads(done.out)["model"] == first
    assert done.err == f"Model {first[:12]} is in force; a running Usher takes it up by itself.\n"
    assert risk("challenge", second, "--by", ADMIN, registry=registry, **here).code == 0
    assert risk("promote", second, "--by", ADMIN, registry=registry, **here).code == 0
    assert risk("rollback", "--by", SECURITY, registry=registry, **here).code == 0

    acts = Folder(registry).read().acts[2:]
    logged = asyncio.run(entries(database))
    assert [(entry["kind"], entry["actor"]) for entry in logged] == [
        ("risk.promoted", SECURITY),
        ("risk.challenger", ADMIN),
        ("risk.promoted", ADMIN),
        ("risk.rolled_back", SECURITY),
    ]
    assert [entry["data"]["act"] for entry in logged] == [act.hash for act in acts]
    assert logged[-1]["data"]["model"] == first
    assert json.loads(usher("audit", "verify", **here).out)["risk_register"]["compared"] is False
    verified = usher("audit", "verify", "--registry", str(registry), **here)
    assert (verified.code, json.loads(verified.out)["risk_register"]) == (
        0,
        {"compared": True, "differences": []},
    )
    assert "decision log" not in risk("list", registry=registry, **here).err

    # One more act than the log knows of: told by both commands.
    folder = Folder(registry)
    with folder.changing() as before:
        folder.write(before.promoted(second, by=ADMIN, now=SystemClock().now()))
    verified = usher("audit", "verify", "--registry", str(registry), **here)
    assert verified.code == 1
    assert "the promotion of model" in json.loads(verified.out)["risk_register"]["differences"][0]
    assert "is not in the decision log" in risk("list", registry=registry, **here).err


async def entries(database: str) -> list[dict[str, dict[str, str]]]:
    url = database_url(database)
    store = Store(url, clock=SystemClock(), jobs=DbosJobs(url))
    found = [json.loads(line) async for line in export(store)]
    await store.close()
    return found


def test_what_cannot_be_logged_does_not_happen(registry: Path, tmp_path: Path) -> None:
    id = kept(Folder(registry))
    nowhere = f"sqlite:///{tmp_path / 'none.db'}"
    said = risk("promote", id, "--by", SECURITY, registry=registry, USHER_DATABASE_URL=nowhere)
    assert "There is no database at" in said.sentence
    assert Folder(registry).read().live is None


def test_without_a_database_the_registry_alone_knows(registry: Path) -> None:
    id = kept(Folder(registry))
    said = risk("promote", id, "--by", SECURITY, registry=registry)
    assert said.code == 0
    assert said.err.startswith("There is no database here, so this stands in the registry alone.")
    assert Folder(registry).read().live == id


def test_a_model_that_was_altered_is_not_put_in_force(registry: Path) -> None:
    folder = Folder(registry)
    id = kept(folder)
    folder.model_file(id).write_text("{}")
    said = risk("promote", id, "--by", SECURITY, registry=registry)
    assert "is not a trained model" in said.sentence
    assert folder.read().live is None


def test_an_altered_register_is_refused_by_every_command(registry: Path, history: Path) -> None:
    folder = Folder(registry)
    id = kept(folder)
    folder.file.write_text(folder.file.read_text(encoding="utf-8").replace('"live": null', f'"live": "{id}"'))
    for arguments in (
        ("list",),
        ("promote", id, "--by", SECURITY),
        ("rollback", "--by", SECURITY),
        ("train", "--history", str(history)),
        ("drift",),
        ("bias",),
    ):
        said = risk(*arguments, registry=registry)
        assert "registry.json: was altered, its hash no longer fits; put the last good file back" in said.err
        assert said.code == 1


def test_an_altered_register_does_not_keep_the_log_from_being_proven(registry: Path, database: str) -> None:
    folder = Folder(registry)
    kept(folder)
    folder.file.write_text(folder.file.read_text(encoding="utf-8").replace('"live": null', '"live": "x"'))
    said = usher("audit", "verify", "--registry", str(registry), USHER_DATABASE_URL=database)
    told = json.loads(said.out)
    assert (said.code, told["whole"], told["risk_register"]["compared"]) == (1, True, False)
    assert "registry.json: was altered" in told["risk_register"]["differences"][0]
    assert "registry.json: was altered" in said.err


def test_an_empty_list_says_how_to_fill_it(registry: Path) -> None:
    said = risk("list", registry=registry)
    assert (said.code, json.loads(said.out)["models"]) == (0, [])
    assert said.err == f"There is no model in {registry} yet; train one with `usher risk train`.\n"


def test_the_list_shows_what_is_in_force(registry: Path) -> None:
    folder = Folder(registry)
    first, second = kept(folder), kept(folder, seed=1)
    risk("promote", second, "--by", SECURITY, registry=registry)
    said = risk("list", registry=registry)
    told = json.loads(said.out)
    assert (told["live"], told["challenger"], len(told["acts"])) == (second, None, 3)
    assert [line.split()[0] for line in said.err.splitlines()[1:]] == [first[:12], "live"]


def test_drift_is_told_and_may_step_the_model_down(registry: Path, history: Path, tmp_path: Path) -> None:
    folder = Folder(registry)
    assert "No model is in force" in risk("drift", registry=registry).sentence
    id = kept(folder)
    risk("promote", id, "--by", SECURITY, registry=registry)
    same = usher("risk", "drift", "--decisions", str(history), "--registry", str(registry))
    assert "is what the model learned from, so it tells nothing new" in same.sentence

    lines = past_decisions().decode().splitlines()
    alike = tmp_path / "alike.csv"
    alike.write_text("\n".join([lines[0], *lines[1:500]]), encoding="utf-8")
    calm = usher("risk", "drift", "--decisions", str(alike), "--registry", str(registry))
    assert json.loads(calm.out)["alarms"] == []
    assert calm.code == 0

    other = tmp_path / "other.csv"
    other.write_text("\n".join([lines[0], *["approved,payroll,Legal,Lead"] * 100]), encoding="utf-8")
    moved = risk("drift", "--decisions", str(other), "--step-down", registry=registry)
    told = json.loads(moved.out)
    assert moved.code == 1
    assert [one["state"] for one in told["features"]] == ["alarm"] * 3
    assert told["disagreement"]["state"] == "alarm"
    register = folder.read()
    assert (register.live, register.acts[-1].by) == (None, "usher")
    assert register.acts[-1].reason == " ".join(told["alarms"])


def test_bias_is_told_by_group(registry: Path) -> None:
    said = risk("bias", registry=registry)
    told = json.loads(said.out)
    assert [one["dimension"] for one in told["dimensions"]] == ["department", "employment", "location", "tenure"]  # fmt: skip
    assert told["decisions"] > 500
    assert {group["overruled"] is None for one in told["dimensions"] for group in one["groups"]} == {True}
    tenure = {group["group"] for group in told["dimensions"][3]["groups"]}
    assert "over three years" in tenure
    assert "under 90 days" in said.err


def test_overruling_is_told_where_a_model_is_in_force(registry: Path, history: Path, tmp_path: Path) -> None:
    id = kept(Folder(registry))
    risk("promote", id, "--by", SECURITY, registry=registry)
    own = json.loads(usher("risk", "bias", "--decisions", str(history), "--registry", str(registry)).out)
    assert own["dimensions"][0]["groups"][0]["overruled"] is None
    other = tmp_path / "other.csv"
    other.write_bytes(past_decisions() + b"\napproved,wiki,Sales,Lead\n")
    fresh = json.loads(usher("risk", "bias", "--decisions", str(other), "--registry", str(registry)).out)
    assert all(0 < group["overruled"]["rate"] < 0.5 for group in fresh["dimensions"][0]["groups"])
