"""Who approves what, who owns it, what is there: found in the catalog, and judged as if the asker asked for it."""

from __future__ import annotations

import re

from approvals.model import Wish
from bot.listeners.front import Front
from bot.views.discovery import discover_card
from bot.views.parts import Card
from catalog.model import Company, EntitlementId, Person, Place
from intents.understanding import Outcome, Understanding

MOST_SHOWN = 5
_SAY_NOTHING = {
    "the",
    "and",
    "for",
    "our",
    "all",
    "any",
    "access",
    "system",
    "with",
    "from",
    "read",
    "view",
    "edit",
}
_QUESTION = re.compile(
    r"^(?>.*?\b(?:who(?:se|m)?|which|what|where|how|is there|are there|do (?:we|you) have|can (?:i|you|we))\b).*?"
    r"\b(?:approves?|approve|owns?|decides?(?: on| about)?|grants?|gives?|signs? off(?: on)?|owner (?:of|for)|approvers? (?:of|for)"
    r"|in charge of|responsible for|access(?: to)?|get(?: into)?|exists?(?: for)?|there(?: for)?|have(?: for)?|offer(?: for)?|request|ask for)\b",
    re.IGNORECASE | re.DOTALL,
)


async def discovered(
    front: Front, person: Person, understanding: Understanding, said: str, *, private: bool
) -> Card:
    """What the question is about, each with its owner and, in `private`, who would have to approve it for the asker.

    Raises Refused.
    """
    from approvals.queries.assess import assess

    desk = front.desk_of()
    found = understanding.shortlist or await _meant(front, person, said)
    found = tuple(one for one in found if one in desk.company.places)[:MOST_SHOWN]
    # each on its own: asked for together, they could rule each other out
    assessments = [
        assessment
        for one in found
        for assessment in await assess(
            desk,
            requester=person.id,
            beneficiary=person.id,
            wishes=[Wish(entitlement=one)],
            duration=None,
        )
    ]
    return discover_card(desk.company, assessments, person.id, private=private)


async def _meant(front: Front, person: Person, said: str) -> tuple[EntitlementId, ...]:
    """What the rest of the question would mean as a request: the engine's own shortlist, and no near misses.

    The built-in engine reads it, whatever reads the messages: this is looking something up.
    """
    from intents.engines.choose import engine_for
    from intents.understand import understand

    desk = front.desk_of()
    thing = _QUESTION.sub("", said, count=1).strip(" ?.!,:;\n") or said
    read = await understand(
        f"I need access to {thing}",
        person=person,
        company=desk.company,
        now=desk.now(),
        engine=engine_for("builtin"),
    )
    if read.outcome is Outcome.NONE or not read.shortlist:
        return ()
    clear = read.outcome is Outcome.PROPOSE or (read.outcome is Outcome.ASK and read.missing != ("need",))
    return _of_one_kind(desk.company, read.shortlist, thing, by_name=not clear)


def _of_one_kind(
    company: Company, shortlist: tuple[EntitlementId, ...], thing: str, *, by_name: bool
) -> tuple[EntitlementId, ...]:
    """Of the shortlist what is like its best: the same resource, or named by the same words of the question.

    `by_name` is for a question the engine is not sure of: then only what the question names counts at all.
    """
    best = company.places[shortlist[0]]
    words = {word for word in re.findall(r"\w+", thing.casefold()) if len(word) > 2} - _SAY_NOTHING

    def said(place: Place) -> set[str]:
        names = (
            place.system.name, *place.system.aliases, place.resource.name, *place.resource.aliases,
        )  # fmt: skip
        return words & {word for name in names for word in re.findall(r"\w+", name.casefold())}

    if by_name and not said(best):
        return ()

    def related(place: Place) -> bool:
        return place.resource.id == best.resource.id or (bool(said(best)) and said(best) <= said(place))

    return tuple(one for one in shortlist if related(company.places[one]))
