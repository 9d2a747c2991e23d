"""Where messages go: from a channel's name and a person to Slack's ids, looked up once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from approvals.desk import Desk
from bot.delivery.slack_calls import call, error_code, lasting, passing
from bot.links import REMEMBERED_FOR, Unlinked, by_mail
from catalog.model import Company, Person, PersonId

log = structlog.get_logger(__name__)

GONE = {"channel_not_found", "not_in_channel", "is_archived"}
"""What Slack says when a remembered channel is of no use any more."""
NO_DOOR = {
    "user_not_found", "users_not_found", "user_disabled", "user_not_visible", "cannot_dm_bot", "messages_tab_disabled",
    "method_not_supported_for_channel_type",
}  # fmt: skip
"""What Slack says when somebody cannot be written to; trying again would not help."""


class ChannelUnreachable(Exception):
    """A channel that approvals are held in cannot be used; `sentence` says what to do about it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Places:
    """The ids of channels and of direct messages."""

    def __init__(self, desk_of: Callable[[], Desk], client: AsyncWebClient) -> None:
        self._desk_of = desk_of
        self._client = client
        self._channels: dict[str, str] = {}
        self._dms: dict[str, str] = {}
        self._accounts: dict[PersonId, tuple[str | None, datetime]] = {}
        self._team = ""

    async def channel(self, name: str) -> str:
        """The id of the channel of that name, joined when it is public. Raises ChannelUnreachable."""
        if name not in self._channels:
            self._channels[name] = await self._find(name.removeprefix("#"))
        return self._channels[name]

    def forget(self, channel: str) -> None:
        """That id is of no use any more; the channel or the direct messages are looked up again next time."""
        self._channels = {name: known for name, known in self._channels.items() if known != channel}
        self._dms = {user: known for user, known in self._dms.items() if known != channel}

    async def dm(self, person_id: PersonId) -> str | None:
        """The direct message with that person; None when they have no Slack account to write to."""
        user = await self.account(person_id)
        if user is None:
            log.warning("slack.no_account", person=person_id)
            return None
        if user not in self._dms:
            try:
                opened = await call(self._client.conversations_open, users=[user])
            except SlackApiError as error:
                if error_code(error) not in NO_DOOR:
                    raise
                log.warning("slack.cannot_write_to", person=person_id, error=error_code(error))
                return None
            self._dms[user] = opened["channel"]["id"]
        return self._dms[user]

    async def account(self, person_id: PersonId) -> str | None:
        """That person's Slack user: the one in the company's list, else the one their address links; None without.

        Raises SlackApiError and connection errors while Slack cannot say.
        """
        desk = self._desk_of()
        person = desk.company.people.get(person_id)
        if person is None:
            return None
        if person.slack_id:
            return person.slack_id
        known = self._accounts.get(person_id)
        if known is None or known[1] <= desk.now():
            known = (await self._by_address(desk.company, person), desk.now() + REMEMBERED_FOR)
            self._accounts[person_id] = known
        return known[0]

    async def linked(self, people: Iterable[PersonId]) -> Company:
        """The company, in which those of these people who are linked by their address have their Slack user.

        For drawing only: whoever is mentioned then hears of it. Raises as `account` does.
        """
        company = self._desk_of().company
        found = dict(company.people)
        for person_id in dict.fromkeys(people):
            person = company.people.get(person_id)
            if person is not None and not person.slack_id:
                user = await self.account(person_id)
                found[person_id] = person.model_copy(update={"slack_id": user})
        return company.model_copy(update={"people": found})

    async def _by_address(self, company: Company, person: Person) -> str | None:
        """The account with that person's address, if it would be taken for them when it spoke."""
        try:
            self._team = self._team or str((await call(self._client.auth_test))["team_id"])
            answer = await call(self._client.users_lookupByEmail, email=person.email)
            found = answer["user"]
            return str(found["id"]) if by_mail(company, found, self._team) == person.id else None
        except SlackApiError as error:
            if not lasting(error):
                raise
            log.warning("slack.no_account_found", person=person.id, error=error_code(error))
        except Unlinked as refusal:
            log.warning("slack.account_not_linked", person=person.id, why=refusal.sentence)
        return None

    async def _find(self, name: str) -> str:
        cursor: str | None = None
        while cursor != "":
            try:
                page = await call(
                    self._client.conversations_list,
                    types="public_channel,private_channel",
                    exclude_archived=True,
                    limit=1000,
                    cursor=cursor,
                )
            except SlackApiError as error:
                if passing(error):
                    raise
                raise ChannelUnreachable(
                    f"Slack does not let me look for #{name} ({error_code(error)}); install the app again with its manifest."
                ) from error
            for channel in page["channels"]:
                if channel["name"] == name:
                    return await self._inside(
                        channel["id"],
                        name,
                        member=bool(channel.get("is_member")),
                        private=bool(channel.get("is_private")),
                    )
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        raise ChannelUnreachable(
            f"There is no channel #{name} that I can see; create it, or invite me with /invite."
        )

    async def _inside(self, channel: str, name: str, *, member: bool, private: bool) -> str:
        if member:
            return channel
        if private:
            raise ChannelUnreachable(f"I am not a member of #{name}; invite me there with /invite.")
        try:
            await call(self._client.conversations_join, channel=channel)
        except SlackApiError as error:
            raise ChannelUnreachable(
                f"I could not join #{name} ({error_code(error) or 'no answer'}); invite me there with /invite."
            ) from error
        return channel
