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
from bot.settings import BadSetting, Settings
from bot.slack_client import slack_client, slacks_word
from bot.stopping import stop_signal
from bot.wiring import running
from catalog.model import Company

log = structlog.get_logger(__name__)


class SlackRefused(Exception):
    """Slack does not take the token; the message says what to do."""


async def serve(
    settings: Settings, company: Company, *, host: str, port: int, environment: Mapping[str, str]
) -> None:
    """Runs until a signal, then finishes what it began.

    Raises BadSetting, SlackRefused, PortTaken and what `running` raises.
    """
    token, secret = _slack_settings(settings)
    stop = stop_signal()
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(slack_client(token=token, base_url=settings.slack_base_url))
        await _greet(client)
        usher = await stack.enter_async_context(
            running(
                settings,
                company,
                clock=SystemClock(),
                client=client,
                signing_secret=secret,
                environment=environment,
            )
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


def _slack_settings(settings: Settings) -> tuple[str, str]:
    if settings.slack_bot_token is None:
        raise BadSetting(
            "SLACK_BOT_TOKEN is not set; copy the Bot User OAuth Token of your Slack app into it."
        )
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        raise BadSetting(
            "Neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is set; set the one your Slack app uses."
        )
    secret = settings.slack_signing_secret
    return settings.slack_bot_token.get_secret_value(), secret.get_secret_value() if secret else ""


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
