import pytest

from catalog.kinds import RiskLevel
from catalog.model import Company, Entitlement, Resource, ScopeRule
from intents.scopes import allowed_scope, required_missing, said_scopes


def resource(**scopes: ScopeRule) -> Resource:
    level = Entitlement(id="s/r:read", level="read", name="Read", risk=RiskLevel.LOW)
    return Resource(id="s/r", name="R", scopes=scopes, entitlements=(level,))


def values(thing: Resource, text: str) -> list[tuple[str, str]]:
    return [(s.key, s.value) for s in said_scopes(thing, text)]


BY_COUNTRY = resource(
    country=ScopeRule(
        values=("NL", "BE", "US"), required=True, aliases={"netherlands": "NL", "belgium": "BE"}
    )
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for NL", "NL"),
        ("the Dutch entries", "NL"),
        ("in Holland", "NL"),
        ("the Belgian ones", "BE"),
        ("in Belgium", "BE"),
        ("the US team", "US"),
    ],
)
def test_a_country_is_met_under_all_its_names(text: str, value: str) -> None:
    assert values(BY_COUNTRY, text) == [("country", value)]


def test_a_country_code_stands_for_the_numbered_company_there() -> None:
    entity = resource(entity=ScopeRule(values=("SG01", "NL01"), required=True))
    assert values(entity, "the SG side") == [("entity", "SG01")]
    assert values(resource(entity=ScopeRule(values=("SG01", "SG02"), required=True)), "the SG side") == []


def test_a_misspelt_value_is_met() -> None:
    box = resource(mailbox=ScopeRule(values=("recruitment", "complaints"), required=True))
    assert values(box, "the recrutment inbox") == [("mailbox", "recruitment")]


def test_words_that_are_codes_only_in_capitals_are_left_alone() -> None:
    assert values(BY_COUNTRY, "give us the entries, be quick") == []


@pytest.mark.parametrize("text", ["Q3", "q3", "for Q3.", "the third quarter"])
def test_a_pattern_is_met_as_people_write_it(text: str) -> None:
    assert values(resource(quarter=ScopeRule(pattern="^Q[1-4]$")), text) == [("quarter", "Q3")]


def test_a_month_by_name_meets_a_period() -> None:
    rule = ScopeRule(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$")
    assert values(resource(period=rule), "for September 2026") == [("period", "2026-09")]


def test_a_greedy_pattern_does_not_swallow_ordinary_words() -> None:
    assert values(resource(name=ScopeRule(pattern=".*")), "please give me access") == []


def test_only_declared_and_allowed_values_stay(company: Company) -> None:
    bookings = company.places["ticketdesk/bookings:view"].resource
    assert allowed_scope(bookings, {"house": "MAIN", "season": "nonsense", "stage": "x"}) == {"house": "MAIN"}
    assert required_missing(bookings, {"season": "S-2026"}) == ["house"]


NAMESPACE = resource(namespace=ScopeRule(pattern="^[a-z0-9-]+$"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("view on it, namespace checkout, today only", ["checkout"]),
        ('namespace "checkout"', ["checkout"]),
        ("namespace: checkout", ["checkout"]),
        ("the namespace please", []),
        ("namespace read access", []),
        ("checkout is what I work on", []),
    ],
)
def test_a_free_value_is_met_where_its_key_stands_before_it(text: str, found: list[str]) -> None:
    assert values(NAMESPACE, text) == [("namespace", value) for value in found]
