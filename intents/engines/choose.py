"""From the setting `USHER_LLM` to an engine."""

from __future__ import annotations

import re

from intents.engines.builtin.engine import NAME, BuiltinEngine
from intents.engines.errors import EngineSettingError
from intents.engines.port import Engine

PROVIDERS = ("openai", "anthropic", "ollama")
"""The providers whose LangChain packages ship; any other one LangChain knows works once its package is there."""
_SETTING = re.compile(r"^(?P<provider>[a-z][a-z0-9_]*):(?P<model>[^\s:][^\s]*)$")


def engine_for(setting: str) -> Engine:
    """The engine that `builtin` or `provider:model` stands for; a model falls back to the built-in engine.

    Nothing is loaded and nobody is called yet. Raises EngineSettingError with one plain sentence.
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
    return WithFallback(LlmEngine(wanted), BuiltinEngine())
