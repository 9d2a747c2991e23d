"""The workspace itself: who is in it, which conversations there are, and every message with its history.

Pure state. Nothing here speaks HTTP or knows of the bot's code; each change is told to one listener.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Sequence

from bot.slack_local.errors import Json, SlackError
from bot.slack_local.model import Change, Channel, Listener, Message, SlackChannel, SlackUser


class Workspace:
    """One team with one app installed in it."""

    team_id = "T0LOCAL01"
    bot_user_id = "U0LOCALBOT"
    bot_id = "B0LOCAL01"
    app_id = "A0LOCAL01"

    def __init__(
        self,
        *,
        team_name: str,
        bot_name: str,
        users: Sequence[SlackUser],
        channels: Sequence[SlackChannel],
        now: Callable[[], float],
        on_change: Listener = lambda change: None,
    ) -> None:
        self.team_name = team_name
        self.domain = re.sub(r"[^a-z0-9]+", "-", team_name.lower()).strip("-") or "local"
        self.bot_name = bot_name
        self._now = now
        self._on_change = on_change
        self._last_ts = 0
        bot = SlackUser(
            id=self.bot_user_id,
            name=re.sub(r"\W+", "", bot_name.lower()) or "bot",
            real_name=bot_name,
            is_bot=True,
        )
        self.users: dict[str, SlackUser] = {user.id: user for user in (*users, bot)}
        self.channels: dict[str, Channel] = {}
        self.ephemerals: list[Message] = []
        self.prompts: dict[str, list[Json]] = {}
        """Suggested prompts, by direct-message channel."""
        self.statuses: dict[tuple[str, str], str] = {}
        """What the assistant says it is doing, by channel and thread."""
        self.titles: dict[tuple[str, str], str] = {}
        """Titles of assistant threads, by channel and thread."""
        self._messages: dict[str, dict[str, Message]] = {}
        self._threads: dict[tuple[str, str], list[Message]] = {}
        for channel in channels:
            self._set_up(channel)

    def _set_up(self, plan: SlackChannel) -> None:
        members = [*plan.members, *([self.bot_user_id] if plan.with_bot else [])]
        unknown = [member for member in members if member not in self.users]
        if unknown:
            raise ValueError(f"#{plan.name} lists {', '.join(unknown)}, who is not in the workspace")
        channel_id = plan.id or f"C{zlib.crc32(plan.name.encode()):08X}"
        self.channels[channel_id] = Channel(
            id=channel_id,
            name=plan.name,
            created=int(self._now()),
            members=list(dict.fromkeys(members)),
            topic=plan.topic,
            is_private=plan.is_private,
        )
        self._messages[channel_id] = {}

    def next_ts(self) -> str:
        """A message timestamp: seconds and microseconds, never given twice, always growing."""
        self._last_ts = max(int(self._now() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def changed(self, change: Change) -> None:
        """Tells the listener."""
        self._on_change(change)

    def _told(self, message: Message) -> None:
        channel = self.channels[message.channel]
        users = frozenset([message.ephemeral_to] if message.ephemeral_to else channel.members)
        thread = message.thread_ts if message.is_reply else None
        self.changed(Change("channel", users, channel.id, thread))

    def user(self, user_id: str) -> SlackUser:
        """That member. Raises SlackError `user_not_found`."""
        found = self.users.get(user_id)
        if found is None:
            raise SlackError("user_not_found")
        return found

    def channel(self, name_or_id: str) -> Channel:
        """By id, or by name with or without the #. Raises SlackError `channel_not_found`."""
        found = self.channels.get(name_or_id)
        if found is None:
            name = name_or_id.removeprefix("#")
            found = next((c for c in self.channels.values() if c.name == name and not c.is_im), None)
        if found is None:
            raise SlackError("channel_not_found")
        return found

    def im(self, one: str, other: str) -> Channel:
        """The direct messages between two people, opened when there are none yet."""
        first, second = sorted((one, other))
        if self.bot_user_id in (first, second):
            person = second if first == self.bot_user_id else first
            channel_id = f"D{person[1:]}"
        else:
            channel_id = f"D{zlib.crc32(f'{first} {second}'.encode()):08X}"
        if channel_id not in self.channels:
            self.channels[channel_id] = Channel(
                id=channel_id, name="", created=int(self._now()), members=[first, second], is_im=True
            )
            self._messages[channel_id] = {}
            self.changed(Change("state", frozenset((first, second))))
        return self.channels[channel_id]

    def conversations_of(self, user_id: str) -> list[Channel]:
        """Every conversation that person is in."""
        return [channel for channel in self.channels.values() if user_id in channel.members]

    def find(self, channel_id: str, ts: str) -> Message | None:
        """The message with that timestamp, tombstones included, ephemeral ones not."""
        return self._messages.get(channel_id, {}).get(ts)

    def find_ephemeral(self, channel_id: str, ts: str) -> Message | None:
        """The ephemeral message with that timestamp."""
        return next((m for m in self.ephemerals if (m.channel, m.ts) == (channel_id, ts)), None)

    def all_messages(self, channel_id: str) -> list[Message]:
        """Everything in that conversation, replies too, oldest first."""
        return list(self._messages[channel_id].values())

    def top_level(self, channel_id: str) -> list[Message]:
        """What stands in the conversation itself, oldest first."""
        return [m for m in self._messages[channel_id].values() if not m.is_reply]

    def replies(self, channel_id: str, thread_ts: str) -> list[Message]:
        """What stands below that message, oldest first, without the message itself."""
        return [*self._threads.get((channel_id, thread_ts), ())]

    def post(self, message: Message) -> Message:
        """Takes a message in; an ephemeral one goes to its reader alone."""
        if message.ephemeral_to:
            self.ephemerals.append(message)
        else:
            self._messages[message.channel][message.ts] = message
            if message.is_reply:
                self._threads.setdefault((message.channel, message.thread_ts or ""), []).append(message)
            if message.by_bot:
                self._status_over(message)
            else:
                self.channels[message.channel].last_read[message.user] = message.ts
        self._told(message)
        return message

    def _status_over(self, message: Message) -> None:
        """Slack takes an assistant's status away as soon as the app answers in that thread."""
        keys = [(message.channel, message.thread_ts or message.ts)]
        if not message.thread_ts:
            keys += [key for key in self.statuses if key[0] == message.channel]
        for key in keys:
            if self.statuses.pop(key, ""):
                self.set_status(*key, "")

    def edit(
        self,
        message: Message,
        *,
        text: str | None = None,
        blocks: list[Json] | None = None,
        attachments: list[Json] | None = None,
        metadata: Json | None = None,
        edited: bool = False,
    ) -> Message:
        """Changes a message in place; what is None stays. `edited` puts the mark on it that people see."""
        message.versions.append(message.blocks)
        if text is not None:
            message.text = text
        if blocks is not None:
            message.blocks = blocks
        if attachments is not None:
            message.attachments = attachments
        if metadata is not None:
            message.metadata = metadata
        if edited:
            message.edited = {"user": message.user, "ts": self.next_ts()}
        self._told(message)
        return message

    def remove(self, message: Message) -> None:
        """Takes a message away; one with replies leaves a tombstone, as in Slack."""
        if message.ephemeral_to:
            self.ephemerals.remove(message)
        elif self.replies(message.channel, message.ts):
            message.deleted, message.text, message.blocks = True, "This message was deleted.", []
            message.attachments, message.metadata = [], None
        else:
            del self._messages[message.channel][message.ts]
            if message.is_reply:
                self._threads[message.channel, message.thread_ts or ""].remove(message)
        self._told(message)

    def react(self, message: Message, *, name: str, user: str) -> None:
        """Adds an emoji. Raises SlackError `already_reacted`."""
        reaction = next((r for r in message.reactions if r["name"] == name), None)
        if reaction is None:
            reaction = {"name": name, "users": [], "count": 0}
            message.reactions.append(reaction)
        if user in reaction["users"]:
            raise SlackError("already_reacted")
        reaction["users"].append(user)
        reaction["count"] += 1
        self._told(message)

    def read(self, user_id: str, channel_id: str) -> None:
        """That person has seen everything there."""
        self.channels[channel_id].last_read[user_id] = self.next_ts()
        self.changed(Change("state", frozenset([user_id])))

    def unread(self, user_id: str, channel: Channel) -> int:
        """How many messages of others came since that person looked."""
        since = channel.last_read.get(user_id, "")
        seen: Iterable[Message] = (*self._messages[channel.id].values(), *self.ephemerals)
        return sum(
            m.channel == channel.id
            and m.ts > since
            and m.user != user_id
            and (channel.is_im or not m.is_reply)
            and m.ephemeral_to in (None, user_id)
            for m in seen
        )

    def set_status(self, channel_id: str, thread_ts: str, text: str) -> None:
        """Shows (or with an empty text, hides) what the assistant is doing."""
        if text:
            self.statuses[channel_id, thread_ts] = text
        else:
            self.statuses.pop((channel_id, thread_ts), None)
        users = frozenset(self.channels[channel_id].members)
        self.changed(Change("status", users, channel_id, thread_ts, text))

    def suggest(self, channel_id: str, prompts: list[Json]) -> None:
        """Shows prompts to try in a conversation with the app."""
        self.prompts[channel_id] = prompts
        self.changed(Change("state", frozenset(self.channels[channel_id].members)))
