"""Files that grow, turn over, are packed or damaged: every whole line comes, and comes once."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.connectors.port import ConnectorFailed
from catalog.feeds.files import FilesFeed
from catalog.feeds.lines import LONGEST, MOST_LINES
from tests.depth import examples

NOW = datetime.now(UTC)


def lines(*numbers: int) -> bytes:
    return b"".join(b'{"n":%d}\n' % number for number in numbers)


class Reader:
    """A feed with the cursor somebody keeps for it; each look may be another process's."""

    def __init__(self, path: Path, *, forgetful: bool = False) -> None:
        self.path = path
        self.forgetful = forgetful
        self.feed = FilesFeed(name="files here", path=path)
        self.cursor = ""
        self.skipped = 0
        self.trouble = ""

    def look(self) -> list[int]:
        if self.forgetful:
            self.feed = FilesFeed(name="files here", path=self.path)
        found: list[int] = []
        for _ in range(100):
            batch = self.feed.look(self.cursor, now=datetime.now(UTC))
            self.cursor, self.trouble = batch.cursor, batch.trouble
            self.skipped += batch.skipped
            found += [json.loads(line)["n"] for line in batch.lines]
            if not batch.more:
                return found
        raise AssertionError("it never ends")


@pytest.fixture(params=["the same process", "another process"])
def reader(tmp_path: Path, request: pytest.FixtureRequest) -> Reader:
    return Reader(tmp_path, forgetful=request.param == "another process")


def append(file: Path, text: bytes) -> None:
    with file.open("ab") as opened:
        opened.write(text)


def test_what_is_appended_comes_once(reader: Reader, tmp_path: Path) -> None:
    log = tmp_path / "okta.jsonl"
    append(log, lines(1, 2))
    assert reader.look() == [1, 2]
    assert reader.look() == []
    append(log, lines(3))
    append(tmp_path / "entra.jsonl", lines(4))
    assert sorted(reader.look()) == [3, 4]
    assert reader.look() == []


def test_a_half_written_line_is_waited_for(reader: Reader, tmp_path: Path) -> None:
    log = tmp_path / "okta.jsonl"
    append(log, lines(1) + b'{"n"')
    assert reader.look() == [1]
    append(log, b":2")
    assert reader.look() == []
    append(log, b"}\n")
    assert reader.look() == [2]


def test_a_last_line_that_is_whole_needs_no_end(reader: Reader, tmp_path: Path) -> None:
    log = tmp_path / "okta.jsonl"
    append(log, lines(1) + b'{"n":2}')
    assert reader.look() == [1, 2]
    append(log, b"\n" + lines(3))
    assert reader.look() == [3]


def test_a_log_that_is_renamed_goes_on_under_both_names(reader: Reader, tmp_path: Path) -> None:
    log = tmp_path / "okta.jsonl"
    append(log, lines(1, 2))
    assert reader.look() == [1, 2]
    append(log, lines(3))
    log.rename(tmp_path / "okta.jsonl.1")
    append(log, lines(4))
    assert sorted(reader.look()) == [3, 4]
    assert reader.look() == []


@pytest.mark.parametrize("anew", [lines(7), lines(7, 8, 9, 10)])
def test_a_log_that_is_emptied_is_begun_anew(reader: Reader, tmp_path: Path, anew: bytes) -> None:
    log = tmp_path / "okta.jsonl"
    append(log, lines(1, 2))
    assert reader.look() == [1, 2]
    log.write_bytes(anew)
    assert reader.look()[0] == 7
    assert reader.look() == []


def test_files_that_begin_alike_are_told_apart_by_what_they_are(reader: Reader, tmp_path: Path) -> None:
    """The same actor's events may be alike for hundreds of bytes before their own id."""
    alike = b'{"actor":"%s","n":' % (b"x" * 600)
    (tmp_path / "monday.jsonl").write_bytes(alike + b"1}\n")
    assert reader.look() == [1]
    (tmp_path / "tuesday.jsonl").write_bytes(alike + b"2}\n")
    assert reader.look() == [2]


def test_packed_files_are_read_once_and_in_pieces(reader: Reader, tmp_path: Path) -> None:
    many = range(MOST_LINES * 2 + 5)
    (tmp_path / "old.json.gz").write_bytes(gzip.compress(lines(*many) + b'{"n":-1}'))
    assert reader.look() == [*many, -1]
    assert reader.look() == []


def test_a_packed_file_that_is_still_copied_is_waited_for(reader: Reader, tmp_path: Path) -> None:
    whole = gzip.compress(os.urandom(50_000).hex().encode() + b"\n" + lines(1))
    (tmp_path / "old.jsonl.gz").write_bytes(whole[:-20])
    reader.feed.look(reader.cursor, now=NOW)
    (tmp_path / "old.jsonl.gz").write_bytes(whole)
    assert reader.feed.look(reader.cursor, now=NOW).lines[-1] == b'{"n":1}'


@pytest.mark.parametrize(
    "damaged",
    [b"no gzip at all", gzip.compress(lines(1), mtime=0)[:6] + b"\xff" * 40],
    ids=["no gzip", "broken gzip"],
)
def test_a_damaged_packed_file_is_counted_and_stops_nobody(
    reader: Reader, tmp_path: Path, damaged: bytes
) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(damaged)
    (tmp_path / "b.jsonl").write_bytes(lines(5))
    assert reader.look() == [5]
    assert reader.skipped == 1
    assert reader.look() == []
    assert reader.skipped == 1


def test_a_line_too_long_is_passed_over_and_counted_once(reader: Reader, tmp_path: Path) -> None:
    log = tmp_path / "okta.jsonl"
    append(log, lines(1) + b"x" * (LONGEST + 1_000_000))
    assert reader.look() == [1]
    append(log, b"y" * 1000 + b"\n" + lines(2))
    assert reader.look() == [2]
    assert reader.skipped == 1


def test_a_look_takes_no_more_than_it_may_and_says_that_there_is_more(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(lines(*range(10)))
    feed = FilesFeed(name="files here", path=tmp_path)
    batch = feed.look("", most_lines=7, now=NOW)
    assert (len(batch.lines), batch.more) == (7, True)
    assert [len(feed.look(batch.cursor, now=NOW).lines), feed.look(batch.cursor, now=NOW).more] == [13, False]


def test_what_is_no_file_of_events_is_left_alone(reader: Reader, tmp_path: Path) -> None:
    for name in ("README.md", ".hidden.jsonl", "okta.jsonl.tmp", "people.csv"):
        (tmp_path / name).write_bytes(lines(1))
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "2026" / "11").mkdir(parents=True)
    (tmp_path / "2026" / "11" / "okta.jsonl-20261121").write_bytes(b"\xef\xbb\xbf" + lines(2) + b"\n \n")
    assert reader.look() == [2]


def test_a_single_file_may_have_any_name(tmp_path: Path) -> None:
    file = tmp_path / "export.txt"
    file.write_bytes(lines(1))
    assert Reader(file).look() == [1]


def test_a_file_that_may_not_be_opened_is_named_and_the_others_are_read(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(lines(1))
    opened = open

    def guarded(path: str, *rest: str) -> object:
        if str(path).endswith("a.jsonl"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest)

    monkeypatch.setattr("builtins.open", guarded)
    assert reader.look() == [1]
    assert (
        reader.trouble
        == "a.jsonl in files here cannot be read (permission denied); check that Usher may open it."
    )


def test_a_folder_that_may_not_be_listed_is_named_and_the_others_are_read(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.jsonl").write_bytes(lines(1))
    scan = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("os.scandir", guarded)
    assert reader.look() == [1]
    assert reader.trouble.endswith("shut cannot be read (permission denied); check that Usher may open it.")


def test_a_folder_that_is_not_there_is_trouble_only_where_somebody_named_it(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(ConnectorFailed, match=r"There is nothing at .*gone; correct `path`"):
        FilesFeed(name="files gone", path=gone).look("", now=NOW)
    assert FilesFeed(name="files gone", path=gone, needed=False).look("", now=NOW).lines == ()


@pytest.mark.parametrize("cursor", ["", "{", "[]", '{"files": 3}', '{"files": {"okta.jsonl": [1, 2]}}', '{"files": {"okta.jsonl": [-1, 0, 0, "", 0, 0]}}', '{"files": {"okta.jsonl": ["a", 0, 0, "", 0, 0]}}'])  # fmt: skip
def test_a_cursor_that_is_not_understood_begins_anew(tmp_path: Path, cursor: str) -> None:
    (tmp_path / "okta.jsonl").write_bytes(lines(1))
    assert len(FilesFeed(name="files here", path=tmp_path).look(cursor, now=NOW).lines) == 1


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_however_a_file_grows_and_turns_over_every_line_comes_and_none_twice(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "okta.jsonl"
        reader = Reader(Path(folder), forgetful=data.draw(st.booleans()))
        number, old, waiting, found = 0, 0, b"", []
        for _ in range(data.draw(st.integers(1, 12))):
            act = data.draw(st.sampled_from(["grow", "grow", "look", "turn over"]))
            if act == "grow":
                number += 1
                waiting += lines(number)
                cut = data.draw(st.integers(0, len(waiting)))
                append(log, waiting[:cut])
                waiting = waiting[cut:]
            elif act == "look":
                found += reader.look()
            elif log.exists() and not waiting:
                old += 1
                log.rename(Path(folder) / f"okta.jsonl.{old}")
        append(log, waiting)
        found += reader.look()
        assert sorted(found) == list(range(1, number + 1))
