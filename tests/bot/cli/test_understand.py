"""`usher understand`: JSON on standard output, and one sentence for whoever calls it wrongly."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from catalog.demo import demo_folder
from intents.engines.choose import KEYS
from tests.bot.cli.terminal import Said, usher

COMPANY = str(demo_folder())
SENTENCE = "I need read access to the Q3 sales reports for EMEA, two weeks, board deck"


def understand(*arguments: str, **environment: str) -> Said:
    return usher("understand", "--company", COMPANY, *arguments, **environment)


def test_one_message_is_one_json_object() -> None:
    said = understand("--person", "mira.castelhano", "--now", "2026-11-23T10:15:00+00:00", SENTENCE)

    found = json.loads(said.out)
    assert said.code == 0
    assert said.err == ""
    assert (found["outcome"], found["duration"], found["engine"]) == ("propose", "P14D", "builtin")


def test_what_is_said_in_hours_stays_in_hours() -> None:
    said = understand("--person", "mira.castelhano", f"{SENTENCE[:50]} for 48 hours")

    assert json.loads(said.out)["duration"] == "PT48H"


def test_a_moment_without_an_offset_is_the_companys_own() -> None:
    """A quarter of an hour before midnight there: "until Friday" counts from that Monday, as in a batch."""
    both = [
        json.loads(
            understand("--person", "mira.castelhano", "--now", now, f"{SENTENCE[:50]} until Friday").out
        )
        for now in ("2026-11-23T23:45:00", "2026-11-23T00:15:00")
    ]

    assert [one["duration"] for one in both] == ["P5D", "P5D"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Give one message as TEXT, or a file of messages with --batch FILE."),
        (("--batch", "-", "hello"), "Give one message as TEXT"),
        (("--person", "nobody", "hello"), "nobody is not in people.csv"),
        (("--person", "mira.castelhana", "hello"), "did you mean mira.castelhano?"),
        (("--now", "yesterday", "hello"), "'yesterday' is no moment; write --now 2026-"),
        (("--now", "", "hello"), "'' is no moment"),
        (("--batch", "missing.jsonl"), "missing.jsonl cannot be read (no such file or directory)"),
        (("--batch", "."), "cannot be read (is a directory)"),
    ],
    ids=str,
)
def test_wrong_arguments_are_said_in_one_sentence(arguments: tuple[str, ...], words: str) -> None:
    said = understand(*arguments)

    assert words in said.sentence
    assert said.code == 2


@pytest.mark.parametrize("engine", ["gpt", "nosuchprovider:model", ":", "openai:"])
def test_a_language_engine_that_is_none_is_refused(engine: str) -> None:
    said = understand("hello", USHER_LLM=engine)

    assert "USHER_LLM" in said.sentence
    assert "builtin" in said.sentence
    assert said.code == 2


@pytest.mark.parametrize(
    ("engine", "key"), [("openai:gpt-5-mini", "OPENAI_API_KEY"), ("anthropic:model", "ANTHROPIC_API_KEY")]
)
def test_a_language_model_without_its_key_is_refused_before_the_first_message(engine: str, key: str) -> None:
    said = understand("hello", USHER_LLM=engine, **dict.fromkeys(KEYS[engine.partition(":")[0]], ""))

    assert said.sentence == f"USHER_LLM is '{engine}', and {key} is not set; set it to your key."
    assert said.code == 2


def test_a_batch_answers_line_by_line_and_bad_lines_say_what_is_wrong(tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    good = {"id": "c1", "person": "mira.castelhano", "text": SENTENCE, "now": "2026-11-23T10:15:00+00:00"}
    lines = [
        json.dumps(good),
        "{not json",
        json.dumps({**good, "id": "c3", "person": "nobody"}),
        "[]",
        "\ufffd\x00",
    ]
    batch.write_text("\n".join(lines), encoding="utf-8")
    said = understand("--batch", str(batch))

    answers = [json.loads(line) for line in said.out.splitlines()]
    assert said.code == 0
    assert [answer["id"] for answer in answers] == ["c1", None, "c3", None, None]
    assert answers[0]["outcome"] == "propose"
    assert all(answer["error"].endswith(".") for answer in answers[1:])


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "access " * 5_000,
        "🙏🏽 👩‍💻 read access to the sales reports 📊 please",
        "أحتاج إلى حق القراءة لتقارير المبيعات",
        "\u202esdrawkcab\u202c access to the sales reports",
        "\x00\x07\ufeff",
        "Z̸͔͊a̴̗̎l̷̰̈g̶̲̿o̵͎͝",
    ],
    ids=[
        "long word",
        "many words",
        "emoji",
        "arabic",
        "bidi override",
        "control characters",
        "combining marks",
    ],
)
def test_whatever_is_written_gets_one_json_object(text: str) -> None:
    said = understand("--person", "mira.castelhano", text)

    assert said.code == 0
    assert said.err == ""
    found = json.loads(said.out)
    assert found["intent"]
    assert all(piece["text"] in text for piece in found["evidence"])


def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text("{}\n" * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "bot.cli", "understand", "--company", COMPANY, "--batch", str(batch)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()

    assert said == ""
    assert process.returncode == 1  # as Click ends every command whose reader has gone
