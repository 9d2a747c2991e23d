"""The bot against a Slack workspace: Socket Mode with an app token, else signed HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from approvals.clock import SystemClock
from bot.delivery.slack_calls import passing
from bot.garbage import all_loaded
from bot.hosting import STOP_GRACE, Hosted
from bot.http import web_app
from bot.preparing import prepare
from bot.settings import Settings
from bot.slack_client import slack_client, slacks_word
from bot.slack_tokens import slack_settings
from bot.stopping import stop_signal
from bot.system_settings import refuse_unheeded
from bot.wiring import running
from catalog.model import Company

log = structlog.get_logger(__name__)


class SlackRefused(Exception):
    """Slack does not take the token; the message says what to do."""


async def serve(
    settings: Settings, company: Company, *, host: str, port: int, environment: Mapping[str, str]
) -> None:
    """Runs until a signal, then finishes what it began.

    What is wrong on this machine is said before Slack is asked. Raises BadSetting, SlackRefused, PortTaken and what
    `prepare` raises.
    """
    token, secret = slack_settings(settings)
    refuse_unheeded(environment, company)
    prepared = prepare(settings, company, environment)
    stop = stop_signal()
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(slack_client(token=token, base_url=settings.slack_base_url))
        await _greet(client)
        usher = await stack.enter_async_context(
            running(prepared, clock=SystemClock(), client=client, signing_secret=secret)
        )
        hosted = Hosted(
            web_app(usher, slack_over_http=settings.slack_app_token is None),
            host=host,
            port=port,
            grace=STOP_GRACE,
        )
        await hosted.start()
        stack.push_async_callback(hosted.stop)
        if settings.slack_app_token is not None:
            from bot.socket_mode import AppTokenRefused, socket_mode

            app_token = settings.slack_app_token.get_secret_value()
            try:
                await stack.enter_async_context(socket_mode(usher.app, client, app_token, usher.work))
            except AppTokenRefused as refused:
                raise SlackRefused(
                    f"Slack does not take SLACK_APP_TOKEN ({refused.code}); make an app-level token with the scope connections:write."
                ) from refused
        way = "socket mode" if settings.slack_app_token else "http"
        all_loaded()
        log.info("serving", company=company.name, port=hosted.port, way=way)
        await stop.wait()
        log.info("stopping", under_way=usher.work.count)


async def _greet(client: AsyncWebClient) -> None:
    """Finds out at once whether the token is any good; a Slack that does not answer now may do so later."""
    try:
        await client.auth_test()
    except SlackApiError as refused:
        word, status = slacks_word(refused), getattr(refused.response, "status_code", 200)
        if word and not passing(refused):
            raise SlackRefused(
                f"Slack does not take SLACK_BOT_TOKEN ({word}); install the app again and copy its Bot User OAuth Token."
            ) from refused
        if not word and status < 500 and status != 429:
            raise SlackRefused(
                f"What answers at {client.base_url} is not Slack (HTTP {status}); check SLACK_API_URL."
            ) from refused
        log.warning("slack.unreachable", trouble=word or f"HTTP {status}")
    except (aiohttp.ClientError, TimeoutError) as away:
        log.warning("slack.unreachable", trouble=str(away) or type(away).__name__)
