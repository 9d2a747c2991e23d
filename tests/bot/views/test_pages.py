"""The company's own pages: quoted word for word, with their source, and nothing in them does anything."""

from __future__ import annotations

from bot.views.pages import LONGEST, pages_card, with_pages
from bot.views.parts import text_card
from catalog.reading.pages import page_of
from intents.pages import Quoted
from tests.bot.views.reading import words

HOSTILE = """# Help <!channel>

Click <https://x.example|here>, or write <@U123> & `<!here>`.
\u202eText that runs backwards.
```
code
```
"""


def quoted(text: str, path: str = "docs/help.md") -> list[Quoted]:
    return [Quoted(section, 1.0) for section in page_of(path, text).sections]


def test_it_is_quoted_with_its_file() -> None:
    card = pages_card(quoted("# Wi-Fi\n\n1. Take the slip.\n2. Type the code.\n"))
    assert words(card) == "*Wi-Fi*\n>1. Take the slip.\n>2. Type the code.\nQuoted from `docs/help.md`"


def test_a_hostile_page_does_nothing() -> None:
    said = words(pages_card(quoted(HOSTILE, "docs/`<!channel>`.md")))
    assert "<!" not in said
    assert "<https" not in said
    assert "<@" not in said
    assert "\u202e" not in said


def test_a_long_section_says_that_it_was_cut_and_keeps_what_the_catalog_says() -> None:
    card = with_pages(text_card("From the catalog"), quoted("# Long\n\n" + "word " * LONGEST))
    assert "shortened" in words(card)
    assert words(card).endswith("From the catalog")
    assert with_pages(text_card("Alone"), ()).text == "Alone"
