"""How much waits for each of some people: what the phones in their pockets would have buzzed for.

The page shows it on the faces one can switch to, so that whoever sent a request sees who has to act on it.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.slack_local.model import Channel, Message
from bot.slack_local.reading import text_of
from bot.slack_local.typed_text import mentions
from bot.slack_local.workspace import Workspace


def waiting(space: Workspace, users: Collection[str]) -> dict[str, int]:
    """Direct messages they have not seen, and unseen messages in channels that name them.

    A message counts as it stands now: a card that was edited and names somebody no longer does not wait for them.
    Replies do not count, as in the unread count of a channel.
    """
    counts = dict.fromkeys(users, 0)
    for room in space.channels.values():
        members = counts.keys() & set(room.members)
        if room.is_im:
            for user in members:
                counts[user] += space.unread(user, room)
        elif members:
            for message in space.top_level(room.id):
                for user in _unseen(members, message, room):
                    counts[user] += 1
    return counts


def _unseen(members: Collection[str], message: Message, room: Channel) -> set[str]:
    """Who of them is named on it and has not looked since it was posted."""
    unseen = {user for user in members if message.ts > room.last_read.get(user, "") and message.user != user}
    return unseen & mentions(_words(message)) if unseen else unseen


def _words(message: Message) -> str:
    """What is on the message and what its notice says: Slack takes mentions from either."""
    return f"{message.text}\n{text_of(message)}"


class Attention:
    """Remembers what waited for some people, and says whether that is different now."""

    def __init__(self, space: Workspace, users: Collection[str]) -> None:
        self._space = space
        self._users = tuple(users)
        self._before = waiting(space, self._users)

    def moved(self) -> bool:
        """Whether anything changed since it was asked last."""
        before, self._before = self._before, waiting(self._space, self._users)
        return before != self._before
