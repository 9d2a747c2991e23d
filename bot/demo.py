"""Everything at once, on this machine: the demo company, a database in a temporary folder, a SCIM server,
a local Slack with its page, and the bot between them on the same paths as in production.
"""

from __future__ import annotations

import asyncio
import secrets
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path

from approvals.clock import MovableClock
from bot.demo_scim import DemoScim
from bot.hosting import Hosted
from bot.http import web_app
from bot.playground import JumpingClock, playground
from bot.settings import Settings
from bot.slack_client import slack_client
from bot.slack_local.model import Persona
from bot.stopping import stop_signal
from bot.wiring import running
from catalog.demo import demo_folder, personas
from catalog.load import load_company
from catalog.model import Company

DEMO_DAY = datetime.fromisoformat("2026-11-23T09:30:00+00:00")
"""A Monday morning; the demo company's absences, contracts and sign-ins are written around it."""


async def demo(
    settings: Settings, *, port: int, environment: Mapping[str, str], ready: Callable[[str], None]
) -> None:
    """Runs until a signal; `ready` is told the page's address. Raises PortTaken."""
    stop = stop_signal()
    company = load_company(demo_folder())
    clock = JumpingClock(MovableClock(DEMO_DAY))
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="usher-demo-")))
        scim = DemoScim(later=True)
        stack.callback(scim.stop)
        slack = playground(
            company,
            personas=_personas(company),
            clock=clock,
            port=port,
            signing_secret=secrets.token_hex(16),
            bot_token=f"xoxb-{secrets.token_hex(12)}",
        )
        await stack.enter_async_context(slack)
        client = await stack.enter_async_context(slack_client(token=slack.bot_token, base_url=slack.api_url))
        usher = await stack.enter_async_context(
            running(
                settings.model_copy(update={"database_url": f"sqlite:///{folder / 'usher.db'}"}),
                company,
                clock=clock.inner,
                client=client,
                signing_secret=slack.signing_secret,
                environment={**environment, "USHER_SCIM_URL": scim.url, "USHER_SCIM_TOKEN": scim.token},
            )
        )
        hosted = Hosted(web_app(usher, slack_over_http=True))
        await hosted.start()
        stack.push_async_callback(hosted.stop)
        slack.bot_url = f"{hosted.url}/slack/events"
        clock.runner = usher.runner
        ready(slack.url)
        await asyncio.to_thread(scim.start)
        await stop.wait()


def _personas(company: Company) -> list[Persona]:
    return [
        Persona(
            user=str(company.people[one.person].slack_id),
            role=one.role,
            blurb=one.blurb,
            tries=tuple(one.messages),
        )
        for one in personas()
    ]
