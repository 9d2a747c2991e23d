"""Which earlier decision is most like the one that waits: what an approver would want to remember. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from approvals.model import Value, Verdict
from catalog.durations import Duration
from catalog.model import PersonId, ScopeValues


class Decided(Value):
    """One earlier decision by people on the same entitlement."""

    at: datetime
    outcome: Verdict
    department: str
    title: str
    person: PersonId | None = None
    """For whom; None where it is not told, as with what was decided before Usher."""
    scope: ScopeValues | None = None
    """None where nobody knows."""
    by: PersonId | None = None
    note: str = ""
    """What they said to it."""
    duration: Duration | None = None
    item_id: str = ""
    """What was decided; empty for what was decided before Usher."""
    same: bool = False
    """Whether the scope is the one that is asked for now."""


def most_similar(
    decided: Iterable[Decided], *, scope: ScopeValues, department: str, title: str
) -> Decided | None:
    """The one in the same scope, for somebody of the same department and title, in that order; of these the newest."""

    def likeness(one: Decided) -> tuple[bool, bool, bool, datetime]:
        return one.scope == scope, one.department == department, one.title == title, one.at

    found = max(decided, key=likeness, default=None)
    return None if found is None else found.model_copy(update={"same": found.scope == scope})
