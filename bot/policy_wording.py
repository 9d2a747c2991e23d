"""The question that has a language model draft a rule: the sentence, the schema, and the names it may use.

A catalog can be far larger than a prompt, so resources are shown best first by the words they share with the
sentence, and only as many as there is room for.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from approvals.policy.book import PolicyBook
from approvals.policy.what_ships import shipped_schema
from approvals.policy.wording import words_for
from catalog.model import Company, Place, Resource, System
from prompts import Prompt, prompt

MAX_WORDS = 600
"""Characters of the sentence."""
_ROOM = 12_000
"""Characters for the names of systems and resources."""
_LONGEST_NAME = 60
_WORD = re.compile(r"\w{3,}")

FORM: dict[str, object] = {
    "title": "draft",
    "description": "One rule in Cedar, or why there is none.",
    "type": "object",
    "additionalProperties": False,
    "required": ["cannot", "id", "says", "needs", "cedar"],
    "properties": {
        "cannot": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "id": {"type": "string"},
        "says": {"type": "string"},
        "needs": {"anyOf": [{"type": "string", "enum": ["manager", "owner", "security"]}, {"type": "null"}]},
        "cedar": {"type": "string"},
    },
}
"""What comes back, as JSON Schema in the form that every provider's strict mode takes."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """The texts of one question."""

    prompt: Prompt
    system: str
    user: str


def asking(words: str, company: Company, book: PolicyBook) -> Asking:
    """The question for that sentence."""
    chosen = prompt("policy")
    fence = f"=== data {secrets.token_hex(4)} ==="
    people = company.people.values()
    names = [
        f"Departments: {_listed({one.department for one in people})}",
        f"Legal entities: {_listed({one.company for one in people})}",
        f"Locations: {_listed({one.location for one in people})}",
        f"Ids in use: {', '.join(book.rules)}",
        f"Braces in says: {', '.join(sorted(words_for({'hold'})))}",
        "Systems and resources:",
        *_places(words, company),
    ]
    user = "\n".join(["Schema:", shipped_schema(), fence, *names, fence, "Sentence:", fence, words, fence])
    return Asking(prompt=chosen, system=chosen.text, user=user)


def mending(sentences: Iterable[str]) -> str:
    """What is said to a draft that cannot be used."""
    return "\n".join(
        ["The draft cannot be used. Mend exactly this and fill in the whole form again:", *sentences]
    )


def _places(words: str, company: Company) -> Iterator[str]:
    wanted = set(_WORD.findall(words.casefold()))
    groups: dict[str, list[Place]] = {}
    for place in company.places.values():
        groups.setdefault(place.resource.id, []).append(place)
    lines = [(_shared(wanted, group[0]), _line(group)) for group in groups.values()]
    room = _ROOM
    for _, line in sorted(lines, key=lambda one: -one[0]):
        room -= len(line) + 1
        if room < 0:
            return
        yield line


def _shared(wanted: set[str], place: Place) -> int:
    system, resource = place.system, place.resource
    said = " ".join(_texts(system, resource)).casefold()
    return sum(word[:5] in said for word in wanted)


def _texts(system: System, resource: Resource) -> Iterator[str]:
    yield from (system.id, system.name, system.description, *system.aliases)
    yield from (resource.id, resource.name, resource.description, *resource.aliases)
    yield from (resource.environment or "", resource.data_class, *resource.regulations)


def _line(group: list[Place]) -> str:
    system, resource = group[0].system, group[0].resource
    levels = ", ".join(place.entitlement.level for place in group)
    about = [
        f"{resource.id} ({_name(system.name)}: {_name(resource.name)})",
        f"levels {levels}",
        f"{resource.data_class.value} data",
        f"environment {resource.environment}" if resource.environment else "",
        f"under {', '.join(resource.regulations)}" if resource.regulations else "",
        " ".join(resource.description.split())[:_LONGEST_NAME],
    ]
    return " | ".join(part for part in about if part)


def _name(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_NAME]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(_name(name) for name in names if name)[:60])
