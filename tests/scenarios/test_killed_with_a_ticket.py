"""The process dies while it hands somebody over to the helpdesk: there is one ticket, and they are told its number."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from approvals.store.engine import database_url
from catalog.load import load_company
from tests.ports import free_port
from tests.scenarios.office import Office, workplace
from tests.scenarios.processes import ended
from tests.scenarios.service_desk import ServiceDesk
from tests.scenarios.test_lockouts import JOAO, LOCKED
from tests.scenarios.test_restart import serve


@pytest.fixture
async def desk(database: str, demo_copy: Path) -> AsyncIterator[tuple[Office, ServiceDesk]]:
    a_moment_ago = (datetime.now(UTC) - timedelta(minutes=2)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    with (demo_copy / "signins" / "okta.jsonl").open("a", encoding="utf-8") as export:
        export.write(json.dumps(LOCKED | {"published": a_moment_ago}) + "\n")
    async with ServiceDesk() as system:
        with (demo_copy / "company.yaml").open("a", encoding="utf-8") as settings:
            settings.write(f'\ntickets: {{kind: servicenow, url: "{system.url}", project: Helpdesk}}\n')
        async with workplace(load_company(demo_copy)) as office:
            office.database = database
            yield office, system


@pytest.mark.parametrize("after_making", [False, True], ids=["before it was made", "before it was heard of"])
async def test_there_is_one_ticket_and_its_number_is_told_once(
    desk: tuple[Office, ServiceDesk], after_making: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USHER_TICKETS_SECRET", "a-token-of-the-tests")
    office, system = desk
    joao = office.person(JOAO)
    first = await serve(office, free_port())
    async with ended(first):
        joao.says("Why was I locked out?")
        answer = await office.dm(JOAO, "How sure")
        system.hold(after_making=after_making)
        await joao.clicks(answer, "Talk to the helpdesk")
        async with asyncio.timeout(60):
            await (system.made if after_making else system.arrived).wait()
        first.kill()
        await first.wait()
    async with asyncio.timeout(60):
        await system.left.wait()
    system.release()

    second = await serve(office, free_port())
    async with ended(second):
        told = await office.dm(JOAO, "The helpdesk has it")
        assert "INC0000001" in office.slack.text_of(told)
        assert len(system.incidents) == 1, "it was looked for before another was made"
        second.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(second.wait(), 40) == 0
    engine = create_engine(database_url(office.database))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT told_at IS NOT NULL FROM tickets")).scalars().all() == [True]
    engine.dispose()
    said = [office.slack.text_of(one) for one in office.slack.messages(office.user(JOAO))]
    assert sum("The helpdesk has it" in one for one in said) == 1
