"""The engine that asks a language model: one question, a ten-second budget, and no trust in the answer.

What comes back is only checked for being an answer at all; the schema, the catalog and the message decide later
what of it holds.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from time import monotonic
from typing import Any

import structlog

from intents.engines.errors import NoAnswer
from intents.engines.llm.model import ChatModel
from intents.engines.llm.wording import wording
from intents.engines.port import Inquiry, Reading
from intents.understanding import Intent

BUDGET_SECONDS = 10.0
ATTEMPTS = 3
_CUT_OFF = {"length", "max_tokens", "content_filter", "refusal", "safety"}

_log = structlog.get_logger(__name__)


class LlmEngine:
    """Reads a message with `provider:model`."""

    def __init__(
        self, setting: str, *, budget: float = BUDGET_SECONDS, options: Mapping[str, Any] | None = None
    ) -> None:
        self._name = setting
        self._budget = budget
        self._model = ChatModel(setting, timeout=budget, options=options)

    @property
    def name(self) -> str:
        """The setting, `provider:model`."""
        return self._name

    def warm_up(self) -> None:
        """Loads LangChain and sets the model up. What goes wrong is said by the first message, so only noted here."""
        try:
            self._model.load()
        except Exception as failure:  # noqa: BLE001 - a provider's package raises anything; the engine falls back
            _log.warning(
                "language model could not be set up", engine=self._name, error=type(failure).__name__
            )

    async def read(self, inquiry: Inquiry) -> Reading:
        """The model's answer. Raises NoAnswer when there is none to be had in the budget.

        The budget is for asking: loading LangChain, seconds at the first message unless warmed up, is not in it.
        """
        asked = wording(inquiry)
        try:
            # Loading takes seconds: not on the event loop.
            await asyncio.to_thread(self._model.load)
        except Exception as failure:
            raise NoAnswer(f"the model could not be set up ({type(failure).__name__})") from failure
        started = monotonic()
        try:
            async with asyncio.timeout(self._budget):
                result = await self._ask(asked.schema, [("system", asked.system), ("human", asked.user)])
        except TimeoutError:
            raise NoAnswer(f"no answer within {self._budget:g} seconds") from None
        answer = asked.answer(_usable(result))
        _log.info(
            "language model answered",
            engine=self._name,
            prompt=asked.prompt.label,
            characters=asked.characters,
            tokens=asked.tokens,
            candidates=len(asked.shown),
            milliseconds=round(1000 * (monotonic() - started)),
        )
        return Reading(answer=answer, engine=self._name)

    async def _ask(self, schema: Mapping[str, object], messages: list[tuple[str, str]]) -> Any:
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_random_exponential

        try:
            model = self._model.answering(schema)
        except Exception as failure:
            raise NoAnswer(f"the model could not be set up ({type(failure).__name__})") from failure
        try:
            async for attempt in AsyncRetrying(
                stop=stop_after_attempt(ATTEMPTS),
                wait=wait_random_exponential(multiplier=0.25, max=2),
                retry=retry_if_exception(_passing),
                reraise=True,
            ):
                with attempt:
                    return await model.ainvoke(messages)
        except TimeoutError:
            raise
        except Exception as failure:
            # Providers raise their own kinds for quotas, cut-offs and filters; all of them mean no answer.
            raise NoAnswer(f"the model failed ({type(failure).__name__})") from failure
        raise NoAnswer("the model was not asked")


def _passing(failure: BaseException) -> bool:
    """Whether trying again may help: connections, timeouts, 408, 409, 429 and everything the server broke."""
    status = getattr(failure, "status_code", None) or getattr(
        getattr(failure, "response", None), "status_code", None
    )
    if isinstance(status, int) and status > 0:
        return status in {408, 409, 429} or status >= 500
    kind = type(failure).__name__.lower()
    return isinstance(failure, ConnectionError | OSError) or "connect" in kind or "timeout" in kind


def _usable(result: Any) -> dict[str, Any]:
    """The decoded answer. Raises NoAnswer when it was cut off, refused, or is no answer to the form at all."""
    raw = result.get("raw") if isinstance(result, dict) else None
    about = getattr(raw, "response_metadata", None) or {}
    ended = str(
        about.get("finish_reason") or about.get("stop_reason") or about.get("done_reason") or ""
    ).lower()
    if ended in _CUT_OFF:
        raise NoAnswer(f"the answer ended with {ended}")
    if (getattr(raw, "additional_kwargs", None) or {}).get("refusal"):
        raise NoAnswer("the model refused")
    answer = result.get("parsed") if isinstance(result, dict) else None
    if answer is None:
        answer = _decoded(getattr(raw, "content", None))
    if not isinstance(answer, dict) or answer.get("intent") not in set(Intent):
        raise NoAnswer("the answer was not the form that was asked for")
    return answer


def _decoded(content: object) -> object:
    if not isinstance(content, str):
        return None
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
