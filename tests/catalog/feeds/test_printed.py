"""Documents over many lines: each is one event's line, waited for while it is written, and not for ever."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.feeds.files import GIVEN_UP_AFTER, SAID_AFTER, FilesFeed
from catalog.feeds.lines import LONGEST
from catalog.feeds.printed import State, Window
from tests.catalog.feeds.test_files import NOW, Reader, append, lines, reader
from tests.depth import examples

__all__ = ["reader"]

TROUBLE = "export.json in files here ends in the middle of a document; write it again whole."


def printed(*numbers: int) -> bytes:
    """As `jq .` writes them, one after the other."""
    return b"".join(json.dumps({"n": one, "of": [{"a": 1}]}, indent=2).encode() + b"\n" for one in numbers)


def in_a_list(*numbers: int) -> bytes:
    return json.dumps([{"n": one, "says": "ä"} for one in numbers], indent=2, ensure_ascii=False).encode()


def written_now(file: Path, text: bytes) -> None:
    """Appended at NOW, however long ago these tests began."""
    append(file, text)
    os.utime(file, (NOW.timestamp(), NOW.timestamp()))


def looked_at(tmp_path: Path, written: bytes, name: str = "export.json") -> tuple[bytes, ...]:
    (tmp_path / name).write_bytes(gzip.compress(written) if name.endswith(".gz") else written)
    return FilesFeed(name="files here", path=tmp_path).look("", now=NOW).lines


def test_a_document_is_one_and_is_waited_for_while_it_is_written(reader: Reader, tmp_path: Path) -> None:
    log = tmp_path / "export.json"
    written = b'{\n  "n":\n  1\n}\n'
    append(log, written[:9])
    assert reader.look() == []
    append(log, written[9:])
    assert reader.look() == [1]
    assert reader.look() == []
    assert reader.skipped == 0


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_several_after_each_other_come_each_and_so_does_what_is_appended(
    reader: Reader, tmp_path: Path, end: bytes
) -> None:
    log = tmp_path / "export.json"
    append(log, printed(1, 2, 3).rstrip() + end)
    assert reader.look() == [1, 2, 3]
    half = printed(4, 5)[:-20]
    append(log, b"\n" + half)
    assert reader.look() == [4]
    append(log, printed(4, 5)[-20:] + lines(6, 7) + printed(8))
    assert reader.look() == [5, 6, 7, 8]
    assert reader.look() == []


@pytest.mark.parametrize("name", ["export.json", "export.json.gz"])
def test_a_mark_at_the_beginning_and_windows_line_ends_do_no_harm(tmp_path: Path, name: str) -> None:
    written = b"\xef\xbb\xbf" + printed(1, 2).replace(b"\n", b"\r\n")
    assert [json.loads(one)["n"] for one in looked_at(tmp_path, written, name)] == [1, 2]


@pytest.mark.parametrize(
    "so_far", [b'[\n{"n":1}', b'[\n{"n":1},\n', b'[\n{"n":1},\n{"n":2}', b'[\n{"n":1}\n']
)
def test_a_list_whose_last_line_is_a_whole_object_is_waited_for(tmp_path: Path, so_far: bytes) -> None:
    assert looked_at(tmp_path, so_far) == ()


def test_a_list_that_was_waited_for_is_one_document(tmp_path: Path) -> None:
    log, feed = tmp_path / "export.json", FilesFeed(name="files here", path=tmp_path)
    whole = b'[\n{"n":1},\n{"n":2}\n]\n'
    append(log, whole[:19])
    batch = feed.look("", now=NOW)
    append(log, whole[19:])
    assert batch.lines == ()
    assert feed.look(batch.cursor, now=NOW).lines == (whole.strip(),)


def test_a_broken_first_line_that_looks_like_a_documents_holds_nothing_back(tmp_path: Path) -> None:
    assert looked_at(tmp_path, b"{\n" + lines(1, 2)) == (b"{", b'{"n":1}', b'{"n":2}')


def test_what_breaks_off_in_the_middle_holds_back_nothing_that_follows(tmp_path: Path) -> None:
    taken = looked_at(tmp_path, printed(1) + b'{\n  "n": 2,\n' + printed(3, 4) + lines(5))
    assert taken[1:3] == (b"{", b'"n": 2,')
    assert [json.loads(one)["n"] for one in taken[:1] + taken[3:]] == [1, 3, 4, 5]


def test_what_is_never_finished_is_said_and_in_the_end_its_whole_parts_are_taken(
    reader: Reader, tmp_path: Path
) -> None:
    log = tmp_path / "export.json"
    written_now(log, in_a_list(1, 2, 3)[:-10])
    feed = reader.feed
    batch = feed.look("", now=NOW)
    assert (batch.lines, batch.trouble) == ((), "")
    batch = feed.look(batch.cursor, now=NOW + SAID_AFTER * 2)
    assert (batch.lines, batch.trouble) == ((), TROUBLE)
    batch = feed.look(batch.cursor, now=NOW + SAID_AFTER * 3)
    assert batch.trouble == TROUBLE
    late = NOW + GIVEN_UP_AFTER + timedelta(minutes=1)
    batch = feed.look(batch.cursor, now=late)
    whole = [json.loads(one)["n"] for one in batch.lines if one.endswith(b"}")]
    assert (whole, batch.trouble) == ([1, 2], "")
    assert batch.lines[0] == b"[", "what is not whole is handed on, to be counted as unreadable"
    batch = feed.look(batch.cursor, now=late)
    assert batch.lines == ()
    append(log, b"\n" + printed(4))
    assert [json.loads(one)["n"] for one in feed.look(batch.cursor, now=NOW).lines if one[:1] == b"{"] == [4]


def test_a_file_that_waits_is_not_read_again_until_it_changes_or_was_waited_for_long_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_now(tmp_path / "export.json", printed(1)[:-3])
    feed = FilesFeed(name="files here", path=tmp_path)
    cursor = feed.look("", now=NOW).cursor
    with monkeypatch.context() as closed:
        closed.setattr("builtins.open", None)
        assert feed.look(cursor, now=NOW + SAID_AFTER * 2).lines == ()
    assert feed.look(cursor, now=NOW + GIVEN_UP_AFTER * 2).lines != ()


def test_a_list_longer_than_a_line_may_be_gives_its_parts(tmp_path: Path) -> None:
    many = range(LONGEST // 20)
    taken = looked_at(tmp_path, in_a_list(*many), "export.json.gz")
    assert [json.loads(one)["n"] for one in taken[1:]] == list(many)[: len(taken) - 1]
    assert len(taken) > 1_000


def test_a_long_list_of_lines_is_read_as_lines(tmp_path: Path) -> None:
    append(tmp_path / "export.json", b"[\n" + b'{"n":1},\n' * (LONGEST // 9) + b'{"n":2}\n]\n')
    batch = FilesFeed(name="files here", path=tmp_path).look("", now=NOW, most_lines=2)
    assert batch.lines == (b"[", b'{"n":1},')


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_however_it_grows_every_document_comes_and_none_twice(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from([printed, lines]), min_size=1, max_size=6))
    written = b"".join(kind(number) for number, kind in enumerate(kinds))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(written)), max_size=6)) | {len(written)})
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(Path(folder), forgetful=data.draw(st.booleans()))
        found, before = [], 0
        for cut in cuts:
            append(Path(folder) / "export.json", written[before:cut])
            found += reader.look()
            before = cut
    assert found == list(range(len(kinds)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@settings(max_examples=examples(200), deadline=None)
@given(st.data())
def test_every_beginning_of_a_document_is_unfinished(data: st.DataObject) -> None:
    value = data.draw(st.lists(JSON, min_size=1) | st.dictionaries(st.text(), JSON, min_size=1))
    whole = json.dumps(
        value, indent=data.draw(st.sampled_from([0, 2])), ensure_ascii=data.draw(st.booleans())
    )
    piece = whole.encode(errors="surrogatepass")
    assert Window(piece).document(0).end == len(piece)
    cut = data.draw(st.integers(1, len(piece) - 1))
    assert Window(piece[:cut]).document(0).state is State.UNFINISHED
