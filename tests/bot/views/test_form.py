"""The request form: drawn, filled in, read back, and checked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack_local.limits import check_view
from bot.views import action_ids
from bot.views.duration_field import LONGEST, read_length
from bot.views.form import Form, form_view
from bot.views.form_check import check_form, unseen_scopes
from bot.views.form_reading import read_form
from bot.views.form_row import Row, entitlement_of, option_value
from catalog.ends import end_of_day
from catalog.model import Company
from tests.approvals.company import DASHBOARDS, MODELS, NOW, SALES, small_company

COMPANY = small_company()
TOM = COMPANY.people["tom.reyes"]


def submitted(form: Form, company: Company = COMPANY) -> dict[str, Any]:
    """The view as Slack sends it back when nothing was touched: every initial value is the state."""
    view: dict[str, Any] = form_view(company, form).to_dict()
    check_view(view)
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = {
            "type": element["type"],
            "value": element.get("initial_value"),
            "selected_option": element.get("initial_option"),
            "selected_user": element.get("initial_user"),
            "selected_date": element.get("initial_date"),
        }
        values[block["block_id"]] = {element["action_id"]: state}
    return {**view, "state": {"values": values}}


FULL = Form(
    draft_id="dr_1",
    sends=True,
    approval=True,
    rows=(Row(0, SALES, {"region": "EMEA", "quarter": "Q3"}), Row(3, DASHBOARDS)),
    duration=timedelta(days=10),
    custom="",
    why="board deck",
    user="USANAMALIK",
    beneficiary="sana.malik",
)


def test_what_is_drawn_is_what_is_read_back() -> None:
    assert read_form(COMPANY, submitted(FULL)) == FULL
    assert read_form(COMPANY, submitted(Form())) == Form()


NAMED = Form(
    rows=FULL.rows, duration=timedelta(days=5), until=end_of_day(date(2026, 11, 27), COMPANY.zone), why="deck"
)


def lengths(form: Form) -> tuple[timedelta | None, datetime | None] | dict[str, str]:
    choice, faults = check_form(COMPANY, form, holder=TOM, requester=TOM, now=NOW)
    return faults if choice is None else (choice.duration, choice.until)


def chosen(form: Form, **fields: Any) -> Form:
    view = submitted(form)
    for name, state in fields.items():
        view["state"]["values"][name][name].update(state)
    return read_form(COMPANY, view)


def test_a_named_end_stands_in_the_form_until_something_else_is_chosen() -> None:
    assert read_form(COMPANY, submitted(NAMED)) == NAMED
    assert "Until Friday 27 November 2026" in json.dumps(form_view(COMPANY, NAMED).to_dict())
    assert lengths(NAMED) == (timedelta(days=5), NAMED.until)
    week = chosen(NAMED, form_duration={"selected_option": {"value": "P7D"}})
    assert lengths(week) == (timedelta(days=7), None)
    usual = chosen(NAMED, form_duration={"selected_option": {"value": "usual"}})
    assert lengths(usual) == (None, None)
    assert lengths(chosen(NAMED, form_custom={"value": "3 days"})) == (timedelta(days=3), None)


def test_a_last_day_that_is_picked_is_the_end() -> None:
    today = NOW.astimezone(COMPANY.zone).date()
    last = today + timedelta(days=9)
    picked_day = chosen(NAMED, form_until={"selected_date": last.isoformat()})
    assert lengths(picked_day) == (timedelta(days=10), end_of_day(last, COMPANY.zone))
    for wrong in ((today - timedelta(days=1)).isoformat(), "9999-12-31", "someday"):
        assert "form_until" in lengths(chosen(NAMED, form_until={"selected_date": wrong}))
    both = chosen(NAMED, form_until={"selected_date": last.isoformat()}, form_custom={"value": "3 days"})
    assert lengths(both) == {"form_until": "Give a length or a last day, not both."}


def picked(form: Form, user: str | None) -> Form:
    view = submitted(form)
    view["state"]["values"][action_ids.FORM_FOR][action_ids.FORM_FOR]["selected_user"] = user
    return read_form(COMPANY, view)


@pytest.mark.parametrize("drawn", [None, "UMAXVOGEL"])
def test_whom_it_is_for_stays_until_the_field_is_changed(drawn: str | None) -> None:
    form = Form(user=drawn, beneficiary="max.vogel")
    assert picked(form, drawn).beneficiary == "max.vogel"
    assert picked(form, drawn).with_row().beneficiary == "max.vogel"
    changed = picked(form, "USANAMALIK")
    assert (changed.user, changed.beneficiary) == ("USANAMALIK", None)
    assert picked(changed, "USANAMALIK").beneficiary is None
    assert picked(Form(user="UMAXVOGEL", beneficiary="max.vogel"), None) == Form()


def test_a_beneficiary_whose_account_is_unknown_is_named_in_the_form() -> None:
    drawn = json.dumps(submitted(Form(beneficiary="max.vogel"))["blocks"])
    assert "This is for Max Vogel unless" in drawn
    assert "Myself" not in drawn
    assert "Myself" in json.dumps(submitted(Form())["blocks"])


def test_a_form_drawn_before_it_knew_whom_it_is_for_goes_by_its_field() -> None:
    view = submitted(Form(user="UMAXVOGEL"))
    memory = json.loads(view["private_metadata"])
    del memory["for"], memory["user"]
    form = read_form(COMPANY, {**view, "private_metadata": json.dumps(memory)})
    assert (form.user, form.beneficiary) == ("UMAXVOGEL", None)


def test_a_filled_form_is_a_choice() -> None:
    choice, faults = check_form(COMPANY, FULL, holder=COMPANY.people["sana.malik"], requester=TOM, now=NOW)
    assert not faults
    assert choice is not None
    assert choice.beneficiary == "sana.malik"
    assert choice.duration == timedelta(days=10)
    assert [wish.scope for wish in choice.items] == [{"region": "EMEA", "quarter": "Q3"}, {}]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (Row(0), "Choose what you need"),
        (Row(0, SALES), "Choose the region"),
        (Row(0, SALES, {"region": "MARS"}), "use EMEA, AMER or APAC"),
        (Row(0, SALES, {"region": "EMEA", "quarter": "Q9"}), "write it such as Q1"),
        (Row(0, MODELS), "not offered to Kim Sato"),
    ],
)
def test_a_fault_is_said_next_to_its_field(row: Row, sentence: str) -> None:
    form = Form(rows=(row,), why="board deck")
    kim = COMPANY.people["kim.sato"]
    choice, faults = check_form(COMPANY, form, holder=kim, requester=kim, now=NOW)
    assert choice is None
    assert any(sentence in fault for fault in faults.values())
    drawn = {
        block["block_id"] for block in form_view(COMPANY, form).to_dict()["blocks"] if "block_id" in block
    }
    assert faults.keys() <= drawn


def test_the_form_says_that_it_is_sent_to_approvers_only_when_there_are_any() -> None:
    for form, said in (
        (FULL, True),
        (replace(FULL, approval=False), False),
        (replace(FULL, sends=False), False),
    ):
        assert ("have to approve it" in json.dumps(form_view(COMPANY, form).to_dict())) is said


def test_a_field_with_a_pattern_shows_an_example_and_never_the_pattern() -> None:
    drawn = json.dumps(form_view(COMPANY, FULL).to_dict())
    assert "Such as Q1." in drawn
    assert "[1-4]" not in drawn


def test_aliases_of_a_scope_are_understood() -> None:
    view = submitted(FULL)
    for block in view["state"]["values"].values():
        for state in block.values():
            if (state.get("selected_option") or {}).get("value") == "EMEA":
                state.update(selected_option=None, value="Europe")
    assert read_form(COMPANY, view).rows[0].scope["region"] == "EMEA"


def test_another_resource_does_not_inherit_what_was_typed() -> None:
    view = submitted(FULL)
    chosen = view["state"]["values"]["what-0"][action_ids.FORM_ENTITLEMENT]
    chosen["selected_option"] = {"value": DASHBOARDS}
    after = read_form(COMPANY, view)
    assert after.rows[0] == Row(0, DASHBOARDS, {})
    assert not unseen_scopes(COMPANY, FULL, after)
    assert unseen_scopes(COMPANY, after, FULL)


def test_rows_come_and_go_but_one_always_stays() -> None:
    two = Form().with_row()
    assert [row.number for row in two.rows] == [0, 1]
    assert len(two.without_row(0).without_row(1).rows) == 1
    check_view(form_view(COMPANY, two.with_row().with_row().with_row()).to_dict())


def test_ids_too_long_for_a_menu_are_found_again() -> None:
    place = COMPANY.places[DASHBOARDS]
    long_id = "warehouse/dashboards:" + "x" * 200
    long_one = place.entitlement.model_copy(update={"id": long_id})
    resource = place.resource.model_copy(update={"entitlements": (long_one,)})
    company = small_company(
        systems=(place.system.model_copy(update={"resources": (resource,)}),), holdings=()
    )
    assert len(option_value(long_id)) <= 150
    assert entitlement_of(company, option_value(long_id)) == long_id
    assert entitlement_of(company, "sha256:nothing") is None


@pytest.mark.parametrize(
    ("said", "length"),
    [
        ("10 days", timedelta(days=10)),
        ("a week", timedelta(days=7)),
        ("36h", timedelta(hours=36)),
        ("2 Months", timedelta(days=60)),
        ("P14D", timedelta(days=14)),
        ("pt8h", timedelta(hours=8)),
    ],
)
def test_lengths_as_people_write_them(said: str, length: timedelta) -> None:
    assert read_length(said) == length


@given(st.text(max_size=40))
def test_any_length_is_read_or_refused_with_what_works(said: str) -> None:
    try:
        length = read_length(said)
    except ValueError as error:
        refusal = str(error)
    else:
        assert timedelta() < length <= LONGEST
        return
    assert "10 days" in refusal
