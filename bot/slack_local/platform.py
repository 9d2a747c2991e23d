"""Slack's side of the app: the workspace with everything the Web API and the clients both need."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.slack_local import events as told
from bot.slack_local.courier import Courier
from bot.slack_local.errors import Json
from bot.slack_local.modals import Modals
from bot.slack_local.model import Channel, Message, SlackUser
from bot.slack_local.passes import Passes
from bot.slack_local.responses import carry_out
from bot.slack_local.typed_text import mentions
from bot.slack_local.workspace import Workspace

EVENTS = frozenset(
    {"app_home_opened", "app_mention", "message.channels", "message.groups", "message.im", "user_change"}
)
"""What an app like this one subscribes to."""

_SUBSCRIPTION = {"im": "message.im", "channel": "message.channels", "group": "message.groups"}


@dataclass
class Platform:
    """One workspace with one app in it, and the way to the app."""

    space: Workspace
    modals: Modals
    passes: Passes
    courier: Courier
    events: Collection[str] = EVENTS
    """The event subscriptions of the app's manifest."""
    scopes: Collection[str] | None = None
    """The bot scopes of the app's manifest; None: all there are."""
    tells_own_messages: bool = True
    """Slack tells an app of its own direct messages too."""
    base_url: str = ""
    """Where this workspace answers, without a slash at the end."""

    def posted(self, message: Message) -> None:
        """Tells the app of a new message, as far as it listens."""
        channel = self.space.channels[message.channel]
        if not self._hears(channel) or message.ephemeral_to:
            return
        if _SUBSCRIPTION[channel.kind] in self.events and (not message.by_bot or self.tells_own_messages):
            self._send(told.message_event(self.space, message))
        mentioned = self.space.bot_user_id in mentions(message.text)
        if mentioned and not message.by_bot and not channel.is_im and "app_mention" in self.events:
            self._send(told.mention_event(self.space, message))

    def changed(self, message: Message, previous: Message) -> None:
        """Tells the app that a message was edited."""
        channel = self.space.channels[message.channel]
        if self._hears(channel) and _SUBSCRIPTION[channel.kind] in self.events and self.tells_own_messages:
            self._send(told.edit_event(self.space, message, previous))

    def home_opened(self, user: SlackUser, channel: Channel, tab: str) -> None:
        """Tells the app that somebody looks at it."""
        if "app_home_opened" in self.events:
            home = self.modals.homes.get(user.id)
            self._send(told.home_opened_event(self.space, user, channel, tab, home))

    def account_changed(self, user: SlackUser) -> None:
        """Tells the app that somebody's account is another now, such as deactivated."""
        if "user_change" in self.events:
            self._send(told.account_event(self.space, user))

    def assistant_started(self, user: SlackUser, channel: Channel, thread_ts: str) -> None:
        """Tells the app that somebody opened the assistant pane."""
        if "assistant_thread_started" in self.events:
            self._send(told.assistant_started_event(self.space, user, channel, thread_ts))

    def respond(self, secret: str, given: Json) -> None:
        """What an app sends to a response URL. Raises SlackError."""
        message = carry_out(self.space, self.passes.respond(secret), given)
        if message is not None:
            self.posted(message)

    def _hears(self, channel: Channel) -> bool:
        return self.space.bot_user_id in channel.members

    def _send(self, event: Json) -> None:
        self.courier.send_event(told.event_envelope(self.space, event))

    def response_url(self, secret: str) -> str:
        """The whole address of a response URL."""
        return f"{self.base_url}/respond/{secret}"
