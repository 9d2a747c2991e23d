"""The labelled lock-out stories there are: two companies that ship, and those beside the repository, when present."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.eval.sets import rows
from tests.shared import SHARED

HERE = Path(__file__).parent


@dataclass(frozen=True)
class StorySet:
    """One company folder with its labelled stories."""

    name: str
    folder: Path
    stories: list[dict[str, Any]]
    held_out: bool
    """Only its totals are ever shown."""


class NoStories(Exception):
    """A folder that was named has no `lockouts.jsonl`."""


def story_set(folder: Path) -> StorySet:
    """The stories of one company folder; `set.yaml` beside them may hold them out. Raises NoStories."""
    if not (folder / "lockouts.jsonl").is_file():
        raise NoStories(f"{folder} has no lockouts.jsonl: name a company folder with labelled stories.")
    about = folder / "set.yaml"
    held_out = about.is_file() and bool(yaml.safe_load(about.read_text("utf-8")).get("held_out"))
    return StorySet(folder.name, folder, rows(folder / "lockouts.jsonl"), held_out)


def story_sets(named: list[str] | None = None) -> list[StorySet]:
    """Those named, by name or folder; else all. Raises NoStories."""
    known = {folder.name: folder for folder in _folders()}
    if named:
        return [story_set(known.get(name, Path(name))) for name in named]
    return [story_set(folder) for folder in known.values()]


def _folders() -> list[Path]:
    shared = sorted((SHARED / "evals").glob("*/")) if SHARED.is_dir() else []
    return [folder for folder in (*sorted(HERE.glob("*/")), *shared) if (folder / "lockouts.jsonl").is_file()]
