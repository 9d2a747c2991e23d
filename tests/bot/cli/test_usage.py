"""Wrong usage ends with code 2 and one sentence that says where to look."""

from __future__ import annotations

import errno
import io
import json
import logging
import os
import subprocess
import sys

import pytest
import structlog

from bot.cli import main
from catalog.demo import demo_folder
from tests.bot.cli.terminal import own_logging, usher

COMPANY = str(demo_folder())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nonsense",), "No such command 'nonsense'"),
        (("audit", "nonsense"), "see `usher audit --help`"),
        (("serve", "--nonsense"), "No such option '--nonsense'"),
        (("serve", "--port", "http"), "'http' is not a valid integer"),
        (("understand", "--company"), "requires an argument"),
        (("serve", "--company", COMPANY, "--port", "70000"), "70000 is not a port"),
        (("demo", "--port", "-1"), "-1 is not a port"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_said_in_one_sentence(arguments: tuple[str, ...], words: str) -> None:
    said = usher(*arguments)

    assert words in said.sentence
    assert said.code == 2


@pytest.mark.parametrize("command", ["check", "serve", "understand"])
def test_a_command_without_a_company_asks_for_one(command: str) -> None:
    said = usher(command, *(["hello"] if command == "understand" else []))

    assert said.sentence == "Name the company folder with --company DIR or USHER_COMPANY."
    assert said.code == 2


def test_without_a_command_the_commands_are_listed() -> None:
    said = usher()

    assert said.code == 2
    assert said.out == ""
    for command in ("demo", "serve", "check", "understand", "audit"):
        assert command in said.err


def test_help_ends_well_and_loads_nothing_slow() -> None:
    """In a process of its own: the modules that take seconds are not imported to print a page of text."""
    program = (
        "import sys\n"
        "from bot.cli import main\n"
        "try:\n    main(['--help'], prog_name='usher')\n"
        "except SystemExit as ended:\n    code = ended.code\n"
        "print(code, sorted({n.split('.')[0] for n in sys.modules} & set(sys.argv[1:])), file=sys.stderr)"
    )
    slow = [
        "pydantic",
        "sqlalchemy",
        "sqlmodel",
        "dbos",
        "langchain",
        "langchain_core",
        "sklearn",
        "slack_bolt",
    ]
    done = subprocess.run([sys.executable, "-c", program, *slow], capture_output=True, text=True, check=True)

    assert "understand" in done.stdout
    assert done.stderr.strip() == "0 []"


def test_ctrl_c_is_answered_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.company_check.checked", interrupted)
    said = usher("check", "--company", COMPANY)

    assert said.err.strip() == "usher: Stopped."
    assert said.code == 130


def test_no_service_loads_language_models_or_training_for_the_built_in_engine() -> None:
    """They take seconds to import; whoever sets USHER_LLM waits for them, and nobody else."""
    program = (
        "import sys, bot.cli.troubles, bot.demo, bot.socket_mode\n"
        "from intents.engines.choose import engine_for\n"
        "import intents.understand\n"
        "engine_for('builtin')\n"
        "print(sorted({n.split('.')[0] for n in sys.modules} & set(sys.argv[1:])))"
    )
    slow = ["langchain", "langchain_core", "langgraph", "openai", "anthropic", "sklearn", "scipy"]
    done = subprocess.run([sys.executable, "-c", program, *slow], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_what_a_command_logs_goes_to_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output is for the results alone, also where something goes wrong on the way to them."""

    def with_warnings(_: object) -> dict[str, object]:
        structlog.get_logger("bot").warning("model.gone")
        logging.getLogger("bot").warning("door.stuck")
        structlog.get_logger("bot").info("all.well")
        return {"valid": True, "problems": []}

    monkeypatch.setattr("bot.company_check.checked", with_warnings)
    said = usher("check", "--company", COMPANY)

    assert json.loads(said.out) == {"valid": True, "problems": []}
    assert "model.gone" in said.err
    assert "door.stuck" in said.err
    assert "all.well" not in said.err


def test_a_model_that_is_not_there_leaves_standard_output_to_the_answer() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "understand", "--company", COMPANY, "I need jira"],
        capture_output=True, text=True, check=True,
        env={**os.environ, "USHER_LLM": "openai:gpt-5-mini", "OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://127.0.0.1:1/v1"},
    )  # fmt: skip

    assert json.loads(done.stdout)["engine"] == "builtin (openai:gpt-5-mini was unavailable)"
    assert "language model gave no answer" in done.stderr


class FullDisk(io.StringIO):
    """A standard output that takes nothing any more."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch, own_logging():
        patch.setattr(sys, "stdout", FullDisk())
        with pytest.raises(SystemExit) as ended:
            main(["check", "--company", COMPANY])

    assert ended.value.code == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "usher: Not everything could be written (no space left on device); "
        "make room, or have the output written elsewhere."
    )
