"""The page is plain files: what can be said about them without a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot.slack_local

PAGE = Path(bot.slack_local.__file__).parent / "page"
MODULES = sorted(PAGE.rglob("*.js"))
IMPORT = re.compile(r"""(?:from|import)\s+"(\.[^"]+)";""")
EXPORT = re.compile(r"^export (?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)
NAMED = re.compile(r"""^import \{([^}]+)\} from "(\.[^"]+)";""", re.MULTILINE)
MARKUP_SINKS = (
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "new Function",
    "srcdoc",
)


def named(path: Path) -> str:
    return str(path.relative_to(PAGE))


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_every_import_names_something_that_exists(module: Path) -> None:
    source = module.read_text()
    for target in IMPORT.findall(source):
        assert (module.parent / target).is_file(), f"{named(module)} imports {target}"
    for names, target in NAMED.findall(source):
        offered = set(EXPORT.findall((module.parent / target).read_text()))
        wanted = {name.strip().split(" as ")[0] for name in names.split(",") if name.strip()}
        assert wanted <= offered, f"{named(module)} wants {wanted - offered} of {target}"


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_no_module_can_turn_text_into_markup(module: Path) -> None:
    source = module.read_text()
    assert not [sink for sink in MARKUP_SINKS if sink in source]


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_every_module_says_why_it_exists_and_stays_short(module: Path) -> None:
    lines = module.read_text().splitlines()
    assert lines[0].startswith("// ")
    assert len(lines) <= 300


def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing_inline() -> None:
    page = (PAGE / "index.html").read_text()
    markup = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    assert "script-src 'self'" in markup
    assert not re.search(r"\son\w+=", markup), "an inline handler"
    assert not re.search(r"\sstyle=|<style", markup), "an inline style"
    assert all(script.endswith("></script>") for script in re.findall(r"<script[^>]*>[^<]*</script>", markup))
    loaded = re.findall(r"""<(?:script|link)[^>]+(?:src|href)="([^"]+)""", markup)
    assert loaded
    assert all((PAGE / address).is_file() for address in loaded)


@pytest.mark.parametrize("sheet", sorted(PAGE.rglob("*.css")), ids=named)
def test_no_stylesheet_fetches_anything(sheet: Path) -> None:
    assert not re.search(r"@import|url\(", sheet.read_text())
