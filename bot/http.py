"""The HTTP side: Slack's requests, links that confirm an approval, health, readiness and metrics, on one port.

A request's signature is checked here before anything in it is read. Bolt checks it again, but takes the
body apart first, and a stranger's bytes should not get that far.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.bodies import body_of
from bot.confirming import confirm_route
from bot.ticket_door import ticket_door
from bot.wiring import Usher

log = structlog.get_logger(__name__)

LARGEST_BODY = 1_000_000
"""Bytes; Slack's own payloads stay far below."""
PING_SECONDS = 3.0
"""How long the database may take to say that it is there."""


def web_app(usher: Usher, *, slack_over_http: bool) -> Starlette:
    """The ASGI application. Without `slack_over_http` (Socket Mode) Slack has no door."""

    async def healthz(request: Request) -> Response:
        """The process is there."""
        return JSONResponse({"status": "ok"})

    async def readyz(request: Request) -> Response:
        """It can work: the database answers and jobs run."""
        try:
            async with asyncio.timeout(PING_SECONDS):
                await usher.desk_of().store.ping()
        except Exception as trouble:  # noqa: BLE001 - whatever it is, the answer is "not ready"
            log.warning("not_ready", trouble=str(trouble) or type(trouble).__name__)
            return _unavailable("The database does not answer.")
        if not usher.runner.started:
            return _unavailable("Jobs are not running.")
        return JSONResponse({"status": "ready", "company": usher.desk_of().company.name})

    async def metrics(request: Request) -> Response:
        """Figures for Prometheus."""
        return Response(generate_latest(), headers={"content-type": CONTENT_TYPE_LATEST})

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
    routes.append(confirm_route(usher))
    routes.append(Route("/tickets", ticket_door(usher), methods=["POST"]))
    if slack_over_http:
        routes.append(Route("/slack/events", _slack_door(usher), methods=["POST"]))
    return Starlette(routes=routes)


def _slack_door(usher: Usher) -> Callable[[Request], Awaitable[Response]]:
    verifier = SignatureVerifier(usher.signing_secret)

    async def slack(request: Request) -> Response:
        """Everything Slack sends: 401 unsigned or old, 413 too large, 400 unreadable."""
        body = await body_of(request, most=LARGEST_BODY)
        if body is None:
            return _refused(413, "The request is larger than anything Slack sends.")
        if not _signed(verifier, request, body):
            log.warning("slack.bad_signature", size=len(body))
            return _refused(
                401,
                "The signature does not fit or is too old; check SLACK_SIGNING_SECRET and this machine's clock.",
            )
        try:
            asked = to_async_bolt_request(request, body)
        except (ValueError, AttributeError, TypeError) as broken:
            log.warning("slack.unreadable", size=len(body), trouble=type(broken).__name__)
            return _refused(400, "The request cannot be read; it is nothing that Slack sends.")
        return to_starlette_response(await usher.app.async_dispatch(asked))

    return slack


def _signed(verifier: SignatureVerifier, request: Request, body: bytes) -> bool:
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    try:
        return verifier.is_valid(body, timestamp, request.headers.get("x-slack-signature", ""))
    except (
        ValueError,
        TypeError,
    ):  # a timestamp that is no number, a body that is no text, a signature not in ASCII
        return False


def _refused(status: int, says: str) -> JSONResponse:
    return JSONResponse({"error": says}, status_code=status)


def _unavailable(says: str) -> JSONResponse:
    return JSONResponse({"status": "unavailable", "says": says}, status_code=503)
