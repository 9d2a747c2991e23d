"""Reading what a request carries, no further than it may be long."""

from __future__ import annotations

from starlette.requests import Request


async def body_of(request: Request, *, most: int) -> bytes | None:
    """The body; None as soon as it is known to have more than `most` bytes, whatever its header says."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)
