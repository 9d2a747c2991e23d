"""What the local Slack refuses with: its own error codes to the bot, one sentence to a person."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""A JSON object as it goes over the wire."""


class SlackError(Exception):
    """A Web API call that Slack answers with `ok: false`.

    `messages` are the details Slack puts into `response_metadata.messages`, without their `[ERROR]`.
    """

    def __init__(
        self, code: str, *, messages: tuple[str, ...] = (), needed: str = "", provided: str = ""
    ) -> None:
        super().__init__(": ".join([code, *messages]))
        self.code = code
        self.messages = messages
        self.needed = needed
        self.provided = provided

    def body(self) -> Json:
        """The answer as Slack writes it."""
        body: Json = {"ok": False, "error": self.code}
        if self.needed:
            body |= {"needed": self.needed, "provided": self.provided}
        if self.messages:
            if self.code.startswith("invalid_blocks"):
                body["errors"] = list(self.messages)
            body["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return body


class NotPossible(Exception):
    """Something Slack's own client would not let a person do; `sentence` says it to them."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotThere(NotPossible):
    """What the person wants to act on is not on their screen."""


class BotFailed(NotPossible):
    """The bot did not answer in time, or answered with an error: the person sees a warning sign."""
