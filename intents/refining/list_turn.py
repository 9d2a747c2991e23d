"""One message applied to a list of what may be meant, or to a card that asks for a scope: picks, and what is said besides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from catalog.model import EntitlementId
from intents import questions
from intents.refining.card import Card
from intents.refining.joining import added, which_added
from intents.refining.lengths import Time
from intents.refining.others import resources_named
from intents.refining.picking import picked_from_list
from intents.refining.pointing import Stance
from intents.refining.said_before import lengths_before, picked_with_theirs
from intents.refining.standing import Refined
from intents.refining.timing import settled, with_each
from intents.refining.turn import Turn

_ADD = re.compile(r"\badd\b")


class ListTurn(Turn):
    """A turn in which something may be picked."""

    def of_added(self) -> Refined | None:
        """A card with items that were picked from a list, and more of that list; None where the words add none of it."""
        self.said.take_all(_ADD)
        card = self._around()
        values, pointing, level = self._about_items()
        there = {n for n, place in enumerate(self.offered) if place in self.on_card}
        left = frozenset(range(len(self.offered))) - there
        pointing = [replace(one, options=left, other=False) if one.other else one for one in pointing]
        if self.said.left() or not any(one.options - there for one in pointing):
            return None
        if self.unclear:
            return self.card.asking(self.unclear)
        if any(one.stance is Stance.AGAINST for one in pointing):
            return None
        words = self._words(values, pointing, level)
        picked = picked_from_list(replace(card, evidence=()), words, ())
        if not isinstance(picked, Card):
            near = picked.understanding.shortlist if picked else ()
            names = [place for place in self.offered if place.entitlement.id in near]
            return self.card.asking(which_added(names)) if picked and names else picked
        if self.length is None and (before := self._before()):
            picked = picked_with_theirs(picked, before)
        return added(self.card, picked.noting(self.said), self.length)

    def of_choice(self) -> Refined | None:
        """A card that lists a few things to pick from."""
        also = self._split_off()
        card = replace(self._around(), also=also)
        values, pointing, level = self._about_items()
        if self.said.left() or (also and self._anew(pointing)):
            return None
        if self.unclear:
            return self.card.asking(self.unclear)
        card = card.noting(self.said)
        if not pointing and not level.asked:
            return card.open() if self.touched or also else None
        if any(one.other for one in pointing):
            return card.open() if card != self.card else self.card.asking(questions.about_choice())
        words = self._words(values, pointing, level)
        picked = picked_from_list(card, words, resources_named(card.standing.said, self.setting.company))
        if not isinstance(picked, Card):
            return picked
        if self.each:
            places = [place.entitlement.id for place in self.options]
            each = {places[number]: length for number, length in self.each.items()}
            ids = [item.entitlement for item in picked.items]
            picked = with_each(picked, {n: each[one] for n, one in enumerate(ids) if one in each})
        elif self.length is None and (before := self._before()):
            picked = picked_with_theirs(picked, before)
        return settled(picked).proposed()

    def _before(self) -> Mapping[EntitlementId, Time]:
        standing = self.card.standing
        return lengths_before(standing.said, standing.shortlist, self.setting.company, self.setting.now)

    def besides(self) -> Refined | None:
        """A card that asks for a scope: what is said besides the answer."""
        card = self._around()
        if self.said.left() or not self.touched:
            return None
        if self.unclear:
            return self.card.asking(self.unclear)
        opened = card.noting(self.said).open()
        return opened if opened.understanding.shortlist else None
