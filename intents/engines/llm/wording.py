"""What a language model is shown: the prompt, the candidates as data, and the message behind a fence.

What leaves the machine is the message and what the catalog says of the candidates. E-mail addresses are replaced
by placeholders on the way out and put back on the way in; holdings, owners and colleagues not named in the
message never leave. Prompt and form together stay below `MAX_TOKENS`, whatever the catalog and the message.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from catalog.model import Place, Resource
from intents.addresses import EMAIL
from intents.engines.llm.form import form_schema, full_answer
from intents.engines.llm.size import shortened, tokens
from intents.engines.port import Inquiry
from prompts import Prompt, prompt

MAX_TOKENS = 2_500
"""Of system text, user text and the form's schema together, as `intents.engines.llm.size` counts."""
MAX_MESSAGE = 400
"""Tokens of the message that are sent: of a longer one its beginning and its end."""
MAX_PEOPLE = 12
"""Colleagues of those the message names that an answer may name."""
_LONGEST_NAME = 48
_DESCRIBED = (16, 10, 5, 0)
"""How many of the first candidates are described: fewer when not all of them would fit otherwise."""
_DESCRIPTION = 60
_SCOPES = 80
_NUMBER = 3
"""What one more number costs in the form's schema, at most."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One question to a model, and what its placeholders and numbers stand for."""

    prompt: Prompt
    system: str
    user: str
    schema: Mapping[str, object]
    """Of the form that is to be filled in."""
    masked: Mapping[str, str]
    """Placeholder to what the message says."""
    shown: tuple[Place, ...]
    """The candidates as numbered, from 1."""

    @property
    def tokens(self) -> int:
        """What it costs, schema and all, counted from above."""
        return tokens(self.system) + tokens(self.user) + _cost(self.schema)

    @property
    def characters(self) -> int:
        """The size of the texts, without the schema."""
        return len(self.system) + len(self.user)

    def answer(self, filled_in: Any) -> object:
        """The filled-in form as an answer about ids, with the words the message has."""
        return full_answer(_unmasked(filled_in, self.masked), self.shown)


def wording(inquiry: Inquiry) -> Wording:
    """The question for one message."""
    chosen = prompt("understand")
    masked: dict[str, str] = {}

    def placeholder(found: re.Match[str]) -> str:
        known = next((k for k, v in masked.items() if v == found[0]), None)
        name = known or f"[address {len(masked) + 1}]"
        masked[name] = found[0]
        return name

    message = EMAIL.sub(placeholder, shortened(inquiry.text, MAX_MESSAGE))
    people = list(dict.fromkeys(_masked(n.text, masked) for n in inquiry.named))[:MAX_PEOPLE]
    fence = f"=== message {secrets.token_hex(4)} ==="
    local = inquiry.now.astimezone(inquiry.company.zone)
    before = [f"Now: {local:%A %d %B %Y, %H:%M}", f"Named: {', '.join(people) or 'none'}", "Candidates:"]
    after = [fence, message, fence]
    used = tokens(chosen.text) + tokens("\n".join([*before, *after])) + _cost(form_schema((), people))
    for described in _DESCRIBED:
        shown, lines = _candidates(inquiry.candidates, MAX_TOKENS - used, described)
        if len(shown) == len(inquiry.candidates):
            break
    user = "\n".join([*before, *(lines or ["none"]), *after])
    return Wording(chosen, chosen.text, user, form_schema(shown, people), masked, tuple(shown))


def _cost(schema: Mapping[str, object]) -> int:
    return tokens(json.dumps(schema, ensure_ascii=False, separators=(",", ":")))


def _unmasked(answer: Any, masked: Mapping[str, str]) -> Any:
    """The answer with the placeholders replaced by what they stand for."""
    if isinstance(answer, str):
        for name, original in masked.items():
            answer = answer.replace(name, original)
        return answer
    if isinstance(answer, list):
        return [_unmasked(one, masked) for one in answer]
    if isinstance(answer, dict):
        return {key: _unmasked(value, masked) for key, value in answer.items()}
    return answer


def _masked(text: str, masked: Mapping[str, str]) -> str:
    for name, original in masked.items():
        text = text.replace(original, name)
    return text


def _candidates(candidates: Sequence[Place], room: int, described: int) -> tuple[list[Place], list[str]]:
    """As many candidates, best first, as there is room for, with their lines: each resource once, its levels below."""
    shown: list[Place] = []
    lines: list[str] = []
    keys: set[str] = set()
    room -= 150  # for what the first item adds to the form
    for _, group in groupby(candidates, key=lambda place: place.resource.id):
        places = list(group)
        resource = places[0].resource
        head = _head(places[0], described=len(shown) < described)
        room -= tokens(f"{head}\n") + sum(tokens(key) + 2 for key in set(resource.scopes) - keys)
        if room < 0:
            break
        keys |= set(resource.scopes)
        lines.append(head)
        for place in places:
            line = _level(len(shown) + 1, place, described=len(shown) < described)
            room -= tokens(f"{line}\n") + _NUMBER
            if room < 0:
                break
            shown.append(place)
            lines.append(line)
    return shown, [EMAIL.sub("[address]", line) for line in lines]


def _head(place: Place, *, described: bool) -> str:
    about = place.resource.description[:_DESCRIPTION] if described else ""
    parts = [f"{_name(place.system.name)} · {_name(place.resource.name)}", about, _scopes(place.resource)]
    return " | ".join(part for part in parts if part)


def _level(number: int, place: Place, *, described: bool) -> str:
    about = place.entitlement.description[:_DESCRIPTION] if described else ""
    return f"{number} {_name(place.entitlement.name)}" + (f": {about}" if about else "")


def _name(text: str) -> str:
    return " ".join(text[:_LONGEST_NAME].split())


def _scopes(resource: Resource) -> str:
    said = [
        f"{key}{'*' if rule.required else ''} {', '.join(rule.values[:8]) if rule.values else rule.pattern}"
        for key, rule in resource.scopes.items()
    ]
    return "; ".join(said)[:_SCOPES]
