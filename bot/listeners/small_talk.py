"""What people say besides asking: hello, thanks, never mind, or something in a language that is not read here. Pure.

Only whole messages count, so that no request is ever taken for a courtesy.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum


class SmallTalk(Enum):
    """What a message is when it asks for nothing."""

    GREETING = "greeting"
    THANKS = "thanks"
    CANCEL = "cancel"


_COURTESIES = {
    "please",
    "pls",
    "plz",
    "usher",
    "bot",
    "there",
    "again",
    "all",
    "everybody",
    "everyone",
    "team",
    "then",
    "ok",
    "okay",
}
"""Words that change nothing at the beginning or the end."""
_BESIDE = _COURTESIES | {
    "sorry",
    "oh",
    "oops",
    "ah",
    "hm",
    "hmm",
    "wait",
    "actually",
    "anyway",
    "yes",
    "yep",
    "yeah",
    "and",
    "so",
    "well",
}
"""What may stand beside words of calling something off."""
_GREETINGS = {
    "hi", "hello", "hey", "hiya", "howdy", "yo", "good morning", "good afternoon", "good evening", "good day",
    "morning", "greetings", "how are you", "hi how are you", "hello how are you", "hey how are you", "whats up", "sup",
}  # fmt: skip
_THANKS = {
    "thanks", "thank you", "thx", "ty", "cheers", "many thanks", "thanks a lot", "thank you very much",
    "thanks so much", "thank you so much", "much appreciated", "great thanks", "great thank you", "perfect thanks",
    "perfect thank you", "cool thanks", "nice thanks", "great", "perfect", "cool", "nice", "awesome",
}  # fmt: skip
_CANCELS = {
    "cancel", "cancel it", "cancel this", "cancel that", "never mind", "nevermind", "nvm", "never mind that", "forget it",
    "forget about it", "forget that", "drop it", "scratch that", "abort", "stop", "no", "nope", "nah",
    "no thanks", "no thank you", "not needed", "not needed any more", "not needed anymore", "i changed my mind",
    "changed my mind", "do not send it", "dont send it", "discard", "discard it", "withdraw", "withdraw it", "withdraw this", "withdraw that", "take it back", "take that back", "retract it", "call it off",
    "scrap it", "scrap that", "scrap this", "scrap the whole thing", "forget the whole thing", "cancel the whole thing", "cancel the request",
    "cancel everything", "cancel all", "cancel both", "drop both", "drop all of them", "drop everything", "i dont need it", "i dont need it any more",
    "i dont need it anymore", "i dont need it after all", "i no longer need it", "not needed after all", "no longer needed",
}  # fmt: skip
_YES = {
    "yes", "yep", "yeah", "yup", "sure", "ok", "okay", "correct", "right", "exactly", "fine", "good", "great", "perfect", "cool", "nice",
    "awesome", "lovely", "absolutely", "definitely", "agreed", "confirmed", "confirm", "approved", "lgtm", "its fine", "its ok", "its okay",
    "its good", "its right", "its correct", "its perfect", "its great", "thats fine", "thats it", "thats right", "thats correct",
    "thats good", "thats perfect", "thats great", "thats ok", "thats okay", "thats what i need", "thats what i want", "thats the one",
    "looks good", "looks fine", "looks right", "looks great", "looks good to me", "all good", "that works", "works for me", "that will do",
    "leave it", "leave it as it is", "leave it like that", "keep it", "keep it as it is", "keep it like that", "go", "go ahead", "go for it",
}  # fmt: skip
"""That something is right as it stands, or to be done: nothing is done by words alone."""
_SEND = re.compile(
    r"(?:(?:can|could|would|will) you )?(?:just )?(?:send|submit|file|confirm|approve|order|do|request)"
    r"(?: (?:it|this|that|them|so|(?:the |my |this )?(?:request|card)))?(?: (?:off|now|please|pls|plz|for me))*"
)
_THUMBS = re.compile(
    r":(?:\+1|thumbsup|ok_hand|white_check_mark|heavy_check_mark|ok)(?:::skin-tone-\d)?:|[\U0001F44D\U0001F44C\u2705\u2714][\U0001F3FB-\U0001F3FF\uFE0F]*"
)
_NO = {
    "no",
    "nope",
    "nah",
    "not that",
    "not quite",
    "wrong",
    "thats wrong",
    "thats not it",
    "not this",
    "no not that",
}
_GIVES_BACK = {
    "im done", "i am done", "im finished", "i am finished", "done with it", "give it back", "i want to give it back", "i give it back",
    "you can have it back", "remove it again", "i dont use it any more", "i dont use it anymore",
}  # fmt: skip
_QUESTIONS = {"what", "whats", "who", "whom", "whose", "when", "where", "how", "which", "why", "tell", "show"}
_WISHES = {
    "need", "needs", "want", "wants", "access", "request", "give", "grant", "add", "permission", "permissions",
    "licence", "license", "can", "could", "may", "let", "please",
}  # fmt: skip
_ENGLISH = {
    "the", "and", "to", "for", "of", "is", "are", "was", "i", "you", "my", "me", "we", "with", "on", "have", "need",
    "what", "who", "how", "can", "please", "a", "an", "in", "it", "this", "that", "do", "not",
}  # fmt: skip
_OTHERS = {
    "ich", "und", "der", "die", "das", "ist", "nicht", "für", "auf", "zu", "mit", "brauche", "bitte", "ein", "eine", "wir",
    "je", "le", "la", "les", "des", "est", "pour", "avec", "besoin", "une", "accès", "nous", "et", "aux", "du", "mon",
    "yo", "el", "los", "las", "para", "con", "necesito", "por", "acceso", "una", "mi", "que", "y",
    "io", "il", "gli", "di", "che", "ho", "bisogno", "accesso", "della", "alla",
    "ik", "het", "een", "voor", "naar", "toegang", "nodig", "heb", "niet", "van", "tot", "de",
    "eu", "preciso", "acesso", "ao", "os", "meu", "uma", "não", "favor",
    "jag", "behöver", "och", "att", "jeg", "har", "brug", "potrzebuję", "dostępu", "proszę", "się",
}  # fmt: skip
"""Everyday words of languages that people at work write in, which English does not have or hardly uses."""


_LONGEST = max(len(phrase.split()) for phrase in _CANCELS | _THANKS | _BESIDE)
"""Words of the longest phrase; a message may have thousands."""


def small_talk(said: str) -> SmallTalk | None:
    """What kind of small talk the whole message is; None when it may mean more."""
    words = _words(said)
    for trimmed in (words, _trimmed(words)):
        phrase = " ".join(trimmed)
        for kind, phrases in (
            (SmallTalk.GREETING, _GREETINGS),
            (SmallTalk.THANKS, _THANKS),
            (SmallTalk.CANCEL, _CANCELS),
        ):
            if phrase in phrases:
                return kind
    return SmallTalk.CANCEL if _calls_off(words) else None


def _calls_off(words: list[str]) -> bool:
    """Whether it says so in several ways, one after the other: `never mind, I don't need it, thanks`."""
    begins, ends = {0: False}, len(words)
    for start in range(ends):
        if start not in begins:
            continue
        for end in range(start + 1, min(start + _LONGEST, ends) + 1):
            phrase = " ".join(words[start:end])
            if phrase in _CANCELS or phrase in _THANKS or phrase in _BESIDE:
                begins[end] = begins.get(end, False) or begins[start] or phrase in _CANCELS
    return begins.get(ends, False)


def says_yes(said: str) -> bool:
    """Whether the whole message says that something is right, or is to be sent: `yes, go ahead`, a thumb up."""
    plain = _THUMBS.sub(" yes. ", said)
    parts = [words for part in re.split(r"[.,;!\n–—-]|\band\b", plain) if (words := _words(part))]
    telling = [
        words for words in parts if words != ["please"] and " ".join(_trimmed(words)) not in _THANKS - _YES
    ]
    return bool(telling) and all(map(_is_yes, telling))


def says_no(said: str) -> bool:
    """Whether the whole message is a bare no, which may mean one thing on a card or all of it."""
    return " ".join(_trimmed(_words(said))) in _NO


def gives_back(said: str) -> bool:
    """Whether the whole message says that one is done with what was spoken of; on a card it would mean something else."""
    return " ".join(_trimmed(_words(said))) in _GIVES_BACK


def _is_yes(words: list[str]) -> bool:
    while words:
        phrase = " ".join(_trimmed(words) or words)
        if phrase in _YES or _SEND.fullmatch(phrase):
            return True
        if words[0] not in _YES and words[0] not in _COURTESIES:
            return False
        words = words[1:]
    return False


def may_be_reason(said: str) -> bool:
    """Whether a message can be the answer to "what do you need it for?": some words, no question, no courtesy."""
    words = _words(said)
    if len(words) < 2 or small_talk(said) is not None or said.rstrip().endswith("?"):
        return False
    return words[0] not in _QUESTIONS


def asks_for_something(said: str) -> bool:
    """Whether the words of a wish are in it (need, want, access, …)."""
    return not _WISHES.isdisjoint(_words(said))


def in_another_language(said: str) -> bool:
    """Whether most of the letters are of another script, or the everyday words of another language."""
    letters = [character for character in said if character.isalpha()]
    foreign = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if foreign * 2 > len(letters):
        return True
    words = _words(said)
    others = sum(word in _OTHERS for word in words)
    return others >= 2 and others > sum(word in _ENGLISH for word in words)


def _words(said: str) -> list[str]:
    plain = said.casefold().replace("’", "'").replace("'", "")
    return re.findall(r"\w+", plain)


def _trimmed(words: list[str]) -> list[str]:
    first, last = 0, len(words)
    while first < last and words[first] in _COURTESIES:
        first += 1
    while last > first and words[last - 1] in _COURTESIES:
        last -= 1
    return words[first:last]
