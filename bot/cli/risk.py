"""`usher risk`: train and judge models of past decisions, and say which one is in force."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import company_option, settings_or_fail
from bot.cli.risk_acts import (
    act,
    by_option,
    database_is_there,
    folder_of,
    registry_option,
    said_in_a_sentence,
    told_apart,
)
from bot.cli.risk_compare import command as compare
from bot.cli.risk_feedback import command as feedback
from bot.cli.risk_training import accepted_by, register_model
from bot.cli.risk_watch import bias, drift
from bot.cli.stored import with_store
from bot.cli.tabular import show_table

if TYPE_CHECKING:
    from datetime import datetime

    from approvals.risk.registry.files import Folder
    from approvals.risk.registry.register import Act, Register

MEASURES = ("log_loss", "auc", "average_precision", "brier", "rows")
ID_SHOWN = 12


@click.group(name="risk")
def command() -> None:
    """The model of past decisions: train it, judge it, put it in force, take it back, watch it."""


@command.command()
@click.option("--history", type=click.Path(path_type=Path), help="Past decisions (else the company's decisions.csv).")  # fmt: skip
@registry_option
@company_option
@click.option("--accept-warnings", "reason", metavar="REASON", help="Train although the history looks odd, and say why; needs --by.")  # fmt: skip
@click.option("--by", metavar="PERSON", help="The id of whoever accepts the warnings.")
def train(
    history: Path | None,
    registry: Path | None,
    company_folder: Path | None,
    reason: str | None,
    by: str | None,
) -> None:
    """Train a model and register it; it is not in force until somebody promotes it. Prints it as JSON."""
    settings = settings_or_fail()
    begun = perf_counter()
    chosen = accepted_by(reason, by)
    with said_in_a_sentence():
        model = register_model(history, registry, company_folder, settings, chosen)
    measured = {name: getattr(model.metrics, name) for name in MEASURES}
    click.echo(
        json.dumps(
            {
                "id": model.id,
                "metrics": measured,
                "columns": {"used": list(model.features), "left_out": model.left_out},
                "warnings": list(model.warnings),
                "snapshot": model.snapshot,
                "policy_version": model.policy_version,
                "trained_at": model.trained_at.isoformat(),
                "registry": str(folder_of(registry, settings).path),
                "seconds": round(perf_counter() - begun, 1),
            },
            ensure_ascii=False,
            indent=2,
        )
    )
    _show_measures(measured)


@command.command()
@click.option("--train", "taught", type=click.Path(path_type=Path), required=True, metavar="A.csv", help="Decisions to learn from.")  # fmt: skip
@click.option("--test", "tested", type=click.Path(path_type=Path), required=True, metavar="B.csv", help="Decisions to foretell.")  # fmt: skip
def evaluate(taught: Path, tested: Path) -> None:
    """Train on one file, foretell another, and print how good that was, as JSON. Nothing is registered."""
    begun = perf_counter()
    with said_in_a_sentence():
        measured = _evaluated(taught, tested)
    measured["seconds"] = round(perf_counter() - begun, 1)
    click.echo(json.dumps(measured))
    _show_measures(measured)


def _evaluated(taught: Path, tested: Path) -> dict[str, Any]:
    from datetime import UTC, datetime

    from approvals.risk.model.evaluation import evaluate as measure
    from approvals.risk.model.history import HistoryInvalid, read_history
    from approvals.risk.model.scoring import Scorer
    from approvals.risk.model.training import train as learn

    a, b = read_history(taught), read_history(tested)
    if lacking := [name for name in a.columns if name not in b.columns]:
        raise HistoryInvalid(b.file, 1, f"the column {lacking[0]} of {a.file} is missing; give both files the same columns")  # fmt: skip
    if b.denied.all() or not b.denied.any():
        raise HistoryInvalid(b.file, None, "holds one outcome only; test with decisions of both")
    scorer = Scorer(learn(a, now=datetime.now(UTC)))
    rows = [b.row(number) for number in range(len(b))]
    metrics = measure(b.denied, scorer.probabilities(rows))
    abstained = sum(scorer.score(row).abstains is not None for row in rows)
    return {name: getattr(metrics, name) for name in MEASURES} | {"abstained": abstained / len(rows)}


def _show_measures(measured: dict[str, Any]) -> None:
    rows = [
        (name.replace("_", " "), f"{value:.4f}" if isinstance(value, float) else f"{value:,}")
        for name, value in measured.items()
    ]
    show_table(("measure", "value"), rows)


@command.command(name="list")
@registry_option
def list_models(registry: Path | None) -> None:
    """The registered models, which is in force, which is the challenger, and every act that led there."""
    settings = settings_or_fail()
    folder = folder_of(registry, settings)
    with said_in_a_sentence():
        register = folder.read()
    click.echo(register.model_dump_json(indent=2, exclude={"models": {"__all__": {"metrics": {"bins"}}}}))
    _show_models(register, folder)
    if database_is_there(settings):
        for sentence in with_store(lambda store: told_apart(store, folder)) or ():
            click.echo(sentence, err=True)


def _show_models(register: Register, folder: Folder) -> None:
    if not register.models:
        click.echo(f"There is no model in {folder.path} yet; train one with `usher risk train`.", err=True)
        return
    show_table(
        ("", "id", "trained", "decisions", "log loss", "AUC"),
        [
            (
                "live" if model.id == register.live else "challenger" if model.id == register.challenger else "",
                model.id[:ID_SHOWN],
                f"{model.trained_at:%Y-%m-%d %H:%M}",
                f"{model.decisions:,}",
                f"{model.metrics.log_loss:.4f}",
                f"{model.metrics.auc:.4f}",
            )
            for model in register.models
        ],
    )  # fmt: skip


@command.command()
@click.argument("model", metavar="ID")
@by_option
@registry_option
@company_option
def promote(model: str, by: str, registry: Path | None, company_folder: Path | None) -> None:
    """Put a model in force."""

    def change(register: Register, now: datetime) -> Register:
        return register.promoted(model, by=by, now=now)

    _acted(by, registry, company_folder, change)


@command.command()
@click.argument("model", metavar="ID")
@by_option
@registry_option
@company_option
def challenge(model: str, by: str, registry: Path | None, company_folder: Path | None) -> None:
    """Let a model score silently beside the one in force."""

    def change(register: Register, now: datetime) -> Register:
        return register.challenged(model, by=by, now=now)

    _acted(by, registry, company_folder, change)


@command.command()
@by_option
@registry_option
@company_option
def rollback(by: str, registry: Path | None, company_folder: Path | None) -> None:
    """Put the model in force that was before; before the first that is none, and the scorecard decides alone."""

    def change(register: Register, now: datetime) -> Register:
        return register.rolled_back(by=by, now=now)

    _acted(by, registry, company_folder, change)


def _acted(
    by: str,
    registry: Path | None,
    company_folder: Path | None,
    change: Callable[[Register, datetime], Register],
) -> None:
    done = act(company_folder, registry, settings_or_fail(), by, change)
    click.echo(done.model_dump_json(indent=2))
    click.echo(_told(done), err=True)


def _told(done: Act) -> str:
    if done.model is None:
        return "No model is in force; the scorecard alone decides."
    name = done.model[:ID_SHOWN]
    if done.act == "challenger":
        return f"Model {name} now scores silently beside the one in force."
    return f"Model {name} is in force; a running Usher takes it up by itself."


for _one in (drift, bias, compare, feedback):
    command.add_command(_one)
