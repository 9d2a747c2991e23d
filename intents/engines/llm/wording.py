"""What a language model is shown: the prompt, the candidates as data, and the message behind a fence.

What leaves the machine is the message and what the catalog says of the candidates. E-mail addresses are replaced
by placeholders on the way out and put back on the way in; holdings, owners and colleagues not named in the
message never leave. The size does not grow with the catalog.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalog.model import Place
from intents.engines.port import Inquiry
from prompts import Prompt, prompt

MAX_MESSAGE = 2_400
"""Characters of the message that are sent: of a longer one its beginning and its end."""
MAX_CANDIDATE_LINES = 4_000
"""Characters all candidates together may take; descriptions give way first."""
_DESCRIBED = 16
_DESCRIPTION = 70
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Wording:
    """One question to a model, and what its placeholders stand for."""

    prompt: Prompt
    system: str
    user: str
    schema: Mapping[str, object]
    masked: Mapping[str, str]
    """Placeholder to what the message says."""

    @property
    def characters(self) -> int:
        """The size of the texts, without the schema."""
        return len(self.system) + len(self.user)


def wording(inquiry: Inquiry) -> Wording:
    """The question for one message."""
    chosen = prompt("understand")
    masked: dict[str, str] = {}

    def placeholder(found: re.Match[str]) -> str:
        known = next((k for k, v in masked.items() if v == found[0]), None)
        name = known or f"[address {len(masked) + 1}]"
        masked[name] = found[0]
        return name

    message = _EMAIL.sub(placeholder, _shortened(inquiry.text))
    fence = f"=== message {secrets.token_hex(4)} ==="
    local = inquiry.now.astimezone(inquiry.company.zone)
    people = list(dict.fromkeys(_masked(n.text, masked) for n in inquiry.named))
    user = "\n".join(
        [
            f"Now: {local:%A %d %B %Y, %H:%M}",
            f"Named: {', '.join(people) if people else 'none'}",
            "Candidates:",
            *_lines(inquiry.candidates),
            fence,
            message,
            fence,
        ]
    )
    schema = json.loads(_masked(json.dumps(inquiry.schema, ensure_ascii=False), masked))
    return Wording(chosen, chosen.text, user, schema, masked)


def unmasked(answer: Any, masked: Mapping[str, str]) -> Any:
    """The answer with the placeholders replaced by what they stand for."""
    if isinstance(answer, str):
        for name, original in masked.items():
            answer = answer.replace(name, original)
        return answer
    if isinstance(answer, list):
        return [unmasked(one, masked) for one in answer]
    if isinstance(answer, dict):
        return {key: unmasked(value, masked) for key, value in answer.items()}
    return answer


def _masked(text: str, masked: Mapping[str, str]) -> str:
    for name, original in masked.items():
        text = text.replace(original, name)
    return text


def _shortened(text: str) -> str:
    if len(text) <= MAX_MESSAGE:
        return text
    return f"{text[: MAX_MESSAGE * 2 // 3]}\n[...]\n{text[-MAX_MESSAGE // 3 :]}"


def _lines(candidates: tuple[Place, ...]) -> list[str]:
    lines: list[str] = []
    used = 0
    for number, place in enumerate(candidates):
        line = _line(place, described=number < _DESCRIBED)
        if used + len(line) > MAX_CANDIDATE_LINES:
            line = place.entitlement.id
        if used + len(line) > MAX_CANDIDATE_LINES:
            break
        lines.append(line)
        used += len(line) + 1
    return lines or ["none"]


def _line(place: Place, *, described: bool) -> str:
    parts = [place.entitlement.id, place.label]
    if described:
        parts.append((place.entitlement.description or place.resource.description)[:_DESCRIPTION])
        scopes = [
            f"{key}{'*' if rule.required else ''} {', '.join(rule.values[:8]) if rule.values else rule.pattern}"
            for key, rule in place.resource.scopes.items()
        ]
        if scopes:
            parts.append("; ".join(scopes)[:80])
    return _EMAIL.sub("[address]", " | ".join(parts))
