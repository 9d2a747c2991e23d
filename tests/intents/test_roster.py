"""By which names a colleague is met, and where the name is another thing's."""

from catalog.model import Company
from intents.roster import Roster


def test_what_the_catalog_calls_so_is_a_colleague_only_where_it_is_written_as_a_name(
    company: Company,
) -> None:
    dev = company.people["bela.kiss"].model_copy(update={"name": "Dev Kiss"})
    people = Roster([dev], ["dev"])
    assert people.named("reader for dev") == []
    assert people.named("reader on DEV") == []
    assert [(one.person, one.word) for one in people.named("the reader for Dev")] == [("bela.kiss", True)]
    assert [one.word for one in people.named("Dev Kiss needs the reader")] == [False]


def test_surnames_say_who_is_meant_only_nearly(company: Company) -> None:
    people = Roster(company.people.values())
    assert {"kiss", "moor", "finch"} <= people.parts
    assert people.named("Finch needs the prices") == []
