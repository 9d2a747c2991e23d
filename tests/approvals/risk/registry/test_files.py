"""The registry's folder: whole or not at all, refused when altered, and a running process keeps what was good."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from approvals.risk.model.trained import ModelInvalid
from approvals.risk.registry.files import Folder, RegistryInvalid
from approvals.risk.registry.running import RunningModels
from tests.approvals.company import NOW
from tests.approvals.risk.registry.tiny import kept, tiny_model


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "registry")


def promote(folder: Folder, id: str) -> None:
    with folder.changing() as register:
        folder.write(register.promoted(id, by="sana.malik", now=NOW))


def test_nothing_is_there_at_first(folder: Folder) -> None:
    assert folder.read().models == ()
    assert not folder.path.exists(), "looking makes no folder"


def test_what_was_written_is_read(folder: Folder) -> None:
    id = kept(folder)
    promote(folder, id)
    register = folder.read()
    assert (register.live, register.models[0].snapshot) == (id, tiny_model().snapshot)
    assert folder.load(id) == tiny_model()
    assert sorted(path.name for path in folder.path.iterdir()) == [".lock", "models", "registry.json"]
    assert [path.name for path in (folder.path / "models").iterdir()] == [f"{id}.json"]


def test_what_goes_wrong_is_undone(folder: Folder) -> None:
    id = kept(folder)
    before = folder.file.read_bytes()

    def written_and_then_not_logged() -> None:
        with folder.changing() as register:
            folder.write(register.promoted(id, by="sana.malik", now=NOW))
            raise KeyError("the log could not be written")

    with pytest.raises(KeyError):
        written_and_then_not_logged()
    assert folder.file.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not JSON"),
        ("[]", "is not a register"),
        ('{"registry": {}, "hash": "0"}', "was altered"),
        ("\udcff", "is not a register"),
    ],
    ids=["empty", "a list", "another hash", "no text"],
)
def test_what_is_no_register_is_refused(folder: Folder, text: str, words: str) -> None:
    kept(folder)
    folder.file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(RegistryInvalid, match=words) as refused:
        folder.read()
    assert str(folder.file) in refused.value.sentence
    assert "put the last good file back" in refused.value.sentence


def test_an_altered_register_is_refused_even_with_a_new_hash(folder: Folder) -> None:
    from approvals.risk.registry.files import _hash

    id = kept(folder)
    outer = json.loads(folder.file.read_text(encoding="utf-8"))
    outer["registry"]["live"] = id
    folder.file.write_text(json.dumps(outer), encoding="utf-8")
    with pytest.raises(RegistryInvalid, match="its hash no longer fits"):
        folder.read()
    folder.file.write_text(json.dumps(outer | {"hash": _hash(outer["registry"])}), encoding="utf-8")
    with pytest.raises(RegistryInvalid, match="another model than its acts"):
        folder.read()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RegistryInvalid, match="name a folder"), Folder(tmp_path / "file").changing():
        pass
    with pytest.raises(RegistryInvalid, match="name a folder"):
        Folder(tmp_path / "file").keep(tiny_model())


def test_a_running_process_takes_up_what_is_promoted_and_keeps_what_was_good(folder: Folder) -> None:
    running = RunningModels(folder.path)
    assert not running.refresh()
    assert running.in_force().live is None
    first = kept(folder)
    promote(folder, first)
    assert running.refresh()
    in_force = running.in_force()
    assert in_force.live is not None
    assert in_force.live.seal == first
    assert not running.refresh(), "nothing changed"

    good = folder.file.read_bytes()
    folder.file.write_bytes(good.replace(b'"live": "', b'"live": "x'))
    assert not running.refresh()
    assert running.in_force() is in_force
    assert "was altered" in running.trouble

    folder.file.write_bytes(good)
    running.refresh()
    assert running.trouble == ""
    assert running.in_force().live is in_force.live, "loaded once"


def test_a_model_whose_file_was_altered_is_not_taken_up(folder: Folder) -> None:
    first, second = kept(folder), kept(folder, seed=1)
    promote(folder, first)
    running = RunningModels(folder.path)
    running.refresh()
    folder.model_file(second).write_text("{}")
    with pytest.raises(ModelInvalid):
        folder.load(second)
    promote(folder, second)
    running.refresh()
    assert running.in_force().live.seal == first
    assert "train again" in running.trouble


def test_a_challenger_is_held_beside(folder: Folder) -> None:
    first, second = kept(folder), kept(folder, seed=1)
    promote(folder, first)
    with folder.changing() as register:
        folder.write(register.challenged(second, by="sana.malik", now=NOW))
    running = RunningModels(folder.path)
    running.refresh()
    assert (running.in_force().live.seal, running.in_force().challenger.seal) == (first, second)
    assert running.in_force().challenger is not None
