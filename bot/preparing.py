"""What can be found out on this machine before Slack is asked: policies, language engine, paths, keys, database.

Whatever is wrong with one of them its operator can mend at once, so it is said first; and nothing has been promised
to anybody yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from approvals.policy.book import PolicyBook
from approvals.step_up.vault import Vault
from bot.database import migrate
from bot.keys import vault_for
from bot.settings import WANTED, BadSetting, Settings
from catalog.model import Company
from intents.engines.choose import engine_for
from intents.engines.port import Engine


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """All that Usher needs of the machine it runs on, looked at and found usable."""

    settings: Settings
    company: Company
    policies: PolicyBook
    engine: Engine
    vault: Vault | None
    environment: Mapping[str, str] = field(repr=False)
    """Where connectors and feeds find their addresses and secrets."""


def prepare(settings: Settings, company: Company, environment: Mapping[str, str]) -> Prepared:
    """Looks at everything that is local, and brings the database up to date.

    Raises PolicyInvalid, BadSetting, EngineSettingError, BadDatabaseUrl, DatabaseUnusable.
    """
    policies = PolicyBook.load(company)
    engine = engine_for(settings.llm, environment=environment)
    _check_paths(settings)
    if company.step_up is not None and company.step_up.link and not settings.public_url:
        raise BadSetting(
            "company.yaml lets approvals be confirmed with links (step_up.link), and USHER_PUBLIC_URL is not set;"
            " set it to the address under which a browser finds Usher."
        )
    vault = vault_for(settings, wanted=policies.asks_for_codes(company))
    migrate(settings.database_url)
    return Prepared(
        settings=settings,
        company=company,
        policies=policies,
        engine=engine,
        vault=vault,
        environment=environment,
    )


def _check_paths(settings: Settings) -> None:
    """What is written later has a place to be written to; what is not there yet is made then."""
    registry, model = settings.risk_registry, settings.signins_model
    _check_path("USHER_RISK_REGISTRY", registry, lambda: "which is no folder" * _no_folder(registry))
    _check_path("USHER_SIGNINS_MODEL", model, lambda: "which is a folder" * model.is_dir())


def _check_path(name: str, path: Path, itself: Callable[[], str]) -> None:
    try:
        trouble = itself() or next((f"and {one} is no folder" for one in path.parents if _no_folder(one)), "")
    except OSError as closed:
        trouble = f"which cannot be looked at ({(closed.strerror or type(closed).__name__).lower()})"
    if trouble:
        raise BadSetting(f"{name} is {path}, {trouble}; set it to {WANTED[name]}.")


def _no_folder(path: Path) -> bool:
    return path.exists() and not path.is_dir()
