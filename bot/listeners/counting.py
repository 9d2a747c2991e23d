"""Counting what goes on after the acknowledgement, so that a process that stops can let it finish."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.work import Work

_PIECE = "usher_piece_of_work"


class _Begin(AsyncListenerStartHandler):
    def __init__(self, work: Work) -> None:
        self._work = work

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        piece = self._work.piece()
        await piece.__aenter__()
        request.context[_PIECE] = piece


class _End(AsyncListenerCompletionHandler):
    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        piece = request.context.pop(_PIECE, None)
        if piece is not None:
            await piece.__aexit__(None, None, None)


def count_work(app: AsyncApp, work: Work) -> None:
    """Makes every listener of the app a piece of that work, from its first line to the end of its error handling."""
    app.listener_runner.listener_start_handler = _Begin(work)
    app.listener_runner.listener_completion_handler = _End()
