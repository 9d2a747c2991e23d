"""The page behind a link: what it says, and that nothing on it is anybody's markup."""

from __future__ import annotations

from approvals.model import StageName
from approvals.step_up.links import Link
from bot.confirm_page import asking_page, said_page
from tests.approvals.company import NOW, small_company
from tests.bot.views import pictures as a

LINK = Link(id="link_1", item_id="it_1", stage=StageName.SECURITY, person="greta.lund", terms="x", at=NOW)


def test_what_people_typed_is_text() -> None:
    evil = "<script>alert(1)</script> & \u202e</dd><form action='https://evil.example'>"
    item = a.item(label="<b>bold</b>", scope={"region": "<i>EMEA</i>"})
    page = asking_page(small_company(), LINK, a.request(item, justification=evil), item)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;/dd&gt;" in page
    assert "\u202e" not in page
    assert [page.count(f"<{tag}") for tag in ("script", "b>", "i>", "form")] == [0, 1, 0, 1]
    assert '<form method="post"><button type="submit">Approve</button></form>' in page
    assert "in the name of <b>Greta Lund</b>" in page


def test_a_sentence_is_text_as_well() -> None:
    assert "<p>&lt;b&gt; is over</p>" in said_page("Nothing was approved", "<b> is over")
