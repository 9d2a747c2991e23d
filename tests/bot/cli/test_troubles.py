"""What keeps a service from starting becomes one sentence and an exit code; what nobody foresaw stays visible."""

from __future__ import annotations

from pathlib import Path

import pytest

from approvals.policy.problems import PolicyInvalid
from approvals.store.engine import BadDatabaseUrl
from bot.cli.troubles import run_or_fail
from bot.database import DatabaseUnusable
from bot.hosting import PortTaken
from bot.serve import SlackRefused
from bot.settings import BadSetting
from intents.engines.errors import EngineSettingError


@pytest.mark.parametrize(
    ("trouble", "code", "words"),
    [
        (BadSetting("SLACK_BOT_TOKEN is not set."), 2, "SLACK_BOT_TOKEN is not set."),
        (BadDatabaseUrl("That is no URL."), 2, "That is no URL."),
        (EngineSettingError("That is no engine."), 2, "That is no engine."),
        (DatabaseUnusable("It is away."), 1, "It is away."),
        (SlackRefused("It will not."), 1, "It will not."),
        (PortTaken(3000), 1, "Port 3000 is in use; choose another one."),
        (PolicyInvalid([]), 1, "The policies above cannot be used; mend them and start again."),
        (KeyboardInterrupt(), 130, "Stopped before it was ready."),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_each_trouble_has_its_code_and_its_sentence(
    trouble: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise trouble

    with pytest.raises(SystemExit) as ended:
        run_or_fail(broken)

    assert ended.value.code == code
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"usher: {words}\n")


def test_what_nobody_foresaw_is_not_hidden() -> None:
    def broken() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_or_fail(broken)


def test_a_service_that_ends_well_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_or_fail(lambda: (tmp_path / "ran").touch())

    assert (tmp_path / "ran").exists()
    assert "".join(capsys.readouterr()) == ""
