"""What rude words, and naming somebody, look like in each language, by ``translations/<code>/comments.yaml``.

Somebody may swear in one language on a page in another: the words of all languages are looked for everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

from localoffer.alphabets import IN_A_WORD
from localoffer.languages import KNOWN
from localoffer.yaml_texts import load_yaml

FILE = "comments.yaml"
_FOLDER = Path(__file__).resolve().parents[3] / "translations"
_LETTERS = map(chr, (*range(0x41, 0x250), *range(0x400, 0x530)))
_CAPITALS = "".join(letter for letter in _LETTERS if letter.isupper())
_NAME = rf"[{_CAPITALS}][{IN_A_WORD}’'-]+"
_WORD = rf"[{IN_A_WORD}]+"


@cache
def rude_words() -> re.Pattern[str]:
    """Return what finds the beginning of a rude word in a text in normal form NFKC.

    Raises:
        ValueError: naming the file of a language, when it is there and cannot be read.
    """
    return re.compile(_beginning([one for code in _codes() for one in _said(code, "rude")]), re.IGNORECASE)


@cache
def namings() -> tuple[re.Pattern[str], ...]:
    """Return what finds that a text in normal form NFKC names somebody; it raises what ``rude_words`` does."""
    found = (_said(code, "names") for code in _codes())
    return tuple(re.compile(_beginning(one).replace("{name}", _NAME).replace("{word}", _WORD)) for one in found if one)


def _codes() -> list[str]:
    return [language.code for language in KNOWN]


def _beginning(patterns: list[str]) -> str:
    return rf"(?<![{IN_A_WORD}])(?:{'|'.join(patterns)})"


@cache
def _told(code: str) -> dict[str, list[str]]:
    path = _FOLDER / code / FILE
    try:
        told = load_yaml(unicodedata.normalize("NFKC", path.read_text(encoding="utf-8")))
        return {part: [re.compile(one).pattern for one in patterns] for part, patterns in told.items()}
    except FileNotFoundError:
        return {}
    except (yaml.YAMLError, AttributeError, TypeError, re.error) as error:
        raise ValueError(f"{path} cannot be read: {error}") from error


def _said(code: str, part: str) -> list[str]:
    return _told(code).get(part, [])
