"""A rule on its way: drafted, held in `drafts/` of the company folder, in force nowhere.

A draft can only forbid, and it starts by observing. Its file says at the top in whose words it was asked for; the
rest is one Cedar rule, checked exactly as the files in `policies/` are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import cedarpy

from approvals.policy.book import PolicyBook
from approvals.policy.candidate import Candidate, with_policy
from approvals.policy.problems import PolicyInvalid, PolicyProblem
from approvals.policy.statements import Rule, Source, read_rules
from approvals.policy.what_ships import parsed_schema
from catalog.model import Company, PolicyFile

FOLDER = "drafts"
LONGEST_RULE = 4000
LONGEST_WORDS = 600
"""Characters."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,11}")
_LONGEST_ID = 60
_ASKED = "// Asked for in these words: "
_BY = "// Drafted by "
_OBSERVES = '@mode("observe")\n'


class NotADraft(ValueError):
    """This may not be a draft at all, however it is mended; the text is one sentence."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One rule that nobody has accepted yet."""

    id: str
    words: str
    """What was asked for, in one line."""
    by: str
    """Which engine and prompt wrote it, and when."""
    text: str
    """The whole file: it observes, whoever reads it and wherever it is put."""

    @property
    def path(self) -> str:
        """Where it is kept, relative to the company folder."""
        return f"{FOLDER}/{self.id}.cedar"

    def deciding(self, company: Company) -> Candidate:
        """The company as it would be if this rule decided, to see its effect. Raises PolicyInvalid."""
        text = self.text.replace(f"\n{_OBSERVES}", "\n", 1)
        return with_policy(company, PolicyFile(path=self.path, text=text))


def draft_of(answer: Mapping[str, Any], company: Company, *, words: str, engine: str, on: date) -> Draft:
    """The draft that an engine's `{id, says, needs, cedar}` makes.

    Raises PolicyInvalid with what to mend, NotADraft where it permits, opens, or is about something else than holding.
    """
    id, says, needs, cedar = (answer.get(name) for name in ("id", "says", "needs", "cedar"))
    if not isinstance(id, str) or not _ID.fullmatch(id) or len(id) > _LONGEST_ID:
        raise _wrong(
            "a draft", f"id must be two to six lower-case words joined by hyphens, not {_shown(id)}."
        )
    path = f"{FOLDER}/{id}.cedar"
    if not isinstance(says, str) or not says.strip() or len(says) > LONGEST_WORDS:
        raise _wrong(path, f"says must be one sentence of at most {LONGEST_WORDS} characters.")
    if not isinstance(cedar, str) or not cedar.strip() or len(cedar) > LONGEST_RULE:
        raise _wrong(path, f"cedar must be one rule of at most {LONGEST_RULE} characters.")
    if needs is not None and not isinstance(needs, str):
        raise _wrong(path, "needs must be manager, owner, security or null.")
    _only_a_forbid(cedar, path, company)
    annotations = [f"@id({_quoted(id)})", *([f"@needs({_quoted(needs)})"] if needs else [])]
    rule = "\n".join([*annotations, f"@says({_quoted(says)})", cedar.strip()])
    asked, by = _line(words), f"{_line(engine)}, {on.isoformat()}"
    text = f"{_ASKED}{asked}\n{_BY}{by}\n{_OBSERVES}{rule}\n"
    draft = Draft(id=id, words=asked, by=by, text=text)
    for taken in (company.folder / path, company.folder / "policies" / f"{id}.cedar"):
        if taken.exists():
            raise _wrong(
                path, f"id {_quoted(id)} is taken by {taken.parent.name}/{taken.name}; choose another."
            )
    draft.deciding(company)
    return draft


def draft_in(folder: Path, id: str) -> Draft:
    """A draft out of its file. Raises FileNotFoundError, NotADraft when its top was taken off, PolicyInvalid."""
    if not _ID.fullmatch(id):
        raise FileNotFoundError(id)
    path = f"{FOLDER}/{id}.cedar"
    try:
        text = (folder / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise _wrong(path, "it is not UTF-8 text; save the file as UTF-8.") from None
    asked, by, *_ = [*text.split("\n", 2), "", ""]
    if not asked.startswith(_ASKED) or not by.startswith(_BY):
        raise NotADraft(
            f"{path} does not begin with the words it was asked for in; draft it again, or put it into policies/ by hand."
        )
    _one_that_observes(Source(file=path, text=text, ours=False), id)
    return Draft(id=id, words=asked.removeprefix(_ASKED), by=by.removeprefix(_BY), text=text)


def accepted(draft: Draft, company: Company) -> PolicyBook:
    """The policies as they are once the draft is among them. Raises PolicyInvalid."""
    return with_policy(company, PolicyFile(path=f"policies/{draft.id}.cedar", text=draft.text)).book


def _only_a_forbid(cedar: str, path: str, company: Company) -> None:
    """One rule, bare of annotations, that forbids holding. What does not parse is left for the validator to say."""
    try:
        parsed = json.loads(cedarpy.policies_to_json_str(cedar))
    except ValueError as error:
        raise _wrong(
            path, f"cedar does not read as Cedar ({error}); write one forbid up to its semicolon."
        ) from error
    rules = [*parsed["staticPolicies"].values(), *parsed["templates"].values()]
    if any(rule["effect"] != "forbid" or "opens" in rule.get("annotations", {}) for rule in rules):
        raise NotADraft(
            "The draft permits something or opens a rule, and a draft can only forbid; write a permit by hand, as docs/decisions.md shows."
        )
    if len(rules) != 1 or parsed["templates"]:
        raise _wrong(path, f"cedar holds {len(rules)} rules; write exactly one, without slots.")
    if rules[0].get("annotations"):
        raise _wrong(path, "cedar holds annotations; leave them out, they are made of id, says and needs.")
    if (rules[0]["action"].get("entity") or {}).get("id") != "hold":
        raise NotADraft(
            'The draft is not about action == Action::"hold" alone, so its effect cannot be shown; write a rule on who decides by hand.'
        )

    known = _known(company)
    unknown = [f'{kind}::"{id}"' for kind, id in _named(rules[0]) if id not in known.get(kind, {id})]
    if unknown:
        raise _wrong(
            path,
            f"cedar names {', '.join(dict.fromkeys(unknown))}, which the company does not have; use an id that is listed.",
        )


def _known(company: Company) -> dict[str, set[str]]:
    """The ids of each kind of thing that a rule may name; Cedar itself would let a rule about nothing pass."""
    return {
        "System": {system.id for system in company.systems},
        "Resource": {place.resource.id for place in company.places.values()},
        "Entitlement": set(company.places),
        "Person": set(company.people),
        "Group": set(type(company.groups).model_fields),
    }


def _named(node: Any) -> Iterator[tuple[str, str]]:
    """Every thing a rule names, as kind and id."""
    if isinstance(node, dict):
        if isinstance(node.get("type"), str) and isinstance(node.get("id"), str):
            yield node["type"], node["id"]
        for inner in node.values():
            yield from _named(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _named(inner)


def _one_that_observes(source: Source, id: str) -> None:
    """Somebody may have mended the file by hand; it must still be that one forbid, and observe."""
    found = list(read_rules(source, parsed_schema()))
    problems = [one for one in found if isinstance(one, PolicyProblem)]
    if problems:
        raise PolicyInvalid(problems)
    rules = [one for one in found if isinstance(one, Rule)]
    if [rule.id for rule in rules] != [id]:
        raise _wrong(
            source.file, f"it must hold the one rule {_quoted(id)}; put others into policies/ by hand."
        )
    (rule,) = rules
    if rule.effect != "forbid" or rule.opens:
        raise NotADraft(f"{source.file} permits or opens something, and a draft can only forbid.")
    if not rule.observes:
        raise _wrong(
            source.file, 'a rule is accepted as one that observes; put @mode("observe") back and take it out later.',
            line=rule.line,
        )  # fmt: skip


def _wrong(file: str, sentence: str, *, line: int | None = None) -> PolicyInvalid:
    return PolicyInvalid([PolicyProblem(file=file, line=line, sentence=sentence)])


def _quoted(text: str) -> str:
    """A Cedar string: one line, quotes and backslashes escaped."""
    escaped = _line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _line(text: str) -> str:
    printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(printable.split())[:LONGEST_WORDS]


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)[:80]
