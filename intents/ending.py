"""Whether a message is about ending access: nothing it names may then be granted, whatever else it sounds like.

`Remove Tom's write access` has every word of a wish for write access. So the act is told from its own phrases, before
anything else of the message is read; where something is wished for beside it, both are left to the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from intents.clause_roles import Clause, Role, wishes
from intents.ending_phrases import GIVES, MY_OWN, MYSELF, NAMED, OVER, SOMEBODYS, STILL, TAKES, THEIRS
from intents.understanding import Intent

_NOT_SAID = {Role.QUOTED, Role.ORDER, Role.REASON}

_GRANTING = {Intent.REQUEST, Intent.EXTEND}
_TALKING = {Intent.EMERGENCY, Intent.INVENTORY, Intent.STATUS, Intent.OUT_OF_SCOPE}
"""What an outright order to take something away is taken for by its other words."""


class Whose(Enum):
    """Whose access is to end."""

    OWN = auto()
    NAMED = auto()
    """That of those whose names stand in the words that end it."""
    POINTED = auto()
    """His or hers: whoever was named before."""
    UNSAID = auto()


@dataclass(frozen=True, slots=True)
class Ending:
    """An act of taking access away, as a message has it."""

    clauses: tuple[Clause, ...]
    """The ones that say so."""
    whose: Whose
    alone: bool
    """Nothing is wished for beside it."""
    outright: bool
    """It takes something away in so many words, rather than saying that something is over."""

    @property
    def sure(self) -> bool:
        """Whether something is taken away in so many words from somebody who is said."""
        return self.outright and self.whose is not Whose.UNSAID

    def is_meant_by(self, intent: Intent) -> bool:
        """Whether a message that is read with this intent takes access away, and nothing else."""
        return self.alone and (intent in _GRANTING or (self.sure and intent in _TALKING))


def ending(parts: Sequence[Clause], named: Sequence[tuple[int, int]]) -> Ending | None:
    """The act of ending access in a message; None where there is none. `named` is where colleagues are named."""
    said = [(clause, _with_names(clause, named)) for clause in parts if clause.role not in _NOT_SAID]
    takes = [TAKES.search(words) is not None for _, words in said]
    over = [OVER.search(words) is not None for _, words in said]
    ends = [a or b for a, b in zip(takes, over, strict=True)]
    if not any(ends):
        return None
    outright = any(takes)
    alone = not any(
        _gives(words) if end else _wishes(words, outright=outright)
        for (_, words), end in zip(said, ends, strict=True)
    )
    ending = [one for one, end in zip(said, ends, strict=True) if end]
    return Ending(
        clauses=tuple(clause for clause, _ in ending),
        whose=_whose([words for _, words in ending]),
        alone=alone,
        outright=outright,
    )


def _with_names(clause: Clause, named: Sequence[tuple[int, int]]) -> str:
    """The words of a clause, with each colleague's name replaced by the one that the phrases know."""
    words, at = "", clause.start
    for start, end in sorted(named):
        if clause.start <= start and end <= clause.end and start >= at:
            words += clause.text[at - clause.start : start - clause.start] + NAMED
            at = end
    return words + clause.text[at - clause.start :]


def _gives(words: str) -> bool:
    """Whether a clause that ends something goes on with what is wanted."""
    left = OVER.sub(" ", TAKES.sub(" ", words))
    return GIVES.search(left) is not None and STILL.search(left) is None


def _wishes(words: str, *, outright: bool) -> bool:
    """Whether a clause beside it wishes for something; beside a plain order to take away a mere courtesy does not."""
    if STILL.search(words):
        return False
    return GIVES.search(words) is not None or (not outright and wishes(words))


def _whose(ending: Sequence[str]) -> Whose:
    if any(MY_OWN.search(words) for words in ending):
        return Whose.OWN
    if any(SOMEBODYS.search(words) for words in ending):
        return Whose.NAMED
    if any(THEIRS.search(words) for words in ending):
        return Whose.POINTED
    return Whose.OWN if any(MYSELF.search(words) for words in ending) else Whose.UNSAID
