"""Runs an ASGI app on a port of its own inside the running event loop, and stops it again without a trace."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from collections.abc import Generator
from typing import Any

import uvicorn

STOP_GRACE = 5
"""Seconds a stop leaves for answers under way: a click is acknowledged after two, and Slack waits for three."""


class PortTaken(Exception):
    """Nobody can listen there, most often because somebody else does; `sentence` says why and what to do."""

    def __init__(self, port: int, *, sentence: str = "") -> None:
        self.sentence = sentence or f"Port {port} is in use; choose another one."
        super().__init__(self.sentence)


def _cannot_listen(host: str, port: int, trouble: OSError) -> PortTaken:
    if trouble.errno == errno.EACCES:
        return PortTaken(
            port, sentence=f"Port {port} needs rights that Usher does not have; use one from 1024 up."
        )
    if isinstance(trouble, socket.gaierror) or trouble.errno == errno.EADDRNOTAVAIL:
        return PortTaken(
            port, sentence=f"{host} is no address of this machine; listen on 0.0.0.0 or 127.0.0.1."
        )
    return PortTaken(port)


class _Server(uvicorn.Server):
    """Leaves signals to the program around it, and starts and stops without waiting for a tick."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()
        self.leave = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    async def main_loop(self) -> None:
        self.up.set()
        while not self.leave.is_set():
            await self.on_tick(0)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.leave.wait(), 1.0)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's own, which waits a tenth of a second even where nothing is under way."""
        for listening in self.servers:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()  # one that is answering closes after its answer
        await asyncio.sleep(0)  # what was idle is gone now
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
        else:
            for listening in self.servers:
                await listening.wait_closed()


class Hosted:
    """One app on one port."""

    def __init__(self, app: Any, *, port: int = 0, host: str = "127.0.0.1", grace: int = 1) -> None:
        """`grace` is for how many seconds a stop waits for answers that are under way."""
        self._app = app
        self._wanted = port
        self._host = host
        self._grace = grace
        self._server: _Server | None = None
        self._task: asyncio.Task[None] | None = None
        self.port = port

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://{f'[{self._host}]' if ':' in self._host else self._host}:{self.port}"

    async def start(self) -> None:
        """Listens. Raises PortTaken."""
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        # The protocol is named because asyncio sets TCP_NODELAY only then; answers would wait for acknowledgements.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((self._host, self._wanted))
        except OSError as trouble:
            listening.close()
            raise _cannot_listen(self._host, self._wanted, trouble) from None
        self.port = int(listening.getsockname()[1])
        config = uvicorn.Config(
            self._app,
            lifespan="off",
            ws="none",
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=self._grace,
        )
        self._server = _Server(config)
        self._task = asyncio.get_running_loop().create_task(self._server.serve(sockets=[listening]))
        ready = asyncio.get_running_loop().create_task(self._server.up.wait())
        await asyncio.wait({self._task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            await self._task
            raise RuntimeError(f"the server on port {self.port} stopped while starting")

    async def stop(self) -> None:
        """Takes nothing new, finishes what is being answered within the grace, then closes the port."""
        if self._server is None or self._task is None:
            return
        self._server.leave.set()
        await self._task
        self._server, self._task = None, None
