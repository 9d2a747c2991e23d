"""Every listener, guarded: counted while it works, and never ending in anything but words for the person.

Bolt must not see a listener fail after it has acknowledged: `AsyncioListenerRunner` then forgets the
acknowledgement (slack-bolt 1.30), and Slack shows the person an error of its own or delivers the event again.
So what goes wrong is caught here: a refusal becomes its one sentence, anything else one sentence and a log entry.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from re import Pattern
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from approvals.errors import Refused
from bot.listeners.front import Front, Seat, seat_of
from bot.texts import iam_admins
from bot.work import Work

log = structlog.get_logger(__name__)

Handler = Callable[..., Awaitable[None]]
Named = str | Pattern[Any] | dict[str, str | Pattern[Any]]


class Guarded:
    """The app as listeners register on it."""

    def __init__(self, app: AsyncApp, front: Front, work: Work) -> None:
        self._app = app
        self._front = front
        self._work = work

    def before_acknowledging(self, handler: Handler) -> Handler:
        """Something to be done with every event before Slack is told that it arrived; when it fails, Slack sends again."""
        wanted = tuple(inspect.signature(handler).parameters)

        async def first(args: AsyncArgs) -> None:
            if args.body.get("type") == "event_callback":
                await handler(**{name: getattr(args, name) for name in wanted})
            await args.next()

        self._app.middleware(first)
        return handler

    def event(self, named: str) -> Callable[[Handler], Handler]:
        """An event of that type."""
        return self._on(self._app.event(named))

    def action(self, named: Named) -> Callable[[Handler], Handler]:
        """A click or a choice with that action id."""
        return self._on(self._app.action(named))

    def view(self, named: Named) -> Callable[[Handler], Handler]:
        """A modal with that callback id being submitted."""
        return self._on(self._app.view(named))

    def options(self, named: Named) -> Callable[[Handler], Handler]:
        """A menu asking what to offer."""
        return self._on(self._app.options(named))

    def command(self, named: str) -> Callable[[Handler], Handler]:
        """A slash command."""
        return self._on(self._app.command(named))

    def shortcut(self, named: Named) -> Callable[[Handler], Handler]:
        """A shortcut."""
        return self._on(self._app.shortcut(named))

    def _on(self, register: Callable[[Handler], Any]) -> Callable[[Handler], Handler]:
        def decorate(handler: Handler) -> Handler:
            wanted = tuple(inspect.signature(handler).parameters)

            async def guarded(args: AsyncArgs) -> None:
                async with self._work.piece():
                    try:
                        await handler(**{name: getattr(args, name) for name in wanted})
                    except Exception as error:  # noqa: BLE001 - see the module's docstring
                        if args.ack.response is None:
                            await args.ack()
                        await tell_failure(self._front, error, args.body, args.context)

            guarded.__name__ = handler.__name__
            register(guarded)
            return handler

        return decorate


async def tell_failure(front: Front, error: Exception, body: dict[str, Any], context: Any) -> None:
    """One private sentence for the person who did it; the log gets the whole of what went wrong."""
    await tell_failure_at(front, error, seat_of(body, context))


async def tell_failure_at(front: Front, error: Exception, seat: Seat) -> None:
    """The same, where the person sits."""
    if isinstance(error, Refused):
        log.info("listener.refused", user=seat.user, why=error.sentence)
        sentence = error.sentence
    else:
        log.error("listener.failed", user=seat.user, exc_info=error)
        whom = iam_admins(front.desk_of().company)
        sentence = (
            f"Something went wrong on my side; try again in a minute, and tell {whom} if it happens again."
        )
    if not seat.user:
        return
    try:
        await front.tell(seat, sentence)
    except Exception:
        log.exception("listener.could_not_tell", user=seat.user)
