"""Who is mentioned or asked in what is written about a request."""

from __future__ import annotations

from approvals.afterwards import AppealPicture
from approvals.pictures import RequestPicture
from catalog.model import Company, PersonId


def called_upon(company: Company, request: RequestPicture) -> set[PersonId]:
    """Everybody whom a note asks for something or tells of their access: whoever should have a Slack user by then."""
    stages = [stage for item in request.items for stage in item.stages]
    return {
        request.requester,
        request.beneficiary,
        *(person for stage in stages for person in stage.waiting_for),
        *(person for stage in stages for one in stage.handed for person in (one.person, *one.instead)),
        *(person for item in request.items for review in item.reviews for person in review.waiting_for),
        *(review.answered_by for item in request.items for review in item.reviews if review.answered_by),
        *(remark.by for item in request.items for remark in item.remarks),
        *(person for item in request.items if item.appeal for person in _in_appeal(item.appeal)),
        *(person for item in request.items if item.emergency for person in item.emergency.waiting_for),
        *(stage.vote.by for stage in stages if stage.vote),
        *(vote.by for stage in stages for vote in stage.yeses),
        *(task.assignee for item in request.items for task in item.tasks),
        *company.groups.iam_admins,
    }


def _in_appeal(appeal: AppealPicture) -> set[PersonId]:
    involved = {appeal.by, appeal.denier, appeal.ruled_by, *appeal.waiting_for}
    return {person for person in involved if person is not None}
