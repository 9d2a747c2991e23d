"""What is named rests on the message; what is offered beside it, on who may have it as well."""

from catalog.model import Company
from intents.candidates import index_of, weigh
from intents.engines.builtin.choice import Option, options, wish_of
from intents.engines.builtin.chosen import chosen
from intents.engines.builtin.intent import read_intent
from intents.engines.builtin.needs import Need
from intents.passages import clauses


def ranked(company: Company, text: str, person: str) -> list[Option]:
    index = index_of(company)
    words = weigh(text, lambda _: 1.0)
    return options(index.search(words, text), index, wish_of(words, ()), company.people[person])


def bonus(option: Option) -> float:
    return round(option.offered - option.score, 6)


def test_what_few_may_have_is_offered_before_what_all_may(company: Company) -> None:
    found = ranked(company, "something for tonight", "bela.kiss")
    by_resource = {option.place.resource.id: bonus(option) for option in found}
    assert by_resource["stageplan/light-cues"] > max(by_resource["stageplan/rehearsals"], 0.0)


def test_what_the_holder_may_not_have_gains_nothing(company: Company) -> None:
    found = ranked(company, "something for tonight", "ada.moor")
    assert {bonus(o) for o in found if o.place.resource.id == "stageplan/light-cues"} == {0.0}


def test_it_gives_way_to_what_the_words_say(company: Company) -> None:
    assert {bonus(o) for o in ranked(company, "read the rehearsal plan", "bela.kiss")} == {0.0}


def test_only_what_follows_the_best_in_sight_is_put_in_order_of_offer(company: Company) -> None:
    text = "something for tonight"
    found = ranked(company, text, "bela.kiss")
    need = Need((), (), 0, len(text))
    intent = read_intent(clauses(text), names_something=0.5, colleague=False)
    choice = chosen(need, wish_of((), ()), found, index_of(company), intent)
    first = next(number for number, option in enumerate(found) if option.visible)
    assert choice.ranked[: first + 1] == tuple(found[: first + 1])
    rest = [option.offered for option in choice.ranked[first + 1 :]]
    assert rest == sorted(rest, reverse=True)
    assert len(choice.ranked) == len(found)
