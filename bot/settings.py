"""Everything that is set from outside, from environment variables, checked once at the start.

A variable that begins with USHER_ and means nothing is refused: a misspelt setting that is silently ignored
would be found out in production.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

SYSTEM_STEMS = ("USHER_SCIM_URL", "USHER_SCIM_TOKEN", "USHER_WEBHOOK_URL", "USHER_WEBHOOK_SECRET")
"""Read by the connectors themselves; a system's own variable has its name behind (docs/provisioning.md)."""
NAMED_PREFIXES = ("USHER_FEED_", "USHER_TICKETS_", "USHER_UNLOCK_")
"""What the names begin with that company.yaml gives to secrets (docs/sign-ins.md, docs/tickets.md, docs/lockouts.md).

Whether a company has what they name is looked at by bot.system_settings."""
CONNECTOR_PREFIXES = ("USHER_SCIM_", "USHER_WEBHOOK_", *NAMED_PREFIXES)
"""What the settings of real systems begin with."""
TEST_PREFIX = "USHER_TEST_"


class BadSetting(Exception):
    """A setting is unknown, missing or cannot be used; the message names it and says what to do."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """For how long what people write is kept."""

    examples: timedelta
    conversations: timedelta


class Settings(BaseModel):
    """What Usher runs with. Field aliases are the environment variables."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    company: Path | None = Field(default=None, alias="USHER_COMPANY")
    """The company folder."""
    database_url: str = Field(default="sqlite:///usher.db", alias="USHER_DATABASE_URL")
    risk_registry: Path = Field(default=Path("usher-risk"), alias="USHER_RISK_REGISTRY")
    """The folder that holds the risk models and which of them is in force."""
    signins_model: Path = Field(default=Path("usher-signins.json"), alias="USHER_SIGNINS_MODEL")
    """The file of the model that knows how people sign in."""
    llm: str = Field(default="builtin", alias="USHER_LLM")
    """`builtin` or LangChain's `provider:model`."""
    log_level: str = Field(default="info", alias="USHER_LOG_LEVEL", pattern="^(debug|info|warning|error)$")
    worker_timeout_seconds: float = Field(default=10.0, alias="USHER_WORKER_TIMEOUT", ge=0.2, le=3600)
    """After how long without a sign of life a process counts as dead and others take over its jobs."""
    reload_seconds: float = Field(default=10.0, alias="USHER_RELOAD", ge=0, le=86400)
    """How often the company folder is looked at for changes; 0 takes them up at the next start only."""
    examples_kept_days: int = Field(default=365, alias="USHER_KEEP_EXAMPLES", ge=1, le=3650)
    """For how many days labelled examples are kept to learn from."""
    conversations_kept_days: int = Field(default=90, alias="USHER_KEEP_CONVERSATIONS", ge=1, le=3650)
    """For how many days cards and answers are kept that belong to no request."""
    secret_key: SecretStr | None = Field(default=None, alias="USHER_SECRET_KEY")
    """What the secrets of one-time codes are sealed with; several, newest first, separated by commas."""
    public_url: str = Field(default="", alias="USHER_PUBLIC_URL", pattern="^(https?://[^/?#]+(/[^?#]*)?)?$")
    """Where a browser finds this Usher: what links that confirm an approval begin with."""
    slack_bot_token: SecretStr | None = Field(default=None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, alias="SLACK_SIGNING_SECRET")
    slack_api_url: str = Field(default="https://slack.com/api/", alias="SLACK_API_URL", pattern="^https?://")

    @property
    def worker_timeout(self) -> timedelta:
        """The same as a span."""
        return timedelta(seconds=self.worker_timeout_seconds)

    @property
    def reload_every(self) -> timedelta:
        """The same as a span."""
        return timedelta(seconds=self.reload_seconds)

    @property
    def kept(self) -> Kept:
        """The two spans above."""
        return Kept(
            examples=timedelta(days=self.examples_kept_days),
            conversations=timedelta(days=self.conversations_kept_days),
        )

    @property
    def slack_base_url(self) -> str:
        """The Web API's address, with the trailing slash that the SDK wants."""
        return self.slack_api_url.rstrip("/") + "/"


WANTED = {
    "USHER_COMPANY": "the path of a company folder",
    "USHER_RISK_REGISTRY": "the path of a folder for risk models",
    "USHER_SIGNINS_MODEL": "the path of a file for the model of sign-ins",
    "USHER_LOG_LEVEL": "debug, info, warning or error",
    "USHER_WORKER_TIMEOUT": "a number of seconds from 0.2 to 3600",
    "USHER_RELOAD": "a number of seconds from 0 to 86400",
    "USHER_KEEP_EXAMPLES": "a number of days from 1 to 3650",
    "USHER_KEEP_CONVERSATIONS": "a number of days from 1 to 3650",
    "USHER_PUBLIC_URL": "the address under which a browser finds Usher, such as https://usher.example.com",
    "SLACK_API_URL": "an address that begins with https:// or http://",
}
"""What would be right, for each setting that not every text is good for."""
NAMES = {field.alias: name for name, field in Settings.model_fields.items() if field.alias}
"""Every variable and the field it fills."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in these variables. Raises BadSetting; empty values count as not set, blanks around one are dropped."""
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    for name in sorted(given):
        if name.startswith("USHER_") and not _means_something(name):
            close = get_close_matches(name, [*NAMES, *SYSTEM_STEMS], n=1)
            known = SYSTEM_STEMS if name.startswith(CONNECTOR_PREFIXES) else sorted(NAMES)
            hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}."
            raise BadSetting(f"{name} is not a setting of Usher; {hint}")
    try:
        return Settings.model_validate({name: given[name] for name in NAMES if name in given})
    except ValidationError as trouble:
        name = str(trouble.errors()[0]["loc"][0])
        # The value itself is not repeated: it may be a token that was put under the wrong name.
        raise BadSetting(f"{name} cannot be used; set it to {WANTED[name]}.") from None


def _means_something(name: str) -> bool:
    """Whether anything can read it, in some company."""
    of_a_system = any(name == stem or name.startswith(f"{stem}_") for stem in SYSTEM_STEMS)
    return name in NAMES or of_a_system or name.startswith((*NAMED_PREFIXES, TEST_PREFIX))
