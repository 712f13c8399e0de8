"""In which language of the site somebody types, where it is not the one that the page is in."""

from __future__ import annotations

from collections.abc import Callable

from localoffer.alphabets import is_spelt
from localoffer.languages import ENGLISH, LANGUAGES
from localoffer.listings.search.tokens import Token, tokens

Holds = Callable[[str, str], bool]
"""Whether a listing or a synonym has a word, given the language and the word as it is spelt."""


def mother_tongue(text: str, language: str, holds: Holds) -> str:
    """Return the language that most of the words of a text are of, empty where that is the reader's or English.

    Args:
        text: what was typed.
        language: of the page.
        holds: tells the words that are known of each language.
    """
    said = [token for token in tokens(text) if is_spelt(token.typed)]

    def known(code: str) -> int:
        return sum(_is_of(token, code, holds) for token in said)

    here = max(known(code) for code in {language, ENGLISH.code})
    if 2 * here > len(said) or not said:
        return ""
    others = {code: known(code) for code in LANGUAGES if code not in {language, ENGLISH.code}}
    best = max(others, key=lambda code: others[code], default="")
    return best if best and others[best] > here and 2 * others[best] >= len(said) else ""


def _is_of(token: Token, language: str, holds: Holds) -> bool:
    word = token.word(language)
    return word.is_stop or word.says_little or holds(language, token.typed)
