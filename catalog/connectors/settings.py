"""Where the systems' interfaces are, and with what Usher signs in there.

Read from an environment that is handed in, never from the process: the same code serves a test, the demo
and several deployments. Secrets do not show up when a value is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from catalog.connectors.wire import can_be_sent, is_web_address, same_origin
from catalog.model import System

_SCIM_URL = "USHER_SCIM_URL"
_SCIM_TOKEN = "USHER_SCIM_TOKEN"  # noqa: S105 - the name of a setting
_WEBHOOK_URL = "USHER_WEBHOOK_URL"
_WEBHOOK_SECRET = "USHER_WEBHOOK_SECRET"  # noqa: S105 - the name of a setting
_NAMES = (_SCIM_URL, _SCIM_TOKEN, _WEBHOOK_URL, _WEBHOOK_SECRET)
_OPTION = "`url` in the catalog"


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """A system's address and secret, with the settings they came from (for whoever has to correct them)."""

    url: str
    secret: str = field(repr=False)
    url_setting: str
    secret_setting: str


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Why a system has no endpoint: what is not set, as the end of "because ...", and what to set."""

    because: str
    remedy: str


@dataclass(frozen=True)
class ConnectorSettings:
    """The settings for every system, by the name of the variable."""

    variables: Mapping[str, str] = field(repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> ConnectorSettings:
        """Take what concerns connectors out of an environment; empty values count as not set."""
        return cls(
            {
                name: value.strip()
                for name, value in environment.items()
                if value.strip() and any(name == one or name.startswith(f"{one}_") for one in _NAMES)
            }
        )

    def scim(self, system: System) -> Endpoint | Missing:
        """The system's own variables first, then `url` in the catalog, then the defaults.

        The default token goes to the default address alone, unless there is none: a system that lives
        elsewhere needs a token of its own, or every system would learn the one that opens all others.
        """
        url, url_setting = self._first(_SCIM_URL, system, option="url")
        if not url:
            return Missing(
                because=f"Usher has no SCIM address for {system.name}",
                remedy=f"set {_own(_SCIM_URL, system)} or {_SCIM_URL}",
            )
        if not is_web_address(url):
            return Missing(
                because=f"the SCIM address for {system.name} is not a web address",
                remedy=f"correct {url_setting} to one such as https://scim.example.com/v2",
            )
        token, token_setting = self._first(_SCIM_TOKEN, system)
        default = self.variables.get(_SCIM_URL)
        if token_setting == _SCIM_TOKEN and default and not same_origin(url, default):
            token = ""
        if not token:
            own_only = bool(default) and not same_origin(url, default or "")
            return Missing(
                because=f"Usher has no SCIM token for {system.name}",
                remedy=f"set {_own(_SCIM_TOKEN, system)}" + ("" if own_only else f" or {_SCIM_TOKEN}"),
            )
        if not can_be_sent(token):
            return Missing(
                because=f"the SCIM token for {system.name} has characters that cannot be sent",
                remedy=f"correct {token_setting}",
            )
        return Endpoint(url=url, secret=token, url_setting=url_setting, secret_setting=token_setting)

    def webhook(self, system: System) -> Endpoint | Missing:
        """The system's own address variable first, then `url` in the catalog, then the default one.

        A system's option `endpoint` is appended to the default address as a path.
        """
        url, url_setting = self._first(_WEBHOOK_URL, system, option="url")
        if url and url_setting == _WEBHOOK_URL and (path := _option(system, "endpoint")):
            url = f"{url.rstrip('/')}/{quote(path, safe='/')}"
        if not url:
            return Missing(
                because=f"Usher has no webhook address for {system.name}",
                remedy=f"set {_own(_WEBHOOK_URL, system)} or {_WEBHOOK_URL}",
            )
        if not is_web_address(url):
            return Missing(
                because=f"the webhook address for {system.name} is not a web address",
                remedy=f"correct {url_setting} to one such as https://hooks.example.com/usher",
            )
        secret, setting = self._first(_WEBHOOK_SECRET, system)
        if not secret:
            return Missing(
                because=f"Usher has no webhook secret for {system.name}",
                remedy=f"set {_own(_WEBHOOK_SECRET, system)} or {_WEBHOOK_SECRET}",
            )
        return Endpoint(url=url, secret=secret, url_setting=url_setting, secret_setting=setting)

    def meant_for_nobody(self, systems: tuple[System, ...]) -> list[str]:
        """The variables that name a system which does not exist, for instance through a typing error."""
        return sorted(set(self.variables) - self.names_for(systems))

    def names_for(self, systems: tuple[System, ...]) -> set[str]:
        """Every variable that these systems may have."""
        return {*_NAMES, *(_own(one, system) for one in _NAMES for system in systems)}

    def _first(self, name: str, system: System, *, option: str = "") -> tuple[str, str]:
        own = _own(name, system)
        if own in self.variables:
            return self.variables[own], own
        if option and _option(system, option):
            return _option(system, option), _OPTION
        return self.variables.get(name, ""), name


def _own(name: str, system: System) -> str:
    return f"{name}_{system.id.upper().replace('-', '_')}"


def _option(system: System, name: str) -> str:
    value = (system.provisioning.model_extra or {}).get(name)
    return value.strip() if isinstance(value, str) else ""
