"""What people type is shown as they typed it and does nothing else: no markup, no unseen characters, no half entities."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.texts import typed

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ANY = st.text(st.characters() | st.sampled_from(f"&<>;\n\t\x00\x7f\x85{TURNING}"), max_size=60)


def seen(text: str) -> str:
    """What of a text is shown."""
    return "".join(
        c for c in text if c in "\n\t" or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in TURNING)
    )


@given(ANY)
def test_what_is_short_enough_is_shown_whole(text: str) -> None:
    found = typed(text)
    assert unescape_markup(found) == seen(text)
    assert "<" not in found
    assert ">" not in found


@given(ANY, st.integers(min_value=2, max_value=40))
def test_what_is_cut_is_a_beginning_of_it_without_half_an_entity(text: str, limit: int) -> None:
    found = typed(text, limit)
    assert len(found) <= limit
    whole = typed(text, 10_000)
    if len(whole) < limit:
        assert found == whole
    else:
        assert found.endswith("…")
        kept = found[:-1]
        assert whole.startswith(kept)
        # Less is kept than there is room for only where an entity would be split, or white space stood last.
        left = whole[len(kept) : limit - 1]
        assert left.lstrip() == "" or left.lstrip().startswith("&")
        assert unescape_markup(kept) == seen(text)[: len(unescape_markup(kept))]


def unescape_markup(text: str) -> str:
    """The text that Slack shows for it."""
    assert all(part.startswith(("amp;", "lt;", "gt;")) for part in text.split("&")[1:])
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_markup_is_shown_and_not_followed() -> None:
    assert typed("<!channel> & <@U1|you>") == "&lt;!channel&gt; &amp; &lt;@U1|you&gt;"
    assert typed("evil\u202etxt.exe\x00") == "eviltxt.exe"
    assert typed("ab&cd", 5) == "ab…"
    assert typed("a  bcd", 4) == "a…"
