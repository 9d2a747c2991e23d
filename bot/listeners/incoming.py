"""From what Slack sends as a message's text to what the person wrote: entities, mentions and links undone. Pure."""

from __future__ import annotations

import re

from catalog.model import Company

_REFERENCE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


def written(text: str, company: Company, bot_user: str | None) -> str:
    """The message as plain words; colleagues who are mentioned appear by name, Usher itself not at all."""
    names = {person.slack_id: person.name for person in company.people.values() if person.slack_id}

    def spelled(found: re.Match[str]) -> str:
        kind, what, label = found.groups()
        if kind == "@":
            return "" if what == bot_user else names.get(what, label or "somebody")
        if kind == "#":
            return f"#{label or what}"
        if kind == "!":
            return label or ""
        return str(label or what.removeprefix("mailto:"))

    plain = _REFERENCE.sub(spelled, text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
