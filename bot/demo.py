"""Everything at once, on this machine: the demo company, a database in a temporary folder, the systems that
grants arrive in, a local Slack with its page, and the bot between them on the same paths as in production.
"""

from __future__ import annotations

import asyncio
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from approvals.clock import MovableClock
from bot.demo_scim import DemoScim
from bot.demo_webhook import DemoWebhook
from bot.hosting import STOP_GRACE, Hosted
from bot.http import web_app
from bot.playground import JumpingClock, Playground, playground
from bot.preparing import prepare
from bot.settings import CONNECTOR_PREFIXES, Settings
from bot.slack_client import slack_client
from bot.slack_local.model import Persona
from bot.stopping import stop_signal
from bot.wiring import running
from catalog.demo import DEMO_DAY, demo_folder, personas
from catalog.load import load_company
from catalog.model import Company


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A running demo: its people's Slack, the systems that grants arrive in, and its clock."""

    company: Company
    slack: Playground
    scim: DemoScim
    webhook: DemoWebhook
    clock: JumpingClock


async def demo(
    settings: Settings, *, port: int, environment: Mapping[str, str], ready: Callable[[str], None]
) -> None:
    """Runs until a signal; `ready` is told the page's address. Raises PortTaken."""
    stop = stop_signal()
    async with running_demo(settings, port=port, environment=environment) as running_now:
        ready(running_now.slack.url)
        # Only a grant needs it, and somebody who waits for the page should not wait for it too.
        await asyncio.to_thread(running_now.scim.start)
        await stop.wait()


@asynccontextmanager
async def running_demo(
    settings: Settings, *, port: int, environment: Mapping[str, str]
) -> AsyncIterator[Demo]:
    """The demo for as long as the block lasts; its SCIM server is loaded by `scim.start()`. Raises PortTaken."""
    company = load_company(demo_folder())
    clock = JumpingClock(MovableClock(DEMO_DAY))
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="usher-demo-")))
        scim = DemoScim(later=True)
        stack.callback(scim.stop)
        webhook = await stack.enter_async_context(DemoWebhook())
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
                prepare(
                    settings.model_copy(update={"database_url": f"sqlite:///{folder / 'usher.db'}"}),
                    company,
                    _systems(environment, scim, webhook),
                ),
                clock=clock.inner,
                client=client,
                signing_secret=slack.signing_secret,
            )
        )
        hosted = Hosted(web_app(usher, slack_over_http=True), grace=STOP_GRACE)
        await hosted.start()
        stack.push_async_callback(hosted.stop)
        slack.bot_url = f"{hosted.url}/slack/events"
        clock.runner = usher.runner
        yield Demo(company=company, slack=slack, scim=scim, webhook=webhook, clock=clock)


def _systems(environment: Mapping[str, str], scim: DemoScim, webhook: DemoWebhook) -> dict[str, str]:
    """The environment with the demo's systems in it, and no others: invented people get no real access."""
    kept = {name: value for name, value in environment.items() if not name.startswith(CONNECTOR_PREFIXES)}
    return kept | {
        "USHER_SCIM_URL": scim.url,
        "USHER_SCIM_TOKEN": scim.token,
        "USHER_WEBHOOK_URL": webhook.url,
        "USHER_WEBHOOK_SECRET": webhook.secret,
    }


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
