"""The company's own pages about how things are done: what is quoted, word for word, when somebody asks how.

Values only. A page is cut at its headings, because a section is what answers a question.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """What stands below one heading, as it was written, without the headings below it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: str
    """The file, relative to the company folder."""
    title: str
    """The page's first heading, else its file's name."""
    heading: str
    """Its own heading; the page's title for what stands before the first one."""
    text: str
    line: int
    """Where it begins in the file, counted from 1."""

    @property
    def source(self) -> str:
        """How it is cited: `docs/vpn.md, “Getting connected”`."""
        return f"{self.page}, “{self.heading}”"


class Page(BaseModel):
    """One file of `docs/`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    title: str
    sections: tuple[Section, ...]
