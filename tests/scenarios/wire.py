"""The wire to a database server, to be cut and mended: what goes through it goes on to the server as it is."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from types import TracebackType


class Wire:
    """A port of this machine behind which the server is. Use it as `async with`."""

    def __init__(self, host: str, port: int) -> None:
        self._server = host, port
        self._listening: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def __aenter__(self) -> Wire:
        await self.mend()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.cut()

    async def mend(self) -> None:
        """From now on the server answers, on the same port as before."""
        self._listening = await asyncio.start_server(self._connect, "127.0.0.1", self.port)
        self.port = self._listening.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Every connection ends at once, and nobody gets a new one."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        for end in list(self._ends):
            end.transport.abort()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        its_reader, its_writer = await asyncio.open_connection(*self._server)
        async with asyncio.TaskGroup() as both:
            both.create_task(self._pass(reader, its_writer))
            both.create_task(self._pass(its_reader, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._ends.add(writer)
        try:
            with suppress(ConnectionError):
                while some := await reader.read(65536):
                    writer.write(some)
                    await writer.drain()
        finally:
            self._ends.discard(writer)
            writer.close()
