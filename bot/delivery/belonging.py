"""Which messages a request has: whether it belongs in the channel, and which of its items before Security."""

from __future__ import annotations

from approvals.model import ItemStatus, StageName
from approvals.pictures import ItemPicture, RequestPicture


def belongs_in_channel(picture: RequestPicture) -> bool:
    """A request that policy refused outright is nobody's business but the requester's, until they appeal.

    What Security hears stays with Security.
    """
    return any(
        item.status is not ItemStatus.REFUSED or item.stages or _heard_here(item) for item in picture.items
    )


def _heard_here(item: ItemPicture) -> bool:
    return item.appeal is not None and item.appeal.stage is not StageName.SECURITY


def for_security(item: ItemPicture) -> bool:
    """Whether Security sees a copy of it."""
    return any(stage.name is StageName.SECURITY for stage in item.stages)
