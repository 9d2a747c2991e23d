"""What the risk commands share: the registry's folder, the company's policies, and acts that are logged."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import fail
from bot.cli.options import company_or_fail, folder_or_fail
from bot.cli.stored import with_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from approvals.risk.registry.files import Folder
    from approvals.risk.registry.register import Act, Register
    from approvals.store.store import Store
    from bot.settings import Settings
    from catalog.model import Company

registry_option = click.option(
    "--registry",
    type=click.Path(path_type=Path),
    help="The folder of the registered models (else USHER_RISK_REGISTRY, else ./usher-risk).",
)
by_option = click.option("--by", required=True, metavar="PERSON", help="The id of whoever does this.")


def folder_of(registry: Path | None, settings: Settings) -> Folder:
    """The registry's folder: on the command line first."""
    from approvals.risk.registry.files import Folder

    return Folder(registry or settings.risk_registry)


@contextmanager
def said_in_a_sentence() -> Iterator[None]:
    """What is refused ends the command with its sentence, and with code 2 where a file that was named cannot be read."""
    from approvals.errors import Refused, Unreadable

    try:
        yield
    except Refused as refused:
        fail(refused.sentence.rstrip(".") + ".", code=2 if isinstance(refused, Unreadable) else 1)


def policies_of(company: Company) -> str:
    """The version of the policies in force; ends with every problem when they cannot be used."""
    from approvals.policy.book import PolicyBook
    from approvals.policy.problems import PolicyInvalid

    try:
        return PolicyBook.load(company).version
    except PolicyInvalid as invalid:
        for problem in invalid.problems:
            click.echo(str(problem), err=True)
        fail("The policies above cannot be used; mend them and try again.")


def database_is_there(settings: Settings) -> bool:
    """Whether there is a log to write into: a database that was named has to be, the default one may be."""
    named = "database_url" in settings.model_fields_set
    return named or Path(settings.database_url.removeprefix("sqlite:///")).exists()


async def told_apart(store: Store, folder: Folder) -> list[str] | None:
    """What the register and the decision log do not both tell; None where there is no register. Raises RegistryInvalid."""
    from approvals.risk.registry.told_in_log import differences, logged_acts

    if not folder.file.exists():
        return None
    return differences(folder.read(), await logged_acts(store))


def act(
    company_folder: Path | None,
    registry: Path | None,
    settings: Settings,
    by: str,
    change: Callable[[Register, datetime], Register],
) -> Act:
    """Changes the register in a person's name and logs it; both happen, or neither does."""
    from approvals.risk.registry.authority import keeper

    company = company_or_fail(folder_or_fail(company_folder, settings))
    now = datetime.now(UTC)
    folder = folder_of(registry, settings)
    with said_in_a_sentence():
        keeper(company, by, now=now)
        with folder.changing() as before:
            after = change(before, now)
            done = after.acts[-1]
            if after.live is not None and after.live != before.live:
                folder.load(after.live)  # a model that cannot be used is not put in force
            record(done, company, settings, lambda: folder.write(after))
    return done


def record(done: Act, company: Company | None, settings: Settings, write: Callable[[], None]) -> None:
    """Writes the register in the transaction of the act's log entry, or alone where there is none to log to."""
    from approvals.risk.registry.entries import entry_of

    if company is None or not database_is_there(settings):
        write()
        missing = "database" if company is not None else "company"
        click.echo(f"There is no {missing} here, so this stands in the registry alone.", err=True)
        return
    entry = entry_of(done, company, policy_version=policies_of(company))

    async def log(store: Store) -> None:
        async with store.transaction() as tx:
            tx.log(entry)
            await tx.session.flush()
            write()

    with_store(log)
