"""`usher check` names the files in `signins/` that hold what is no sign-in event."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from bot.company_check import checked
from catalog.demo import demo_folder
from tests.bot.cli.terminal import usher
from tests.bot.signins.test_understood import line, okta
from tests.catalog.folder import write_folder


def warned(folder: Path) -> list[tuple[str, int | None, str]]:
    report = checked(folder)
    assert report["valid"]
    found = [one for one in report["problems"] if one["file"].startswith("signins")]
    assert {one["severity"] for one in found} <= {"warning"}
    assert report["warnings"] >= len(found)
    return [(one["file"], one["line"], one["says"]) for one in found]


def test_what_is_no_sign_in_event_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "company")
    (folder / "signins").mkdir()
    (folder / "signins" / "a.jsonl").write_bytes(b"{not json\n" * 3)
    (folder / "signins" / "b.jsonl.gz").write_bytes(gzip.compress(line(okta()) + b"\n\n[1, 2\n"))
    (folder / "signins" / "c.jsonl").write_bytes(line(okta()) + b"\n")
    (folder / "signins" / "d.jsonl.gz").write_bytes(b"no gzip")

    assert warned(folder) == [
        ("signins/a.jsonl", 1, "3 entries are no sign-in events and are left out; export the events again, as JSON Lines"),
        ("signins/b.jsonl.gz", 3, "what stands here is no sign-in event and is left out; export the events again, as JSON Lines"),
        ("signins/d.jsonl.gz", None, "cannot be read whole; check that Usher may open it and that it was copied whole"),
    ]  # fmt: skip


def test_the_demo_has_nothing_of_the_kind() -> None:
    assert warned(demo_folder()) == []


def test_the_command_says_it_as_it_says_other_warnings(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "company")
    (folder / "signins").mkdir()
    (folder / "signins" / "a.jsonl").write_bytes(b"{not json\n")
    said = usher("check", "--company", str(folder))

    assert said.code == 0
    assert "warning: signins/a.jsonl:1  what stands here is no sign-in event" in said.err
    assert json.loads(said.out)["valid"] is True
