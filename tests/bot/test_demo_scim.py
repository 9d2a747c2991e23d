"""The demo's SCIM server is a real one that only its own token opens."""

from __future__ import annotations

import httpx
import pytest

from bot.demo_scim import DemoScim
from catalog.connectors.choose import Connectors
from catalog.connectors.settings import ConnectorSettings
from tests.catalog.connectors.orders import GROUP, order, system


async def test_what_is_granted_can_be_looked_at() -> None:
    with DemoScim() as scim:
        settings = ConnectorSettings.from_environment(
            {"USHER_SCIM_URL": scim.url, "USHER_SCIM_TOKEN": scim.token}
        )
        before = scim.members()
        await Connectors(settings).for_system(system()).provision(order())

        assert (before, scim.members()) == ({}, {GROUP: {"dana@harborline.example"}})


def test_two_servers_run_side_by_side_with_tokens_of_their_own(capfd: pytest.CaptureFixture[str]) -> None:
    with DemoScim() as one, DemoScim() as other:
        answers = [
            httpx.get(
                f"{one.url}/Users", headers={"Authorization": f"Bearer {token}"}, trust_env=False
            ).status_code
            for token in (one.token, other.token, "none")
        ]

    assert answers == [200, 401, 401]
    assert capfd.readouterr().err == ""


def test_a_stopped_server_answers_no_more() -> None:
    scim = DemoScim()
    scim.stop()
    scim.stop()

    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{scim.url}/Users", trust_env=False)
