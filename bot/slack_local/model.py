"""The things a workspace is made of: people, channels, messages, views, and who plays in the playground."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.slack_local.errors import Json


@dataclass(frozen=True, slots=True)
class SlackUser:
    """A member of the workspace, as its administrator set them up."""

    id: str
    name: str
    """The handle, without the @."""
    real_name: str
    email: str = ""
    title: str = ""
    is_bot: bool = False
    deleted: bool = False
    """Deactivated: still listed, cannot do anything."""
    is_restricted: bool = False
    """A guest."""
    is_stranger: bool = False
    """Somebody of another workspace, met in a shared channel."""
    tz: str = "Etc/UTC"
    tz_offset: int = 0
    """Seconds east of UTC."""


@dataclass(frozen=True, slots=True)
class SlackChannel:
    """A channel to set the workspace up with."""

    name: str
    members: tuple[str, ...] = ()
    topic: str = ""
    id: str = ""
    """Made from the name when empty, so that it stays the same from one start to the next."""
    is_private: bool = False
    with_bot: bool = True
    """Whether the bot has been invited."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody a visitor of the playground can be."""

    user: str
    role: str
    blurb: str = ""
    tries: tuple[str, ...] = ()
    """Messages worth sending as this person."""


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command the app has registered."""

    command: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut the app has registered; on messages, or anywhere."""

    callback_id: str
    name: str
    on_messages: bool = True


class PlaygroundClock(Protocol):
    """Lets the playground move the product's time; the host app gives it."""

    def now(self) -> datetime:
        """The product's time, in UTC."""
        ...

    async def advance(self, span: timedelta) -> datetime:
        """Moves it forward, lets what is due happen, and says what time it is then."""
        ...


@dataclass(slots=True)
class Channel:
    """A conversation: a channel, or the direct messages of two people."""

    id: str
    name: str
    created: int
    members: list[str]
    topic: str = ""
    is_im: bool = False
    is_private: bool = False
    last_read: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What the Events API calls it in `channel_type`."""
        if self.is_im:
            return "im"
        return "group" if self.is_private else "channel"


@dataclass(slots=True)
class Message:
    """A message as it stands; `versions` are the blocks it had before it was edited."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    by_bot: bool = False
    metadata: Json | None = None
    edited: Json | None = None
    reactions: list[Json] = field(default_factory=list)
    ephemeral_to: str | None = None
    """Whom alone it is shown to."""
    client_msg_id: str = ""
    deleted: bool = False
    """A tombstone: it had replies when it was deleted."""
    streaming: bool = False
    versions: list[list[Json]] = field(default_factory=list)

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    def snapshot(self) -> Message:
        """A copy that later edits do not touch: what somebody has on the screen.

        Blocks are replaced as a whole and never changed, so they are shared.
        """
        return replace(self, reactions=deepcopy(self.reactions), versions=[*self.versions])


@dataclass(slots=True)
class View:
    """A modal or a home tab that one person sees."""

    id: str
    user: str
    type: str
    hash: str
    blocks: list[Json]
    title: Json | None = None
    submit: Json | None = None
    close: Json | None = None
    private_metadata: str = ""
    callback_id: str = ""
    external_id: str = ""
    window: str = ""
    """The window it was opened in; people may have several, and a modal is in one of them."""
    clear_on_close: bool = False
    notify_on_close: bool = False
    submit_disabled: bool = False
    root_view_id: str = ""
    previous_view_id: str | None = None
    values: dict[str, Json] = field(default_factory=dict)
    """What has been typed and picked: block id, then action id, then the element's state."""
    errors: dict[str, str] | None = None
    """What the person is told below an input, by block id."""

    def snapshot(self) -> View:
        """A copy that later updates do not touch: what somebody has on the screen."""
        return replace(self, values=deepcopy(self.values))


@dataclass(frozen=True, slots=True)
class Change:
    """Something on somebody's screen is different now. `users` None: everybody's."""

    type: str
    """`channel`, `home`, `views`, `state` or `status`: what a page has to fetch again."""
    users: frozenset[str] | None = None
    channel: str | None = None
    thread_ts: str | None = None
    text: str | None = None


Listener = Callable[[Change], None]
