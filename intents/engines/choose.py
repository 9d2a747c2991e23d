"""From the setting `USHER_LLM` to an engine."""

from __future__ import annotations

import re
from collections.abc import Mapping

from intents.engines.builtin.engine import NAME, BuiltinEngine
from intents.engines.errors import EngineSettingError
from intents.engines.port import Engine

PROVIDERS = ("openai", "anthropic", "ollama")
"""The providers whose LangChain packages ship; any other one LangChain knows works once its package is there."""
KEYS = {
    "openai": ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "LANGSMITH_GATEWAY_API_KEY"),
    "anthropic": (
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_AUTH_TOKEN",
        "ANTHROPIC_CUSTOM_HEADERS",
        "LANGSMITH_GATEWAY_API_KEY",
    ),
}
"""Where a provider's package looks for something to sign in with, the usual place first; with none of them it asks nobody.

Others may find theirs in a file or in the cloud they run in: of them nothing is surely missing."""
_SETTING = re.compile(r"^(?P<provider>[a-z][a-z0-9_]*):(?P<model>[^\s:][^\s]*)$")


def engine_for(setting: str, *, environment: Mapping[str, str] | None = None) -> Engine:
    """The engine that `builtin` or `provider:model` stands for; a model falls back to the built-in engine.

    Nothing is loaded and nobody is called yet. With the environment that it will run in, a provider's key that is set
    nowhere is found out now and not by the first message. Raises EngineSettingError with one plain sentence.
    """
    wanted = setting.strip()
    if wanted in {"", NAME}:
        return BuiltinEngine()
    found = _SETTING.match(wanted)
    if found is None:
        raise EngineSettingError(
            f"USHER_LLM is {setting[:60]!r}, which names no language engine; set it to builtin or to provider:model, such as openai:gpt-5-mini."
        )
    from intents.engines.fallback import WithFallback
    from intents.engines.llm.engine import LlmEngine
    from intents.engines.llm.model import provider_installed

    if not provider_installed(found["provider"]):
        raise EngineSettingError(
            f"USHER_LLM names the provider {found['provider']!r}, which is not installed; use one of {', '.join(PROVIDERS)} or builtin."
        )
    keys = KEYS.get(found["provider"], ())
    if environment is not None and keys and not any(environment.get(key, "").strip() for key in keys):
        raise EngineSettingError(
            f"USHER_LLM is {wanted[:60]!r}, and {keys[0]} is not set; set it to your key."
        )
    return WithFallback(LlmEngine(wanted), BuiltinEngine())
