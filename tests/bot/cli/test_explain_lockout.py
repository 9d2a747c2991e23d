"""`usher explain-lockout`: JSON on standard output, and one sentence for whoever calls it wrongly."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from catalog.demo import demo_folder
from tests.bot.cli.terminal import Said, usher

COMPANY = str(demo_folder())
MORNING = "2026-11-23T09:30:00+00:00"


def explain(*arguments: str, company: str = COMPANY) -> Said:
    return usher("explain-lockout", "--company", company, *arguments)


def test_one_question_is_one_json_object_with_the_published_fields() -> None:
    said = explain("--person", "mira.castelhano", "--now", MORNING)

    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert list(found) == ["cause", "provider", "system", "evidence", "since", "until", "remedy", "self_service", "certain"]  # fmt: skip
    assert (found["cause"], found["provider"], found["certain"]) == ("too_many_failures", "okta", True)
    assert found["evidence"]


def test_nothing_found_has_nulls_and_is_no_error() -> None:
    said = explain("--person", "yolanda.prudhoe", "--now", MORNING)

    found = json.loads(said.out)
    assert said.code == 0
    assert {name for name, value in found.items() if value is None} == {"provider", "system", "since", "until", "remedy"}  # fmt: skip
    assert (found["cause"], found["evidence"], found["certain"]) == ("none_found", [], False)


def test_a_batch_answers_each_line_in_order_and_says_which_are_no_question(tmp_path: Path) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        json.dumps({"id": "a", "person": "oleh.drahan", "now": MORNING})
        + "\n\n{\n"
        + json.dumps({"id": 7, "person": "takumi.oreda", "now": "2026-11-23T09:30:00"})
        + "\n"
        + json.dumps({"id": "c", "person": "nobody"}),
        encoding="utf-8",
    )

    said = explain("--batch", str(batch))

    rows = [json.loads(line) for line in said.out.splitlines()]
    assert [next(iter(row.items())) for row in rows] == [
        ("id", "a"),
        ("id", None),
        ("id", None),
        ("id", 7),
        ("id", "c"),
    ]
    assert [row.get("cause") for row in rows] == ["account_suspended", None, None, "grant_expired", None]
    assert rows[1]["error"] == "Line 2 is blank; write one object a line."
    assert "names no person" in rows[4]["error"]


def test_what_could_not_be_read_is_counted_on_standard_error(tmp_path: Path) -> None:
    shutil.copytree(COMPANY, tmp_path / "company")
    (tmp_path / "company" / "signins" / "more.jsonl").write_text('{"mira.castelhano": 1}\n', encoding="utf-8")

    said = explain("--person", "mira.castelhano", "--now", MORNING, company=str(tmp_path / "company"))

    assert json.loads(said.out)["cause"] == "too_many_failures"
    assert said.err == "usher: 1 entry was left out: what stands there in signins/ is no sign-in event.\n"


def test_lines_that_are_no_json_are_counted_whomever_they_would_be_about(tmp_path: Path) -> None:
    """They name nobody who could be found in them, so looking for a name alone would pass over them."""
    shutil.copytree(COMPANY, tmp_path / "company")
    for file in (tmp_path / "company" / "signins").glob("*.jsonl"):
        file.write_text("{not json\n" * 2, encoding="utf-8")
    files = len(list((tmp_path / "company" / "signins").glob("*.jsonl")))

    said = explain("--person", "mira.castelhano", "--now", MORNING, company=str(tmp_path / "company"))

    assert json.loads(said.out)["cause"] == "none_found"
    assert (
        said.err
        == f"usher: {2 * files} entries were left out: what stands there in signins/ is no sign-in event.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Name one person with --person ID, or a file of questions with --batch FILE."),
        (("--person", "mira.castelhano", "--batch", "-"), "Name one person"),
        (("--person", "mira.castelhana"), "did you mean mira.castelhano?"),
        (("--person", ""), "is not in people.csv"),
        (("--person", "mira.castelhano", "--now", "soon"), "'soon' is no moment"),
        (("--batch", "missing.jsonl"), "missing.jsonl cannot be read"),
    ],
    ids=str,
)
def test_wrong_arguments_are_said_in_one_sentence(arguments: tuple[str, ...], words: str) -> None:
    said = explain(*arguments)

    assert said.code == 2
    assert words in said.sentence


def test_a_folder_that_is_not_there_is_said_in_one_sentence() -> None:
    said = explain("--person", "mira.castelhano", company="no/such/folder")

    assert said.code == 2
    assert "no/such/folder is no folder" in said.sentence


def test_it_loads_no_language_model_and_no_database() -> None:
    slow = ["langchain", "langchain_core", "sklearn", "numpy", "dbos", "sqlmodel", "sqlalchemy", "dateparser", "cedarpy"]  # fmt: skip
    program = (
        "import sys; from bot.cli import main\n"
        f"main(['explain-lockout', '--company', {COMPANY!r}, '--person', 'mira.castelhano'], standalone_mode=False)\n"
        f"print([name for name in {slow!r} if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"
