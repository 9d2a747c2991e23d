import pytest

from intents.engines.choose import engine_for
from intents.engines.errors import EngineSettingError


@pytest.mark.parametrize("setting", ["builtin", "", " builtin "])
def test_the_default_needs_nothing(setting: str) -> None:
    assert engine_for(setting).name == "builtin"


@pytest.mark.parametrize(
    "setting", ["openai:gpt-5-mini", "anthropic:claude-sonnet-4-5", "ollama:llama3.1:8b"]
)
def test_a_provider_and_model_make_an_engine_without_calling_anybody(setting: str) -> None:
    assert engine_for(setting).name == setting


@pytest.mark.parametrize(
    "setting", ["gpt-5", "openai:", ":x", "openai gpt", "nobody:model", "OPENAI:x", "openai: x"]
)
def test_an_unknown_setting_is_one_plain_sentence(setting: str) -> None:
    with pytest.raises(EngineSettingError) as wrong:
        engine_for(setting)
    assert str(wrong.value).startswith("USHER_LLM ")
    assert str(wrong.value).endswith(".")
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    ("setting", "environment"),
    [
        ("openai:m", {"OPENAI_API_KEY": "k"}),
        ("anthropic:m", {"ANTHROPIC_AUTH_TOKEN": "t"}),
        ("ollama:m", {}),
        ("builtin", {}),
    ],
)
def test_with_what_its_provider_needs_an_engine_is_made(setting: str, environment: dict[str, str]) -> None:
    assert engine_for(setting, environment=environment).name == setting


@pytest.mark.parametrize("environment", [{}, {"OPENAI_API_KEY": " "}, {"ANTHROPIC_API_KEY": "k"}])
def test_a_key_that_is_set_nowhere_is_said_at_once(environment: dict[str, str]) -> None:
    with pytest.raises(EngineSettingError) as wrong:
        engine_for("openai:gpt-5-mini", environment=environment)
    assert (
        str(wrong.value)
        == "USHER_LLM is 'openai:gpt-5-mini', and OPENAI_API_KEY is not set; set it to your key."
    )
