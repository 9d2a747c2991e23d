"""What can follow a decision, as values to be shown: a no that is looked at again, access that is prolonged or is not."""

from __future__ import annotations

from datetime import datetime

from approvals.model import Ruling, StageName, Value
from catalog.model import PersonId


class AppealPicture(Value):
    """A no that somebody is asked to look at again, or has."""

    id: str
    by: PersonId
    text: str
    """What speaks for it, in the words of whoever appealed."""
    stage: StageName
    denier: PersonId | None
    """Who said no; None where policy did."""
    against: tuple[str, ...]
    """Why: the words of whoever said no, or of the rules."""
    opened_at: datetime
    waiting_for: tuple[PersonId, ...] = ()
    """Whom to ping; empty once it was ruled on."""
    note: str = ""
    """Why it is somebody else than expected."""
    expires_at: datetime | None = None
    """When the no stands unless somebody looks; None once it was ruled on."""
    moves: int = 0
    """How often it came to wait for others than before."""
    reminders: int = 0
    ruling: Ruling | None = None
    ruled_by: PersonId | None = None
    ruled_at: datetime | None = None
    why: str = ""
    """Why, in the words of whoever ruled."""


class ExtensionPicture(Value):
    """An item that is to prolong access which is held already."""

    grant_id: str
    before: datetime
    """When the access was to end as this was asked."""
    after: datetime | None = None
    """Its new end, once it was prolonged."""
    live: bool
    """Whether the access still runs; where it does not, this is a request like any other."""
    ends: datetime | None = None
    """When it ends as things stand, while it runs; another extension may have prolonged it since."""


class NotRenewed(Value):
    """That access runs to its end and no further, and who said so."""

    by: PersonId
    at: datetime
    final: bool
    """Decided in a review, so nothing extends it; else the holder's own choice, who may change their mind."""
