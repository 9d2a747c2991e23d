"""The prompt texts, versioned, each with its worked examples.

A prompt is a Markdown file `NAME/vN.md`; a change of meaning is a new version beside the old one, so that an
answer can be traced to the words that asked for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FILE = re.compile(r"^v(\d+)\.md$")
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")


class UnknownPrompt(LookupError):
    """There is no prompt of that name or version; the text says which was asked for."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of a prompt."""

    name: str
    version: int
    text: str

    @property
    def label(self) -> str:
        """How logs name it: `understand/v1`."""
        return f"{self.name}/v{self.version}"


@cache
def prompt(name: str, version: int | None = None) -> Prompt:
    """The prompt of that name: the given version, else the newest. Raises UnknownPrompt."""
    folder = files("prompts").joinpath(name) if _NAME.match(name) else None
    if folder is None or not folder.is_dir():
        raise UnknownPrompt(f"There is no prompt called {name!r}.")
    versions = {int(found[1]): entry for entry in folder.iterdir() if (found := _FILE.match(entry.name))}
    wanted = version if version is not None else max(versions, default=0)
    if wanted not in versions:
        raise UnknownPrompt(f"The prompt {name!r} has no version {wanted}.")
    return Prompt(name, wanted, versions[wanted].read_text("utf-8").strip())
