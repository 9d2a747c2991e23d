"""From what Slack sends as a message's text to what the person wrote: entities, mentions and links undone.

Whom a message mentions may be whom the access is for. So a mention of nobody known is never glossed over: it is
asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from approvals.errors import BadInput
from bot.identity import Identity
from bot.links import Unlinked
from bot.texts import names_by_account
from catalog.model import Company

_REFERENCE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_USER = re.compile(r"[UW][A-Z0-9]+")
MOST_LOOKED_UP = 10
"""How many mentions of one message Slack is asked about."""


class WhoIsThat(BadInput):
    """The message mentions somebody who is nobody of the company's list; the sentence asks for their name."""


async def plain_words(
    identity: Identity, company: Company, text: str, *, team: str | None, bot_user: str | None
) -> str:
    """The message as plain words, with colleagues whom only their e-mail address links by name as well.

    Raises WhoIsThat, and what Identity raises while Slack is away.
    """
    names: dict[str, str] = {}
    for user in _strangers(text, company, bot_user)[:MOST_LOOKED_UP]:
        try:
            names[user] = (await identity.named(user, team)).name
        except Unlinked:
            continue
    return written(text, company, bot_user, names)


def written(text: str, company: Company, bot_user: str | None, names: Mapping[str, str] | None = None) -> str:
    """The message as plain words; colleagues who are mentioned appear by name, Usher itself not at all.

    `names` are those of users whom the company's list does not have by their Slack id. Raises WhoIsThat.
    """
    known = names_by_account(company) | dict(names or {})

    def spelled(found: re.Match[str]) -> str:
        kind, what, label = found.groups()
        if kind == "@" and _USER.fullmatch(what) and what != bot_user:
            if what not in known:
                raise WhoIsThat(
                    f"I do not know whom you mean by <@{what}>, so I read no further;"
                    " write it again with their full name instead of the mention."
                )
            return known[what]
        if kind == "@":
            return "" if what == bot_user else label or "somebody"
        if kind == "#":
            return f"#{label or what}"
        if kind == "!":
            return label or ""
        return str(label or what.removeprefix("mailto:"))

    plain = _REFERENCE.sub(spelled, text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _strangers(text: str, company: Company, bot_user: str | None) -> list[str]:
    """The users mentioned whom the company's list does not have by their Slack id, each once."""
    known = names_by_account(company)
    mentioned = [what for kind, what, _ in _REFERENCE.findall(text) if kind == "@" and _USER.fullmatch(what)]
    return [user for user in dict.fromkeys(mentioned) if user not in known and user != bot_user]
