"""The rules of the house that a program can check. docs/development.md has them in words."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_local.web_api import METHODS

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "intents", "catalog", "approvals", "prompts")
MODULES = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

MOST_LINES = 250
LONGER = {
    "catalog/model.py": (320, "the words of the room, one short class each, read together"),
    "intents/candidates.py": (290, "one index over the words of a catalog, and searching it"),
    "bot/slack_local/workspace.py": (260, "everything a workspace remembers, in one place"),
}
"""Modules that may be longer: up to how many lines, and why."""


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_no_module_is_longer_than_it_may_be() -> None:
    lengths = {named(file): len(file.read_text(encoding="utf-8").splitlines()) for file in MODULES}
    assert lengths
    too_long = {
        name: lines for name, lines in lengths.items() if lines > LONGER.get(name, (MOST_LINES, ""))[0]
    }
    assert too_long == {}
    assert set(LONGER) <= set(lengths)


def test_every_module_says_why_it_exists() -> None:
    silent = []
    for file in MODULES:
        text = file.read_text(encoding="utf-8")
        # An empty __init__.py only marks a folder as a package.
        if text.strip() and not ast.get_docstring(ast.parse(text)):
            silent.append(named(file))
    assert silent == []


def test_no_module_is_called_after_nothing() -> None:
    nothing = {"util", "utils", "helper", "helpers", "manager", "managers", "base", "misc", "common"}
    files = [file for file in (*MODULES, *TESTS) if nothing & set(file.stem.split("_"))]
    folders = {part for file in (*MODULES, *TESTS) for part in file.relative_to(ROOT).parts[:-1]}
    assert [named(file) for file in files] == []
    assert not nothing & folders


def test_no_test_sleeps() -> None:
    sleepers = [
        f"{named(file)}:{node.lineno}"
        for file in TESTS
        if "bench" not in file.relative_to(ROOT).parts
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "sleep"
        and not (node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0)
    ]
    assert sleepers == []


def test_the_command_loads_nothing_slow_before_it_needs_it() -> None:
    slow = [
        "langchain",
        "langchain_core",
        "sklearn",
        "numpy",
        "dbos",
        "sqlmodel",
        "sqlalchemy",
        "dateparser",
        "slack_bolt",
    ]
    program = f"import sys, bot.cli; print([name for name in {slow!r} if name in sys.modules])"
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


# --- files that have to agree ------------------------------------------------------------------------------

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked(name: str) -> tuple[dict[str, set[str]], set[str]]:
    """The versions in a lock file (several where they differ by Python), and the names pyproject.toml asked for."""
    versions: dict[str, set[str]] = {}
    asked_for: set[str] = set()
    current = ""
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if pin := re.match(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", line):
            current = canonicalize_name(pin.group(1))
            versions.setdefault(current, set()).add(pin.group(2))
        elif line.strip().startswith("#") and "usher (pyproject.toml)" in line:
            asked_for.add(current)
    return versions, asked_for


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("requirements.lock", ["build"]), ("requirements-dev.lock", ["build", "dev"])],
)
def test_the_lock_files_fit_pyproject(lock: str, extras: list[str]) -> None:
    wanted = [Requirement(line) for line in PYPROJECT["dependencies"]]
    wanted += [Requirement(line) for extra in extras for line in PYPROJECT["optional-dependencies"][extra]]
    versions, asked_for = locked(lock)
    assert {canonicalize_name(one.name) for one in wanted} == asked_for, "run `make lock`"
    for one in wanted:
        pinned = versions[canonicalize_name(one.name)]
        assert all(one.specifier.contains(version, prereleases=True) for version in pinned), one.name


def test_both_lock_files_pin_the_same_versions_and_carry_hashes() -> None:
    runtime, development = locked("requirements.lock")[0], locked("requirements-dev.lock")[0]
    assert runtime.items() <= development.items()
    text = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    pins = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(pins) == sum(len(pinned) for pinned in development.values())
    assert all("--hash=sha256:" in pin for pin in pins)


# --- the project speaks of itself alone --------------------------------------------------------------------

# Put together here, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a package registry's host name": re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "npmjs" + r"\.", "crates" + r"\.io"])
    ),
    "a path of one machine": re.compile(
        r"(?<![\w.-])/(?:" + "|".join(["work", "root"]) + r")/|/(?:home|Users)/[a-z]"
    ),
}
_LEFT_OUT = {".git", ".venv", "__pycache__", ".hypothesis", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", "build", ".usher"}  # fmt: skip


def written_files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if (
            path.is_file()
            and not _LEFT_OUT & set(parts)
            and not any(part.endswith(".egg-info") for part in parts)
        ):
            yield path


def test_no_file_names_a_registry_or_a_machines_own_path() -> None:
    found = []
    looked_at = 0
    for file in written_files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        looked_at += 1
        found += [f"{named(file)}: {what}" for what, pattern in FORBIDDEN.items() if pattern.search(text)]
    assert found == []
    assert looked_at > len(MODULES)


# --- Slack -------------------------------------------------------------------------------------------------

SCOPES = {
    "auth_test": [],
    "chat_postMessage": ["chat:write"],
    "chat_update": ["chat:write"],
    "chat_postEphemeral": ["chat:write"],
    "conversations_open": ["im:write"],
    "conversations_list": ["channels:read", "groups:read"],
    "conversations_join": ["channels:join"],
    "conversations_history": ["channels:history", "groups:history", "im:history", "metadata.message:read"],
    "conversations_replies": ["channels:history", "groups:history", "im:history", "metadata.message:read"],
    "users_info": ["users:read", "users:read.email"],
    "users_lookupByEmail": ["users:read.email"],
    "views_open": [],
    "views_push": [],
    "views_update": [],
    "views_publish": [],
    "assistant_threads_setStatus": ["assistant:write"],
    "assistant_threads_setSuggestedPrompts": ["assistant:write"],
    "apps_connections_open": [],
}
"""The bot scopes that each Web API method needs for what Usher does with it (docs.slack.dev/reference/methods)."""
EVENT_SCOPES = {
    "app_mention": ["app_mentions:read"],
    "message.channels": ["channels:history"],
    "message.groups": ["groups:history"],
    "message.im": ["im:history"],
    "app_home_opened": [],
    "user_change": ["users:read"],
}


def methods_called() -> set[str]:
    """The Web API methods of every `client.method` in bot/, the local Slack aside."""
    found: set[str] = set()
    for file in (ROOT / "bot").rglob("*.py"):
        if "slack_local" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and hasattr(AsyncWebClient, node.attr) and "_" in node.attr:
                owner = node.value
                name = (
                    owner.attr
                    if isinstance(owner, ast.Attribute)
                    else owner.id
                    if isinstance(owner, ast.Name)
                    else ""
                )
                if name.lstrip("_") in {"client", "web", "web_client"}:
                    found.add(node.attr)
    return found


def test_the_manifest_asks_for_what_the_calls_need_and_no_more() -> None:
    manifest = json.loads((ROOT / "bot" / "manifest.json").read_text(encoding="utf-8"))
    called = methods_called()
    assert len(called) > 10
    assert called <= set(SCOPES), "say in SCOPES what the new method needs"
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    needed = {"commands"} | {scope for method in called for scope in SCOPES[method]}
    needed |= {scope for event in events for scope in EVENT_SCOPES[event]}
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_the_local_slack_knows_every_method_that_is_called() -> None:
    known = {name.replace(".", "_") for name in METHODS}
    assert methods_called() <= known
