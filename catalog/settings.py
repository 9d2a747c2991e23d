"""What a company sets for itself in company.yaml: who has a part to play, thresholds, limits, freezes, channels.

Values only, frozen. How long people are waited for is in `catalog.hours`.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from catalog.durations import Duration


class Setting(BaseModel):
    """A frozen value."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Groups(Setting):
    """People with a part to play, by person id."""

    security: tuple[str, ...] = ()
    helpdesk: tuple[str, ...] = ()
    iam_admins: tuple[str, ...] = ()
    auditors: tuple[str, ...] = ()


class RiskThresholds(Setting):
    """From which risk score on (0 to 100) a manager, and Security as well, must agree."""

    manager_from: Annotated[int, Field(ge=0, le=100)] = 30
    security_from: Annotated[int, Field(ge=0, le=100)] = 70


class Limits(Setting):
    """How much one person may set in motion."""

    requests_per_day: Annotated[int, Field(ge=1)] = 25


class StepUp(Setting):
    """Which approvals a click alone is not enough for: they ask for a one-time code as well."""

    start: Annotated[int, Field(ge=0, le=100)] = 70
    """From this risk score on."""
    privileged: bool = True
    """Privileged access as well, whatever the score."""
    link: bool = False
    """Whoever has set up no codes may confirm with a link in their direct messages instead."""


class Freeze(Setting):
    """Days (both ends included, in the company's time zone) on which nothing new is granted."""

    name: str
    start: date
    until: date
    systems: tuple[str, ...] = ()
    """Only in these; empty: in all."""
    environments: tuple[str, ...] = ()
    """Only where a resource has one of these; empty: in all."""

    def covers(self, *, system: str, environment: str | None, on: date) -> bool:
        """Whether nothing new is granted in that system and environment on that day."""
        return (
            self.start <= on <= self.until
            and (not self.systems or system in self.systems)
            and (not self.environments or environment in self.environments)
        )


class Behaviour(StrEnum):
    """What becomes of a sign-in that a trained model finds unlike a person."""

    OFF = "off"
    WATCH = "watch"
    """It is stored and counted, and decides nothing."""
    RAISE = "raise"


class WarningSigns(Setting):
    """How Security hears of warning signs at sign-in."""

    behaviour: Behaviour = Behaviour.WATCH
    alarms_a_day: Annotated[float, Field(gt=0, le=20)] = 1.0
    """How many signs of the behaviour model a day are the most one wants to look at."""
    shown_a_day: Annotated[int, Field(ge=1, le=100)] = 5
    """Of each kind; what is more goes into one line a day."""


class Channels(Setting):
    """The names of the channels the approvals are held in."""

    requests: str = "access-requests"
    security: str = "security-reviews"
    helpdesk: str | None = None
    """Where the helpdesk is told; None: each of them in their direct messages."""


EntraLog: TypeAlias = Literal["sign_ins", "audits"]
GoogleLog: TypeAlias = Literal["login", "admin", "user_accounts", "saml", "context_aware_access"]
"""Each provider's logs by the names that company.yaml has for them; Google's are its own for its applications."""


class FeedSettings(Setting):
    """One place that sign-in events come from; which keys belong to which provider is in `catalog.reading.sign_ins`.

    What ends in `_env` is the name of an environment variable that holds a secret.
    """

    provider: Literal["files", "okta", "entra", "google", "duo"]
    path: str = ""
    """A file or a folder; a relative one begins at the company folder."""
    url: str = ""
    tenant: str = ""
    client_id: str = ""
    integration_key: str = ""
    subject: str = ""
    """The administrator that a service account reads as."""
    log: Literal[""] | EntraLog | GoogleLog = ""
    """Which of the provider's logs; empty: the one of sign-ins."""
    token_env: str = ""
    secret_env: str = ""
    key_env: str = ""


class Unlock(Setting):
    """Where locks can be lifted from Slack; without it nobody is unlocked."""

    provider: Literal["okta"] = "okta"
    url: str
    """The organisation's address, without a slash at the end."""
    token_env: str = "USHER_UNLOCK_TOKEN"  # noqa: S105 - the name of a variable
    """The environment variable with the API token."""


class SignIns(Setting):
    """Where sign-in events come from, beside the folder's own `signins/`, and how long they are kept."""

    keep: Duration = timedelta(days=90)
    feeds: tuple[FeedSettings, ...] = ()
    unlock: Unlock | None = None
