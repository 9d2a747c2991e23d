"""Which person a Slack profile stands for: the checks behind every link by e-mail, in either direction. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from approvals.errors import NotAllowed
from bot.texts import iam_admins
from catalog.model import Company, PersonId

REMEMBERED_FOR = timedelta(minutes=5)
"""How long a link found by e-mail holds; whether the person works here is looked at every time."""


class Unlinked(NotAllowed):
    """This Slack user is nobody Usher may act for; `about_them` says it to somebody else who named them."""

    def __init__(self, sentence: str, about_them: str) -> None:
        super().__init__(sentence)
        self.about_them = about_them


def by_mail(company: Company, user: Mapping[str, Any], team: str | None) -> PersonId:
    """The one person a Slack profile belongs to. Raises Unlinked."""
    admins = iam_admins(company)
    ask, ask_theirs = f"ask {admins} to link your Slack account", f"ask {admins} to link theirs"
    if user.get("deleted"):
        raise Unlinked(
            "This Slack account is deactivated, so I cannot act for it.",
            "That Slack account is deactivated, so nothing can be requested for it.",
        )
    if user.get("is_bot") or user.get("is_app_user") or user.get("is_workflow_bot"):
        raise Unlinked(
            "I act for people only, not for apps.", "That is an app; access can be requested for people only."
        )
    belongs_to(user, team)
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        raise Unlinked(
            f"You are a guest in this workspace, so I cannot be sure who you are; {ask}.",
            f"That account is a guest’s, so I cannot be sure whose it is; {ask_theirs}.",
        )
    address = str((user.get("profile") or {}).get("email") or "").strip().casefold()
    if not address or not user.get("is_email_confirmed", False):
        raise Unlinked(
            f"Slack shows me no confirmed e-mail address of yours; {ask}.",
            f"Slack shows me no confirmed e-mail address of that account; {ask_theirs}.",
        )
    matches = [person.id for person in company.people.values() if person.email.casefold() == address]
    unlinked = [one for one in matches if not company.people[one].slack_id]
    if not matches:
        raise Unlinked(
            f"Your e-mail address is nobody’s in the company's list of people; {ask}.",
            f"That account’s e-mail address is nobody’s in the company's list of people; {ask_theirs}.",
        )
    if len(unlinked) != 1:
        raise Unlinked(
            f"Your e-mail address does not stand for exactly one unlinked person; {ask}.",
            f"That account’s e-mail address does not stand for exactly one unlinked person; {ask_theirs}.",
        )
    return unlinked[0]


def stands_for(company: Company, user: Mapping[str, Any]) -> PersonId | None:
    """The one person that account belongs or belonged to, active or not: for what is taken away, never for what is given."""
    account = user.get("id")
    linked = [person.id for person in company.people.values() if account and person.slack_id == account]
    address = str((user.get("profile") or {}).get("email") or "").strip().casefold()
    by_address = [
        person.id
        for person in company.people.values()
        if address and not person.slack_id and person.email.casefold() == address
    ]
    found = linked or by_address
    return found[0] if len(found) == 1 else None


def belongs_to(user: Mapping[str, Any], *teams: str | None) -> None:
    """That the account is a member of all these workspaces. Raises Unlinked."""
    if user.get("is_stranger") or not all(_same_team(user, team) for team in teams if team):
        raise Unlinked(
            "You are from another workspace, and I act for people of this one only.",
            "That account is from another workspace, and I act for people of this one only.",
        )


def _same_team(user: Mapping[str, Any], team: str) -> bool:
    return team == user.get("team_id") or team in (user.get("teams") or ())
