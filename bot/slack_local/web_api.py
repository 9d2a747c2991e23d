"""The Web API's front door: who is calling, with what, may they, and Slack's answer to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.slack_local.arguments import Arguments, parse_arguments
from bot.slack_local.errors import Json, SlackError
from bot.slack_local.faults import Fault, Faults
from bot.slack_local.methods import assistant, chat, conversations, people, streams, views
from bot.slack_local.platform import Platform

Method = Callable[[Platform, Arguments], Json]

_READ = "channels:read groups:read im:read mpim:read"
_HISTORY = "channels:history groups:history im:history mpim:history"

METHODS: Mapping[str, tuple[Method, str]] = {
    "api.test": (people.api_test, ""),
    "auth.test": (people.auth_test, ""),
    "chat.postMessage": (chat.post_message, "chat:write"),
    "chat.update": (chat.update, "chat:write"),
    "chat.delete": (chat.delete, "chat:write"),
    "chat.postEphemeral": (chat.post_ephemeral, "chat:write"),
    "chat.getPermalink": (chat.get_permalink, ""),
    "chat.startStream": (streams.start_stream, "chat:write"),
    "chat.appendStream": (streams.append_stream, "chat:write"),
    "chat.stopStream": (streams.stop_stream, "chat:write"),
    "conversations.open": (conversations.open_conversation, "im:write mpim:write"),
    "conversations.list": (conversations.list_conversations, _READ),
    "conversations.info": (conversations.info, _READ),
    "conversations.members": (conversations.members, _READ),
    "conversations.history": (conversations.history, _HISTORY),
    "conversations.replies": (conversations.replies, _HISTORY),
    "conversations.join": (conversations.join, "channels:join"),
    "users.info": (people.info, "users:read"),
    "users.list": (people.list_users, "users:read"),
    "users.lookupByEmail": (people.lookup_by_email, "users:read.email"),
    "users.conversations": (conversations.of_user, _READ),
    "usergroups.users.list": (people.usergroup_users, "usergroups:read"),
    "bots.info": (people.bot_info, "users:read"),
    "reactions.add": (chat.react, "reactions:write"),
    "views.open": (views.open_view, ""),
    "views.push": (views.push, ""),
    "views.update": (views.update, ""),
    "views.publish": (views.publish, ""),
    "assistant.threads.setStatus": (assistant.set_status, "assistant:write chat:write"),
    "assistant.threads.setTitle": (assistant.set_title, "assistant:write"),
    "assistant.threads.setSuggestedPrompts": (assistant.set_suggested_prompts, "assistant:write"),
    "apps.connections.open": (people.open_connection, ""),
}
"""Every method with the bot scopes of which it takes any one."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it was made and answered."""

    method: str
    args: Json
    answer: Json
    status: int = 200

    @property
    def ok(self) -> bool:
        """Whether Slack said yes."""
        return bool(self.answer.get("ok"))


class WebApi:
    """Answers the bot's calls and keeps a log of them."""

    def __init__(self, platform: Platform, *, bot_token: str) -> None:
        self.calls: list[Call] = []
        self.faults = Faults()
        self._platform = platform
        self._bot_token = bot_token

    def answer(
        self, method: str, *, body: bytes, content_type: str, query: Mapping[str, str], authorization: str
    ) -> tuple[int, Json, dict[str, str]]:
        """Status, body and headers for one request to `/api/<method>`."""
        given: Json = {}
        fault = self.faults.take(method)
        if fault is not None and not fault.after_apply:
            status, answer, headers = _failed(fault)
            given = _readable(body, content_type, query)
        else:
            status, headers = 200, {}
            try:
                given = parse_arguments(body, content_type, query)
                self._admit(str(given.pop("token", "")), authorization)
                answer = self._run(method, given)
            except SlackError as refusal:
                answer = refusal.body()
            if fault is not None:
                status, answer, headers = _failed(fault)
        given.pop("token", None)
        self.calls.append(Call(method, given, answer, status))
        return status, answer, headers

    def _admit(self, token: str, authorization: str) -> None:
        bearer = authorization.removeprefix("Bearer ").strip() or token
        if not bearer:
            raise SlackError("not_authed")
        if bearer != self._bot_token:
            raise SlackError("invalid_auth")

    def _run(self, method: str, given: Json) -> Json:
        if method not in METHODS:
            raise SlackError("unknown_method")
        run, scopes = METHODS[method]
        granted = self._platform.scopes
        if scopes and granted is not None and not set(scopes.split()) & set(granted):
            raise SlackError(
                "missing_scope", needed=scopes.replace(" ", ","), provided=",".join(sorted(granted))
            )
        return {"ok": True} | run(self._platform, Arguments(given))


def _failed(fault: Fault) -> tuple[int, Json, dict[str, str]]:
    if fault.ratelimited is not None:
        return 429, {"ok": False, "error": "ratelimited"}, {"retry-after": str(fault.ratelimited)}
    if fault.error is not None:
        return 200, {"ok": False, "error": fault.error}, {}
    return fault.http or 503, {"ok": False, "error": "service_unavailable"}, {}


def _readable(body: bytes, content_type: str, query: Mapping[str, str]) -> Json:
    try:
        return parse_arguments(body, content_type, query)
    except SlackError:
        return {}
