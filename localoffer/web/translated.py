"""What is known of a translation beyond its words: whether a machine made it, who checked it, of which English it is.

The translator's desk keeps that, which stands above the features whose pages say it. So it is asked for here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from flask import Flask, current_app, has_app_context

from localoffer.languages import LANGUAGES

_EXTENSION = "localoffer_translated"
Said = TypeVar("Said")


@dataclass(frozen=True)
class Known:
    """What was said of one translation. ``of_english`` is the ``digest`` of the English that it was made from."""

    of_english: str
    is_machine_made: bool = False
    is_checked: bool = False


ByField: TypeAlias = Mapping[str, Mapping[str, str]]
"""The words of one thing by language, and by field."""

Ask: TypeAlias = Callable[[str, str, str], Mapping[str, Known]]
"""Takes kind, key and language of a text; returns what is known of its translations, by their ``digest``."""


def digest(texts: Mapping[str, str]) -> str:
    """Return what stands for the texts of one thing by their fields; empty fields count for nothing."""
    told = "\0".join(f"{name}\0{text}" for name, text in sorted(texts.items()) if text)
    return hashlib.sha256(told.encode()).hexdigest()


def offer(app: Flask, ask: Ask) -> None:
    """Let pages ask what is known of translations."""
    app.extensions[_EXTENSION] = ask


def known(kind: str, key: str, language: str, translation: Callable[[], Mapping[str, str]]) -> Known | None:
    """Return what is known of a translation as families have it, None where nobody has said anything of it.

    Args:
        translation: gives its texts by their fields; it is called only where something is known of this text.
    """
    ask: Ask | None = current_app.extensions.get(_EXTENSION) if has_app_context() else None
    held = ask(kind, key, language) if ask is not None else {}
    return held.get(digest(translation())) if held else None


@dataclass(frozen=True)
class Trust:
    """What a reader should know of a translation before they trust it."""

    is_behind: bool = False
    is_machine_made: bool = False
    is_checked: bool = False


def together(told: Iterable[Trust]) -> Trust:
    """Return what a reader should know of several translations that one page shows."""
    every = list(told)
    return Trust(
        any(one.is_behind for one in every),
        any(one.is_machine_made for one in every),
        all(one.is_checked for one in every),
    )


def trust(
    kind: str, key: str, language: str, translation: Mapping[str, str], english: Mapping[str, str], *, is_behind: bool
) -> Trust:
    """Return what a reader should know of a translation as families have it.

    Args:
        is_behind: what its feature knows by itself; what somebody said of the very words goes before that.
    """
    said = known(kind, key, language, lambda: translation)
    if said is None:
        return Trust(is_behind)
    return Trust(said.of_english != digest(english), said.is_machine_made and not said.is_checked, said.is_checked)


def with_held_back(typed: Mapping[str, Said], before: Mapping[str, Said]) -> dict[str, Said]:
    """Return what somebody typed by language, with what stood there in languages that are held back: no form has them.

    Args:
        before: what there is by language, whether the site offers it now or not.
    """
    return {**{language: said for language, said in before.items() if language not in LANGUAGES}, **typed}


def made_from(texts: Mapping[str, str], before: Mapping[str, str], was_made_from: Mapping[str, str]) -> dict[str, str]:
    """Return of which English each translation of a short text is, when its words by language are saved together.

    A translation whose words are new is of the English beside it; one that is repeated stays what it was.

    Args:
        texts: the words by language, as they are now.
        before: the same, as they were.
        was_made_from: what this function returned for those.
    """
    english, was = texts.get("en", ""), before.get("en", "")
    return {
        language: english if text != before.get(language) else was_made_from.get(language, was)
        for language, text in texts.items()
        if language != "en"
    }


def of_today(texts: Mapping[str, str], made_from: Mapping[str, str]) -> dict[str, str]:
    """Return a short text by language without the translations of what its English no longer says."""
    english = texts.get("en", "")
    return {language: text for language, text in texts.items() if made_from.get(language, english) == english}


def earlier_english(
    texts: ByField, before: ByField, was: ByField, current: Collection[str] = ()
) -> dict[str, dict[str, str]]:
    """Return by language and field of which English translations are, where that is another than today's.

    A field whose words are new is of the English beside it; one that is repeated stays what it was.

    Args:
        texts: the words of one thing by language and field, as they are now.
        before: the same, as they were.
        was: what this function returned for those.
        current: the languages of which somebody says that they are right for this English, changed or not.
    """
    translations = {language: own for language, own in texts.items() if language != "en" and language not in current}
    found = {
        language: _earlier(own, before.get(language, {}), was.get(language, {}), texts["en"], before.get("en", {}))
        for language, own in translations.items()
    }
    return {language: fields for language, fields in found.items() if fields}


def _earlier(
    own: Mapping[str, str],
    before: Mapping[str, str],
    was: Mapping[str, str],
    english: Mapping[str, str],
    english_before: Mapping[str, str],
) -> dict[str, str]:
    repeated = [field for field, text in own.items() if text and text == before.get(field)]
    made_from = {field: was.get(field, english_before.get(field, "")) for field in repeated}
    return {field: text for field, text in made_from.items() if text != english.get(field, "")}
