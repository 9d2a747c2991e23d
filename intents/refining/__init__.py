"""One turn of a conversation refines the one before: what stands on the card, and a few words that change it.

The state is the assistant's. Rules read the words, the same for every engine; no model keeps or is told what
stands on a card. Every word of a message has to be accounted for, else it is no refinement and is read as a
message of its own.
"""

from __future__ import annotations

from intents.refining.bare_numbers import is_bare_number
from intents.refining.joining import join
from intents.refining.refine import may_be_filed, refine
from intents.refining.said_before import lengths_before
from intents.refining.saying_last import as_said_last
from intents.refining.standing import Refined, Standing

__all__ = [
    "Refined",
    "Standing",
    "as_said_last",
    "is_bare_number",
    "join",
    "lengths_before",
    "may_be_filed",
    "refine",
]
