"""Which ticket system a company has, from company.yaml. Values only, frozen."""

from __future__ import annotations

from typing import Literal

from catalog.settings import Setting


class Tickets(Setting):
    """The ticket system that Usher hands over to; without it the helpdesk gets the facts in Slack."""

    kind: Literal["jira", "servicenow", "webhook"]
    url: str
    """Its address, without a slash at the end."""
    project: str = ""
    """Jira: the key of the project. ServiceNow: the assignment group."""
    issue_type: str = "Task"
    """Jira only."""
    user: str = ""
    """Who signs in (Jira Cloud: an e-mail address); empty: the secret is a bearer token."""
    token_env: str = "USHER_TICKETS_SECRET"  # noqa: S105 - the name of a variable
    """The environment variable that holds the secret: a token, a password, or what a webhook is signed with."""
    incoming_env: str = ""
    """The variable with the secret that incoming tickets are signed with; empty: none are taken."""
