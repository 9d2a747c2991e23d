"""Having a rule drafted from plain words: asked of the language model, checked like any rule, mended at most twice.

The model's answer is only ever text that the validator reads. What comes out is a draft, which forbids or is refused,
and is in force nowhere.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from approvals.policy.book import PolicyBook
from approvals.policy.drafts import Draft, draft_of
from approvals.policy.problems import PolicyInvalid
from bot.policy_wording import FORM, MAX_WORDS, asking, mending
from catalog.model import Company
from intents.engines.choose import engine_for
from intents.engines.llm.model import ChatModel

BUDGET_SECONDS = 60.0
"""For one answer: somebody sits and waits for it, and writes no second sentence meanwhile."""
ATTEMPTS = 3


class NotDrafted(Exception):
    """There is no draft; the text is one sentence that says why, and what to do."""


class CannotDraft(NotDrafted):
    """No language model is configured that could draft."""


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A draft that stands, and how it came about."""

    draft: Draft
    engine: str
    prompt: str
    attempts: int


def model_for(
    setting: str, *, options: Mapping[str, Any] | None = None, environment: Mapping[str, str] | None = None
) -> ChatModel:
    """The model that drafts; with the environment, its key is looked for. Raises CannotDraft, EngineSettingError."""
    if engine_for(setting, environment=environment).name == "builtin":
        raise CannotDraft(
            "The built-in language engine cannot draft rules; set USHER_LLM to provider:model, such as openai:gpt-5-mini, or write the rule by hand into policies/."
        )
    return ChatModel(setting.strip(), timeout=BUDGET_SECONDS, options=options)


async def drafted(words: str, company: Company, book: PolicyBook, model: ChatModel, *, on: date) -> Drafted:
    """A draft of what those words forbid. Raises NotDrafted; PolicyInvalid when the last attempt was still wrong.

    Raises NotADraft at once for what permits or opens: mending that would change what was asked for.
    """
    said = " ".join(words.split())
    if not 0 < len(said) <= MAX_WORDS:
        raise NotDrafted(f"Say in one to {MAX_WORDS} characters what is to be forbidden.")
    asked = asking(said, company, book)
    engine = f"{model.provider}:{model.model}"
    messages = [("system", asked.system), ("human", asked.user)]
    for attempt in range(1, ATTEMPTS + 1):
        answer = await _answer(model, messages)
        if isinstance(cannot := answer.get("cannot"), str) and cannot.strip():
            raise NotDrafted(f"This cannot be drafted: {_sentence(cannot)}")
        try:
            draft = draft_of(answer, company, words=said, engine=f"{engine}, {asked.prompt.label}", on=on)
        except PolicyInvalid as invalid:
            if attempt == ATTEMPTS:
                raise
            messages += [
                ("ai", json.dumps(answer, ensure_ascii=False)),
                ("human", mending(str(problem) for problem in invalid.problems)),
            ]
            continue
        return Drafted(draft=draft, engine=engine, prompt=asked.prompt.label, attempts=attempt)
    raise AssertionError("every attempt returns or raises")


async def _answer(model: ChatModel, messages: list[tuple[str, str]]) -> dict[str, Any]:
    """The filled-in form; whatever is no form at all is an empty one, which the validator refuses."""
    try:
        await asyncio.to_thread(model.load)  # takes seconds
        async with asyncio.timeout(BUDGET_SECONDS):
            result = await model.answering(FORM).ainvoke(messages)
    except TimeoutError:
        raise NotDrafted(
            f"The language model did not answer within {BUDGET_SECONDS:g} seconds; try again."
        ) from None
    except Exception as failure:
        # Providers raise their own kinds for keys, quotas and filters; all of them mean no answer.
        raise NotDrafted(
            f"The language model did not answer ({type(failure).__name__}); check USHER_LLM and the provider's key, or try again."
        ) from failure
    answer = result.get("parsed") if isinstance(result, dict) else None
    if answer is None:
        answer = _decoded(getattr(result.get("raw"), "content", None)) if isinstance(result, dict) else None
    return answer if isinstance(answer, dict) else {}


def _decoded(content: object) -> object:
    if not isinstance(content, str):
        return None
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _sentence(said: str) -> str:
    """The model's reason as one line."""
    line = " ".join("".join(one if one.isprintable() else " " for one in said).split())[:300]
    return line if line.endswith((".", "?", "!")) else f"{line}."
