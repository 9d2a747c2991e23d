"""What the page makes of Slack's text and blocks, in a real browser without a server behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, Route

import bot.slack_local
from tests import chromium
from tests.depth import examples

PAGE = Path(bot.slack_local.__file__).parent / "page"
ORIGIN = "http://playground.test"
KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
STATE = {
    "team": {"id": "T1", "name": "Fern & Vale"},
    "bot": {"user_id": "U0BOT", "name": "usher", "app_name": "Usher"},
    "me": "U0ANA",
    "personas": [{"user": "U0ANA", "role": "Employee", "blurb": "Counts ferns.", "try": ["I need the fern list"]}],
    "users": {"U0ANA": {"id": "U0ANA", "name": "ana", "real_name": "Ana Lopes", "title": "Analyst"}},
    "channels": [
        {"id": "C1", "name": "ferns", "kind": "channel", "topic": "Ferns", "unread": 2},
        {"id": "D1", "name": "usher", "kind": "im", "topic": "", "unread": 0, "user": "U0BOT"},
    ],
    "commands": [], "shortcuts": [], "home": None, "views": [], "assistant_prompts": [], "status": None, "clock": None,
}  # fmt: skip
ALLOWED = {
    "P", "PRE", "CODE", "STRONG", "EM", "S", "A", "BDI", "BLOCKQUOTE", "UL", "OL", "LI", "BUTTON", "TIME",
    "svg", "path", "circle", "rect", "ellipse",
}  # fmt: skip

pytestmark = pytest.mark.browser


def answer(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN).split("?")[0].split("#")[0]
    if path == "/playground/state":
        route.fulfill(json=STATE)
    elif path == "/playground/messages":
        route.fulfill(json={"messages": []})
    elif path == "/playground/stream":
        route.fulfill(content_type="text/event-stream", body=": connected\n\n")
    elif path.startswith("/playground/"):
        route.fulfill(json={"ok": True})
    else:
        file = PAGE / (path.lstrip("/") or "index.html")
        route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium.browser() as browser:
        page = browser.new_page(timezone_id="UTC")
        page.route(f"{ORIGIN}/**", answer)
        page.goto(ORIGIN)
        page.wait_for_selector("[data-composer=main] textarea")
        page.evaluate(
            """async () => {
                 const { mrkdwn } = await import("/js/render/mrkdwn.js");
                 const { markdown } = await import("/js/render/markdown.js");
                 const { renderBlocks } = await import("/js/render/blocks.js");
                 const { Surface } = await import("/js/render/surface.js");
                 const shown = (nodes) => {
                   const box = document.createElement("div");
                   box.append(...[nodes].flat());
                   return box;
                 };
                 const draw = { mrkdwn: (text) => shown(mrkdwn(text)), markdown: (text) => shown(markdown(text)) };
                 window.drawn = (kind, text) => {
                   const box = draw[kind](text);
                   const all = [...box.querySelectorAll("*")];
                   return {
                     text: box.textContent,
                     html: box.innerHTML,
                     tags: all.map((each) => each.tagName),
                     handlers: all.flatMap((each) => each.getAttributeNames()).filter((name) => name.startsWith("on")),
                     links: [...box.querySelectorAll("a")].map((each) => each.protocol),
                   };
                 };
                 window.block = (block) => shown(renderBlocks([block], new Surface("message", {}))).innerHTML;
               }"""
        )
        yield page


def drawn(page: Page, text: str, kind: str = "mrkdwn") -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("([kind, text]) => drawn(kind, text)", [kind, text])
    return found


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _it_ ~no~ `x*y*`", "<strong>bold</strong> <em>it</em> <s>no</s> <code>x*y*</code>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("* not bold *", "* not bold *"),
        ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
        ("<javascript:alert(1)|press>", "&lt;javascript:alert(1)|press&gt;"),
        (":not_an_emoji:", ":not_an_emoji:"),
    ],
)
def test_a_line_of_mrkdwn_is_drawn_as_slack_draws_it(page: Page, text: str, html: str) -> None:
    assert drawn(page, text)["html"] == f'<p dir="auto">{html}</p>'


def test_a_link_opens_elsewhere_and_shows_its_label(page: Page) -> None:
    html = drawn(page, "<https://example.com/a?b=1&amp;c=2|the plan>")["html"]
    assert 'href="https://example.com/a?b=1&amp;c=2"' in html
    assert 'rel="noopener noreferrer"' in html
    assert "<bdi>the plan</bdi>" in html


def test_people_and_channels_are_shown_by_name(page: Page) -> None:
    assert (
        drawn(page, "<@U0ANA> in <#C1|old-name> with <@U0GONE|gil>")["text"]
        == "@Ana Lopes in #ferns with @gil"
    )


def test_a_date_token_becomes_a_date_and_a_broken_one_its_fallback(page: Page) -> None:
    assert drawn(page, "until <!date^1796551200^{date_num}|5 Dec>")["text"] == "until 2026-12-06"
    assert drawn(page, "until <!date^soon^{date_num}|5 Dec>")["text"] == "until 5 Dec"


def test_quotes_lists_and_code_are_blocks_of_their_own(page: Page) -> None:
    tags = drawn(page, "hello\n&gt; quoted\n• one\n• two\n1. first\n```\nlet x\n```\nbye")["tags"]
    assert tags == ["P", "BLOCKQUOTE", "UL", "LI", "LI", "OL", "LI", "PRE", "P"]


def test_every_emoji_that_is_known_is_drawn_with_its_name(page: Page) -> None:
    assert 'aria-label=":white_check_mark:"' in drawn(page, "✅")["html"]
    assert 'aria-label=":white_check_mark:"' in drawn(page, ":white_check_mark:")["html"]


@settings(
    max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.sampled_from(list("*_~`<>&|!@#^:;.\n •-1aZ /=\"'\u202eאש✅")), max_size=120))
def test_no_text_whatever_becomes_anything_but_text_and_known_tags(page: Page, text: str) -> None:
    for kind in ("mrkdwn", "markdown"):
        found = drawn(page, text, kind)
        assert found["handlers"] == []
        assert set(found["links"]) <= {"http:", "https:", "mailto:"}
    assert set(drawn(page, text)["tags"]) <= ALLOWED


@settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(st.text("abcdefghijklmnop אבג", min_size=1, max_size=12), min_size=1, max_size=8))
def test_no_word_gets_lost(page: Page, words: list[str]) -> None:
    text = " ".join(words)
    assert drawn(page, text)["text"] == text


def test_a_message_of_ten_thousand_markers_is_still_drawn(page: Page) -> None:
    text = " *a _b ~c <e :f" * 700
    assert drawn(page, text)["text"] == text


def test_raw_html_in_a_markdown_block_stays_text(page: Page) -> None:
    found = drawn(page, "# Hi <img src=x onerror=alert(1)>\n**b** [bad](javascript:alert(1))", "markdown")
    assert "IMG" not in found["tags"]
    assert found["links"] == []


def test_a_block_of_an_unknown_kind_says_so(page: Page) -> None:
    html = page.evaluate("block => window.block(block)", {"type": "hologram", "block_id": "h"})
    assert "This page cannot show a “hologram” block." in html


def test_buttons_and_fields_carry_the_ids_that_tests_rely_on(page: Page) -> None:
    button = {
        "type": "button",
        "action_id": "go",
        "value": "r1",
        "text": {"type": "plain_text", "text": "Go"},
    }
    html = page.evaluate(
        "block => window.block(block)", {"type": "actions", "block_id": "acts", "elements": [button]}
    )
    assert 'data-block-id="acts"' in html
    assert 'data-action-id="go"' in html


def test_the_page_starts_in_the_bots_own_conversation_with_prompts_to_try(page: Page) -> None:
    assert page.get_attribute("body", "data-persona") == "U0ANA"
    assert page.get_attribute("#main [role=log]", "data-channel") == "D1"
    assert page.inner_text("[data-try]") == "I need the fern list"
    assert "Ana Lopes" in page.inner_text("[data-persona-switch]")
    assert page.title() == "(2) Usher · Usher playground"
