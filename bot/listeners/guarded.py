"""Every listener, guarded: counted while it works, and never ending in anything but words for the person.

Bolt must not see a listener fail after it has acknowledged: `AsyncioListenerRunner` then forgets the
acknowledgement (slack-bolt 1.30), and Slack shows the person an error of its own or delivers the event again.
So what goes wrong is caught here: a refusal becomes its one sentence, anything else one sentence and a log entry.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Coroutine
from re import Pattern
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.models.views import View

from bot.listeners.failures import tell_failure
from bot.listeners.front import Front
from bot.listeners.opening import open_window
from bot.work import Work

Handler = Callable[..., Awaitable[None]]
Opener = Callable[..., Coroutine[Any, Any, View]]
Named = str | Pattern[Any] | dict[str, str | Pattern[Any]]


class Guarded:
    """The app as listeners register on it."""

    def __init__(self, app: AsyncApp, front: Front, work: Work) -> None:
        self._app = app
        self._front = front
        self._work = work

    def before_acknowledging(self, handler: Handler) -> Handler:
        """Something to be done with every event before Slack is told that it arrived; when it fails, Slack sends again."""
        chosen = _chooser(handler)

        async def first(args: AsyncArgs) -> None:
            if args.body.get("type") == "event_callback":
                await handler(**chosen(args))
            await args.next()

        self._app.middleware(first)
        return handler

    def event(self, named: str) -> Callable[[Handler], Handler]:
        """An event of that type."""
        return self._on(self._app.event(named))

    def action(self, named: Named) -> Callable[[Handler], Handler]:
        """A click or a choice with that action id."""
        return self._on(self._app.action(named))

    def opening(self, named: Named) -> Callable[[Opener], Opener]:
        """A click that opens a window, which is what the listener returns."""

        def decorate(opener: Opener) -> Opener:
            chosen = _chooser(opener)

            async def clicked(args: AsyncArgs) -> None:
                await args.ack()
                await open_window(self._front, args.body, opener(**chosen(args)))

            self._guard(self._app.action(named), clicked, opener.__name__)
            return opener

        return decorate

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
            chosen = _chooser(handler)

            async def heard(args: AsyncArgs) -> None:
                await handler(**chosen(args))

            self._guard(register, heard, handler.__name__)
            return handler

        return decorate

    def _guard(self, register: Callable[[Handler], Any], listener: Handler, name: str) -> None:
        async def guarded(args: AsyncArgs) -> None:
            async with self._work.piece():
                try:
                    await listener(args)
                except Exception as error:  # noqa: BLE001 - see the module's docstring
                    if args.ack.response is None:
                        await args.ack()
                    await tell_failure(self._front, error, args.body, args.context)

        guarded.__name__ = name
        register(guarded)


def _chooser(handler: Callable[..., Any]) -> Callable[[AsyncArgs], dict[str, Any]]:
    """Picks from what came with a payload what the listener has parameters for."""
    wanted = tuple(inspect.signature(handler).parameters)
    return lambda args: {name: getattr(args, name) for name in wanted}
