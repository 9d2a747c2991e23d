"""Slack's client: what a person can do in it, and what it then shows them or sends to the app.

The playground page and the tests act through this and nothing else, so both are held to what a person
could really do: only in conversations they are in, only on buttons that were there, only while active.
"""

from __future__ import annotations

from uuid import uuid4

from bot.slack_local import interactions
from bot.slack_local.acting import action_sent, answer_object, with_action
from bot.slack_local.errors import BotFailed, Json, NotPossible, NotThere, SlackError
from bot.slack_local.inputs import Values, find_element, problems, state_values
from bot.slack_local.limits import MESSAGE_TEXT, check_options
from bot.slack_local.model import Channel, Message, SlackUser, View
from bot.slack_local.platform import Platform
from bot.slack_local.submission import Submitted, follow
from bot.slack_local.typed_text import rich_text, sent_text


class Client:
    """Everything a person does; each method raises NotPossible with a sentence for them."""

    def __init__(self, platform: Platform, *, window: str = "") -> None:
        self._window = window  # the window this is done in: modals open there
        self._slack = platform
        self._space = platform.space

    @property
    def bot(self) -> str:
        """The app's user id."""
        return self._space.bot_user_id

    def actor(self, user_id: str) -> SlackUser:
        """Somebody who can act: a member, a person, not deactivated."""
        user = self._space.users.get(user_id)
        if user is None or user.is_bot:
            raise NotPossible("Nobody here has that id; pick somebody from the list.")
        if user.deleted:
            raise NotPossible(f"{user.real_name} is deactivated and cannot do anything in Slack.")
        return user

    def channel(self, user: SlackUser, name_or_id: str) -> Channel:
        """A conversation that person is in."""
        try:
            channel = self._space.channel(name_or_id)
        except SlackError:
            raise NotPossible(f"There is no conversation {name_or_id}; pick one from the list.") from None
        if user.id not in channel.members:
            raise NotPossible(f"{user.real_name} is not in #{channel.name}.")
        return channel

    def dm(self, user: SlackUser) -> Channel:
        """That person's direct messages with the app."""
        return self._space.im(user.id, self._space.bot_user_id)

    def say(self, user_id: str, channel: str, typed: str, *, thread_ts: str | None = None) -> Message:
        """Sends a message."""
        user = self.actor(user_id)
        where = self.channel(user, channel)
        if not typed.strip():
            raise NotPossible("There is nothing to send; write something first.")
        if len(typed) > MESSAGE_TEXT:
            raise NotPossible(f"Your message is too long; keep it under {MESSAGE_TEXT:,} characters.")
        if thread_ts is not None and self._space.find(where.id, thread_ts) is None:
            raise NotThere("That thread is gone; reload to see the channel as it is now.")
        text = sent_text(typed, users=self._space.users.values(), channels=self._space.channels.values())
        message = Message(
            ts=self._space.next_ts(),
            channel=where.id,
            user=user.id,
            text=text,
            blocks=rich_text(text),
            thread_ts=thread_ts,
            client_msg_id=str(uuid4()),
        )
        self._space.post(message)
        self._slack.posted(message)
        return message

    async def command(self, user_id: str, channel: str, command: str, text: str = "") -> None:
        """Uses a slash command; an answer in the acknowledgement is shown to that person alone."""
        user = self.actor(user_id)
        where = self.channel(user, channel)
        secret = self._slack.passes.response(user=user.id, channel=where.id)
        answer = await self._slack.courier.command(
            interactions.slash_command(
                self._space,
                user,
                where,
                command=command,
                text=text,
                trigger_id=self._slack.passes.trigger(user.id, window=self._window),
                response_url=self._slack.response_url(secret),
            )
        )
        if answer.strip():
            self._slack.respond(secret, answer_object(answer))

    async def shortcut(
        self, user_id: str, callback_id: str, *, channel: str | None = None, ts: str | None = None
    ) -> None:
        """Uses a shortcut: on a message, or without one from anywhere."""
        user = self.actor(user_id)
        trigger_id = self._slack.passes.trigger(user.id, window=self._window)
        if channel is None or ts is None:
            payload = interactions.global_shortcut(
                self._space, user, callback_id=callback_id, trigger_id=trigger_id
            )
        else:
            message = self.message(user, channel, ts)
            secret = self._response_to(user, message)
            payload = interactions.message_shortcut(
                self._space,
                user,
                message,
                callback_id=callback_id,
                trigger_id=trigger_id,
                response_url=self._slack.response_url(secret),
            )
        await self._slack.courier.interact(payload)

    def open_home(self, user_id: str, *, tab: str = "home") -> None:
        """Opens the app's home tab (or its messages tab)."""
        user = self.actor(user_id)
        self._slack.home_opened(user, self.dm(user), tab)

    def open_assistant(self, user_id: str) -> Message:
        """Opens a new thread with the app in the assistant pane; gives back what the thread hangs from."""
        user = self.actor(user_id)
        root = Message(
            ts=self._space.next_ts(),
            channel=self.dm(user).id,
            user=self._space.bot_user_id,
            text="New conversation",
            by_bot=True,
        )
        self._space.post(root)
        self._slack.assistant_started(user, self.dm(user), root.ts)
        return root

    def message(self, user: SlackUser, channel: str, ts: str) -> Message:
        """A message on that person's screen."""
        where = self.channel(user, channel)
        found = self._space.find(where.id, ts) or self._space.find_ephemeral(where.id, ts)
        if found is None or found.deleted or found.ephemeral_to not in (None, user.id):
            raise NotThere("That message is gone; reload to see the channel as it is now.")
        return found

    def view(self, user: SlackUser, view_id: str) -> View:
        """A modal or home tab on that person's screen."""
        found = self._slack.modals.find(view_id)
        if found is None or found.user != user.id:
            raise NotThere("That window is closed; open it again.")
        return found

    async def act_on_message(
        self, user_id: str, channel: str, ts: str, action: Json, values: Values | None = None
    ) -> None:
        """Clicks or picks something in a message."""
        user = self.actor(user_id)
        message = self.message(user, channel, ts)
        sent = action_sent(action, message.blocks, *reversed(message.versions))
        state = state_values(message.blocks, with_action(values or {}, sent))
        await self._slack.courier.interact(
            interactions.block_actions(
                self._space,
                user,
                where=interactions.on_message(self._space, user, message, state),
                action=sent,
                trigger_id=self._slack.passes.trigger(user.id, window=self._window),
                response_url=self._slack.response_url(self._response_to(user, message)),
            )
        )

    async def act_on_view(
        self, user_id: str, view_id: str, action: Json, values: Values | None = None
    ) -> None:
        """Clicks or picks something in a modal or on the home tab."""
        user = self.actor(user_id)
        view = self.view(user, view_id)
        sent = action_sent(action, view.blocks)
        self._slack.modals.hold(view, with_action(values or {}, sent))
        await self._slack.courier.interact(
            interactions.block_actions(
                self._space,
                user,
                where=interactions.on_view(self._space, view),
                action=sent,
                trigger_id=self._slack.passes.trigger(user.id, view_id=view.id, window=self._window),
            )
        )

    async def search(
        self, user_id: str, where: Message | View, *, action_id: str, block_id: str, typed: str
    ) -> Json:
        """Types into an external select; gives back `options` and `option_groups`."""
        user = self.actor(user_id)
        found = find_element(where.blocks, action_id, block_id)
        if found is None or not found[1]["type"].endswith("external_select"):
            raise NotThere("That search box is gone; reload to see the window as it is now.")
        if isinstance(where, View):
            place = interactions.on_view(self._space, where)
        else:
            place = interactions.on_message(self._space, user, where, {})
        answer = await self._slack.courier.interact(
            interactions.block_suggestion(
                self._space, user, where=place, action_id=action_id, block_id=block_id, value=typed
            )
        )
        try:
            return check_options(answer_object(answer))
        except SlackError as refusal:
            raise BotFailed(f"Slack cannot show these options: {refusal}.") from refusal

    async def submit(self, user_id: str, view_id: str, values: Values) -> Submitted:
        """Sends a modal off. What Slack's client checks itself never reaches the app."""
        user = self.actor(user_id)
        view = self.view(user, view_id)
        self._slack.modals.hold(view, values)
        whole = state_values(view.blocks, view.values)
        if errors := problems(view.blocks, whole):
            self._slack.modals.complain(view, errors)
            return Submitted("errors", errors)
        self._slack.modals.hold(view, whole)
        trigger_id = self._slack.passes.trigger(user.id, view_id=view.id, window=self._window)
        answer = await self._slack.courier.interact(
            interactions.view_submission(self._space, user, view, trigger_id=trigger_id)
        )
        return follow(self._slack.modals, view, answer_object(answer))

    async def close(self, user_id: str, view_id: str, *, whole_stack: bool = False) -> None:
        """Closes a modal (or the whole stack with its X); the app hears of it when it asked to."""
        user = self.actor(user_id)
        view = self.view(user, view_id)
        self._slack.modals.clear(view) if whole_stack else self._slack.modals.close(view)
        if view.notify_on_close:
            payload = interactions.view_closed(self._space, user, view, is_cleared=whole_stack)
            await self._slack.courier.interact(payload)

    def _response_to(self, user: SlackUser, message: Message) -> str:
        return self._slack.passes.response(
            user=user.id,
            channel=message.channel,
            message_ts=message.ts,
            ephemeral=message.ephemeral_to is not None,
            thread_ts=message.thread_ts,
        )
