"""Puts a set's stories to `usher explain-lockout`, as somebody at a shell would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.eval.lockouts.sets import StorySet
from tests.eval.sets import ROOT

_COMMAND = (sys.executable, "-m", "bot.cli", "explain-lockout")


class NotAnswered(Exception):
    """The command did not run through; the text is what it said."""


def answers(data: StorySet) -> dict[str, dict[str, Any]]:
    """The answers by story id, from one run of the command. Raises NotAnswered."""
    asked = [json.dumps({key: story[key] for key in ("id", "person", "now")}) for story in data.stories]
    with tempfile.TemporaryDirectory() as folder:
        batch = Path(folder) / "stories.jsonl"
        batch.write_text("\n".join(asked) + "\n", encoding="utf-8")
        printed = _run(["--company", str(data.folder), "--batch", str(batch)], Path(folder))
    found = [json.loads(line) for line in printed.splitlines() if line.strip()]
    return {answer["id"]: answer for answer in found}


def _run(arguments: Sequence[str], scratch: Path) -> str:
    # A database of its own, so that nothing but the company folder can answer.
    env = os.environ | {"USHER_DATABASE_URL": f"sqlite+aiosqlite:///{scratch / 'empty.db'}"}
    ran = subprocess.run(
        [*_COMMAND, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if ran.returncode == 2 or (ran.returncode and not ran.stdout.strip()):
        raise NotAnswered(ran.stderr.strip() or f"explain-lockout ended with {ran.returncode}")
    return ran.stdout
