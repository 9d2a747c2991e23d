"""Files of sign-in events that somebody names, taken in from beginning to end; for `usher signins import`.

Nothing is remembered about the files: taking one in twice stores nothing twice.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from io import BufferedReader
from pathlib import Path

from approvals.store.store import Store
from bot.signins.taking_in import TakenIn, take_in
from catalog.feeds.lines import Ahead, Readable, Stand, Taking, take
from catalog.feeds.port import Batch
from catalog.model import Company

FEED = "usher signins import"
"""Under what the events are counted."""
TOGETHER = 5_000
"""Lines in one transaction: more than the rounds take at once, as nobody waits for an answer meanwhile."""


@dataclass(slots=True)
class Figures:
    """What became of the events of one file, or of several."""

    read: int = 0
    kept: int = 0
    duplicates: int = 0
    unreadable: int = 0
    out_of_range: int = 0
    unknown: int = 0
    nobodys: int = 0

    def add(self, one: TakenIn) -> None:
        """Counts a batch."""
        self.kept += sum(one.taken.kept.values())
        self.duplicates += sum(one.taken.duplicates.values())
        for name, number in asdict(one.read).items():
            setattr(self, name, getattr(self, name) + number)

    def plus(self, other: Figures) -> Figures:
        """Both together."""
        return Figures(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


async def import_file(store: Store, company: Company, path: Path) -> Figures:
    """Takes in one file, packed with gzip or not.

    Raises OSError when it cannot be read, also when what is packed turns out to be damaged; what was read until
    then is stored.
    """
    figures = Figures()
    with _opened(path) as file:
        for batch in _batches(file):
            figures.add(await take_in(store, company, FEED, batch, before=None))
    return figures


def _opened(path: Path) -> gzip.GzipFile | BufferedReader:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def _batches(file: Readable) -> Iterator[Batch]:
    ahead, stand, full = Ahead(file), Stand(), True
    while full:
        taking = Taking(TOGETHER)
        try:
            stand = take(ahead, stand, taking, complete=True)
        except (EOFError, zlib.error, gzip.BadGzipFile) as damaged:
            raise OSError(0, "damaged, or not copied whole") from damaged
        full = taking.full
        yield Batch(tuple(taking.lines), "", taking.skipped)
