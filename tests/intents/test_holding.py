"""Whole messages, because the part a name plays shows only together with what the writer wishes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model import Company
from intents.people_named import Beneficiary, beneficiary, may_hold
from tests.intents.company import MONDAY, theatre

THEATRE = theatre()


def read(company: Company, text: str) -> Beneficiary:
    return beneficiary(text, requester=company.people["ada.moor"], company=company, now=MONDAY)


@pytest.mark.parametrize(
    "text",
    [
        "Carla Finch will be selling at the counter from tomorrow, please make sure she can open the bookings.",
        "Can you give access to the bookings to Béla?",
        "Grant viewer on the price lists to Béla Kiss please.",
        "I'd like Carla to be able to change bookings.",
        "I want Béla Kiss on the light cues.",
        "We need Carla Finch added to the price lists.",
        "Carla Finch has no access to the bookings yet, can you fix that?",
        "Carla Finch still can't open the bookings.",
        "Please extend Carla's bookings access by two weeks",
        "Could you set Carla up with the bookings?",
        "sort carla finch out w bookings pls",
        "bookings 4 carla finch pls",
        "Carla Finch: bookings viewer, two weeks please.",
        "On behalf of Béla Kiss I'd like to ask for the price lists.",
        "I'd be grateful if Béla Kiss could get the price lists.",
        "Our new clerk Carla Finch starts on Monday, she'll be changing bookings.",
        "I have a new colleague, Carla Finch. She needs the price lists.",
        "Béla Kiss takes over the price lists from Dan next week.",
        "Béla is our new lighting man. He has to change the cues.",
        "Carla Finch goes on call from Monday, so the bookings, please.",
        "Let Béla into the price lists.",
        "The price lists should be opened for Béla Kiss.",
        "Béla Kiss, who joined last week, needs to read the price lists.",
        "Please onboard Carla Finch to Ticketdesk.",
        "Béla Kiss is helping us with the light cues until Friday, please arrange what he needs.",
        "Béla Kiss und Co: please enable him for the price lists.",
        "It's about Carla Finch. She should be able to see the bookings.",
        "My intern Carla Finch would like to look at bookings for her thesis",
        "Bookings viewer please, for Carla Finch (not me).",
        "Please could @carla.finch get bookings viewer",
        "could u add carla to ticketdesk",
        "Dan Moor covers the box office this week. Please give him the bookings.",
        "From Monday on Carla Finch sells at the counter and changes bookings.",
        "Please activate the bookings for carla.finch@theatre.example",
        "Carla needs bookings, she asked me to sort it out",
        "Dan Moor is moving to the box office and will handle the bookings.",
        "I'm away next week; Béla Kiss will keep the price lists meanwhile.",
        "Can Carla have the clerk role in Ticketdesk?",
        "I need Carla Finch to have the bookings by tomorrow.",
        "Access to bookings is required for Carla Finch.",
        "Béla Kiss stands in for me until Friday, please set him up with the price lists.",
        "Béla Kiss covers for me from Monday: he changes the price lists.",
        "I'm off to hospital. Carla Finch does my job for three weeks and has to change bookings.",
        "Please make Carla Finch a viewer of the bookings.",
        "Would you mind letting Carla into the bookings?",
        "The new girl, Carla Finch, can't see the bookings.",
        "Can you sort out bookings for Carla?",
        "Could Béla be made price list editor?",
        "Béla Kiss is joining us on the box office Monday and needs the bookings.",
        "We've hired a lighting trainee, Béla Kiss. He should see the cues.",
        "Béla should get the same as everybody at the box office: the bookings.",
        "Carla Finch will work the till next season. She'll look bookings up and change them.",
        "i think carla shld see the bookings, pls add her",
        "Carla Finch sells the tickets as of next week, which means changing bookings.",
        "For Béla Kiss: price lists, read only.",
        "Price lists (read) -> Béla Kiss",
        "My deputy Carla Finch is to look at the bookings when I'm not in.",
        "Carla Finch and her bookings: she can't change them, only look. Please fix that for her.",
        "Could you please extend access to the price lists for Béla Kiss by a month?",
        "Béla's price list access runs out on Friday. Can it go on until Christmas?",
        "Remove Béla's access to the price lists, he changed teams.",
        "Please take the price lists away from Béla Kiss.",
        "Carla Finch no longer needs the bookings.",
        "Carla Finch has changed to the box office. Give her what she needs to change bookings.",
        "Could the bookings be opened up to Carla Finch too?",
        "Carla Finch ought to see the bookings, she answers the phone from tomorrow.",
        "Carla Finch is our new cashier. Bookings please.",
        "Bookings for our new cashier Carla Finch.",
        "Carla Finch from the box office does the light cues on Sundays from now on.",
        "Dan lends me Carla for two weeks, she can take the bookings.",
        "Carla goes half-time to the box office: she'll change bookings.",
        "With Dan gone Carla Finch picks up the bookings, please arrange that.",
        "Carla Finch does now the bookings. She becomes please the clerk there.",
        "Carla does the bookings from now on.",
    ],
)
def test_whoever_is_given_it_needs_it_or_does_the_task_is_the_one(company: Company, text: str) -> None:
    found = read(company, text)
    assert found.named is not None
    assert found.named.text.lower() in text.lower()
    assert found.named.person in {"bela.kiss", "carla.finch", "dan.moor"}


@pytest.mark.parametrize(
    "text",
    [
        "I need the bookings, Carla approves it.",
        "Carla is on leave, so I need her bookings.",
        "Carla Finch is away next week and I take over her bookings.",
        "Bookings clerk for Carla is no use, she's on a plane. For me, now.",
        "For Carla or whoever reads this: bookings viewer please",
        "Hi Carla Finch or anyone who is on duty, bookings viewer please",
        "Carla Finch will ring the guests. What I lack is the bookings, viewing will do.",
        "While Béla is on his sabbatical I do the price lists.",
        "Carla handles the customers, I only need to read.",
        "Can Carla approve my access to the bookings?",
        "I need to send the bookings to Carla.",
        "I need the bookings for Carla's report.",
        "I need bookings to prepare the slides for Carla Finch.",
        "Give me the same as Carla.",
        "Carla told me to get the price lists.",
        "Has Carla Finch approved my request?",
        "I work for Carla and need the bookings.",
        "Let Carla know that I need the bookings.",
        "I'm the successor of Carla Finch, please give me the bookings.",
        "I need the bookings because Carla needs numbers by Friday.",
        "Carla Finch left last week. The bookings are mine now.",
        "Ask Carla Finch whether I can have the bookings.",
        "bookings viewer please, Carla Finch is my manager",
        "Bookings please. Carla Finch will approve.",
        "Carla Finch signs, I only prepare: price lists please",
        "Price list editor please, Béla starts his parental leave on Monday.",
        "Carla said she will approve it. I need the price lists.",
        "I'd rather not ring Carla every time, let me see the bookings.",
        "I replace Carla Finch from Monday on and need the bookings.",
        "Carla Finch wants me to check the bookings.",
        "Together with Carla Finch I plan the season, can I see the bookings?",
        "Price lists, please; Carla has shown me how it works.",
        "Carla knows about this, price lists please.",
        "Viewer for the bookings please, thanks to Carla for the hint.",
        "Carla, can you give me bookings?",
        "Hi Carla, I need the price lists.",
        "In Carla's absence I need the bookings.",
        "My bookings end Friday, can it go on until Carla is back?",
        "I want to see what Carla Finch sees.",
        "Please take the bookings off me, Carla Finch does that now.",
        "Carla Finch does the bookings from now on, so you can have my clerk role back.",
        "When Carla Finch is off I must be able to change the bookings.",
        "I stand in for Carla Finch until Friday and need the bookings.",
        "Bookings viewer please, I'm filling in for Carla.",
        "Carla Finch is ill, I do her bookings until Friday.",
        "I sit in for Béla Kiss, give me the price lists.",
        "Carla's bookings need changing and I'm the only one here. Let me do it.",
        "Carla and I share the counter; I need bookings too.",
        "What access does Carla have?",
        "My colleague Carla Finch can see the bookings and I can't.",
        "Carla Finch can change bookings, I want that too.",
        "I do what Carla Finch did before, please give me bookings.",
        "The bookings that Carla Finch keeps, I'd like to read them.",
        "I got a mail from Carla Finch that I should look at the bookings.",
        "According to Carla Finch I may read the bookings.",
        "Carla Finch does the selling and I do the refunds. Bookings, clerk, please.",
        "Need price lists for the talk with Béla Kiss tomorrow.",
        "Béla Kiss will be on leave from Monday, price list editor please.",
        "read on price lists pls, bela's list is old",
        "need bookings pls, carla said ok",
        "As Carla Finch is leaving us on Friday, somebody has to change the bookings. I volunteer.",
        "Dan Moor and Carla Finch are both ill. I have to change the bookings tonight.",
        "Carla Finch asked me to help with the bookings until Friday.",
        "Please don't give it to Carla, give it to me: the bookings.",
    ],
)
def test_whoever_is_only_mentioned_is_not(company: Company, text: str) -> None:
    assert read(company, text) == Beneficiary(None)


@pytest.mark.parametrize(
    "text",
    [
        "Gwen Gone needs the bookings",
        "Bookings for Gwen Gone please",
        "Price lists: reading only, the changing is done by Carla Finch.",
        "I need the bookings and Carla Finch needs them as well.",
        "Please add Carla Finch and Béla Kiss to the bookings.",
        "Bookings for me and Carla please.",
    ],
)
def test_what_may_be_either_or_nobody_who_can_hold_it_is_a_question(company: Company, text: str) -> None:
    found = read(company, text)
    assert found.named is None
    assert found.unnamed


_WORDS = ["Carla", "Carla Finch", "Gwen Gone", "Print Service", "I need", "she", "for", "does", "from now on", "please", "the bookings", "is away", ",", ".", "and", "told me", "'s", "give", "set up"]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=14))
def test_whoever_it_is_for_is_named_and_works_here(words: list[str]) -> None:
    text = " ".join(words)
    found = read(THEATRE, text)
    if found.named is not None:
        assert may_hold(THEATRE.people[found.named.person], MONDAY, THEATRE)
        assert text[found.named.start : found.named.end] == found.named.text
