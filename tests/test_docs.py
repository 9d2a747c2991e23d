"""The documentation is true: what it links to, names, lists and computes is what is there."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import AsyncIterator, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import get_args

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from approvals.desk import Desk
from approvals.events import EVENT, StageWaits
from approvals.jobs.appeals import Step
from approvals.jobs.port import JobName
from approvals.jobs.reviewing import Step as ReviewStep
from approvals.log.export import export
from approvals.model import ItemStatus, ReviewOutcome, Ruling, Verdict
from approvals.operations.approve import approve
from approvals.policy.book import PolicyBook
from approvals.risk.registry.entries import KINDS as RISK_KINDS
from approvals.store.store import Store
from bot.settings import NAMES
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, NOW, small_company
from tests.approvals.conftest import NotedJobs, StandingClock

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
ROOMS = ("bot", "intents", "catalog", "approvals", "prompts")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

NEVER_IMPORTED = {
    "psycopg": "loaded by the URL",
    "langchain-openai": "LangChain loads them by the name",
    "langchain-anthropic": "LangChain loads them by the name",
    "langchain-ollama": "LangChain loads them by the name",
    "tzdata": "read by the standard library",
}
"""Run-time dependencies that no room imports, each with the words in docs/dependencies.md that say why."""
COME_ALONG = {"numpy": "scikit-learn", "httpx2": "scim2-client", "pydantic_core": "pydantic"}
"""What is imported but not declared, and the declared library that brings it."""


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """The page without its code blocks."""
    return re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL)


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    missing = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            missing.append(target)
    assert missing == []


def test_every_page_is_in_the_index() -> None:
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", text_of(DOCS / "README.md")))
    assert {page.name for page in DOCS.glob("*.md")} - {"README.md"} <= linked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", text_of(page), re.MULTILINE))
    assert named <= targets


def test_what_make_runs_is_there() -> None:
    modules = re.findall(r"python -m (tests\.\w+)", text_of(ROOT / "Makefile"))
    assert modules
    paths = [ROOT.joinpath(*module.split(".")) for module in modules]
    assert all(path.with_suffix(".py").exists() or (path / "__main__.py").exists() for path in paths)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_usher_command_that_is_named_exists_with_its_options(page: Path) -> None:
    import click

    from bot.cli import COMMANDS

    for line in re.findall(r"(?:^\s*|`|bin/)usher ([^`\n]+)", text_of(page), re.MULTILINE):
        words = re.sub(r'"[^"]*"', "TEXT", line.split("#")[0]).split()
        if words[0].startswith("-"):
            assert words[0] in {"--help", "--version"}, line
            continue
        assert words[0] in COMMANDS, line
        command: click.Command = importlib.import_module(COMMANDS[words[0]][0]).command
        if isinstance(command, click.Group) and len(words) > 1:
            assert words[1] in command.commands, line
            command = command.commands[words[1]]
        known = {
            option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
        }
        assert {word for word in words if word.startswith("--")} <= known | {"--help"}, line


def test_the_readme_names_every_setting_and_no_other() -> None:
    named = set(re.findall(r"\b(?:USHER|SLACK)_[A-Z_]+\b", text_of(ROOT / "README.md")))
    assert set(NAMES) <= named
    assert named - set(NAMES) <= {"USHER_TEST_POSTGRES_URL", "USHER_"}


def declared(names: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(name).name) for name in names}


def test_every_dependency_has_its_line_and_no_other_has_one() -> None:
    project = PYPROJECT["project"]
    wanted = declared(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted |= declared(extra)
    first_columns = re.findall(r"^\| (`[^|]+) \|", text_of(DOCS / "dependencies.md"), re.MULTILINE)
    assert {
        canonicalize_name(name) for column in first_columns for name in re.findall(r"`([^`]+)`", column)
    } == wanted


def imported_by_the_rooms() -> set[str]:
    found: set[str] = set()
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(text_of(file))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                    found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - set(ROOMS)


def test_every_dependency_is_imported_or_its_reason_is_said() -> None:
    distributions = packages_distributions()
    used = {canonicalize_name(name) for module in imported_by_the_rooms() for name in distributions[module]}
    dependencies = declared(PYPROJECT["project"]["dependencies"])
    assert dependencies - used == set(NEVER_IMPORTED)
    rows = [line for line in text_of(DOCS / "dependencies.md").splitlines() if line.startswith("| `")]
    for name, reason in NEVER_IMPORTED.items():
        (row,) = [row for row in rows if f"`{name}`" in row.split("|")[1]]
        assert reason in row, name


def test_everything_imported_is_declared_or_comes_along_with_what_is() -> None:
    distributions = packages_distributions()
    dependencies = declared(PYPROJECT["project"]["dependencies"])
    undeclared = {
        module
        for module in imported_by_the_rooms()
        if not dependencies & {canonicalize_name(name) for name in distributions[module]}
    }
    assert undeclared <= set(COME_ALONG)
    assert set(COME_ALONG.values()) <= dependencies


# --- the life of a request ---------------------------------------------------------------------------------


def test_the_operations_on_the_page_have_the_signatures_they_have() -> None:
    page = text_of(DOCS / "requests.md")
    rows = re.findall(r"^\| `(\w+)\(desk, \*, ([^)]*)\)` \|", page, re.MULTILINE)
    real = {}
    for file in (ROOT / "approvals" / "operations").glob("*.py"):
        if f"async def {file.stem}(desk: Desk" in text_of(file).replace("(\n    desk", "(desk"):
            operation = getattr(importlib.import_module(f"approvals.operations.{file.stem}"), file.stem)
            real[file.stem] = [name for name in inspect.signature(operation).parameters if name != "desk"]
    documented = {name: [one.split("=")[0] for one in arguments.split(", ")] for name, arguments in rows}
    assert documented == real
    assert len(documented) >= 7


def test_every_job_and_every_event_is_on_the_page() -> None:
    page = text_of(DOCS / "requests.md")
    events = {
        schema["properties"]["kind"]["const"]
        for schema in EVENT.json_schema()["$defs"].values()
        if "kind" in schema.get("properties", {})
    }
    assert events
    for name in [*JobName, *events]:
        assert f"| `{name}` |" in page, name


# --- the decision log --------------------------------------------------------------------------------------


def logged_kinds() -> Iterator[str]:
    """Every kind of entry the code writes."""
    yield from (f"item.{status}" for status in ItemStatus if status is not ItemStatus.DENIED)
    yield from (f"stage.{verdict}" for verdict in Verdict)
    yield from RISK_KINDS.values()
    yield from (f"appeal.{ruling}" for ruling in Ruling)
    yield from (f"appeal.{what}" for what in get_args(Step))
    yield from (f"stage.{what}" for what in get_args(StageWaits.model_fields["what"].annotation))
    yield from (f"review.{what}" for what in get_args(ReviewStep))
    never_logged = {ReviewOutcome.OPEN, ReviewOutcome.DROPPED}
    yield from (f"review.{outcome}" for outcome in ReviewOutcome if outcome not in never_logged)
    for file in (ROOT / "approvals").rglob("*.py"):
        yield from re.findall(r"(?:entry_about\(\s*|Entry\(\s*kind=)\"([a-z]+\.[a-z_]+)\"", text_of(file))


def test_every_kind_of_entry_is_on_the_page_and_no_other() -> None:
    table = re.search(r"^\| kind \|.*?\n\n", text_of(DOCS / "audit.md"), re.MULTILINE | re.DOTALL)
    assert table is not None
    first_columns = re.findall(r"^\| (`[^|]+) \|", table.group(), re.MULTILINE)
    assert {kind for column in first_columns for kind in re.findall(r"`([^`]+)`", column)} == set(
        logged_kinds()
    )


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Desk]:
    company = small_company()
    store = Store.at(database, clock=StandingClock(NOW), jobs=NotedJobs())
    yield Desk(store=store, company=company, policies=PolicyBook.load(company))
    await store.close()


async def test_the_auditors_twenty_lines_prove_an_export_and_find_what_was_changed(
    desk: Desk, tmp_path: Path
) -> None:
    (snippet,) = re.findall(r"```python\n(.*?)```", text_of(DOCS / "audit.md"), re.DOTALL)
    assert len(snippet.strip().splitlines()) <= 20
    program = tmp_path / "verify.py"
    program.write_text(snippet, encoding="utf-8")

    def verified(lines: list[str]) -> subprocess.CompletedProcess[str]:
        # -I: nothing of ours, and nothing that is installed, is within its reach.
        return subprocess.run(
            [sys.executable, "-I", "-S", str(program)],
            input="".join(f"{line}\n" for line in lines), capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip

    await ask(desk, DASHBOARDS)
    item = await only_item(desk, await ask(desk))
    await approve(desk, item_id=item.id, by="lena.osei", note="Grüße – ☂ “fine”")
    lines = [line async for line in export(desk.store)]
    proof = verified(lines)
    assert proof.returncode == 0, proof.stderr
    assert proof.stdout.startswith(f"{len(lines)} entries fit")

    changed = [line.replace("lena.osei", "sana.malik") for line in lines]
    assert verified(changed).returncode == 1
    without = [line for number, line in enumerate(lines) if number != 2]
    assert verified(without).stderr.strip() == "entry 3 does not fit"


OF_A_COMPANY = re.compile(
    r"usher (?:sla|check|risk (?:challenge|promote|rollback|feedback|drift|bias|compare)|signins (?:import|signs|judge))\b"
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_command_to_copy_names_the_company_it_needs(page: Path) -> None:
    """Without one it fails, and whoever tries Usher has set no USHER_COMPANY yet."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text_of(page), flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    told = [line for line in lines if OF_A_COMPANY.match(line)]
    assert [line for line in told if "--company" not in line] == []
