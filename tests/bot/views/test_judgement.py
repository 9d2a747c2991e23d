"""Why somebody has to look: said once, in one line an approver."""

from __future__ import annotations

import pytest

from approvals.model import Factor, Risk, RiskBand, StageName
from bot.views.judgement import approver_line, reason_of, reason_sentence, risk_line
from tests.approvals.company import SALES, small_company
from tests.bot.views import pictures as a

COMPANY = small_company()
SCORE = "The manager must approve: the risk is 46, and from 30 on a manager looks."


def test_risk_names_what_raises_it_most_and_nothing_else() -> None:
    line = risk_line(a.RISK)
    assert line == ("Risk ●●○ elevated (46 of 100): Confidential data; Moderate-risk access; For 14 days")


def test_low_risk_needs_no_reasons() -> None:
    low = Risk(score=9, band=RiskBand.LOW, factors=(Factor(name="level", points=9, says="Low-risk access"),))
    assert risk_line(low) == "Risk ●○○ low (9 of 100)"


def test_what_lowers_the_score_is_no_reason() -> None:
    high = Risk(
        score=100,
        band=RiskBand.HIGH,
        factors=(
            Factor(name="data", points=110, says="Restricted data"),
            Factor(name="cap", points=-10, says="The score ends at 100"),
        ),
    )
    assert risk_line(high) == "Risk ●●● high (100 of 100): Restricted data"


def test_the_score_is_not_said_twice() -> None:
    assert "46" not in risk_line(a.RISK, [a.stage(says=SCORE)])
    assert "46" in risk_line(a.RISK, [a.stage(says="The manager must approve: this is privileged access.")])


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ("The manager must approve: the data is restricted.", "the data is restricted."),
        ("Security must approve: this is privileged access.", "this is privileged access."),
        ("The manager must approve, and never without an end.", "The manager must approve, and never without an end."),
        ("Sales figures are market-sensitive.", "Sales figures are market-sensitive."),
    ],
)  # fmt: skip
def test_the_opening_that_names_the_stage_goes_and_anything_else_stays(says: str, reason: str) -> None:
    assert reason_of(says) == reason


def test_as_a_sentence_of_its_own_a_reason_begins_with_a_capital() -> None:
    assert reason_sentence("The owner must approve: the data is restricted.") == "The data is restricted."


def line(stage: StageName, *people: str, reader: str = "tom.reyes", note: str = "") -> str:
    return approver_line(
        COMPANY,
        a.stage(stage, says=SCORE, waiting_for=people, note=note),
        entitlement=SALES,
        holder="tom.reyes",
        reader=reader,
    )


def test_an_approver_is_named_with_what_they_are_to_the_reader() -> None:
    why = "the risk is 46, and from 30 on a manager looks."
    assert line(StageName.MANAGER, "lena.osei") == f"<@ULENAOSEI>, your manager: {why}"
    assert line(StageName.MANAGER, "lena.osei", reader="sana.malik").startswith(
        "<@ULENAOSEI>, Tom Reyes’s manager:"
    )
    assert line(StageName.OWNER, "omar.diaz").startswith("<@UOMARDIAZ>, the owner:")
    both = line(StageName.SECURITY, "greta.lund", "nils.aker")
    assert both.startswith("<@UGRETALUND> or <@UNILSAKER>, Security:")


def test_who_stands_in_does_so_for_somebody_and_the_line_says_why() -> None:
    note = "Lena Osei is away until 4 December; Ivo Brandt decides instead."
    read = line(StageName.MANAGER, "ivo.brandt", note=note)
    assert read.startswith("<@UIVOBRANDT>, for your manager:")
    assert read.endswith(note)


def test_nobody_at_all_is_said_too() -> None:
    assert line(StageName.MANAGER, note="Nobody is named.").startswith("Nobody yet, ")
