"""The company's own pages: cut at their headings, taken as they are, and never a reason to refuse a folder."""

from __future__ import annotations

from pathlib import Path

from catalog.load import examine, load_company
from catalog.problems import Severity
from catalog.reading.pages import LONGEST, page_of
from tests.catalog.demo import quillmere


def test_the_demo_company_has_its_pages() -> None:
    pages = quillmere().pages
    assert [page.path for page in pages] == sorted(page.path for page in pages)
    assert 4 <= len(pages) <= 8
    assert all(section.text for page in pages for section in page.sections)


def test_a_page_is_cut_at_its_headings_and_keeps_its_words() -> None:
    page = page_of(
        "docs/vpn.md",
        "Before it all.\n\n# The *VPN*\n\nOne.\n\n## Getting it ##\n\n1. Ask.\n```sh\n# no heading\n```\n### Empty\n## Last\nTwo.",
    )
    assert page.title == "The VPN"
    assert [(one.heading, one.line) for one in page.sections] == [
        ("The VPN", 1), ("The VPN", 3), ("Getting it", 7), ("Last", 14),
    ]  # fmt: skip
    assert page.sections[2].text == "1. Ask.\n```sh\n# no heading\n```"
    assert page.sections[2].source == "docs/vpn.md, “Getting it”"


def test_a_page_without_a_heading_goes_by_its_file() -> None:
    (section,) = page_of("docs/guest-wifi.md", "The code is on the slip.").sections
    assert (section.title, section.heading) == ("Guest wifi", "Guest wifi")


def test_what_cannot_be_read_is_a_warning_and_the_rest_is_taken(demo_copy: Path) -> None:
    (demo_copy / "docs" / "broken.md").write_bytes(b"# A\n\xff\xfe")
    (demo_copy / "docs" / "bell.md").write_text("# B\nring \x07", encoding="utf-8")
    (demo_copy / "docs" / "endless.md").write_text("x" * (LONGEST + 1), encoding="utf-8")
    (demo_copy / "docs" / "picture.png").write_bytes(b"\x89PNG")
    examined = examine(demo_copy)
    assert examined.company is not None
    paths = {page.path for page in examined.company.pages}
    assert "docs/vpn.md" in paths
    assert not paths & {"docs/broken.md", "docs/bell.md", "docs/endless.md"}
    noted = {one.file: one.severity for one in examined.problems if one.file.startswith("docs/")}
    assert noted == dict.fromkeys(("docs/broken.md", "docs/bell.md", "docs/endless.md"), Severity.WARNING)


def test_pages_are_no_part_of_what_is_decided_by(demo_copy: Path) -> None:
    before = load_company(demo_copy).version
    (demo_copy / "docs" / "vpn.md").write_text("# Other\n\nwords", encoding="utf-8")
    assert load_company(demo_copy).version == before
