"""Puts a set's stories to `usher explain-lockout`, as somebody at a shell would; in this process, which is quicker."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from tests.bot.cli.terminal import usher
from tests.eval.lockouts.sets import StorySet


class NotAnswered(Exception):
    """The command did not run through; the text is what it said."""


def answers(data: StorySet) -> dict[str, dict[str, Any]]:
    """The answers by story id, from one run of the command. Raises NotAnswered."""
    asked = [json.dumps({key: story[key] for key in ("id", "person", "now")}) for story in data.stories]
    with tempfile.TemporaryDirectory() as folder:
        batch = Path(folder) / "stories.jsonl"
        batch.write_text("\n".join(asked) + "\n", encoding="utf-8")
        # A database of its own, so that nothing but the company folder can answer.
        database = {"USHER_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/empty.db"}
        said = usher("explain-lockout", "--company", str(data.folder), "--batch", str(batch), **database)
    if said.code == 2 or (said.code and not said.out.strip()):
        raise NotAnswered(said.err.strip())
    found = [json.loads(line) for line in said.out.splitlines() if line.strip()]
    return {answer["id"]: answer for answer in found}
