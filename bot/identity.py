"""Who is behind a Slack user: a person of the company through a verified link, or nobody.

The user id comes from Slack's signed request and from nowhere else. A link is the `slack_id` in people.csv, or
else the confirmed e-mail address of a full member of this workspace that belongs to exactly one person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from approvals.desk import Desk
from approvals.errors import NotAllowed
from bot.texts import iam_admins
from catalog.model import Company, Person, PersonId

REMEMBERED_FOR = timedelta(minutes=5)
"""How long a link found by e-mail holds; whether the person works here is looked at every time."""


class Unlinked(NotAllowed):
    """This Slack user is nobody Usher may act for."""


class Identity:
    """The people behind Slack users."""

    def __init__(self, desk_of: Callable[[], Desk], client: AsyncWebClient) -> None:
        self._desk_of = desk_of
        self._client = client
        self._known: dict[str, tuple[PersonId, datetime]] = {}

    async def person(self, user: str, team: str | None) -> Person:
        """The active person that user is. Raises Unlinked and NotAllowed, each with one sentence for the user."""
        desk = self._desk_of()
        return desk.active_person(await self._person_id(desk, user, team))

    async def _person_id(self, desk: Desk, user: str, team: str | None) -> PersonId:
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

    async def _profile(self, company: Company, user: str) -> Mapping[str, Any]:
        try:
            answer = await self._client.users_info(user=user)
        except SlackApiError as error:
            raise Unlinked(
                f"I could not find out who you are, so I cannot act for you; try again, or ask {iam_admins(company)}."
            ) from error
        profile: Mapping[str, Any] = answer["user"]
        return profile


def by_mail(company: Company, user: Mapping[str, Any], team: str | None) -> PersonId:
    """The one person a Slack profile belongs to. Raises Unlinked."""
    ask = f"ask {iam_admins(company)} to link your Slack account"
    if user.get("deleted"):
        raise Unlinked("This Slack account is deactivated, so I cannot act for it.")
    if user.get("is_bot") or user.get("is_app_user") or user.get("is_workflow_bot"):
        raise Unlinked("I act for people only, not for apps.")
    if user.get("is_stranger") or (team and not _same_team(user, team)):
        raise Unlinked("You are from another workspace, and I act for people of this one only.")
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        raise Unlinked(f"You are a guest in this workspace, so I cannot be sure who you are; {ask}.")
    address = str((user.get("profile") or {}).get("email") or "").strip().casefold()
    if not address or not user.get("is_email_confirmed", False):
        raise Unlinked(f"Slack shows me no confirmed e-mail address of yours; {ask}.")
    matches = [person.id for person in company.people.values() if person.email.casefold() == address]
    unlinked = [one for one in matches if not company.people[one].slack_id]
    if not matches:
        raise Unlinked(f"Your e-mail address is nobody’s in the company's list of people; {ask}.")
    if len(unlinked) != 1:
        raise Unlinked(f"Your e-mail address does not stand for exactly one unlinked person; {ask}.")
    return unlinked[0]


def _same_team(user: Mapping[str, Any], team: str) -> bool:
    return team == user.get("team_id") or team in (user.get("teams") or ())
