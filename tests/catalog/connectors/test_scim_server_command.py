"""The same against the server as anybody starts it: the command, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.connectors.choose import Connectors
from catalog.connectors.port import ConnectorFailed
from catalog.connectors.settings import ConnectorSettings
from tests.catalog.connectors.orders import order, system
from tests.ports import free_port

TOKEN = "a token of the test"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    port = free_port()
    command = [
        str(Path(sys.executable).with_name("scim2-server")),
        "--port",
        str(port),
        "--bearer-token",
        TOKEN,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline().startswith("Serving SCIM on"), "scim2-server did not start"
            yield f"http://127.0.0.1:{port}/v2"
        finally:
            server.terminate()


def connectors(address: str, token: str) -> Connectors:
    return Connectors(
        ConnectorSettings.from_environment({"USHER_SCIM_URL": address, "USHER_SCIM_TOKEN_SNOWFLAKE": token})
    )


async def test_a_grant_goes_live_and_ends_in_a_server_started_by_its_command(address: str) -> None:
    connector = connectors(address, TOKEN).for_system(system())

    held = [await connector.holds(order())]
    for step in (connector.provision, connector.provision, connector.revoke, connector.revoke):
        await step(order())
        held.append(await connector.holds(order()))

    assert held == [False, True, True, False, False]


async def test_the_command_refuses_another_token(address: str) -> None:
    with pytest.raises(ConnectorFailed, match="renew USHER_SCIM_TOKEN_SNOWFLAKE"):
        await connectors(address, "another").for_system(system()).provision(order())
