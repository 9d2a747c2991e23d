"""The models a running process asks: swapped whole when the register changes, kept when it can no longer be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from approvals.errors import BadInput
from approvals.risk.model.scoring import Scorer
from approvals.risk.registry.files import Folder


@dataclass(frozen=True)
class InForce:
    """What one decision asks from beginning to end."""

    live: Scorer | None = None
    live_id: str | None = None
    """Goes into the decision's record."""
    challenger: Scorer | None = None
    challenger_id: str | None = None


class RunningModels:
    """What the register put in force, ready to be asked. Without a model the scorecard decides."""

    def __init__(self, path: Path) -> None:
        self._folder = Folder(path)
        self._stamp: tuple[int, int, int] | None = None
        self.now = InForce()
        """Take it once for a decision: another thread may replace it, nobody changes it."""
        self.trouble: str | None = None
        """Why the register on disk is not what is in force, in one sentence; None while it is."""

    def refresh(self) -> bool:
        """Looks whether the register changed and loads what it names (seconds); whether something changed.

        A register or model that cannot be used changes nothing, and `trouble` says so.
        """
        stamp = self._stat()
        if stamp == self._stamp:
            return False
        try:
            register = self._folder.read()
            live = self._loaded(register.live)
            challenger = self._loaded(register.challenger)
        except BadInput as bad:
            self.trouble, self._stamp = bad.sentence, stamp
            return False
        self.now = InForce(live, register.live, challenger, register.challenger)
        self.trouble, self._stamp = None, stamp
        return True

    def _loaded(self, id: str | None) -> Scorer | None:
        if id is None:
            return None
        for known, scorer in (
            (self.now.live_id, self.now.live),
            (self.now.challenger_id, self.now.challenger),
        ):
            if known == id:
                return scorer
        return Scorer(self._folder.load(id))

    def _stat(self) -> tuple[int, int, int] | None:
        try:
            found = self._folder.file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
