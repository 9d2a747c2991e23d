"""Who is behind a Slack user: a person of the company through a verified link, or nobody.

The user id comes from Slack's signed request and from nowhere else. A link is the `slack_id` in people.csv, or
else the confirmed e-mail address of a full member of this workspace that belongs to exactly one person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from approvals.desk import Desk
from bot.delivery.slack_calls import call, lasting
from bot.links import REMEMBERED_FOR, Unlinked, belongs_to, by_mail
from bot.texts import iam_admins
from catalog.model import Company, Person, PersonId

__all__ = ["Identity", "Unlinked", "by_mail", "workspaces"]


class Identity:
    """The people behind Slack users."""

    def __init__(self, desk_of: Callable[[], Desk], client: AsyncWebClient) -> None:
        self._desk_of = desk_of
        self._client = client
        self._known: dict[str, tuple[PersonId, datetime]] = {}

    async def person(self, user: str, team: str | None, actor: str | None = None) -> Person:
        """The active person that user is. Raises Unlinked and NotAllowed, each with one sentence for the user.

        `team` is the workspace Usher is installed in, `actor` the one whose member acted (None: the same).

        While Slack cannot say, its error comes out as it is: SlackApiError, or that of the connection.
        """
        desk = self._desk_of()
        return desk.active_person(await self._person_id(desk, user, team, actor))

    async def named(self, user: str, team: str | None) -> Person:
        """The person that user is, whether or not they work here today; for somebody who is only spoken of.

        Raises as `person` does, but for that.
        """
        desk = self._desk_of()
        return desk.company.people[await self._person_id(desk, user, team, None)]

    async def _person_id(self, desk: Desk, user: str, team: str | None, actor: str | None) -> PersonId:
        # The same user id may be somebody else's in another workspace: who acts from one is looked at first.
        elsewhere = actor if actor != team else None
        if elsewhere is not None:
            belongs_to(await self._profile(desk.company, user), team, elsewhere)
        linked = [person.id for person in desk.company.people.values() if person.slack_id == user]
        if len(linked) == 1:
            return linked[0]
        known = self._known.get(user)
        if known is not None and known[1] > desk.now() and known[0] in desk.company.people:
            return known[0]
        self._known.pop(user, None)
        found = by_mail(desk.company, await self._profile(desk.company, user), team)
        self._known[user] = (found, desk.now() + REMEMBERED_FOR)
        return found

    def forget(self, user: str) -> None:
        """Looks anew at who that user is, the next time."""
        self._known.pop(user, None)

    async def _profile(self, company: Company, user: str) -> Mapping[str, Any]:
        try:
            answer = await call(self._client.users_info, user=user)
        except SlackApiError as error:
            if not lasting(error):
                raise  # Slack is unwell, which says nothing about the person: whoever asked comes back
            ask = f"try again, or ask {iam_admins(company)}"
            raise Unlinked(
                f"I could not find out who you are, so I cannot act for you; {ask}.",
                f"I could not find out who that is; {ask}.",
            ) from error
        profile: Mapping[str, Any] = answer["user"]
        return profile


def workspaces(context: Any) -> tuple[str | None, str | None]:
    """The workspace Usher is installed in, by its own token, and the one whose member acted, by the signed payload."""
    installed = context.authorize_result
    own = installed.team_id if installed is not None and not context.is_enterprise_install else None
    team = own or context.team_id
    return team, context.actor_team_id or context.team_id or team
