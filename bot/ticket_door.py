"""Where tickets come in: signed as Usher's own webhooks are, read no further than the signature while it does not fit."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from approvals.errors import BadInput
from bot.bodies import body_of
from bot.incoming_tickets import Drafts
from catalog.connectors.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, is_genuine

log = structlog.get_logger(__name__)

LARGEST_BODY = 200_000
"""Bytes; a ticket is a page of text."""


class TakesTickets(Protocol):
    """What the door needs of a running Usher."""

    @property
    def drafts(self) -> Drafts:
        """Answers a ticket."""

    @property
    def tickets_secret(self) -> Callable[[], str]:
        """What tickets are signed with; empty where none are taken."""


def ticket_door(
    usher: TakesTickets, *, clock: Callable[[], float] = time.time
) -> Callable[[Request], Awaitable[Response]]:
    """`POST /tickets`: 404 not switched on, 413 too large, 401 unsigned or old, 400 no ticket, 200 with a draft."""

    async def tickets(request: Request) -> Response:
        secret = usher.tickets_secret()
        if not secret:
            return _refused(
                404, "No tickets are taken here; name the secret's variable in tickets.incoming_env."
            )
        body = await body_of(request, most=LARGEST_BODY)
        if body is None:
            return _refused(413, "The ticket is larger than any that is read.")
        genuine = is_genuine(
            secret,
            timestamp=request.headers.get(TIMESTAMP_HEADER, ""),
            body=body,
            signature=request.headers.get(SIGNATURE_HEADER, ""),
            now=clock(),
        )
        if not genuine:
            log.warning("tickets.bad_signature", size=len(body))
            return _refused(401, "The signature does not fit or is too old; check the secret and the clocks.")
        try:
            return JSONResponse(await usher.drafts(body))
        except BadInput as refusal:
            return _refused(400, refusal.sentence)
        except Exception:
            log.exception("tickets.failed", size=len(body))
            return _refused(500, "The ticket could not be read just now; send it again in a minute.")

    return tickets


def _refused(status: int, says: str) -> JSONResponse:
    return JSONResponse({"error": says}, status_code=status)
