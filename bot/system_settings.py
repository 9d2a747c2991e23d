"""The variables that systems, feeds, tickets and unlocking read for themselves, held against the company at the start.

A misspelt one is found by nobody otherwise: the secret it holds is missing where it was meant to be, and what is
missing is made up for by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from bot.settings import BadSetting
from catalog.connectors.settings import ConnectorSettings
from catalog.model import Company
from catalog.settings import Unlock
from catalog.ticket_settings import Tickets


def refuse_unheeded(environment: Mapping[str, str], company: Company) -> None:
    """Raises BadSetting for the first variable that nothing in this company reads."""
    connectors = ConnectorSettings.from_environment(environment)
    if strays := connectors.meant_for_nobody(company.systems):
        _refuse(
            strays[0],
            "names no system of the catalog",
            connectors.names_for(company.systems) - {*environment},
        )
    for prefix, named, says in (
        ("USHER_FEED_", _of_feeds(company), "is named by no feed in company.yaml"),
        ("USHER_TICKETS_", _of_tickets(company), "is not named under `tickets` in company.yaml"),
        ("USHER_UNLOCK_", _of_unlocking(company), "is not named under `sign_ins.unlock` in company.yaml"),
    ):
        for name in sorted(environment):
            if name.startswith(prefix) and environment[name].strip() and name not in named:
                _refuse(name, says, named)


def _refuse(name: str, says: str, right: Collection[str]) -> None:
    close = get_close_matches(name, sorted(right), n=1, cutoff=0.9)
    hint = f"did you mean {close[0]}?" if close else "correct the name, or take it away."
    raise BadSetting(f"{name} {says}; {hint}")


def _of_feeds(company: Company) -> set[str]:
    feeds = company.sign_ins.feeds
    return {name for one in feeds for name in (one.token_env, one.secret_env, one.key_env) if name}


def _of_tickets(company: Company) -> set[str]:
    """What is usual may stand there before tickets are switched on: company.yaml is taken up while Usher runs."""
    if company.tickets is None:
        return {str(Tickets.model_fields["token_env"].default)}
    return {company.tickets.token_env, company.tickets.incoming_env}


def _of_unlocking(company: Company) -> set[str]:
    if company.sign_ins.unlock is None:
        return {str(Unlock.model_fields["token_env"].default)}
    return {company.sign_ins.unlock.token_env}
