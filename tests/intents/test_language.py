"""Another language is recognised and declined; broken English, slang and names are English."""

import pytest

from catalog.model import Company
from intents.engines.builtin.engine import BuiltinEngine
from intents.engines.fallback import WithFallback
from intents.language import language_of, partly_foreign
from intents.passages import clauses
from intents.understanding import Intent, Outcome
from tests.eval.sets import sets, smalltalk
from tests.intents.answers import Scripted, good, item
from tests.intents.conftest import Read

ABROAD = [
    ("de", "Ich brauche Lesezugriff auf die Bookings für zwei Wochen"),
    ("de", "Bitte Zugang zu Ticketdesk"),
    ("de", "Kannst du mir Zugriff auf die Price lists geben?"),
    ("fr", "J'ai besoin d'un accès en lecture aux bookings pour deux semaines"),
    ("fr", "Bonjour, je voudrais accéder à Ticketdesk"),
    ("es", "Necesito acceso de lectura a las bookings por dos semanas"),
    ("es", "¿Quién aprueba el acceso a Ticketdesk?"),
    ("nl", "Ik heb twee weken leesrechten nodig op de bookings"),
    ("nl", "Mag ik toegang tot Ticketdesk?"),
    ("pt", "Preciso de acesso de leitura aos relatórios de vendas por duas semanas"),
    ("it", "Ho bisogno dell'accesso in lettura ai report di vendita per due settimane"),
    ("it", "Ciao, mi serve l'accesso a Ticketdesk"),
    ("pl", "Potrzebuję dostępu do raportów sprzedaży na dwa tygodnie"),
    ("sv", "Jag behöver tillgång till bookings i två veckor"),
    (None, "Мне нужен доступ к отчетам"),
    (None, "我需要访问销售报告两周"),
]
ENGLISH = [
    "access 4 dario de la cruz pls",
    "bookings van der berg",
    "need bookings",
    "Los Angeles price lists, merci",
    "plz i needs acces to ticketdesk bitte danke",
    "gimme DE bookings",
    "Z_DO_NA_PO",
    "JE_MO_DA2 and TE_ZA",
    "I need access to the bookings. Ich brauche das bitte für zwei Wochen, danke.",
    "See below, I need the bookings.\n> Ich brauche bitte Zugriff auf die Daten für zwei Wochen",
    "",
    "🙂",
]


def _code(text: str) -> str | None:
    found = language_of(text, clauses(text))
    return "en" if found is None else found.code


@pytest.mark.parametrize(("code", "text"), ABROAD)
def test_other_languages_are_recognised(code: str | None, text: str) -> None:
    assert _code(text) == code


@pytest.mark.parametrize("text", ENGLISH)
def test_broken_english_names_and_quotations_are_english(text: str) -> None:
    assert _code(text) == "en"


def test_no_message_of_the_labelled_sets_is_taken_for_another_language() -> None:
    texts = [case["text"] for data in sets() for case in data.cases] + smalltalk()
    assert len(texts) > 200
    assert [text for text in texts if _code(text) != "en"] == []


@pytest.mark.parametrize(("code", "text"), ABROAD)
async def test_the_built_in_engine_proposes_nothing_and_says_so(
    read: Read, code: str | None, text: str
) -> None:
    found = await read(text)
    assert (found.intent, found.outcome, found.missing) == (Intent.REQUEST, Outcome.ASK, ("need",))
    assert (found.items, found.shortlist, found.confidence) == ((), (), 0.0)
    assert found.question is not None
    assert found.question.startswith("I read only English here;")
    assert found.question.count("Fill in a form") == (2 if code not in {None, "sv"} else 1)


async def test_a_language_model_reads_it(read: Read, company: Company) -> None:
    text = "Ich brauche Lesezugriff auf die Bookings im Studio für zwei Wochen"
    view = item("ticketdesk/bookings:view", {"house": "STUDIO", "season": None}, "Bookings im Studio")
    answer = good(items=[view], duration={"text": "zwei Wochen", "iso": "P14D"}, justification=None)
    found = await read(text, engine=WithFallback(Scripted(answer), BuiltinEngine()))
    assert found.outcome is Outcome.PROPOSE
    assert found.duration is not None
    assert found.duration.days == 14


def test_a_part_in_another_language_is_seen_in_a_message_that_is_english_as_a_whole() -> None:
    english = "I am looking for the price lists and I need to see all of them"
    both = f"{english}. Ich bin auf der Suche nach einem neuen Hobby"
    quoted = f"{english}\n> Ich bin auf der Suche nach einem neuen Hobby"
    assert language_of(both, clauses(both)) is None
    assert partly_foreign(both, clauses(both))
    assert not partly_foreign(english, clauses(english))
    assert not partly_foreign(quoted, clauses(quoted))
