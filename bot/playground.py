"""The local Slack of a company: its people as members, its channels, and the personas a visitor can be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from approvals.clock import MovableClock
from approvals.jobs.runner import JobRunner
from bot.slack_local.attention import Attention
from bot.slack_local.courier import ACK_SECONDS
from bot.slack_local.model import Change, Persona, Shortcut, SlackChannel, SlackUser, SlashCommand
from bot.slack_local.passes import TRIGGER_SECONDS
from bot.slack_local.server import LocalSlack
from bot.views import action_ids
from catalog.model import Company, Person


class JumpingClock:
    """The playground's clock: moving it forward brings the timers with it."""

    def __init__(self, clock: MovableClock) -> None:
        self.inner = clock
        self.runner: JobRunner | None = None

    def now(self) -> datetime:
        """The product's time, in UTC."""
        return self.inner.now()

    async def advance(self, span: timedelta) -> datetime:
        """Moves it forward, lets what is due happen, and says what time it is then."""
        now = self.inner.advance(span)
        if self.runner is not None:
            await self.runner.jump(span)
        return now


class Playground(LocalSlack):
    """A local Slack whose pages hear at once when something waits for another of the personas."""

    def __init__(self, *, personas: Sequence[Persona], **options: Any) -> None:
        self._attention: Attention | None = None
        super().__init__(personas=personas, **options)
        self._attention = Attention(self.platform.space, [persona.user for persona in personas])

    def notice(self) -> None:
        """Something changed: whoever waits looks again, and every page whose faces show another count now."""
        super().notice()
        if self._attention is not None and self._attention.moved():
            self.streams.publish(Change("state"))


def playground(
    company: Company,
    *,
    personas: Sequence[Persona],
    clock: JumpingClock | None,
    port: int,
    signing_secret: str,
    bot_token: str,
    ack_seconds: float = ACK_SECONDS,
    trigger_seconds: float = TRIGGER_SECONDS,
) -> Playground:
    """A workspace with everybody who has a Slack account, ready to be opened in a browser."""
    members = [person for person in company.people.values() if person.slack_id]
    everybody = tuple(str(person.slack_id) for person in members)
    today = clock.now() if clock else datetime.now(UTC)
    security = tuple(
        str(company.people[id].slack_id) for id in company.groups.security if company.people[id].slack_id
    )
    return Playground(
        team_name=company.name,
        users=[_member(company, person, today) for person in members],
        channels=[
            SlackChannel(
                company.channels.requests, everybody, topic="Requests for access, and who decides on them"
            ),
            SlackChannel(company.channels.security, security, topic="What Security has to look at"),
            SlackChannel(
                "general", everybody, topic="Everybody, about everything; mention @usher to ask for access"
            ),
        ],
        personas=personas,
        commands=[SlashCommand("/access", "Ask for access, in your own words or with a form")],
        shortcuts=[Shortcut(action_ids.SHORTCUT_MESSAGE, "Request access from this")],
        clock=clock,
        port=port,
        signing_secret=signing_secret,
        bot_token=bot_token,
        ack_seconds=ack_seconds,
        trigger_seconds=trigger_seconds,
    )


def _member(company: Company, person: Person, today: datetime) -> SlackUser:
    offset = today.astimezone(company.zone).utcoffset() or timedelta()
    return SlackUser(
        id=str(person.slack_id),
        name=person.id.replace("-", "."),
        real_name=person.name,
        email=person.email,
        title=person.title,
        tz=company.timezone,
        tz_offset=int(offset.total_seconds()),
    )
