"""The HTTP side: Slack's requests, health, readiness and metrics, on one port."""

from __future__ import annotations

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.wiring import Usher

log = structlog.get_logger(__name__)

LARGEST_BODY = 1_000_000
"""Bytes; Slack's own payloads stay far below."""


def web_app(usher: Usher, *, slack_over_http: bool) -> Starlette:
    """The ASGI application. Without `slack_over_http` (Socket Mode) only the operators' pages are there."""
    handler = AsyncSlackRequestHandler(usher.app)

    async def slack(request: Request) -> Response:
        """Everything Slack sends; Bolt checks the signature before anything is read."""
        if int(request.headers.get("content-length") or 0) > LARGEST_BODY:
            return JSONResponse({"error": "The request is larger than anything Slack sends."}, status_code=413)
        answer: Response = await handler.handle(request)
        return answer

    async def healthz(request: Request) -> Response:
        """The process is there."""
        return JSONResponse({"status": "ok"})

    async def readyz(request: Request) -> Response:
        """It can work: the database answers and jobs run."""
        try:
            await usher.desk.store.ping()
        except Exception as trouble:  # noqa: BLE001 - whatever it is, the answer is "not ready"
            log.warning("not_ready", trouble=str(trouble))
            return JSONResponse({"status": "unavailable", "says": "The database does not answer."}, status_code=503)
        if not usher.runner.started:
            return JSONResponse({"status": "unavailable", "says": "Jobs are not running."}, status_code=503)
        return JSONResponse({"status": "ready", "company": usher.desk.company.name})

    async def metrics(request: Request) -> Response:
        """Figures for Prometheus."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
    if slack_over_http:
        routes.append(Route("/slack/events", slack, methods=["POST"]))
    return Starlette(routes=routes)
