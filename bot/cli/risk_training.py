"""Training a model that is registered: read the history, look whether it was tampered with, learn, write it down."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from bot.cli import fail
from bot.cli.options import company_or_fail, folder_or_fail
from bot.cli.risk_acts import folder_of, policies_of, record

if TYPE_CHECKING:
    from approvals.risk.model.history import History
    from approvals.risk.registry.register import Registered
    from bot.settings import Settings


class Accepted(NamedTuple):
    """Somebody answers for an odd history."""

    reason: str
    by: str


def accepted_by(reason: str | None, by: str | None) -> Accepted | None:
    """Both or neither; ends with code 2 otherwise."""
    if reason is not None and not reason.strip():
        fail("--accept-warnings wants a reason that auditors can read.", code=2)
    if (reason is None) != (by is None):
        fail("--accept-warnings REASON and --by PERSON belong together; give both or neither.", code=2)
    return Accepted(reason.strip(), by) if reason is not None and by is not None else None


def register_model(
    history_file: Path | None,
    registry: Path | None,
    company_folder: Path | None,
    settings: Settings,
    accepted: Accepted | None,
) -> Registered:
    """The registered model. Raises Refused."""
    from approvals.risk.model.attributes import usable_attributes
    from approvals.risk.model.history import read_history
    from approvals.risk.model.training import train
    from approvals.risk.registry.authority import keeper
    from approvals.risk.registry.register import Registered

    named = company_folder or settings.company
    company = company_or_fail(named) if named is not None else None
    if history_file is None and company is None:
        fail("Name the past decisions with --history FILE, or a company with --company DIR.", code=2)
    if accepted is not None:
        company = company or company_or_fail(folder_or_fail(company_folder, settings))
        keeper(company, accepted.by, now=datetime.now(UTC))
    version = policies_of(company) if company is not None else ""
    folder = folder_of(registry, settings)
    folder.read()  # a register that cannot be used is said before a minute is spent on training
    history = read_history(history_file or Path(company.folder if company else "") / "decisions.csv")
    usable_attributes(history)  # too little to learn from is said before anything else
    odd = _looked_at(history, accepted)
    click.echo(f"Learning from {len(history):,} decisions.", err=True)
    now = datetime.now(UTC)
    model = train(history, now=now, policy_version=version)
    id = folder.keep(model)
    entry = Registered.of(model, id=id, warnings=odd, accepted=accepted.reason if accepted and odd else "")
    with folder.changing() as before:
        if odd and accepted is not None:
            after = before.with_model(entry, by=accepted.by, now=now)
            record(after.acts[-1], company, settings, lambda: folder.write(after))
        else:
            folder.write(before.with_model(entry, now=now))
    return entry


def _looked_at(history: History, accepted: Accepted | None) -> tuple[str, ...]:
    """What is odd about the history and was accepted. Raises HistoryInvalid where nobody answers for it."""
    from approvals.risk.model.history import HistoryInvalid
    from approvals.risk.registry.poisoning import warnings

    odd = warnings(history)
    if odd and accepted is None:
        says = f"nothing was learned, because {', and '.join(odd)}, or train all the same with --accept-warnings REASON --by PERSON"
        raise HistoryInvalid(history.file, None, says)
    for sentence in odd:
        click.echo(f"Accepted: {sentence}.", err=True)
    return odd
