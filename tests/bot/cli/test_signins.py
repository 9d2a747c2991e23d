"""`usher signins`: files taken in once however often they are named, and how the feeds are."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

from tests.bot.cli.terminal import usher
from tests.bot.signins.test_understood import line, okta
from tests.catalog.folder import write_folder


def test_files_are_taken_in_and_counted(database: str, tmp_path: Path) -> None:
    company = str(write_folder(tmp_path / "company"))
    now = datetime.now(UTC).isoformat()
    mara = {"type": "User", "alternateId": "mara.lind@tern.example"}
    events = [line(okta(uuid=name, published=now, actor=mara)) for name in ("a", "b")]
    (tmp_path / "new.jsonl").write_bytes(b"\n".join([*events, b'{"cut o']))
    (tmp_path / "old.jsonl.gz").write_bytes(gzip.compress(line(okta(uuid="c", published=now))))
    (tmp_path / "bad.gz").write_bytes(b"no gzip")
    files = [str(tmp_path / name) for name in ("new.jsonl", "old.jsonl.gz")]

    said = usher("signins", "import", *files, "--company", company, USHER_DATABASE_URL=database)
    assert said.code == 0, said.err
    found = json.loads(said.out)
    assert said.err == "usher: 1 entry was left out: what stands there is no sign-in event.\n"
    assert [one["kept"] for one in found["files"]] == [2, 1]
    assert found["total"] == {
        "read": 4, "kept": 3, "duplicates": 0, "unreadable": 1, "out_of_range": 0, "unknown": 0, "nobodys": 1,
    }  # fmt: skip

    said = usher("signins", "import", files[0], str(tmp_path / "bad.gz"), "--company", company, USHER_DATABASE_URL=database)  # fmt: skip
    assert said.code == 1
    assert json.loads(said.out)["total"]["duplicates"] == 2
    assert "bad.gz cannot be read (damaged, or not copied whole); take it in again" in said.err

    said = usher("signins", "status", USHER_DATABASE_URL=database)
    (state,) = json.loads(said.out)
    assert (state["feed"], state["kept"], state["trouble"]) == ("usher signins import", 3, "")
    assert said.err.splitlines()[0].split()[:3] == ["feed", "last", "read"]


def test_a_file_that_is_not_there_is_said_before_anything_is_done() -> None:
    said = usher("signins", "import", "gone.jsonl")
    assert said.code == 2
    assert said.sentence == "gone.jsonl is no file; name files of sign-in events."
