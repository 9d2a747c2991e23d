"""A chat model of any provider, made to answer one JSON Schema.

LangChain is imported here and only when a model is asked; it takes seconds to load.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping
from threading import Lock
from typing import Any, Protocol

_PACKAGES = {
    "openai": "langchain_openai", "azure_openai": "langchain_openai", "anthropic": "langchain_anthropic",
    "ollama": "langchain_ollama", "google_vertexai": "langchain_google_vertexai", "google_genai": "langchain_google_genai",
    "bedrock": "langchain_aws", "bedrock_converse": "langchain_aws", "mistralai": "langchain_mistralai", "groq": "langchain_groq",
    "cohere": "langchain_cohere", "together": "langchain_together", "fireworks": "langchain_fireworks", "deepseek": "langchain_deepseek",
    "xai": "langchain_xai",
}  # fmt: skip


def provider_installed(provider: str) -> bool:
    """Whether the LangChain package of the provider is there; loads nothing."""
    package = _PACKAGES.get(provider)
    return package is not None and importlib.util.find_spec(package) is not None


class Asked(Protocol):
    """Something that takes messages and gives `{"raw", "parsed", "parsing_error"}`."""

    async def ainvoke(self, messages: list[tuple[str, str]]) -> Any:
        """Ask once."""
        ...


class ChatModel:
    """One model, built at the first question and kept."""

    def __init__(self, setting: str, *, timeout: float, options: Mapping[str, Any] | None = None) -> None:
        self.provider, _, self.model = setting.partition(":")
        self._timeout = timeout
        self._options = dict(options or {})
        self._chat: Any = None
        self._building = Lock()

    def load(self) -> None:
        """Load LangChain and set the model up, once: seconds the first time. Raises what the provider's package raises."""
        self._built()

    def answering(self, schema: Mapping[str, object]) -> Asked:
        """The model, bound to answer with JSON of this schema. Raises whatever the provider's package raises."""
        named = {"title": "reading", "description": "What the message means.", **schema}
        strict = {"strict": True} if self.provider in {"openai", "azure_openai"} else {}
        asked: Asked = self._built().with_structured_output(
            named, method="json_schema", include_raw=True, **strict
        )
        return asked

    def _built(self) -> Any:
        with self._building:
            return self._made()

    def _made(self) -> Any:
        if self._chat is None:
            # Messages of employees are nobody else's business: tracing stays off whatever the environment says.
            os.environ["LANGSMITH_TRACING"] = "false"
            os.environ["LANGCHAIN_TRACING_V2"] = "false"
            from langchain.chat_models import init_chat_model

            if self.provider == "ollama":
                options: dict[str, Any] = {"client_kwargs": {"timeout": self._timeout}, "temperature": 0}
            else:
                # Retries are ours, inside one budget; a client that retries by itself would overrun it.
                options = {"timeout": self._timeout, "max_retries": 0}
            self._chat = init_chat_model(
                self.model, model_provider=self.provider, **{**options, **self._options}
            )
        return self._chat
