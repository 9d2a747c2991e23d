"""A ticket system as Usher meets it: ServiceNow's table of incidents, which can be made to keep its answer to itself."""

from __future__ import annotations

import asyncio
from types import TracebackType
from urllib.parse import parse_qs

from aiohttp import web


class ServiceDesk:
    """Use it as `async with`."""

    def __init__(self) -> None:
        self.url = ""
        self.incidents: list[str] = []
        """The keys that tickets were made with, in order."""
        self.arrived, self.made, self.left = asyncio.Event(), asyncio.Event(), asyncio.Event()
        """A ticket was asked for, it was made, and whoever asked for one went away before the answer."""
        self._may_make, self._may_answer = asyncio.Event(), asyncio.Event()
        self._runner: web.AppRunner | None = None
        self.release()

    async def __aenter__(self) -> ServiceDesk:
        app = web.Application()
        app.router.add_post("/api/now/table/incident", self._make)
        app.router.add_get("/api/now/table/incident", self._look_up)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
        if self._runner is not None:
            await self._runner.cleanup()

    def hold(self, *, after_making: bool) -> None:
        """The next ticket is not made, or made without an answer, until it is released."""
        self._may_answer.clear()
        if not after_making:
            self._may_make.clear()

    def release(self) -> None:
        """From now on everything is answered."""
        self._may_make.set()
        self._may_answer.set()

    async def _make(self, request: web.Request) -> web.Response:
        key = str((await request.json())["correlation_id"])
        self.arrived.set()
        try:
            await self._may_make.wait()
            self.incidents.append(key)
            self.made.set()
            await self._may_answer.wait()
        except asyncio.CancelledError:
            self.left.set()
            raise
        return web.json_response({"result": self._row(key)}, status=201)

    async def _look_up(self, request: web.Request) -> web.Response:
        (query,) = parse_qs(request.query_string)["sysparm_query"]
        key = query.removeprefix("correlation_id=")
        return web.json_response({"result": [self._row(key)] if key in self.incidents else []})

    def _row(self, key: str) -> dict[str, str]:
        return {"number": f"INC{self.incidents.index(key) + 1:07}", "sys_id": "x"}
