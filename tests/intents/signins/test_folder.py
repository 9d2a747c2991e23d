"""Reading a folder for a few people: the same as reading all of it, and what is no event is counted."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from catalog.model import Company
from intents.signins.folder import FolderRead, read_folder
from intents.signins.normalise import LONGEST_LINE
from tests.intents.company import theatre
from tests.intents.signins.shapes import entra, okta, windows

EVENTS: list[dict[str, Any]] = [
    okta("user.session.start", who="ada.moor"),
    okta("user.session.start", who="bela.kiss"),
    entra(50126, who="ADA.MOOR@theatre.example"),
    entra(50126, who="ada.moor_theatre.example#EXT#@tenant.example"),
    windows(4740, who="bela.kiss", TargetDomainName="PC7"),
    windows(4729, who="group", MemberName="CN=Béla Kiss,OU=Stage"),
    windows(4729, who="group", MemberName="CN=Ada  Moor,OU=Box office"),
    okta("user.lifecycle.suspend", who="carla.finch", by="ada.moor"),
]


def company_in(folder: Path, *lines: bytes, name: str = "anything.jsonl") -> Company:
    (folder / "signins").mkdir(exist_ok=True)
    (folder / "signins" / name).write_bytes(b"\n".join(lines))
    return theatre().model_copy(update={"folder": folder})


def ids(read: FolderRead, person: str) -> set[str]:
    return {event.id for event in read.events[person]}


@pytest.mark.parametrize("ascii_only", [True, False])
def test_looking_for_a_few_finds_what_reading_everything_finds(tmp_path: Path, ascii_only: bool) -> None:
    company = company_in(
        tmp_path, *(json.dumps(one, ensure_ascii=ascii_only).encode() for one in EVENTS), b"", b"  "
    )
    everything = read_folder(company, company.people)

    for person in company.people:
        assert ids(read_folder(company, {person}), person) == ids(everything, person)
    assert len(everything.events["ada.moor"]) == 4
    assert len(everything.events["bela.kiss"]) == 3
    assert everything.unreadable == 0


def test_a_letter_written_as_an_escape_is_found_as_well(tmp_path: Path) -> None:
    line = (
        json.dumps(EVENTS[0]).replace("ada.moor@", "\\u0061da.moor@").replace('"ada.moor', '"\\u0061da.moor')
    )
    company = company_in(tmp_path, line.encode())

    assert len(read_folder(company, {"ada.moor"}).events["ada.moor"]) == 1


def test_every_file_counts_and_what_is_no_event_is_counted(tmp_path: Path) -> None:
    company_in(tmp_path, json.dumps(EVENTS[0]).encode(), name="a.jsonl")
    long = b'{"ada.moor": "' + b"x" * LONGEST_LINE + b'"}'
    company = company_in(
        tmp_path, b'{"ada.moor": ', long, b'{"ada.moor": 1}', json.dumps(EVENTS[2]).encode(), b"x" * (2 * LONGEST_LINE),
        name="b.jsonl",
    )  # fmt: skip

    read = read_folder(company, {"ada.moor"})

    assert (len(read.events["ada.moor"]), read.unreadable) == (2, 4)


@pytest.mark.parametrize(
    "shown",
    ['"BÉLA KISS"', '"B\\u00c9LA KISS"', '"Béla Kiss"'.replace("é", "e\u0301"), '"B\\u0065\\u0301la Kiss"'],
)
def test_a_name_beyond_ascii_is_found_in_capitals_and_escapes(tmp_path: Path, shown: str) -> None:
    line = json.dumps(windows(4729, who="group", MemberName="@@")).replace('"@@"', shown)
    company = company_in(tmp_path, line.encode())
    bela = company.people["bela.kiss"].model_copy(
        update={"id": "b17", "name": "Béla Kiss", "email": "b17@theatre.example"}
    )
    company = company.model_copy(
        update={"people": {**company.people, "b17": bela, "bela.kiss": company.people["ada.moor"]}}
    )

    assert len(read_folder(company, {"b17"}).events["b17"]) == 1


@pytest.mark.parametrize("name", ["a.ndjson", "a.json", "a.log", "a.jsonl.1", "below/a.jsonl"])
def test_files_are_those_that_the_feeds_take(tmp_path: Path, name: str) -> None:
    (tmp_path / "signins" / "below").mkdir(parents=True)
    company = company_in(tmp_path, json.dumps(EVENTS[0]).encode(), name=name)
    company_in(tmp_path, json.dumps(EVENTS[2]).encode(), name="notes.txt")

    assert ids(read_folder(company, {"ada.moor"}), "ada.moor") == {EVENTS[0]["uuid"]}


def test_a_packed_file_is_read_and_a_damaged_one_is_counted(tmp_path: Path) -> None:
    packed = gzip.compress(json.dumps(EVENTS[0]).encode())
    company_in(tmp_path, packed[:-9], name="a.jsonl.gz")
    company = company_in(tmp_path, packed, name="b.jsonl.gz")

    read = read_folder(company, {"ada.moor"})

    assert (len(read.events["ada.moor"]), read.unreadable) == (1, 1)


def test_a_document_over_many_lines_is_one(tmp_path: Path) -> None:
    written = json.dumps({"value": EVENTS}, indent=2, ensure_ascii=False).encode()
    company = company_in(tmp_path, b"\xef\xbb\xbf" + written, name="export.json")

    read = read_folder(company, {"ada.moor", "bela.kiss"})

    assert (len(read.events["ada.moor"]), len(read.events["bela.kiss"]), read.unreadable) == (4, 3, 0)


def test_a_folder_that_may_not_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company = company_in(tmp_path, b"{}")

    def refuse(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)

    assert "cannot be read (permission denied)" in read_folder(company, {"ada.moor"}).trouble


def test_a_company_without_events_has_none(tmp_path: Path) -> None:
    company = theatre().model_copy(update={"folder": tmp_path})

    assert read_folder(company, {"ada.moor"}).events == {"ada.moor": []}
