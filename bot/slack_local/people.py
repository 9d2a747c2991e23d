"""People at their keyboards: what a test (or anybody) lets a member of the workspace do.

Everything goes through `Client`, so a person here can do what a person in Slack can, and no more.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.slack_local.client import Client
from bot.slack_local.errors import Json
from bot.slack_local.model import Message, View
from bot.slack_local.picking import action_for, clickable, filled, menu, option_labels
from bot.slack_local.submission import Submitted

Shown = Message | View


class Person:
    """One member of the workspace at their keyboard. Every method raises NotPossible where Slack would refuse."""

    def __init__(self, user_id: str, client: Client, dm: str) -> None:
        self.id = user_id
        self._client = client
        self._dm = dm

    def says(self, text: str, *, channel: str = "", thread_ts: str | None = None) -> Message:
        """Sends a message: to the app in direct messages, or in a channel (id or name)."""
        where = channel or self._dm
        return self._client.say(self.id, where, text, thread_ts=thread_ts).snapshot()

    def mentions(self, text: str, *, channel: str, thread_ts: str | None = None) -> Message:
        """Sends a message in a channel that starts with the app's name."""
        return self.says(f"<@{self._client.bot}> {text}", channel=channel, thread_ts=thread_ts)

    async def clicks(
        self,
        shown: Shown,
        text: str = "",
        *,
        action_id: str = "",
        block_id: str = "",
        value: str = "",
        filled_in: Mapping[str, object] | None = None,
    ) -> None:
        """Clicks a button (or an overflow entry) by its label or action id; returns when the app acknowledged.

        `filled_in` is what the fields of a modal hold by then, as `submits` takes it.
        """
        action = clickable(shown, text=text, action_id=action_id, block_id=block_id, value=value)
        await self._act(shown, action, await self._state(shown, filled_in))

    async def chooses(self, shown: Shown, picked: object, *, action_id: str = "", block_id: str = "") -> None:
        """Picks something in a menu, a date picker or the like; options by label or value, people by id."""
        block, element = menu(shown, action_id=action_id, block_id=block_id)
        found = await self._found(shown, block, element, picked)
        await self._act(shown, action_for(block, element, found))

    async def searches(
        self, shown: Shown, typed: str, *, action_id: str = "", block_id: str = ""
    ) -> list[str]:
        """Types into an external select; gives back the labels of what is offered."""
        block, element = menu(shown, action_id=action_id, block_id=block_id)
        answer = await self._client.search(
            self.id, shown, action_id=element["action_id"], block_id=block["block_id"], typed=typed
        )
        return option_labels(answer)

    async def submits(self, view: View, values: Mapping[str, object] | None = None) -> Submitted:
        """Sends a modal off. `values` by block id: text, an option's label or value, a list of them, a date, a person."""
        return await self._client.submit(self.id, view.id, await self._state(view, values))

    async def closes(self, view: View, *, whole_stack: bool = False) -> None:
        """Closes a modal without sending it."""
        await self._client.close(self.id, view.id, whole_stack=whole_stack)

    def opens_home(self) -> None:
        """Opens the app's home tab."""
        self._client.open_home(self.id)

    def opens_assistant(self) -> Message:
        """Opens the assistant pane; gives back what its thread hangs from."""
        return self._client.open_assistant(self.id).snapshot()

    async def command(self, command: str, text: str = "", *, channel: str = "") -> None:
        """Uses a slash command: in direct messages with the app, or in a channel."""
        await self._client.command(self.id, channel or self._dm, command, text)

    async def shortcut(self, callback_id: str, message: Message | None = None) -> None:
        """Uses a shortcut, on a message or from anywhere."""
        channel, ts = (message.channel, message.ts) if message else (None, None)
        await self._client.shortcut(self.id, callback_id, channel=channel, ts=ts)

    async def _state(self, shown: Shown, values: Mapping[str, object] | None) -> dict[str, Json]:
        """The fields as Slack holds them, from what a person would put in."""
        state: dict[str, Json] = {}
        for block_id, value in (values or {}).items():
            block, element = menu(shown, block_id=block_id)
            found = await self._found(shown, block, element, value)
            state[block_id] = {element["action_id"]: filled(element, found)}
        return state

    async def _act(self, shown: Shown, action: Json, values: dict[str, Json] | None = None) -> None:
        if isinstance(shown, View):
            await self._client.act_on_view(self.id, shown.id, action, values)
        else:
            await self._client.act_on_message(self.id, shown.channel, shown.ts, action)

    async def _found(self, shown: Shown, block: Json, element: Json, picked: object) -> object:
        """In an external select, what is picked has to be searched for first, as a person would."""
        if not element["type"].endswith("external_select"):
            return picked
        wanted = picked if isinstance(picked, list) else [picked]
        found = []
        for one in wanted:
            answer = await self._client.search(
                self.id,
                shown,
                action_id=element["action_id"],
                block_id=block["block_id"],
                typed=str(one),
            )
            found.append(filled({"type": "static_select", **answer}, one)["selected_option"])
        return found if isinstance(picked, list) else found[0]
