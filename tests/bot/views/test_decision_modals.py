"""The modals behind the card's menu stay within Slack's limits with the longest content, and keep what is typed inert."""

from __future__ import annotations

from datetime import timedelta

from slack_sdk.models.views import View

from approvals.lessening import ChangeMade, Terms
from approvals.model import Said, StageName
from approvals.pictures import Remark
from bot.slack_local.limits import check_view
from bot.views.details import details_modal
from bot.views.handing_over import delegate_modal
from bot.views.lessening_modal import change_in_words, changed_modal
from bot.views.reasons import ask_modal, deny_modal
from bot.views.remarks import asked_card
from bot.views.request_card import request_card
from bot.views.status_card import status_card
from tests.approvals.company import NOW, SALES, TODAY, small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import blocks_of, words

COMPANY = small_company()
EVIL = "<!channel> @here <https://evil.example|click> \u202eback\u202c \x07bell & <@UTOMREYES>"


def change(why: str = a.LONG_TEXT, label: str = a.LONG_LABEL) -> ChangeMade:
    before = Terms(entitlement=SALES, label=label, scope={"region": "EMEA"}, duration=timedelta(days=14))
    after = before.model_copy(
        update={"duration": timedelta(days=3), "scope": {"region": "EMEA", "quarter": "Q3"}}
    )
    return ChangeMade(
        by="lena.osei", stage=StageName.MANAGER, at=NOW, why=why, before=before, after=after, review=True
    )


def remark(text: str = a.LONG_TEXT) -> Remark:
    return Remark(
        id="rem_1", question="rem_1", stage=StageName.MANAGER, by="lena.osei", to="tom.reyes", text=text,
        said_in=Said.CARD, at=NOW,
    )  # fmt: skip


def test_every_modal_is_within_slacks_limits_with_the_longest_content() -> None:
    item = a.item(label=a.LONG_LABEL, changes=(change(),) * 3, remarks=(remark(),))
    request = a.request(item, justification=a.LONG_TEXT, words=a.LONG_TEXT)
    kept = '["it_1", "C1", "1.0"]'
    modals: list[View] = [
        changed_modal(kept, COMPANY, request, item),
        details_modal(COMPANY, request, item, reader="lena.osei"),
        delegate_modal(kept, COMPANY, request, item, until=TODAY),
        ask_modal(kept, COMPANY, request, item),
        deny_modal(kept, COMPANY, request, item),
    ]
    for modal in modals:
        check_view(modal.to_dict(), surface="modal")
    for card in (
        request_card(COMPANY, request),
        status_card(COMPANY, request, reader="tom.reyes"),
        asked_card(COMPANY, item, remark()),
    ):
        blocks_of(card)


def test_whose_request_it_is_is_said_once() -> None:
    def read(**whose: str) -> str:
        request = a.request(**whose)
        return words(details_modal(COMPANY, request, request.items[0], reader="lena.osei"))

    assert " for <@UTOMREYES>" not in read()
    assert "<@UTOMREYES> asks for" in read()
    assert " for <@USANAMALIK>, 2 weeks" in read(beneficiary="sana.malik")


def test_what_changed_reads_in_one_line() -> None:
    said = change_in_words(change(label="Warehouse · Sales reports · Viewer"))
    assert said == (
        "Warehouse · Sales reports · Viewer (region EMEA) → Warehouse · Sales reports · Viewer"
        " (quarter Q3, region EMEA), 2 weeks → 3 days and to be reviewed monthly"
    )


def test_what_people_typed_is_inert() -> None:
    item = a.item(changes=(change(why=EVIL),), remarks=(remark(EVIL),))
    request = a.request(item, justification=EVIL)
    for card in (
        status_card(COMPANY, request, reader="tom.reyes"),
        request_card(COMPANY, request),
        asked_card(COMPANY, item, remark(EVIL)),
    ):
        read = words(card)
        assert "<!channel>" not in read
        assert "<https:" not in read
        assert not set(read) & {"\x07", "\u202e", "\u202c"}
        for block in blocks_of(card):
            texts = [block.get("text"), *block.get("fields", ()), *block.get("elements", ())]
            assert all(one["verbatim"] for one in texts if one and one.get("type") == "mrkdwn")
