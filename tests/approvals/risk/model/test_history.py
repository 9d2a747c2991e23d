"""Reading past decisions: what passes, and one precise sentence for everything that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from approvals.risk.model.attributes import AT_MOST, usable_attributes
from approvals.risk.model.history import HistoryInvalid, parse_history, read_history
from tests.approvals.risk.model.past import HEADER, past_decisions, small_history


def refusal(data: bytes) -> str:
    with pytest.raises(HistoryInvalid) as refused:
        usable_attributes(parse_history(data))
    return refused.value.sentence


def test_columns_come_with_the_entitlement_first_and_without_the_time() -> None:
    history = parse_history(
        b"\xef\xbb\xbfat,Department,outcome,entitlement\n2026-01-01,Sales,Approved,crm\n\n2026-01-02,,denied,crm\n"
    )
    assert history.columns == ("entitlement", "Department")
    assert history.row(0) == {"entitlement": "crm", "Department": "Sales"}
    assert history.row(1) == {"entitlement": "crm", "Department": ""}
    assert history.denied.tolist() == [False, True]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "decisions.csv: is empty"),
        (b"outcome,department\napproved,Sales\n", "line 1: the column entitlement is missing"),
        (b"entitlement;outcome\ncrm;approved\n", "line 1: the column outcome is missing"),
        (b"outcome,entitlement,a,a\n", "line 1: the column “a” is there twice"),
        (b"outcome,entitlement,\n", "line 1: column 3 has no name"),
        (b"outcome,entitlement\n", "has a header and no decisions"),
        (b"outcome,entitlement\napproved,crm\nmaybe,crm\n", "line 3: the outcome is “maybe”; write approved"),
        (b"outcome,entitlement\n,crm\n", "line 2: the outcome is empty"),
        (b"outcome,entitlement\napproved,\n", "line 2: no entitlement is named"),
        (b"outcome,entitlement\napproved,crm,x\n", "line 2: has 3 cells where the header has 2"),
        (b'outcome,entitlement\napproved,"crm\n', "line 2: has a quotation mark"),
        (b"outcome,entitlement\napproved,B\xfcro\n", "line 2: is not UTF-8 text; save the file as CSV UTF-8"),
        ("outcome,entitlement\napproved,crm\n".encode("utf-16-le"), "line 1: holds a NUL character"),
        (b"outcome,entitlement\n" + b"approved,crm\n" * 10, "has 10 decisions, and at least 200"),
        (b"outcome,entitlement\n" + b"approved,crm\n" * 500, "0 of 500 decisions are denied"),
        (b"outcome,entitlement\n" + b"denied,crm\n" * 500, "0 of 500 decisions are approved"),
    ],
)
def test_what_cannot_be_used_is_refused_with_file_line_and_remedy(data: bytes, says: str) -> None:
    sentence = refusal(data)
    assert sentence.startswith("decisions.csv")
    assert says in sentence
    assert "\n" not in sentence


def test_entitlements_that_never_repeat_are_refused() -> None:
    rows = [f"{'denied' if n % 9 == 0 else 'approved'},ticket-{n}" for n in range(1000)]
    assert "hardly repeat" in refusal("\n".join(["outcome,entitlement", *rows]).encode())


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HistoryInvalid, match="no such file"):
        read_history(tmp_path / "decisions.csv")


def test_columns_that_teach_nothing_are_left_out_with_the_reason() -> None:
    lines = past_decisions().decode().splitlines()[1:]
    rows = [f"{line},same,T{line.rsplit(',', 1)[1]},{number}" for number, line in enumerate(lines)]
    history = parse_history("\n".join([f"{HEADER},constant,title_code,ticket", *rows]).encode())
    attributes = usable_attributes(history)
    assert [history.columns[place] for place in attributes.places] == ["entitlement", "department", "title"]
    assert attributes.left_out == {
        "constant": "it never varies",
        "title_code": "it says the same as title",
        "ticket": "its 1,500 values hardly repeat",
    }


def test_of_too_many_columns_the_telling_ones_stay() -> None:
    lines = past_decisions().decode().splitlines()[1:]
    noise = [f"noise{number}" for number in range(12)]
    rows = [
        f"{line}," + ",".join(str((row * 7919 + n * n * 31) // (n + 2) % (n + 3)) for n in range(12))
        for row, line in enumerate(lines)
    ]
    history = parse_history("\n".join([",".join([HEADER, *noise]), *rows]).encode())
    attributes = usable_attributes(history)
    assert len(attributes.places) == AT_MOST
    assert history.columns[attributes.places[1]] == "department"


def test_the_snapshot_is_the_files_own_hash() -> None:
    assert parse_history(past_decisions()).sha256 == small_history().sha256
    assert parse_history(past_decisions() + b"\n").sha256 != small_history().sha256
