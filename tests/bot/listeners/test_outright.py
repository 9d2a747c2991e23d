"""Questions that their own words tell: answered where a whole sentence is nothing else, and never where a wish is lost."""

from __future__ import annotations

import pytest

from bot.listeners import outright as asked
from bot.listeners.outright import LONGEST_QUESTION, Outright, Question, outright

TO_DECIDE = (
    "what do I have to approve?",
    "What do I have to approve",
    "What's waiting for me?",
    "is there anything I need to sign off?",
    "Anything for me to approve today?",
    "which requests are waiting on me",
    "show me my pending approvals",
    "hi, what needs my approval?",
    "Hello Usher, do I have anything to decide?",
    "Does anything need my decision?",
    "My approvals please",
    "what's in my approval queue",
    "list the open requests waiting for my approval",
    "Anything waiting for my ok?",
    "what should I approve",
    "What else is there for me to approve?",
    "have I got any approvals outstanding",
    "Good morning! Is anybody waiting for me to decide something?",
    "is there something to sign off",
    "Do I need to approve anything today?",
    "Which decisions are waiting for me?",
    "open approvals",
    "who is waiting for my approval?",
    "What requests need my sign-off this week?",
    "what is still waiting for me to sign off",
    "can you show me what I have to approve",
    "please list what waits for me",
    "Anything left to approve?",
    "is anyone waiting for my approval on something?",
    "pending approvals?",
    "what am I supposed to approve",
)
WHO_HOLDS = (
    "who has access to the sales reports?",
    "Who has access to sales reports for EMEA?",
    "who can see the board deck",
    "who else has the ledger?",
    "Hi Usher, who has write on sales reports?",
    "could you tell me who has production admin?",
    "show me everyone with access to the vault",
    "list all users who have admin rights",
    "Please list everybody with access to the warehouse.",
    "give me all people with access to the sales forecast",
    "who currently holds snowflake admin",
    "who in my team can edit the sales forecast?",
    "who all has access to production?",
    "everyone who has access to the badge system",
    "anyone with admin access in GitHub?",
    "Quick question: who has access to the ledger?",
    "who at northlight has the sales dashboards",
    "who still has access to the old wiki",
    "can you list who can read the payroll data?",
    "Tell me who holds the finance approver role",
    "which people have access to the vault?",
    "whose accounts have access to snowflake?",
    "Can I get a list of everybody with access to the sales reports?",
    "I would like to know who has access to the sales reports",
    "Morning! Who can open the vault?",
    "who has got the admin role on the warehouse",
)
AMONG_OTHERS = (
    "I'm back from holiday. What do I have to approve?",
    "Back at my desk - what is waiting for my decision?",
    "Before I go on leave, is there anything I have to approve?",
    "We have an audit next week. Who has access to the customer data?",
    "For the audit: who has access to the ledger?",
    "Give me read on sales reports for EMEA, one month. Who can see it besides me is none of my concern",
    "Give me read on sales reports for EMEA, one month. Who else has it?",
    "Emergency! Who has access to production?",
    "I can't get in. Who has access to the vault?",
)
"""Such a question stands in them; what else they say decides."""
NEITHER = (
    "I need read access to the sales reports for EMEA, two weeks, so that I have something to sign off",
    "I need read access to the sales reports for EMEA for two weeks: Mira, who has them already, is away",
    "Break glass: I need the sales reports for EMEA now, everyone with access is asleep",
    "because finance needs my approval on the board deck",
    "I need something to approve invoices in Coupa",
    "I can't get in. Who can open the vault for me?",
    "I need read access to the sales reports for EMEA. Everyone with access is on holiday.",
    "I need write on the sales forecast; people with access cannot cover for me this week",
    "Emergency, who has access is asleep and production is down, I need admin now",
    "the auditors wait for my approval of the Q3 numbers",
    "I need the ledger because three invoices are waiting for my approval",
    "Can I have the approver role, I want to approve purchase orders",
    "who can approve the sales forecast?",
    "who approves the ledger?",
    "who owns the sales reports?",
    "who do I ask for access to the vault?",
    "who has to approve my request?",
    "who can give me access to the sales reports?",
    "who can get me into the vault?",
    "where is my approval?",
    "who is my request waiting for?",
    "what am I waiting for?",
    "what do I need to approve payments in the ledger?",
    "which role lets me approve invoices?",
    "please give me the same access as the people who have admin",
    "Tom needs whatever people with access to the ledger have",
    "it needs my approval",
    "for the month end close, the reports need my sign-off",
    "I want access to the approval queue in Coupa",
    "I need to see my approvals in Workday",
    "Sana needs the sales reports for EMEA for two weeks, everyone who has access is out sick",
    "same as Sana, who has it for EMEA",
    "only for EMEA, people who have APAC are others",
    "because nobody who has access is in today",
    "because everyone with access is on leave",
    "Why was my request denied? Who can change that?",
    "I am locked out of my account, everyone with access to the admin console is away",
    "do I need approval for the sales reports?",
    "do I need an approval to get the ledger?",
    "does the sales forecast need my manager's approval?",
    "which access needs approval?",
    "what needs approval before I can have the ledger?",
    "I need snowflake read so I can decide what to approve",
    "is there anything I need to sign before I get the vault?",
    "is there something to decide between viewer and editor?",
    "can I have something to sign off PDFs with",
    "extend my access to the sales reports, two decisions are still waiting for me",
    "I'm done with the sales reports, Mira who has them now takes over",
    "Hand over my access: people who have it know what to do",
    "I need production admin now, customers are waiting for me",
    "Could somebody who has admin let me in?",
    "I need admin on the warehouse. A deploy is waiting for my approval.",
    "Please unlock the sales reports EMEA for Tom Reyes for two weeks, board deck",
    "what can I ask for?",
    "what do I have?",
    "anything new to read?",
    "show me the reports",
    "my request",
    "please approve it",
    "what does Sana have",
    "who has denied my request?",
    "who has approved my request?",
    "who has time to help me?",
    "who has the last word on the ledger?",
    "who can open the vault for me?",
    "who can see my request?",
    "do I need approval?",
    "is my approval pending?",
    "what access do I need to approve invoices?",
    "what access do I need to approve?",
    "Something is waiting for my approval in Coupa, I need the approver role",
    "who has to sign off?",
)


@pytest.mark.parametrize("said", TO_DECIDE)
def test_what_waits_for_an_approver(said: str) -> None:
    assert outright(said) == Outright(Question.TO_DECIDE, alone=True)


@pytest.mark.parametrize("said", WHO_HOLDS)
def test_who_holds_something(said: str) -> None:
    assert outright(said) == Outright(Question.WHO_HOLDS, alone=True)


WITHDRAW = (
    "withdraw my lab door request",
    "take back the request",
    "take my marketing vault request back please",
    "take back my marketing vault request please",
    "can you withdraw my request?",
    "cancel my bitwarden request",
    "Please cancel my last request",
    "I'd like to withdraw my request for the sales reports",
    "how do I withdraw my request",
    "hi, I want to cancel the open access request",
    "retract my requests",
    "call off my request",
)
NO_WITHDRAWAL = (
    "I need to cancel purchase requests in SAP",
    "I need to cancel the purchase requests",
    "let me withdraw my pull requests in the GitHub repo",
    "I need to cancel my leave requests",
    "cancel my salesforce access",
    "I withdraw cash for the fair, request a float",
    "my request was denied, take it back to the owner",
    "withdraw my request and give me the forecast instead",
    "I need access to the tool to cancel my request",
)


@pytest.mark.parametrize("said", WITHDRAW)
def test_a_request_taken_back_in_words(said: str) -> None:
    assert outright(said) == Outright(Question.WITHDRAW, alone=True)


@pytest.mark.parametrize("said", NO_WITHDRAWAL)
def test_other_requests_and_other_ways_to_end_something_are_none(said: str) -> None:
    assert outright(said) is None


@pytest.mark.parametrize("said", AMONG_OTHERS)
def test_a_question_with_something_else_is_not_alone(said: str) -> None:
    found = outright(said)
    assert found is not None
    assert not found.alone


@pytest.mark.parametrize("said", NEITHER)
def test_the_same_words_in_a_wish_or_a_reason_are_no_question(said: str) -> None:
    assert outright(said) is None


@pytest.mark.parametrize("around", [".", ", ", "....... ", "\n", "a ", "?", "who ", "what i ", "please "])
def test_no_pattern_is_shown_more_than_the_message_or_a_sentence_at_a_time(
    around: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []

    class Counted:
        def match(self, text: str) -> None:
            shown.append(len(text))

    for name in ("_TO_DECIDE", "_WITHDRAW", "_WHO_HOLDS"):
        monkeypatch.setattr(asked, name, Counted())
    message = (around * 10_000)[:9_900] + "\nwho has access to the ledger?"
    assert outright(message) is None
    assert shown, "the last sentence at least is looked at"
    assert sum(shown) <= 3 * len(message)
    assert max(shown) <= LONGEST_QUESTION
