"""The views people have open: a stack of up to three modals in each of their windows, and one home tab."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from bot.slack_local.errors import Json, SlackError
from bot.slack_local.inputs import Values, state_values
from bot.slack_local.model import Change, View

MOST_IN_STACK = 3
_NO_SUCH_VIEW = "not_found"


class Modals:
    """Opens, pushes, updates and closes views, by Slack's rules."""

    def __init__(self, *, on_change: Callable[[Change], None]) -> None:
        self._on_change = on_change
        self._stacks: dict[tuple[str, str], list[View]] = {}
        self.homes: dict[str, View] = {}

    def stack(self, user: str, window: str = "") -> list[View]:
        """The modals that person has open in that window, the top one last."""
        return self._stacks.setdefault((user, window), [])

    def find(self, view_id: str) -> View | None:
        """An open modal, or a home tab."""
        open_views = [view for stack in self._stacks.values() for view in stack]
        return next((view for view in (*open_views, *self.homes.values()) if view.id == view_id), None)

    def find_external(self, external_id: str) -> View | None:
        """An open modal or a home tab by the app's own id."""
        open_views = [view for stack in self._stacks.values() for view in stack]
        every = (*open_views, *self.homes.values())
        return next((view for view in every if external_id and view.external_id == external_id), None)

    def open(self, user: str, plan: Json, *, window: str = "") -> View:
        """A new modal, in place of any the person had open in that window."""
        self._stacks[user, window] = []
        return self._put(user, plan, window)

    def push(self, user: str, plan: Json, *, window: str = "") -> View:
        """A modal on top. Raises SlackError `push_limit_reached` beyond three."""
        if len(self.stack(user, window)) >= MOST_IN_STACK:
            raise SlackError("push_limit_reached")
        return self._put(user, plan, window)

    def _put(self, user: str, plan: Json, window: str) -> View:
        external_id = plan.get("external_id") or ""
        if self.find_external(external_id):
            raise SlackError("duplicate_external_id")
        stack = self.stack(user, window)
        view = _made(user, plan, view_id=_new_id(), window=window)
        view.root_view_id = stack[0].id if stack else view.id
        view.previous_view_id = stack[-1].id if stack else None
        stack.append(view)
        self._changed(view)
        return view

    def update(self, view: View, plan: Json, *, view_hash: str | None = None) -> View:
        """Other content for an open view; what was typed stays where block and action ids are the same.

        Raises SlackError `hash_conflict` when the view is no longer the one that hash stands for.
        """
        if view_hash is not None and view_hash != view.hash:
            raise SlackError("hash_conflict")
        fresh = _made(view.user, plan, view_id=view.id, window=view.window)
        fresh.root_view_id, fresh.previous_view_id = view.root_view_id, view.previous_view_id
        held = state_values(view.blocks, view.values)
        fresh.values = {
            block_id: kept
            for block_id, states in state_values(fresh.blocks, held).items()
            if (
                kept := {
                    action: state for action, state in states.items() if action in held.get(block_id, {})
                }
            )
        }
        if view.type == "home":
            self.homes[view.user] = fresh
        else:
            stack = self.stack(view.user, view.window)
            stack[next(index for index, open_view in enumerate(stack) if open_view.id == view.id)] = fresh
        self._changed(fresh)
        return fresh

    def publish(self, user: str, plan: Json, *, view_hash: str | None = None) -> View:
        """A person's home tab."""
        current = self.homes.get(user)
        if current is not None:
            return self.update(current, plan, view_hash=view_hash)
        if view_hash:
            raise SlackError("hash_conflict")
        view = _made(user, plan, view_id=_new_id())
        view.root_view_id = view.id
        self.homes[user] = view
        self._changed(view)
        return view

    def hold(self, view: View, values: Values) -> None:
        """Keeps what the person has typed so far."""
        for block_id, states in values.items():
            view.values.setdefault(block_id, {}).update(states)

    def complain(self, view: View, errors: dict[str, str]) -> None:
        """Shows errors below the inputs."""
        view.errors = errors
        self._changed(view)

    def close(self, view: View) -> None:
        """Takes that modal off, with everything on top of it."""
        stack = self.stack(view.user, view.window)
        place = next((index for index, open_view in enumerate(stack) if open_view.id == view.id), None)
        if place is not None:
            del stack[place:]
            self._changed(view)

    def clear(self, view: View) -> None:
        """Takes that modal off, with all others in its window."""
        if self.stack(view.user, view.window):
            self._stacks[view.user, view.window] = []
            self._changed(view)

    def of_app(self, view_id: str, external_id: str) -> View:
        """The view an app names by either id. Raises SlackError `not_found`."""
        view = self.find(view_id) if view_id else self.find_external(external_id)
        if view is None:
            raise SlackError(_NO_SUCH_VIEW)
        return view

    def _changed(self, view: View) -> None:
        self._on_change(Change("home" if view.type == "home" else "views", frozenset([view.user])))


def _new_id() -> str:
    return f"V0{secrets.token_hex(5).upper()}"


def _made(user: str, plan: Json, *, view_id: str, window: str = "") -> View:
    return View(
        id=view_id,
        user=user,
        type=plan["type"],
        hash=f"{secrets.randbelow(10**10)}.{secrets.token_urlsafe(6)}",
        blocks=plan["blocks"],
        title=plan.get("title"),
        submit=plan.get("submit"),
        close=plan.get("close"),
        private_metadata=plan.get("private_metadata") or "",
        callback_id=plan.get("callback_id") or "",
        external_id=plan.get("external_id") or "",
        window=window,
        clear_on_close=bool(plan.get("clear_on_close")),
        notify_on_close=bool(plan.get("notify_on_close")),
        submit_disabled=bool(plan.get("submit_disabled")),
    )
