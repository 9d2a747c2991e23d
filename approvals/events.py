"""What this room announces. Each event is written in the transaction of what it tells of, as a job:
whoever meets people (`bot`) turns it into messages, once, however often it is delivered.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from approvals.model import StageName, Value


class RequestOpened(Value):
    """A request was filed; its items may be decided already (automatic, refused)."""

    kind: Literal["request_opened"] = "request_opened"
    request_id: str


class ItemChanged(Value):
    """A stage was decided, or the item reached an end."""

    kind: Literal["item_changed"] = "item_changed"
    request_id: str
    item_id: str


class StageWaits(Value):
    """A stage has waited: somebody was reminded, others joined or are asked instead, or it lapsed."""

    kind: Literal["stage_waits"] = "stage_waits"
    request_id: str
    item_id: str
    stage: StageName
    what: Literal["reminded", "escalated", "rerouted", "lapsed"]
    number: int = 0
    """How often that has happened at the stage by now, where it is counted."""


class RequestWithdrawn(Value):
    """The requester took it back."""

    kind: Literal["request_withdrawn"] = "request_withdrawn"
    request_id: str


class RequestNudged(Value):
    """The requester asked for a decision to be made."""

    kind: Literal["request_nudged"] = "request_nudged"
    request_id: str


class GrantChanged(Value):
    """A grant went live, failed, is being revoked, or ended."""

    kind: Literal["grant_changed"] = "grant_changed"
    request_id: str
    grant_id: str


class GrantEndsSoon(Value):
    """The reminder before a grant expires."""

    kind: Literal["grant_ends_soon"] = "grant_ends_soon"
    request_id: str
    grant_id: str


class TaskChanged(Value):
    """A manual task was assigned, done, or given up."""

    kind: Literal["task_changed"] = "task_changed"
    request_id: str
    task_id: str


Event = Annotated[
    RequestOpened
    | ItemChanged
    | StageWaits
    | RequestWithdrawn
    | RequestNudged
    | GrantChanged
    | GrantEndsSoon
    | TaskChanged,
    Field(discriminator="kind"),
]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads an event back from the JSON it was queued as."""
