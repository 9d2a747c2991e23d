"""A plain table for people, on standard error: standard output belongs to the JSON."""

from __future__ import annotations

from collections.abc import Sequence

import click


def show_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints the rows under their header, columns aligned."""
    everything = [header, *rows]
    widths = [max(len(row[place]) for row in everything) for place in range(len(header))]
    for row in everything:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(line.rstrip(), err=True)
