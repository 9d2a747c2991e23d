"""The models a running process asks: swapped whole when the register changes, kept when it can no longer be read."""

from __future__ import annotations

from pathlib import Path

from approvals.errors import BadInput
from approvals.risk.judge import NO_MODELS, ModelsInForce, Scored
from approvals.risk.model.scoring import Scorer
from approvals.risk.registry.files import Folder

CANNOT_BE_READ = "the model that was put in force cannot be read"
"""Why people decide where there is no last good model to go on with."""


class RunningModels:
    """What the register put in force, ready to be asked. Without a model the scorecard decides."""

    def __init__(self, path: Path) -> None:
        self._folder = Folder(path)
        self._stamp: tuple[int, int, int] | None = None
        self._now = NO_MODELS
        self.trouble: str = ""
        """Why the register on disk is not what is in force, in one sentence; empty while it is."""

    def in_force(self) -> ModelsInForce:
        """Take it once for a decision: another thread may replace it, nobody changes it."""
        return self._now

    def refresh(self) -> bool:
        """Looks whether the register changed and loads what it names (seconds); whether something changed.

        A register or model that cannot be used changes nothing, and `trouble` says so; where there was no good one
        before, people decide.
        """
        stamp = self._stat()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        try:
            register = self._folder.read()
            now = ModelsInForce(
                live=self._loaded(register.live), challenger=self._loaded(register.challenger)
            )
        except BadInput as bad:
            self.trouble = bad.sentence
            if self._now.live is not None:
                return False
            self._now = ModelsInForce(trouble=CANNOT_BE_READ)
            return True
        self._now, self.trouble = now, ""
        return True

    def _loaded(self, id: str | None) -> Scored | None:
        if id is None:
            return None
        known = next(
            (one for one in (self._now.live, self._now.challenger) if one is not None and one.seal == id),
            None,
        )
        return known or Scored.of(id, Scorer(self._folder.load(id)))

    def _stat(self) -> tuple[int, int, int] | None:
        try:
            found = self._folder.file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
