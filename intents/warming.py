"""The first message made as fast as the hundredth: everything that is loaded or built late, done at the start.

Real messages are read, so that nothing has to be kept in step with what the reading happens to use.
"""

from __future__ import annotations

from datetime import UTC, datetime

from catalog.model import Company, Person
from catalog.per_company import once_per_company
from intents.candidates import index_of
from intents.catalog_senses import meaning
from intents.engines.builtin.actions import action_granted
from intents.engines.builtin.elsewhere import names_here
from intents.engines.builtin.engine import answer
from intents.engines.builtin.whole_names import whole_names
from intents.engines.port import Engine, Warms
from intents.grounding import ground
from intents.pages import sections_about
from intents.understand import inquire
from intents.verdict import understanding

_MESSAGES = (
    "I need read access to {name} for two weeks because the audit starts on Monday",
    "Could {person} edit {name} until 31 December, please? Not admin, only the fields",
    "viewer on {name} and editor on {misspelt} till 15.12.",
    "who approves {name}?",
    "I want to export {name} until the 24th of next month 17:00",
)


def warm(company: Company, engine: Engine | None = None) -> None:
    """Build the index, load the libraries, read a few messages about this catalog, and let the engine load its own."""
    index_of(company)
    _read_before(company)
    slow: object = engine
    if isinstance(slow, Warms):
        slow.warm_up()


@once_per_company
def _read_before(company: Company) -> None:
    """What stays with the process and the company, whichever engine reads."""
    index = index_of(company)
    for place in company.places.values():
        action_granted(place.entitlement)
    names_here(company)
    whole_names(company)
    sections_about(company, "how do I get help?")
    # In a large catalog a message may need its meaning only later, when words leave it in doubt.
    meaning(_MESSAGES[0])
    import dateparser

    dateparser.parse("in 3 days", languages=["en"])
    person = next(iter(company.people.values()), None)
    if person is not None and index.spots:
        for message in _MESSAGES:
            _read(message, person, company)


def _read(message: str, person: Person, company: Company) -> None:
    name = index_of(company).spots[0].resource.name
    text = message.format(name=name, misspelt=f"{name[:-2]}{name[-1:]}{name[-2:-1]}", person=person.name)
    inquiry = inquire(text, person=person, company=company, now=datetime.now(UTC))
    understanding(ground(answer(inquiry), inquiry), inquiry, engine="warming", id=None)
