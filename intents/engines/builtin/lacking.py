"""Wishes that no level fits: those that say too little or too much, and those for what the company has not."""

from __future__ import annotations

from collections.abc import Sequence

from intents.breadth import too_broad
from intents.engines.builtin.actions import action_of
from intents.engines.builtin.elsewhere import asked_for_elsewhere
from intents.engines.builtin.reading import Choice, holder_of
from intents.engines.builtin.whole_names import only_name
from intents.engines.port import Inquiry
from intents.held_scopes import levels_said
from intents.verdict import PROPOSE_FROM
from intents.words import common_stems

UNSURE = 0.5
"""How sure a reading is at most that a person has to complete."""
ABSENT_FROM = 0.5
"""From this chance that the company has nothing of the kind it is told so, unless something was called by its name."""


def lacking(inquiry: Inquiry, choices: Sequence[Choice], *, holds: bool) -> tuple[str, float] | None:
    """The fit where the wish says too little or the company has nothing like it, and how sure that is."""
    first = choices[0]
    if too_broad(inquiry.parts, inquiry.named):
        return "too_broad", min(first.sure, UNSURE)
    # Everyday words that mean one thing here, and next to no doubt about it, say enough: `see how reserves moved`.
    clear = len(choices) == 1 and first.sure >= PROPOSE_FROM
    told = clear or (holds and _says_the_level(inquiry, first))
    if first.shown is None or (_says_nothing(first) and not told):
        if not all(one.shown is None or _says_nothing(one) for one in choices):
            return "several", UNSURE  # `reader + editor of the wiki`: only part of it says nothing by itself
        if first.shown is None or not only_name(first.need.words, inquiry.company):
            return "too_broad", 0.3
    unnamed = not holds and not first.shown.named and not _only_a_system(first)
    elsewhere = unnamed and (first.absent >= ABSENT_FROM or asked_for_elsewhere(inquiry))
    return ("nothing", first.sure) if elsewhere or _not_in_catalog(first) else None


def _says_nothing(choice: Choice) -> bool:
    """Whether the wish holds no telling word at all (`access please`, `I need to be admin`)."""
    if choice.shown is not None and (choice.shown.named or choice.shown.system_named):
        return False
    return _everyday(choice)


def _only_a_system(choice: Choice) -> bool:
    """Whether it calls a system by an everyday word and says nothing else: `vpn`, `urgent: mail`."""
    return choice.shown is not None and choice.shown.system_named > 0 and _everyday(choice)


def _everyday(choice: Choice) -> bool:
    everyday = common_stems()
    return not any(
        word.weight >= 0.2 and word.token.stem not in everyday and action_of(word.token.stem) is None
        for word in choice.need.words
    )


def _says_the_level(inquiry: Inquiry, choice: Choice) -> bool:
    """Whether the words name the best level, and no other that they hold: `done with the export permission`."""
    said = frozenset(word.token.stem for word in choice.need.words if word.weight >= 0.2)
    return levels_said(inquiry, holder_of(inquiry), said) == {choice.ranked[0].id}


def _not_in_catalog(choice: Choice) -> bool:
    """Whether a well-known product is asked for that is no system here.

    That the catalog shares no word with the wish says nothing: a task is mostly told in the teller's own words.
    """
    shown = choice.shown
    return shown is not None and shown.foreign > 0 and not shown.system_named
