"""Words as the reading compares them: folded, cut into tokens that remember where they stood, and stemmed.

Folding keeps the length of the text, so that every span found in the folded text is a span of the message
itself. That is what lets each field of an understanding point at the piece of the message it came from.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

MAX_READ = 12_000
"""Characters of a message that are read; Slack itself cuts at 40,000 and a mail thread repeats itself."""

REMEMBERED_TO = 400
"""Characters of a text up to which its words are kept for the next time they are asked for."""
_TOKEN = re.compile(r"[a-z0-9]+(?:['&][a-z0-9]+)*|\$+")
_OF_A_CODE = re.compile(r"[-_/]\d{3}")
"""Goes on behind the letters of a code: `INV-204` is no short form of invoices."""
_VOWEL = re.compile(r"[aeiouy]")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_SHORT_FORMS = {
    "pls": "please", "plz": "please", "ppl": "people", "u": "you", "ur": "your",
    "r": "are", "y": "why", "c": "see", "n": "and", "w": "with", "acct": "account", "accts": "accounts",
    "pw": "password", "pwd": "password", "pwds": "passwords", "pws": "passwords", "perms": "permissions",
    "perm": "permission", "db": "database", "dbs": "databases", "prod": "production", "env": "environment",
    "envs": "environments", "repo": "repository", "repos": "repositories", "inv": "invoice", "invs": "invoices",
    "docs": "documents", "info": "information", "mgr": "manager", "mgmt": "management", "dept": "department",
    "licence": "license", "licences": "licenses", "centre": "center", "centres": "centers", "colour": "color",
    "organisation": "organization", "catalogue": "catalog", "programme": "program", "cheque": "check",
    "config": "configuration", "configs": "configurations", "dev": "development", "admin": "administrator",
    "admins": "administrators", "app": "application", "apps": "applications", "auth": "authentication",
    "stats": "statistics", "k8s": "kubernetes", "spec": "specification", "specs": "specifications",
    "req": "request", "reqs": "requests", "approvals": "approval", "$$": "cost", "$": "cost", "$$$": "cost",
    "rw": "write", "ro": "readonly", "cust": "customer", "custs": "customers", "sth": "something", "veiw": "view", "acces": "access", "acess": "access",
    "teh": "the", "recieve": "receive", "permision": "permission", "permisson": "permission", "pasword": "password",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: as compared (`stem`), as folded (`word`), and where it stood."""

    word: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char in "‘’ʼ`´":
        return "'"
    if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Cn"}:
        return char if char == "\n" else " "
    bare = unicodedata.normalize("NFKD", char.lower())
    return next((c for c in bare if not unicodedata.combining(c)), " ")[:1]


def fold(text: str) -> str:
    """Lower case, no diacritics, no control characters; exactly as long as the text."""
    return text.lower() if text.isascii() and text.isprintable() else "".join(map(_fold_char, text))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light English stem: plural, -ing, -ed and a final e go, and doubled consonants become one.

    `reports`, `reporting` and `report` meet; `customs` and `customer` do not.
    """
    word = _SHORT_FORMS.get(word, word).removesuffix("'s")
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and _VOWEL.search(root):
            word = root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "sl" else root
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def squeezed(word: str) -> str:
    """The word without drawn-out letters: `loook` is `look`."""
    return _DRAWN_OUT.sub(r"\1\1", word)


def tokens(text: str) -> list[Token]:
    """The words of a text in order; offsets are those of the text as given."""
    return list(_words(text))


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [token.stem for token in _words(text)]


def said_whole(name: Sequence[str], said: Sequence[str]) -> list[range]:
    """Where a name stands whole in what was said, both given in stems: all of its words, side by side."""
    size, wanted = len(name), list(name)
    starts = range(len(said) - size + 1) if size else ()
    return [range(at, at + size) for at in starts if list(said[at : at + size]) == wanted]


def _words(text: str) -> tuple[Token, ...]:
    return _remembered(text) if len(text) <= REMEMBERED_TO else _cut(text)


@lru_cache(maxsize=8192)
def _remembered(text: str) -> tuple[Token, ...]:
    # One message asks for the words of the same names and stretches dozens of times.
    return _cut(text)


def _cut(text: str) -> tuple[Token, ...]:
    found = []
    folded = fold(text)
    for match in _TOKEN.finditer(folded):
        code = match[0] in _SHORT_FORMS and _OF_A_CODE.match(folded, match.end())
        word, compared = (match[0], match[0]) if code else _compared(match[0])
        found.append(Token(word, compared, match.start(), match.end()))
    return tuple(found)


@lru_cache(maxsize=65536)
def _compared(written: str) -> tuple[str, str]:
    """A folded word in full and without drawn-out letters, and its stem."""
    word = squeezed(written)
    word = _SHORT_FORMS.get(word, word)
    return word, stem(word)


def listed(words: str) -> frozenset[str]:
    """The words of a list, written as people read them."""
    return frozenset(words.split())


@cache
def common_stems() -> frozenset[str]:
    """Stems of everyday words: never taken for a misspelt name of something, never evidence for anything."""
    words = json.loads(files("intents").joinpath("common_words.json").read_text("utf-8"))
    return frozenset(stem(word) for line in words for word in line.split())


@cache
def concepts() -> dict[str, frozenset[int]]:
    """For each stem, the fields of business and technology it belongs to, as numbers of lines in the list."""
    lines = json.loads(files("intents").joinpath("concepts.json").read_text("utf-8"))
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split():
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
