"""What an operation refuses with. Each carries one sentence that may be shown to the person as it is."""

from __future__ import annotations


class Refused(Exception):
    """The base of them all; `sentence` says what happened and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(Refused):
    """What the button or the command is about does not exist (any more)."""


class NotYours(Refused):
    """This person may not do this; somebody else may."""


class OwnRequest(NotYours):
    """Nobody decides on their own request."""


class AlreadyDecided(Refused):
    """Somebody, or the clock, was there first."""


class TargetChanged(Refused):
    """The entitlement, a person or a policy changed underneath the request."""


class AlreadyHeld(Refused):
    """The person has it, or has asked for it already."""


class EndPassed(TargetChanged):
    """The end that was named for the access is over."""


class NotAllowed(Refused):
    """Policy or the catalog rules it out."""


class WrongCode(Refused):
    """A one-time code was wrong, used before, or one too many."""


class BadInput(Refused):
    """What was typed cannot be used; the sentence says what would be."""


class Unreadable(BadInput):
    """A file that was named cannot be read at all: it is not there, or Usher may not open it."""


class NoCode(BadInput):
    """What was typed is no one-time code at all."""


class CodesMissing(NotAllowed):
    """A one-time code is asked for, and this person has set none up."""


class LinkNeeded(Refused):
    """A click alone is not enough for this approval, and a link would confirm it: this person has set up no codes."""


class LinkRefused(Refused):
    """A link confirms nothing: it is none of ours, too old, used, or about something that has changed."""


class CodeNeeded(Refused):
    """A click alone is not enough for this approval; the ticket stands for the decision that a code would confirm."""

    def __init__(self, sentence: str, *, ticket: str) -> None:
        super().__init__(sentence)
        self.ticket = ticket
