"""The peer for every test here, and connectors to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from catalog.connectors.patience import Patience
from catalog.connectors.scim import ScimConnector
from catalog.connectors.settings import Endpoint
from tests.scim_peer import ScimPeer, scim_peer

__all__ = ["scim_peer"]


def endpoint_of(peer: ScimPeer, *, token: str | None = None) -> Endpoint:
    return Endpoint(
        url=peer.url,
        secret=token or peer.token,
        url_setting="USHER_SCIM_URL",
        secret_setting="USHER_SCIM_TOKEN",
    )


@pytest.fixture
def connector(scim_peer: ScimPeer, patience: Patience) -> ScimConnector:
    return ScimConnector(endpoint_of(scim_peer), patience=patience)


@pytest.fixture
def another(scim_peer: ScimPeer, patience: Patience) -> Callable[..., ScimConnector]:
    """Connectors to the same peer with other options."""

    def make(
        *, token: str | None = None, create_users: bool = True, limits: Patience = patience
    ) -> ScimConnector:
        return ScimConnector(endpoint_of(scim_peer, token=token), create_users=create_users, patience=limits)

    return make
