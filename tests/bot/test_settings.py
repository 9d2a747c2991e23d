"""Settings come from the environment, are checked once, and a misspelt one is never ignored."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import NAMES, SYSTEM_STEMS, BadSetting, read_settings
from catalog.connectors.settings import ConnectorSettings


def test_nothing_set_gives_the_defaults() -> None:
    settings = read_settings({"PATH": "/bin", "HOME": "/"})

    assert (settings.llm, settings.database_url, settings.company) == ("builtin", "sqlite:///usher.db", None)
    assert settings.slack_base_url == "https://slack.com/api/"


def test_what_is_set_is_read() -> None:
    settings = read_settings(
        {
            "USHER_COMPANY": "/srv/company",
            "USHER_WORKER_TIMEOUT": "30",
            "SLACK_API_URL": "http://127.0.0.1:8300/api",
        }
    )

    assert settings.company == Path("/srv/company")
    assert settings.worker_timeout.total_seconds() == 30
    assert settings.slack_base_url == "http://127.0.0.1:8300/api/"


def test_blanks_and_line_ends_around_a_token_are_dropped() -> None:
    settings = read_settings({"SLACK_BOT_TOKEN": " xoxb-1\n", "SLACK_APP_TOKEN": "  "})

    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-1"
    assert settings.slack_app_token is None


def test_a_misspelt_setting_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(
        BadSetting, match=r"USHER_DATABSE_URL is not a setting of Usher; did you mean USHER_DATABASE_URL\?"
    ):
        read_settings({"USHER_DATABSE_URL": "sqlite:///x.db"})


def test_a_setting_like_no_other_is_refused_with_the_list() -> None:
    with pytest.raises(BadSetting, match=r"known are .*USHER_COMPANY.*USHER_LLM"):
        read_settings({"USHER_XYZZY_1234567890": "1"})


@pytest.mark.parametrize(
    "name", ["USHER_SCIM_URL", "USHER_SCIM_TOKEN_SNOWFLAKE", "USHER_WEBHOOK_SECRET_SAP", "USHER_TEST_X"]
)
def test_what_connectors_and_tests_read_themselves_is_let_through(name: str) -> None:
    assert read_settings({name: "x"}).llm == "builtin"


def test_the_names_of_connectors_are_those_that_connectors_read() -> None:
    assert set(SYSTEM_STEMS) == ConnectorSettings({}).names_for(())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("USHER_SCIM_FOO", "did you mean USHER_SCIM_TOKEN?"),
        ("USHER_SCIM_TOKN", "did you mean USHER_SCIM_TOKEN?"),
        ("USHER_SCIM_TOKENS_SAP", "did you mean USHER_SCIM_TOKEN?"),
        ("USHER_WEBHOOK_SECRT", "did you mean USHER_WEBHOOK_SECRET?"),
        (
            "USHER_SCIM_SNOWFLAKE_ADDRESS_OF_OURS",
            "known are USHER_SCIM_URL, USHER_SCIM_TOKEN, USHER_WEBHOOK_URL, USHER_WEBHOOK_SECRET.",
        ),
    ],
)
def test_what_no_connector_of_any_company_reads_is_refused(name: str, words: str) -> None:
    with pytest.raises(BadSetting) as refused:
        read_settings({name: "x"})

    assert str(refused.value) == f"{name} is not a setting of Usher; {words}"


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("USHER_LOG_LEVEL", "loud", "debug, info, warning or error"),
        ("USHER_WORKER_TIMEOUT", "soon", "a number of seconds from 0.2 to 3600"),
        ("USHER_WORKER_TIMEOUT", "0", "a number of seconds from 0.2 to 3600"),
        ("USHER_WORKER_TIMEOUT", "nan", "a number of seconds"),
        ("SLACK_API_URL", "slack.example", "an address that begins with https:// or http://"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_what_would_be_right(
    name: str, value: str, wanted: str
) -> None:
    with pytest.raises(BadSetting) as refused:
        read_settings({name: value})

    assert str(refused.value).startswith(f"{name} cannot be used; set it to ")
    assert wanted in str(refused.value)


def test_tokens_are_never_shown() -> None:
    settings = read_settings({"SLACK_BOT_TOKEN": "xoxb-hush", "SLACK_SIGNING_SECRET": "hush"})

    assert "hush" not in repr(settings)


@given(st.dictionaries(st.sampled_from(sorted(NAMES)), st.text(max_size=40)))
def test_whatever_is_set_gives_settings_or_one_sentence(environment: dict[str, str]) -> None:
    said = ""
    try:
        read_settings(environment)
    except BadSetting as refused:
        said = str(refused)

    assert said.endswith((".", "?")) or not said
    assert "\n" not in said
