"""Which connector carries out the orders for a system.

A system whose connector cannot work as configured is handled by hand instead: an approved person must not
wait for a setting, and the note says what is missing.
"""

from __future__ import annotations

from collections import defaultdict

from catalog.connectors.manual import ManualConnector
from catalog.connectors.naming import group_prefix
from catalog.connectors.patience import Patience
from catalog.connectors.port import Connector
from catalog.connectors.scim_loading import before_scim
from catalog.connectors.settings import ConnectorSettings, Endpoint, Missing
from catalog.connectors.wire import is_this_machine
from catalog.kinds import Automation
from catalog.model import Company, System


class Connectors:
    """The connectors of a company. Cheap to make and safe to use from several event loops."""

    def __init__(self, settings: ConnectorSettings, *, patience: Patience | None = None) -> None:
        self._settings = settings
        self._patience = patience or Patience()

    def for_system(self, system: System) -> Connector:
        """The connector the catalog names for a system, or the manual one when that is not configured.

        An order for an entitlement that is set up by hand names the manual one itself (approvals/jobs/orders.py).
        """
        match system.provisioning.connector:
            case "scim":
                endpoint = self._settings.scim(system)
                if isinstance(endpoint, Missing):
                    return ManualConnector(because=endpoint.because)
                # The SCIM models take a second to import; a company without SCIM never pays it.
                before_scim()
                from catalog.connectors.scim import ScimConnector

                return ScimConnector(endpoint, create_users=_creates_users(system), patience=self._patience)
            case "webhook":
                endpoint = self._settings.webhook(system)
                if isinstance(endpoint, Missing):
                    return ManualConnector(because=endpoint.because)
                from catalog.connectors.webhook import WebhookConnector

                return WebhookConnector(endpoint, patience=self._patience)
            case "manual":
                return ManualConnector()
            case unknown:
                return ManualConnector(because=f"Usher has no connector called {unknown!r}")

    def problems(self, company: Company) -> list[str]:
        """What is not configured, or not well, as sentences for the start-up log."""
        endpoints = {system.id: self._endpoint(system) for system in company.systems}
        return [
            *(sentence for system in company.systems for sentence in _about(system, endpoints[system.id])),
            *_shared_names(company, endpoints),
        ]

    async def close(self) -> None:
        """Nothing is held open between orders."""

    def _endpoint(self, system: System) -> Endpoint | Missing | None:
        match system.provisioning.connector:
            case "scim":
                return self._settings.scim(system)
            case "webhook":
                return self._settings.webhook(system)
            case "manual":
                return None
            case unknown:
                return Missing(
                    because=f"Usher has no connector called {unknown!r}",
                    remedy=f"use scim, webhook or manual for {system.name} in the catalog",
                )


def _creates_users(system: System) -> bool:
    return (system.provisioning.model_extra or {}).get("create_users", True) is True


def _about(system: System, endpoint: Endpoint | Missing | None) -> list[str]:
    if isinstance(endpoint, Missing):
        return [f"{system.name} is provisioned by hand, because {endpoint.because}: {endpoint.remedy}."]
    if endpoint and endpoint.url.startswith("http://") and not is_this_machine(endpoint.url):
        return [
            f"Everybody on the way can read what goes to {system.name}: use https in {endpoint.url_setting}."
        ]
    return []


def _shared_names(company: Company, endpoints: dict[str, Endpoint | Missing | None]) -> list[str]:
    """Entitlements whose groups would have one name in one place: whoever gets the one would get the other."""
    meant: dict[tuple[str, str], list[str]] = defaultdict(list)
    for system in company.systems:
        endpoint = endpoints[system.id]
        if system.provisioning.connector == "scim" and isinstance(endpoint, Endpoint):
            for resource in system.resources:
                slug = resource.id.rpartition("/")[2]
                for entitlement in resource.entitlements:
                    if entitlement.automation is Automation.MANUAL:
                        continue  # no group stands for it
                    name = f"{group_prefix(system)}{slug}-{entitlement.level}"
                    meant[endpoint.url.rstrip("/"), name.casefold()].append(entitlement.id)
    return [
        f"The group {name} would stand for {' and '.join(ids)}: give one of the systems another group_prefix, or one of "
        "the entitlements another id."
        for (_, name), ids in meant.items()
        if len(ids) > 1
    ]
