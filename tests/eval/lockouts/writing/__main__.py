"""`python -m tests.eval.lockouts.writing`: writes `signins/*.jsonl` and `lockouts.jsonl` of both companies anew."""

from __future__ import annotations

import json
from pathlib import Path

from tests.eval.lockouts.writing.companies import COMPANIES
from tests.eval.lockouts.writing.noise import as_exported, ordinary_days, strange_types
from tests.eval.lockouts.writing.story import tell
from tests.eval.lockouts.writing.world import Book


def files(name: str) -> dict[str, str]:
    """What belongs into a company's folder, by path inside it; the same every time."""
    company = COMPANIES[name]
    office, book = company.office(), Book()
    labels = [tell(story, office, book) for story in company.stories.told]
    ordinary_days(office, company.stories.told, book, company.silent)
    strange_types(office, book, company.strange)
    found = {"lockouts.jsonl": _lines([json.dumps(label, ensure_ascii=False) for label in labels])}
    for provider in sorted({line.provider for line in book.lines}):
        lines = [line for line in book.lines if line.provider == provider]
        found[f"signins/{provider}.jsonl"] = _lines(as_exported(office, provider, lines))
    return found


def folder(name: str) -> Path:
    """Where a company's files are."""
    return COMPANIES[name].office().folder


def _lines(texts: list[str]) -> str:
    return "\n".join(texts) + "\n"


def main() -> None:
    """Write everything."""
    for name in COMPANIES:
        for path, text in files(name).items():
            file = folder(name) / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
