"""A ticket in the words of each ticket system, and its number in what the system answers. Pure.

Jira Cloud: `POST /rest/api/3/issue` with a description in Atlassian Document Format, `GET /rest/api/3/search/jql` by
label (Atlassian's REST API v3 reference). ServiceNow: the Table API on `incident`, where `correlation_id` is meant for
the key of another system (ServiceNow's Table API reference). A webhook gets the ticket as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from catalog.ticket_settings import Tickets

LONGEST_TITLE = 240
"""Characters; Jira's summary takes 255, ServiceNow's short_description 160 and cuts."""
LONGEST_REFERENCE = 200
_NOT_IN_A_LABEL = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """What is handed over; `key` is the same at every try."""

    key: str
    title: str
    lines: tuple[str, ...]
    person: Mapping[str, str]
    """Whom it is about: `id`, `name`, `email`."""
    opened_by: Mapping[str, str]
    """Who asked for it, in the same form."""


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """What the ticket system made of it."""

    reference: str
    link: str = ""


def path_of(settings: Tickets) -> str:
    """Where a new ticket goes, below the address of the settings."""
    return {"jira": "/rest/api/3/issue", "servicenow": "/api/now/table/incident"}.get(settings.kind, "")


def look_up_path(settings: Tickets, ticket: Ticket) -> str:
    """Where a ticket of that key is found again; empty where the receiver knows the key by itself."""
    match settings.kind:
        case "jira":
            query = {"jql": f'labels = "{label_of(ticket)}"', "fields": "key", "maxResults": "1"}
            return f"/rest/api/3/search/jql?{urlencode(query)}"
        case "servicenow":
            query = {
                "sysparm_query": f"correlation_id={ticket.key}",
                "sysparm_fields": "number,sys_id",
                "sysparm_limit": "1",
            }
            return f"/api/now/table/incident?{urlencode(query)}"
    return ""


def payload_of(settings: Tickets, ticket: Ticket) -> dict[str, Any]:
    """The message that makes the ticket."""
    match settings.kind:
        case "jira":
            return {
                "fields": {
                    "project": {"key": settings.project},
                    "issuetype": {"name": settings.issue_type},
                    "summary": _title(ticket),
                    "description": _document(ticket),
                    "labels": ["usher", label_of(ticket)],
                }
            }
        case "servicenow":
            return {
                "short_description": _title(ticket),
                "description": "\n".join(_facts(ticket)),
                "caller_id": ticket.person["email"],
                "correlation_id": ticket.key,
                "correlation_display": "Usher",
                **({"assignment_group": settings.project} if settings.project else {}),
            }
    return {
        "action": "open_ticket",
        "key": ticket.key,
        "title": _title(ticket),
        "lines": list(ticket.lines),
        "person": dict(ticket.person),
        "opened_by": dict(ticket.opened_by),
    }


def numbered(settings: Tickets, answer: Any) -> Numbered | None:
    """The number in an answer to a new ticket; None where the answer has none."""
    if not isinstance(answer, dict):
        return None
    match settings.kind:
        case "jira":
            key = _text(answer.get("key"))
            return Numbered(reference=key, link=f"{settings.url}/browse/{quote(key)}") if key else None
        case "servicenow":
            result = answer.get("result")
            return _incident(settings, result) if isinstance(result, dict) else None
    reference = _text(answer.get("reference"))
    return Numbered(reference=reference) if reference else None


def found_again(settings: Tickets, answer: Any) -> Numbered | None:
    """The number in an answer to a look-up; None where there is no such ticket yet."""
    rows = (
        answer.get({"jira": "issues", "servicenow": "result"}[settings.kind])
        if isinstance(answer, dict)
        else None
    )
    first = rows[0] if isinstance(rows, list) and rows else None
    if not isinstance(first, dict):
        return None
    return numbered(settings, first) if settings.kind == "jira" else _incident(settings, first)


def label_of(ticket: Ticket) -> str:
    """The label by which Jira finds the ticket again; labels have no spaces."""
    return f"usher-{_NOT_IN_A_LABEL.sub('_', ticket.key)}"


def _incident(settings: Tickets, result: Mapping[str, Any]) -> Numbered | None:
    number, sys_id = _text(result.get("number")), _text(result.get("sys_id"))
    if not number:
        return None
    link = f"{settings.url}/nav_to.do?uri=incident.do?sys_id={quote(sys_id)}" if sys_id else ""
    return Numbered(reference=number, link=link)


def _text(value: Any) -> str:
    return (
        str(value)[:LONGEST_REFERENCE] if isinstance(value, str | int) and not isinstance(value, bool) else ""
    )


def _title(ticket: Ticket) -> str:
    return " ".join(ticket.title.split())[:LONGEST_TITLE]


def _facts(ticket: Ticket) -> list[str]:
    who, by = ticket.person, ticket.opened_by
    asked = "" if who["id"] == by["id"] else f" Asked for by {by['name']} ({by['email']})."
    return [f"About {who['name']} ({who['email']}).{asked}", *ticket.lines, f"Usher’s key: {ticket.key}"]


def _document(ticket: Ticket) -> dict[str, Any]:
    """Atlassian Document Format: paragraphs of plain text, in which nothing is read as markup."""
    return {
        "type": "doc",
        "version": 1,
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": line}]}
            for line in _facts(ticket)
            if line.strip()
        ],
    }
