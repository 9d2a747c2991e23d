"""What may be filed as a reason that nothing announces: words that say nothing about the card itself.

Whoever approves reads the reason as the person's own. So nothing that names a length, a person, a scope or a level
is taken for one, and no remark on the card; `because …` always says that what follows is the reason.
"""

from __future__ import annotations

import re

from catalog.model import Place
from intents.refining.card import Card
from intents.refining.lengths import said_length
from intents.refining.leveling import said_level
from intents.refining.narrowing import said_values
from intents.refining.others import names_another
from intents.refining.said import Said
from intents.roster import roster
from intents.words import stems

SAY_BECAUSE = (
    "I did not understand what that changes on the card, so it stays as it is. Say each change on its own, and the"
    " reason with _because_."
)
_BREAK = re.compile(r"(?:[,;:.!](?=\s|$)|\n|\s[-–—]+\s|[–—])+")
_REMARK = re.compile(
    r"^\W*(?:no|not|nope|nah|neither|none|never|hm+|um+|oh|ah|oops|ouch|wait|stop|sorry|drop|scrap|remove|skip|without|leave out|take out|actually|hang on|hold on|yes|yeah|yep|ok|okay)\b"
    r"|\btoo (?:long|short|much|many|little|few|broad|narrow|wide|late|early|high|low)\b"
    r"|\b(?:it|this|that|these|those|they)(?:['’]?s|\s+is|\s+are|\s+was|\s+were|\s+looks?|\s+seems?)\s+(?:\w+\s+)?"
    r"(?:not|wrong|right|fine|good|great|enough|better|worse|correct|incorrect|missing)\b"
    r"|\b(?:instead|rather)\b",
    re.IGNORECASE,
)
"""An answer or an opinion: about the card, not about the work."""
_WISH = re.compile(
    r"\b(?:i|we)(?:['’]d|['’]ll)?\s+(?:\w+\s+)?(?:need|want|require|like)\b"
    r"|\b(?:can|could|may) (?:i|we)\b|\b(?:give|grant|add|change|make|something|access|permissions?|rights|licen[cs]es?)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|ten|twelve|another|few|couple of|half an?)[\s-]+(?:\w+\s+)?"
    r"(?:minutes?|hours?|days?|weeks?|fortnights?|months?|quarters?|years?)\b|\b(?:until|till)\b"
)
"""Whatever it is the length of: who approves would read two lengths."""
_LEVELS = {"read", "write", "admin", "readonly", "editor", "viewer"}


def pieces_of(text: str) -> list[str]:
    """The stretches between commas, dashes and ends of sentences."""
    return [piece for piece in (one.strip() for one in _BREAK.split(text)) if piece]


def is_plain_reason(text: str, card: Card) -> bool:
    """Whether words that nothing announces can only be the reason."""
    said = Said(text)
    if (
        not any(word.word.isalpha() for word in said.left())
        or text.rstrip().endswith("?")
        or _REMARK.search(text)
    ):
        return False
    return not names_detail(text, card) and not is_a_wish(text, card)


def is_a_wish(text: str, card: Card) -> bool:
    """Whether the words may be a wish of their own, or name another thing than the card is about."""
    return _WISH.search(text) is not None or names_another(text, places_on(card), card.setting.company)


def places_on(card: Card) -> list[Place]:
    """What the card is about."""
    return [card.setting.company.places[item.entitlement] for item in card.items]


def names_detail(text: str, card: Card) -> bool:
    """Whether the words name a length, a person, or a scope or a level that is not on the card."""
    setting = card.setting
    company = setting.company
    if said_length(Said(text), card.duration, card.until, now=setting.now, zone=company.zone) is not None:
        return True
    folded = Said(text).folded
    if _SPAN.search(folded):
        return True
    named = roster(company).named(text)
    if any(not folded[one.end :].startswith(("'s", "’s")) for one in named):
        return True
    return _other_scope(text, card) or _other_level(text, card)


def _other_scope(text: str, card: Card) -> bool:
    """A value of a scope that no item has; the same value says nothing new."""
    places = card.setting.company.places
    resources = {
        places[item.entitlement].resource.id: places[item.entitlement].resource for item in card.items
    }
    there = {(key, value) for item in card.items for key, value in item.scope.items()}
    said = said_values(Said(text), resources.values())
    return any(value.against or (value.key, value.value) not in there for value in said)


def _other_level(text: str, card: Card) -> bool:
    """A word that stands in the name of another level of the same thing, or that names a level anywhere."""
    places = card.setting.company.places
    current = places_on(card)
    levels = [places[one.id] for place in current for one in place.resource.entitlements]
    levels = card.setting.visible(levels, card.beneficiary)
    own = {
        word for place in current for word in _level_words(place.entitlement.name, place.entitlement.level)
    }
    others = {
        word for place in levels for word in _level_words(place.entitlement.name, place.entitlement.level)
    }
    asked = said_level(Said(text), levels).asked
    return any(word.stem in others - own or word.word in _LEVELS for word in asked)


def _level_words(name: str, level: str) -> set[str]:
    return {*stems(name), *stems(level)}
