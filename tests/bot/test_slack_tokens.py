"""Tokens under the wrong name are told apart before Slack, which would only say that they are not valid."""

from __future__ import annotations

import pytest

from bot.settings import BadSetting, read_settings
from bot.slack_tokens import slack_settings


def given(bot: str, app: str = "", secret: str = "hush") -> tuple[str, str]:
    return slack_settings(
        read_settings({"SLACK_BOT_TOKEN": bot, "SLACK_APP_TOKEN": app, "SLACK_SIGNING_SECRET": secret})
    )


@pytest.mark.parametrize("bot", ["xoxb-12-abc", "xoxe.xoxb-1-abc"])
@pytest.mark.parametrize(("app", "secret"), [("", "hush"), ("xapp-1-A1-abc", "")])
def test_tokens_that_look_like_slacks_are_taken(bot: str, app: str, secret: str) -> None:
    assert given(bot, app, secret) == (bot, secret)


@pytest.mark.parametrize(
    ("bot", "app", "words"),
    [
        ("", "xapp-1", "SLACK_BOT_TOKEN is not set"),
        ("xapp-7", "xoxb-7", "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped"),
        ("xapp-7", "", "SLACK_BOT_TOKEN holds an app-level token (xapp-)"),
        ("xapp-7", "xapp-7", "SLACK_BOT_TOKEN holds an app-level token (xapp-)"),
        ("xoxp-7", "", "SLACK_BOT_TOKEN is not a bot token"),
        ("7", "xapp-7", "SLACK_BOT_TOKEN is not a bot token"),
        ("xoxb-7", "xoxb-7", "SLACK_APP_TOKEN holds a bot token (xoxb-)"),
        ("xoxb-7", "7", "SLACK_APP_TOKEN is not an app-level token"),
    ],
)
def test_what_is_none_is_said_in_one_sentence_that_repeats_no_token(bot: str, app: str, words: str) -> None:
    with pytest.raises(BadSetting) as refused:
        given(bot, app)

    assert str(refused.value).startswith(words)
    assert str(refused.value).endswith(".")
    assert "7" not in str(refused.value)


def test_one_way_to_hear_slack_has_to_be_set() -> None:
    with pytest.raises(BadSetting, match="Neither SLACK_APP_TOKEN"):
        given("xoxb-1", secret="")
