"""The engine that needs no network: rules, word statistics and a small calibrated model.

It is the default, and what answers when a language model cannot. Its answer goes through the same schema and
grounding as a model's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.model import EntitlementId, Person, Place
from intents.candidates import CatalogIndex, index_of
from intents.engines.builtin.actions import action_granted
from intents.engines.builtin.breadth import too_broad
from intents.engines.builtin.choice import Option, Wish, options, wish_of
from intents.engines.builtin.confidence import Signals, confidence, signals
from intents.engines.builtin.intent import IntentReading, read_intent
from intents.engines.builtin.needs import Need, segments, weighted_words, whole
from intents.engines.builtin.reason import reason_span
from intents.engines.port import Inquiry, Reading
from intents.passages import Role
from intents.said_duration import SaidDuration, said_duration
from intents.scopes import SaidScope, said_scopes
from intents.understanding import Intent

NAME = "builtin"
_HELD_BONUS = 2.5
_SEGMENT_STRENGTH = 0.75
_MEANT = re.compile(r"\b(?:i|we)\s+(?:wrote|said|put|typed|entered|picked|meant to)\b.{0,60}\b(?:meant|mean|should be|should have been|is actually)\b")


@dataclass(frozen=True)
class Choice:
    """One need with its options, best first, and how sure the first one is."""

    need: Need
    ranked: tuple[Option, ...]
    shown: Signals | None
    sure: float


class BuiltinEngine:
    """Reads a message with what ships."""

    name = NAME

    async def read(self, inquiry: Inquiry) -> Reading:
        """The answer, as JSON data; never raises for anything a person can write."""
        return Reading(answer=answer(inquiry), engine=NAME)


def answer(inquiry: Inquiry) -> dict[str, object]:
    """The reading of one message in the shape of the answer schema."""
    index = index_of(inquiry.company)
    parts = list(inquiry.parts)
    said = said_duration(inquiry.text, now=inquiry.now, zone=inquiry.company.zone, parts=parts)
    intent, choices = read(inquiry, index, said)
    result: dict[str, object] = {
        "intent": intent.intent.value,
        "fit": "nothing",
        "items": [],
        "shortlist": [],
        "duration": None,
        "beneficiary": None,
        "justification": None,
        "confidence": round(min(0.99, max(0.5, 0.6 + 0.1 * intent.lead)), 2),
    }
    if not intent.intent.acting:
        return result
    named = inquiry.beneficiary.named
    result["beneficiary"] = named.text if named else None
    if said is not None:
        from catalog.durations import format_duration

        result["duration"] = {"text": said.text, "iso": format_duration(said.span)}
    allowed = {place.entitlement.id for place in inquiry.candidates}
    _fill(result, inquiry, choices, allowed)
    taken = [(said.start, said.end)] if said else []
    for choice in choices:
        if choice.ranked:
            taken += [(t.start, t.end) for t in (choice.need.words[n].token for n in choice.ranked[0].match.by_word)]
    span = reason_span(inquiry.text, parts, taken)
    result["justification"] = inquiry.text[span[0] : span[1]] if span else None
    return result


def read(inquiry: Inquiry, index: CatalogIndex, said: SaidDuration | None) -> tuple[IntentReading, list[Choice]]:
    """The intent, and the needs with their options."""
    parts = list(inquiry.parts)
    silent = [(n.start, n.end) for n in inquiry.named]
    silent += [(said.start, said.end)] if said else []
    words = weighted_words(inquiry.text, parts, silent)
    matches = index.search(words)
    one = whole(words, parts, len(inquiry.text))
    named = inquiry.beneficiary.named
    holder = inquiry.company.people[named.person] if named else inquiry.person
    wish = wish_of(one.words, one.ruled_out)
    ranked = options(matches, index, wish, holder)
    names_something = _clarity(ranked, wish, index)
    intent = read_intent(parts, names_something=names_something)
    if not intent.intent.acting:
        return intent, []
    ranked = _prefer_held(ranked, inquiry, holder, intent.intent)
    first = _choice(one, ranked, wish, index, intent)
    several = _several(inquiry, index, words, first, holder, intent) if intent.intent is not Intent.RETURN else []
    return intent, several or [first]


def _clarity(ranked: Sequence[Option], wish: Wish, index: CatalogIndex) -> float:
    """How clearly the words name a thing of the catalog, from 0 to 1."""
    if not ranked:
        return 0.0
    best = max((o.match for o in ranked), key=lambda m: m.score)
    strength = best.score / (3 * 3.0 * index.max_idf)
    return min(1.0, 2 * strength + 0.15 * best.named + 0.25 * best.system_named)


def _choice(need: Need, ranked: Sequence[Option], wish: Wish, index: CatalogIndex, intent: IntentReading) -> Choice:
    if not ranked:
        return Choice(need, (), None, 0.0)
    shown = signals(ranked, wish, index, asking=intent.asking, length=need.end - need.start)
    return Choice(need, tuple(ranked), shown, confidence(shown))


def _prefer_held(ranked: list[Option], inquiry: Inquiry, holder: Person, intent: Intent) -> list[Option]:
    """For an extension or a return, what the person holds comes first."""
    if intent not in {Intent.EXTEND, Intent.RETURN}:
        return ranked
    held = {h.entitlement for h in inquiry.company.holdings_of(holder.id)}
    raised = [
        Option(o.place, o.match, o.score + _HELD_BONUS, o.level + _HELD_BONUS, max(o.fit, 1.0), o.visible) if o.id in held else o
        for o in ranked
    ]
    return sorted(raised, key=lambda o: -o.score)


def _several(
    inquiry: Inquiry, index: CatalogIndex, words: Sequence, first: Choice, holder: Person, intent: IntentReading
) -> list[Choice]:
    """Two or more needs, when stretches of the wish each name a different resource; else nothing."""
    threshold = _SEGMENT_STRENGTH * 3.0 * index.max_idf
    found: list[Choice] = []
    for need in segments(list(inquiry.parts), words):
        matches = index.search(need.words)
        if not matches or matches[0].score < threshold or not (matches[0].named or len(matches[0].by_word) >= 2):
            continue
        wish = wish_of(need.words, ())
        ranked = options(matches, index, wish, holder)
        choice = _choice(need, ranked, wish, index, intent)
        if ranked and all(ranked[0].match.resource != c.ranked[0].match.resource for c in found):
            found.append(choice)
    return found if len(found) > 1 else []


def _fill(result: dict[str, object], inquiry: Inquiry, choices: Sequence[Choice], allowed: set[EntitlementId]) -> None:
    """Items, shortlist, fit and confidence from the choices."""
    own = " ".join(c.text for c in inquiry.parts if c.role not in {Role.QUOTED, Role.ORDER, Role.WITHDRAWN})
    shortlist: list[EntitlementId] = []
    items: list[dict[str, object]] = []
    sure = 1.0
    fit = "exact"
    for choice in choices:
        visible = [o for o in choice.ranked if o.visible and o.id in allowed]
        for option in visible[: 5 if len(choices) == 1 else 2]:
            if option.id not in shortlist:
                shortlist.append(option.id)
        if not visible:
            fit = "nothing"
            continue
        best, hidden = _best(choice.ranked, allowed)
        if best is None:
            fit = "nothing" if fit == "exact" else fit
            continue
        sure = min(sure, choice.sure * (0.8 if hidden else 1.0))
        items += _items(inquiry, best, choice.need, alone=len(choices) == 1)
    if too_broad(own) and sure < 0.985:
        fit, items, sure = "too_broad", [], min(sure, 0.5)
    elif fit == "nothing" and choices and choices[0].shown and not items and len(choices) == 1:
        sure = 0.5
    elif fit == "exact" and choices and choices[0].shown is not None:
        if not items or _nothing_like_it(choices[0]):
            fit, items = "nothing", []
    result.update(fit=fit, items=items, shortlist=shortlist[:5], confidence=round(min(sure, 0.99), 3))


def _best(ranked: Sequence[Option], allowed: set[EntitlementId]) -> tuple[Option | None, bool]:
    """The option to name, and whether something the person may not see competes with it.

    When what was meant is out of sight, the nearest thing in sight is not proposed in its place: None.
    """
    top = ranked[0]
    visible = [o for o in ranked if o.visible and o.id in allowed]
    if top.visible and top.id in allowed:
        return top, False
    kin = [o for o in visible if o.match.resource == top.match.resource and action_granted(o.place.entitlement) is action_granted(top.place.entitlement)]
    if kin and kin[0].level > top.level - 1.0:
        return kin[0], False
    if visible and top.score - visible[0].score < 0.35:
        return visible[0], True
    return None, True


def _nothing_like_it(choice: Choice) -> bool:
    """Whether the best match explains so little that the catalog probably has no such thing."""
    shown = choice.shown
    return shown is not None and not shown.named and not shown.system_named and shown.coverage < 0.25 and shown.strength < 0.35


def _items(inquiry: Inquiry, best: Option, need: Need, *, alone: bool) -> list[dict[str, object]]:
    scopes = _scopes(inquiry, best.place, need, alone=alone)
    evidence = _evidence(inquiry.text, best, need)
    keys = sorted(best.place.resource.scopes)
    return [{"entitlement": best.id, "scope": {key: scope.get(key) for key in keys}, "evidence": evidence} for scope in scopes]


def _scopes(inquiry: Inquiry, place: Place, need: Need, *, alone: bool) -> list[dict[str, str]]:
    """The scope values said for one item; two when the message joins two values with `and`."""
    resource = place.resource
    if not resource.scopes:
        return [{}]
    from_ = 0
    meant = _MEANT.search(inquiry.text.lower())
    if meant:
        from_ = meant.end()
    wishing = {c.sentence for c in inquiry.parts if c.role is Role.WISH}
    stretches: list[list[tuple[int, int]]] = [
        [(need.start, need.end)] if not alone else [],
        [(c.start, c.end) for c in inquiry.parts if c.role in {Role.WISH, Role.CONTEXT} and c.sentence in wishing],
        [(c.start, c.end) for c in inquiry.parts if c.role in {Role.WISH, Role.CONTEXT} and c.sentence not in wishing],
        [(c.start, c.end) for c in inquiry.parts if c.role in {Role.RULED_OUT, Role.WITHDRAWN, Role.QUOTED}],
    ]
    said = [s for s in said_scopes(resource, inquiry.text) if s.start >= from_]
    chosen: dict[str, list[SaidScope]] = {}
    for depth, spans in enumerate(stretches):
        for key, rule in resource.scopes.items():
            if key in chosen or (depth >= 2 and not rule.required) or depth == 3:
                continue
            here = [s for s in said if s.key == key and any(a <= s.start < b for a, b in spans)]
            if here:
                chosen[key] = here
    single: dict[str, str] = {}
    joined: tuple[str, list[str]] | None = None
    for key, found in chosen.items():
        values = list(dict.fromkeys(s.value for s in found))
        if len(values) == 1:
            single[key] = values[0]
        elif _listed(inquiry.text, found) and joined is None:
            joined = (key, values)
    if joined is None:
        return [single]
    return [{**single, joined[0]: value} for value in joined[1][:4]]


def _listed(text: str, found: Sequence[SaidScope]) -> bool:
    """Whether the values stand side by side, joined by `and`, a comma or a slash."""
    return all(
        b.start - a.end <= 24 and re.search(r"\band\b|,|&|/|\+|\bboth\b", text[a.end : b.start]) is not None
        for a, b in zip(found, found[1:], strict=False)
    )


def _evidence(text: str, best: Option, need: Need) -> str:
    """The stretch of the message that named the item: around the word that counted most."""
    by_word = best.match.by_word
    if not by_word:
        return ""
    centre = need.words[max(by_word, key=lambda n: by_word[n])].token
    near = [need.words[n].token for n in by_word if abs(need.words[n].token.start - centre.start) <= 40]
    return text[min(t.start for t in near) : max(t.end for t in near)]
