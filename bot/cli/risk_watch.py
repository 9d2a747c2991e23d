"""`usher risk drift` and `usher risk bias`: whether the model still fits, and whom decisions treat otherwise."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import fail
from bot.cli.options import company_option, company_or_fail, settings_or_fail
from bot.cli.risk_acts import database_is_there, folder_of, record, registry_option, said_in_a_sentence
from bot.cli.stored import with_store
from bot.cli.tabular import show_table

if TYPE_CHECKING:
    from approvals.queries.decided import Asked
    from approvals.risk.drift import DriftReport
    from approvals.risk.model.scoring import Scorer
    from approvals.risk.model.trained import TrainedModel
    from approvals.risk.registry.files import Folder
    from approvals.store.store import Store
    from bot.settings import Settings
    from catalog.model import Company

decisions_option = click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    help="Further decisions as CSV (else the company's decisions.csv).",
)


@click.command()
@decisions_option
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True, help="How far back recent goes.")  # fmt: skip
@click.option("--step-down", is_flag=True, help="On an alarm, take the model out of force: for a daily job.")
@registry_option
@company_option
def drift(decisions: Path | None, days: int, step_down: bool, registry: Path | None, company_folder: Path | None) -> None:  # fmt: skip
    """Whether recent requests and reviewers still are what the model in force learned from; exit code 1 on alarm."""
    settings = settings_or_fail()
    from approvals.queries.decided import last_days
    from approvals.risk.drift import REQUESTS_AT_LEAST
    from approvals.risk.drifted import report_on

    with said_in_a_sentence():
        live = folder_of(registry, settings).read().live
        if live is None:
            fail("No model is in force; put one there with `usher risk promote ID --by PERSON`.")
        model = folder_of(registry, settings).load(live)
        company = _company(company_folder, settings)
        past, snapshot = _file(decisions, company)
        if decisions is not None and snapshot == model.snapshot:
            fail(f"{decisions} is what the model learned from, so it tells nothing new; name later decisions with --decisions.")  # fmt: skip
        asked = last_days(past, days) if snapshot != model.snapshot else []
        asked += _stored(settings, company, since=datetime.now(UTC) - timedelta(days=days))
    if len(asked) < REQUESTS_AT_LEAST:
        fail(f"{len(asked)} recent requests are known, and {REQUESTS_AT_LEAST} are needed to tell drift; wait, look further back with --days, or name a file with --decisions.")  # fmt: skip
    report = report_on(live, model, asked)
    click.echo(report.model_dump_json(indent=2))
    _show_drift(report)
    if report.alarms and step_down:
        _step_down(report, folder_of(registry, settings), company, settings)
    sys.exit(1 if report.alarms else 0)


@click.command()
@decisions_option
@registry_option
@company_option
def bias(decisions: Path | None, registry: Path | None, company_folder: Path | None) -> None:
    """Approval and override rates by department, employment, location and tenure, with intervals."""
    settings = settings_or_fail()
    from approvals.risk.bias import DIMENSIONS, Judged, bias_report, tenure_band

    with said_in_a_sentence():
        folder = folder_of(registry, settings)
        live = folder.read().live
        scorer = _scorer(folder.load(live)) if live is not None else None
        company = _company(company_folder, settings)
        past, snapshot = _file(decisions, company)
        stored = _stored(settings, company)
    asked = [one for one in past + stored if one.approved is not None]
    if not asked:
        fail("No decisions are known; name a file with --decisions or a company with --company.")
    # What a model learned from agrees with it too well: overruling counts on other decisions.
    others = stored if scorer is not None and snapshot == scorer.model.snapshot else past + stored
    told = [one for one in others if one.by_people and one.approved is not None]
    sides: dict[int, bool] = {}
    if scorer is not None and told:
        foretold = scorer.probabilities([one.attributes for one in told])
        sides = {id(one): p > _base(scorer) for one, p in zip(told, foretold.tolist(), strict=True)}
    rows = []
    for one in asked:
        groups = {name: one.attributes.get(name, "") for name in DIMENSIONS}
        person = company.people.get(one.attributes.get("person", "")) if company else None
        if not groups["tenure"] and person is not None:
            groups["tenure"] = tenure_band(person.started, (one.at or datetime.now(UTC)).date())
        side = sides.get(id(one))
        rows.append(
            Judged(
                groups=groups,
                approved=bool(one.approved),
                overruled=None if side is None else side != (not one.approved),
            )
        )
    report = bias_report(rows)
    click.echo(report.model_dump_json(indent=2))
    for dimension in report.dimensions:
        show_table(
            (dimension.dimension, "decisions", "approved", "from", "to", "overruled"),
            [
                (
                    group.group,
                    f"{group.approved.of:,}",
                    f"{group.approved.rate:.1%}",
                    f"{group.approved.low:.1%}",
                    f"{group.approved.high:.1%}",
                    f"{group.overruled.rate:.1%}" if group.overruled else "",
                )
                for group in dimension.groups
            ],
        )
    for finding in report.findings:
        click.echo(finding, err=True)


def _step_down(report: DriftReport, folder: Folder, company: Company | None, settings: Settings) -> None:
    """Nothing is in force until a person says so again, unless another model took its place meanwhile."""
    with said_in_a_sentence(), folder.changing() as before:
        if before.live == report.model:
            after = before.stepped_down(" ".join(report.alarms), now=datetime.now(UTC))
            record(after.acts[-1], company, settings, lambda: folder.write(after))
            click.echo("The model is out of force; the scorecard alone decides.", err=True)


def _scorer(model: TrainedModel) -> Scorer:
    from approvals.risk.model.scoring import Scorer

    return Scorer(model)


def _base(scorer: Scorer) -> float:
    return float(scorer.model.denied.array("|b1").mean())


def _company(folder: Path | None, settings: Settings) -> Company | None:
    chosen = folder or settings.company
    return company_or_fail(chosen) if chosen is not None else None


def _file(decisions: Path | None, company: Company | None) -> tuple[list[Asked], str]:
    """The file's decisions, and its hash: it may be the very snapshot that a model learned from."""
    from approvals.queries.decided import from_history
    from approvals.risk.model.history import read_history

    path = decisions or (company.folder / "decisions.csv" if company else None)
    if path is None or (decisions is None and not path.exists()):
        return [], ""
    history = read_history(path)
    return from_history(history, company), history.sha256


def _stored(settings: Settings, company: Company | None, *, since: datetime | None = None) -> list[Asked]:
    """The database's, where there is one and the people are known."""
    if company is None or not database_is_there(settings):
        return []
    from approvals.queries.decided import from_store

    async def read(store: Store) -> list[Asked]:
        return await from_store(store, company, since=since)

    return with_store(read)


def _show_drift(report: DriftReport) -> None:
    show_table(
        ("feature", "index", "by chance", "bins", "state"),
        [
            (one.feature, f"{one.psi:.3f}", f"{one.chance:.3f}", str(one.bins), one.state)
            for one in report.features
        ],
    )
    if (found := report.disagreement) is not None:
        click.echo(f"People decided against the model in {found.share:.1%} of {found.decisions:,} decisions ({found.low:.1%} to {found.high:.1%}; usual {found.expected:.1%}).", err=True)  # fmt: skip
    for alarm in report.alarms:
        click.echo(f"Alarm: {alarm}", err=True)
    if report.alarms:
        click.echo("Look at what changed. Roll back with `usher risk rollback --by PERSON`, or train again on decisions that include these.", err=True)  # fmt: skip
