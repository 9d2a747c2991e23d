"""One message applied to one card: the rules for each kind of change in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from catalog.model import Place
from intents import questions
from intents.candidates import index_of, weigh
from intents.engines.builtin.actions import action_of
from intents.refining.card import Card
from intents.refining.changing import Words, changed
from intents.refining.lengths import said_length
from intents.refining.leveling import LevelSaid, said_level
from intents.refining.narrowing import Value, key_left_open, said_values
from intents.refining.picking import picked_from_list
from intents.refining.pointing import Pointing, names, pointings
from intents.refining.reasons import names_detail, pieces_of
from intents.refining.said import FRAME, Said
from intents.refining.standing import Refined
from intents.refining.whom import said_whom
from intents.refining.why import announced_reason, purpose
from intents.scopes import said_scopes
from intents.words import Token, stems

_ANEW = re.compile(
    r"\b(?:i|we)(?:'d|'ll| would)?\s+(?:\w+\s+)?(?:need|want|require|like)\b(?!\s+(?:it|this|that|them|the\s+(?:other|first|second|third|last))\b)|\b(?:can|could|may) (?:i|we) (?:have|get)\b|\bgive me\b|\bplease (?:grant|give|add)\b"
)
_CONTRAST = re.compile(r"\b(?:instead|rather|actually|no|not|also|too|only|just|as well)\b")
_ALSO = re.compile(
    r"\b(?:and\s+also|and\s+then|also|plus|as well as|in addition(?:\s+to)?|and|(?<![a-z])add(?!\s+(?:me|us|my|all)))\b\W*"
)
_TOO = re.compile(r"\b(?:too|as well|also)\b\W*$")
_ONE_PERSON = (
    "A card is for one person. Send this one first, then tell me in full what the other person needs."
)
_IT_ENDS = "I cannot ask for this without an end; the card keeps its length. For how long do you need it?"
_HOW_LONG = "For how long do you need it? Say it like two weeks, or until Friday."


class Turn:
    """The message and the card, and what was understood so far."""

    def __init__(self, said: Said, card: Card) -> None:
        self.said = said
        self.card = card
        self.setting = card.setting
        places = card.setting.company.places
        on_card = [places[item.entitlement] for item in card.items]
        listed = [places[one] for one in card.standing.shortlist if one in places]
        listed = self.setting.visible(listed, card.beneficiary)
        self.current = on_card[0] if len(on_card) == 1 else None
        self.on_card = on_card
        self.options = on_card
        if self.current is not None and not (card.standing.shown and self.current in listed):
            self.options = [self.current, *(place for place in listed if place != self.current)]
        elif len(on_card) < 2:
            self.options = listed
        self.touched = False
        """Whether why, for whom or how long was said at all, be it what stands there already."""
        self.unclear = ""
        """The question that what was said so far leaves open."""

    def of_items(self) -> Refined | None:
        """A card with items on it."""
        also = self._split_off()
        card = self._around()
        values, pointing, level = self._about_items()
        if self.said.left() or self._anew(pointing):
            return None
        if self.unclear:
            return self.card.asking(self.unclear)
        if not (self.touched or values or pointing or level.anything or also):
            return None
        done = changed(replace(card, also=also), self._words(values, pointing, level))
        if isinstance(done, Refined):
            return done
        proposed = done.noting(self.said).proposed()
        return proposed if done != replace(self.card, also=also) else replace(proposed, changed=False)

    def of_choice(self) -> Refined | None:
        """A card that lists a few things to pick from."""
        card = self._around()
        values, pointing, level = self._about_items()
        if self.said.left():
            return None
        if self.unclear:
            return self.card.asking(self.unclear)
        card = card.noting(self.said)
        if not pointing and not level.asked:
            return card.open() if self.touched else None
        if any(one.other for one in pointing):
            return card.open() if card != self.card else self.card.asking(questions.about_choice())
        picked = picked_from_list(card, self._words(values, pointing, level), self._named(card.standing.said))
        return picked.proposed() if isinstance(picked, Card) else picked

    def besides(self) -> Refined | None:
        """A card that asks for a scope: what is said besides the answer."""
        card = self._around()
        if self.said.left() or not self.touched:
            return None
        if self.unclear:
            return self.card.asking(self.unclear)
        opened = card.noting(self.said).open()
        return opened if opened.understanding.shortlist else None

    def _split_off(self) -> str:
        """A further wish, from the word that adds it to the end; empty when the message adds none."""
        too = _TOO.search(self.said.folded)
        if too and self._names_another(self.said.text[: too.start()]):
            self.said.take(0, len(self.said.text))
            return self.said.text[: too.start()].strip()
        for joint in _ALSO.finditer(self.said.folded):
            rest = self.said.text[joint.end() :]
            if self._names_another(rest):
                self.said.take(joint.start(), len(self.said.text))
                return rest.strip()
        return ""

    def _names_another(self, text: str) -> bool:
        """Whether the words name a thing of the catalog that the card is not about."""
        index = index_of(self.setting.company)
        about = self.on_card or self.options
        resources = {place.resource.id for place in about}
        systems = {place.system.id for place in about}
        for match in index.search(weigh(text, lambda _: 1.0)):
            spot = index.spots[match.resource]
            if match.named and spot.resource.id not in resources:
                return not any(m in resources for m in self._named(text))
            if match.system_named and spot.system.id not in systems:
                return True
        return False

    def _named(self, text: str) -> list[str]:
        index = index_of(self.setting.company)
        found = index.search(weigh(text, lambda _: 1.0))
        return [index.spots[m.resource].resource.id for m in found if m.named]

    def _around(self) -> Card:
        """Why, for whom and how long; what is unclear about them is kept as a question."""
        said, card, setting = self.said, self.card, self.setting
        open_key = key_left_open(said, self.options)
        if open_key is not None:
            self.unclear = questions.about_scope(*open_key)
        reason = announced_reason(said)
        whom = said_whom(said, person=setting.person, company=setting.company, now=setting.now)
        length = said_length(said, card.duration, card.until, now=setting.now, zone=setting.company.zone)
        said.take_all(FRAME)
        reason = reason or purpose(said, self._known, self._says_more)
        if whom is not None:
            if whom.unclear:
                today = setting.now.astimezone(setting.company.zone).date()
                self.unclear = _ONE_PERSON if whom.as_well else questions.about_beneficiary(whom.gone, today)
            card = replace(card, beneficiary=whom.person)
        if length is not None:
            self.unclear = self.unclear or (_HOW_LONG if length.unclear else "")
            if length.span is None and not length.unclear and self._always_ends():
                self.unclear = self.unclear or _IT_ENDS
            card = replace(card, duration=length.span, until=length.until)
        self.touched = bool(reason or whom or length)
        return replace(card, justification=reason) if reason else card

    def _always_ends(self) -> bool:
        """Whether everything on the card has an end even where nobody asks for one."""
        each = [place.entitlement for place in self.on_card]
        return bool(each) and all(one.default_duration or one.max_duration for one in each)

    def _says_more(self, stretch: str) -> bool:
        """Whether a purpose goes on with something the card could be changed to, or names another thing."""
        pieces = pieces_of(stretch)
        goes_on = len(pieces) > 1 and any(names_detail(piece, self.card) for piece in pieces)
        return goes_on or self._names_another(stretch)

    def _known(self, word: Token) -> bool:
        """Whether the word may be about the card rather than a reason."""
        if action_of(word.stem) is not None or any(word.stem in names(place) for place in self.options):
            return True
        resources = {place.resource.id: place.resource for place in self.options}.values()
        if any(word.stem in stems(key) for resource in resources for key in resource.scopes):
            return True
        spans = [(s.start, s.end) for r in resources for s in said_scopes(r, self.said.rest_as_written)]
        return any(start <= word.start < end for start, end in spans)

    def _about_items(self) -> tuple[list[Value], list[Pointing], LevelSaid]:
        resources = {place.resource.id: place.resource for place in self.options}.values()
        values = said_values(self.said, resources, self.card.standing.missing)
        shown = not self.card.items and self.card.standing.shown
        pointing = pointings(self.said, self.options, answers_list=shown)
        return values, pointing, said_level(self.said, self._levels())

    def _words(self, values: list[Value], pointing: list[Pointing], level: LevelSaid) -> Words:
        return Words(values, pointing, level, self.options, self.current, self._levels(), self.said)

    def _levels(self) -> list[Place]:
        """Every level of the things in question that the holder may see."""
        places = self.setting.company.places
        resources = {place.resource.id: place.resource for place in self.options}.values()
        every = [places[entitlement.id] for r in resources for entitlement in r.entitlements]
        return self.setting.visible(every, self.card.beneficiary)

    def _anew(self, pointing: Sequence[Pointing]) -> bool:
        """Whether the message is a whole wish again, naming its thing, rather than words about the card."""
        named = any(not one.ordinal and not one.other for one in pointing)
        return named and bool(_ANEW.search(self.said.folded)) and not _CONTRAST.search(self.said.folded)
