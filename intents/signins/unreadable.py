"""Why something in a feed of sign-in events cannot be taken.

Its own module, so that the providers and what calls them can both name it.
"""

from __future__ import annotations


class Unreadable(Exception):
    """A line or an object that is no sign-in event; `sentence` says why, and holds nothing of what stood there."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
