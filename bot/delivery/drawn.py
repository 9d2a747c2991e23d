"""What was drawn of the requests lately, so that telling of the same state again costs two statements.

A click draws its request at once, and then the job comes that was queued with it; both show the same version. What was
drawn counts for as long as nothing it was drawn from has changed, and the messages still show it by their rows.

That holds because whatever announces something of a request has locked it, which moves its version on
(`Transaction.lock_request`): no event tells of a change that the version does not tell of as well. What a request says of
another's grant is the exception, and is forgotten when that changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from approvals.desk import Desk
from approvals.pictures import RequestPicture
from approvals.policy.book import PolicyBook
from catalog.model import Company

REMEMBERED = 200
"""Requests; a repetition comes within seconds."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A request as it was drawn in full."""

    picture: RequestPicture
    shown: Mapping[str, str]
    """What its messages show, by surface; empty for one that stays as it was posted."""
    company: Company
    policies: PolicyBook
    day: date
    """Who is away, and so who is asked, goes by the day."""

    def counts(self, desk: Desk) -> bool:
        """Whether that request would be drawn in the same way, while its version stays."""
        return self.company is desk.company and self.policies is desk.policies and self.day == _today(desk)

    def still_shown(self, digests: Mapping[str, str]) -> bool:
        """Whether messages that show this show what was drawn."""
        return all(
            surface in digests and one in ("", digests[surface]) for surface, one in self.shown.items()
        )


class DrawnLately:
    """The last requests that this process drew in full."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[str, Drawn] = OrderedDict()

    def of(self, desk: Desk, request_id: str) -> Drawn | None:
        """How that request was drawn; None where it was not, or would be drawn otherwise by now."""
        drawn = self._drawn.get(request_id)
        return drawn if drawn is not None and drawn.counts(desk) else None

    def forget(self, request_id: str) -> None:
        """What it says may have changed, though its version did not."""
        self._drawn.pop(request_id, None)

    def keep(self, desk: Desk, picture: RequestPicture, shown: Mapping[str, str]) -> None:
        """Remembers that it was drawn, in place of how it was before."""
        self._drawn[picture.id] = Drawn(
            picture=picture, shown=shown, company=desk.company, policies=desk.policies, day=_today(desk)
        )
        self._drawn.move_to_end(picture.id)
        if len(self._drawn) > REMEMBERED:
            self._drawn.popitem(last=False)


def _today(desk: Desk) -> date:
    return desk.now().astimezone(desk.company.zone).date()
