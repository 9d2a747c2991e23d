"""`usher` as a process of its own, to be stopped and killed like any other.

Loading the libraries and getting to know the company takes three seconds of a core. A worker does it once, in a
server without threads or an event loop, and its processes are forked from there: a pid, an environment, signals and pipes of their own,
and from `bot.cli.main` on the same code. With `anew` it is `python -m bot.cli` instead, interpreter and all.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the forked process loads this module, and has no use for an office
    from tests.scenarios.office import Office

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.scenarios.loaded"])


class Forked:
    """A process out of the server; it is handled like one of asyncio's."""

    def __init__(
        self, process: ForkServerProcess, stdout: asyncio.StreamReader, stderr: asyncio.StreamReader
    ) -> None:
        self._process = process
        self.stdout, self.stderr = stdout, stderr

    @property
    def returncode(self) -> int | None:
        """How it ended; below zero: by that signal; None: not yet."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Nothing happens when it has ended."""
        if self.returncode is None:
            os.kill(self._process.pid or 0, number)

    def kill(self) -> None:
        """At once, in the middle of whatever it does."""
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Until it has ended; returns how."""
        if self.returncode is None:
            ended = asyncio.Event()
            loop = asyncio.get_running_loop()
            loop.add_reader(self._process.sentinel, ended.set)
            try:
                await ended.wait()
            finally:
                loop.remove_reader(self._process.sentinel)
            self._process.join()
        code = self.returncode
        assert code is not None
        return code

    async def communicate(self) -> tuple[bytes, bytes]:
        """All it says on standard output and standard error, once it has ended."""
        said = await asyncio.gather(self.stdout.read(), self.stderr.read())
        await self.wait()
        return said


Process = Forked | asyncio.subprocess.Process


def settings(office: Office) -> dict[str, str]:
    """What `usher serve` is told about the world around it."""
    return {
        "USHER_DATABASE_URL": office.database,
        "USHER_WORKER_TIMEOUT": "1",
        "USHER_SCIM_URL": office.scim.url,
        "USHER_SCIM_TOKEN": office.scim.token,
        "SLACK_API_URL": office.slack.api_url,
        "SLACK_BOT_TOKEN": office.slack.bot_token,
    }


async def serve(office: Office, port: int, environment: Mapping[str, str], *, anew: bool = False) -> Process:
    """`usher serve` for that company on that port, on its way up."""
    arguments = ["serve", "--host", "127.0.0.1", "--port", str(port), "--company", str(office.company.folder)]
    around = {**os.environ, **environment}
    if anew:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.cli", *arguments,
            env=around, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
    out, its_out = _forks.Pipe(duplex=False)
    err, its_err = _forks.Pipe(duplex=False)
    process = _forks.Process(target=_usher, args=(arguments, around, its_out, its_err), daemon=True)
    process.start()
    its_out.close()
    its_err.close()
    return Forked(process, await _reader(out), await _reader(err))


@asynccontextmanager
async def ended(process: Process) -> AsyncIterator[None]:
    """The process does not outlive the block."""
    try:
        yield
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def _usher(arguments: list[str], environment: dict[str, str], out: Connection, err: Connection) -> None:
    """The command, in the forked process."""
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    out.close()
    err.close()
    from bot.cli import main

    main(arguments, prog_name="usher")


async def _reader(pipe: Connection) -> asyncio.StreamReader:
    stream = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stream), pipe)
    return stream
