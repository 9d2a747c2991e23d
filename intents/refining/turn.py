"""One message applied to one card: the rules for each kind of change in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from catalog.model import Place
from intents import questions
from intents.engines.builtin.actions import action_of
from intents.refining.bare_numbers import four_what
from intents.refining.card import Card
from intents.refining.changing import Words, changed
from intents.refining.in_row import ORDINALS
from intents.refining.lengths import Length, said_length
from intents.refining.leveling import LevelSaid, named_whole, said_level
from intents.refining.narrowing import Value, key_left_open, said_values
from intents.refining.others import names_another
from intents.refining.pointing import Pointing, Stance, names, pointings
from intents.refining.reasons import names_detail, pieces_of
from intents.refining.said import FRAME, Said
from intents.refining.standing import Refined
from intents.refining.timing import Each, one_length, said_of_each, settled, some_lengths, with_each
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

    def __init__(self, said: Said, card: Card, *, adds: bool = False) -> None:
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
        self.offered = listed if card.standing.shown else []
        """The list that was shown."""
        if adds:
            self.current, self.options = None, self.offered
        self.length: Length | None = None
        self.each: Each = {}
        """Different lengths that are said of several things."""
        self.touched = False
        """Whether why, for whom or how long was said at all, be it what stands there already."""
        self.unclear = ""
        """The question that what was said so far leaves open."""

    def of_items(self) -> Refined | None:
        """A card with items on it."""
        also = self._split_off()
        card = self._around()
        values, pointing, level = self._about_items()
        if question := self._four_what(values, pointing, level):
            return self.card.asking(question)
        if self.said.left() or self._anew(pointing):
            return None
        card = self._timed(card, pointing)
        if self.unclear:
            return self.card.asking(self.unclear)
        if not (self.touched or values or pointing or level.anything or also):
            return None
        done = changed(replace(card, also=also), self._words(values, pointing, level))
        if isinstance(done, Refined):
            return done
        done = settled(done)
        proposed = done.noting(self.said).proposed()
        return proposed if done != replace(self.card, also=also) else replace(proposed, changed=False)

    def _four_what(self, values: Sequence[Value], pointing: Sequence[Pointing], level: LevelSaid) -> str:
        """What to ask where the message is a number and nothing else that could be done."""
        if self.touched or values or level.anything or any(one.other for one in pointing):
            return ""
        return four_what(self.said)

    def _timed(self, card: Card, pointing: Sequence[Pointing]) -> Card:
        """The card with the lengths that were said: of all that is on it, or of what is pointed at."""
        if self.each:
            return with_each(card, self.each)
        if self.length is None:
            return card
        plain = all(one.stance is Stance.FOR and not one.other for one in pointing)
        about = {number for one in pointing for number in one.options} if plain else set()
        some = 0 < len(about) < len(card.items) and len(self.options) == len(card.items)
        timed = some_lengths(card, self.length, about) if some else one_length(card, self.length)
        named = [self.on_card[number] for number in about] if some else self.on_card
        if timed is None:
            self.unclear = self.unclear or _HOW_LONG
        elif self.length.span is None and self.length.by is None and _always_end(named):
            self.unclear = self.unclear or _IT_ENDS
        return timed or card

    def _split_off(self) -> str:
        """A further wish, from the word that adds it to the end; empty when the message adds none."""
        text = self.said.text
        for joint in _ALSO.finditer(self.said.folded):
            rest = text[joint.end() :]
            if self._names_another(rest) and not self._names_another(text[: joint.start()]):
                self.said.take(joint.start(), len(text))
                return rest.strip()
        too = _TOO.search(self.said.folded)
        if too and self._names_another(text[: too.start()]):
            self.said.take(0, len(text))
            return text[: too.start()].strip()
        return ""

    def _names_another(self, text: str) -> bool:
        """Whether the words name a thing of the catalog that neither the card nor the list it came of is about."""
        about = [*self.on_card, *self.offered] if self.on_card else self.options
        return names_another(text, about, self.setting.company, alone=True)

    def _around(self) -> Card:
        """Why, for whom and how long; what is unclear about them is kept as a question."""
        said, card, setting = self.said, self.card, self.setting
        open_key = key_left_open(said, self.options)
        if open_key is not None:
            self.unclear = questions.about_scope(*open_key)
        reason = announced_reason(said)
        whom = said_whom(said, person=setting.person, company=setting.company, now=setting.now)
        self.each = self._each_length()
        length = said_length(said, card.duration, card.until, now=setting.now, zone=setting.company.zone)
        said.take_all(FRAME)
        reason = reason or purpose(said, self._known, self._says_more)
        if whom is not None:
            if whom.unclear:
                today = setting.now.astimezone(setting.company.zone).date()
                self.unclear = _ONE_PERSON if whom.as_well else questions.about_beneficiary(whom.gone, today)
            card = replace(card, beneficiary=whom.person)
        self.length = length
        if length is not None:
            card = replace(card, duration=length.span, until=length.until)
            if not card.items and length.unclear:
                self.unclear = self.unclear or _HOW_LONG
        self.touched = bool(reason or whom or length or self.each)
        return replace(card, justification=reason) if reason else card

    def _each_length(self) -> Each:
        if len(self.options) < 2 or self.current is not None:
            return {}
        now, zone = self.setting.now, self.setting.company.zone
        shown = self.card.standing.shown and self.options is self.offered
        return said_of_each(self.said, self.options, answers_list=shown, now=now, zone=zone)

    def _says_more(self, stretch: str) -> bool:
        """Whether a purpose goes on with something the card could be changed to, or names another thing."""
        pieces = pieces_of(stretch)
        goes_on = len(pieces) > 1 and any(names_detail(piece, self.card) for piece in pieces)
        return goes_on or self._names_another(stretch)

    def _known(self, word: Token) -> bool:
        """Whether the word may be about the card rather than a reason."""
        if action_of(word.stem) is not None or any(word.stem in names(place) for place in self.options):
            return True
        if word.word in ORDINALS and len(self.options) > 1:
            return True
        resources = {place.resource.id: place.resource for place in self.options}.values()
        if any(word.stem in stems(key) for resource in resources for key in resource.scopes):
            return True
        spans = [(s.start, s.end) for r in resources for s in said_scopes(r, self.said.rest_as_written)]
        return any(start <= word.start < end for start, end in spans)

    def _about_items(self) -> tuple[list[Value], list[Pointing], LevelSaid]:
        resources = {place.resource.id: place.resource for place in self.options}.values()
        values = said_values(self.said, resources, self.card.standing.missing)
        shown = self.card.standing.shown and self.options is self.offered
        pointing = pointings(self.said, self.options, answers_list=shown)
        level = said_level(self.said, self._levels())
        return values, named_whole(pointing, level, self.options, self.said.folded), level

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


def _always_end(places: Sequence[Place]) -> bool:
    """Whether all of this has an end even where nobody asks for one."""
    each = [place.entitlement for place in places]
    return bool(each) and all(one.default_duration or one.max_duration for one in each)
