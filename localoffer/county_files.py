"""Reading the county's files: each in English, with the words of every other language from that language's own folder.

``languages/pl/`` of the county's folder mirrors the folder itself. What is a list of entries in ``guide/glossary.yaml``
is in ``languages/pl/guide/glossary.yaml`` a table by the codes of those entries, and where the English says
``text: {en: …}`` the Polish says what stands for ``{en: …}`` alone::

    autism:                  # of  - code: autism
      text:                  #       text:
        name: Autyzm         #         en: {name: Autism, …}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

from localoffer.languages import ENGLISH, LANGUAGES
from localoffer.yaml_texts import load_yaml

Text = TypeVar("Text")

FOLDER = "languages"
_MARK = "council.toml"
_NAMES_OF_ENTRIES = ("code", "slug", "key", "listing")


def read_yaml(path: Path) -> Any:
    """Return what a YAML file of a county holds, each text by its language.

    Raises:
        FileNotFoundError: when there is no such file.
        ValueError: naming the file that cannot be read, or a translation of something that is not there.
    """
    return with_translations(_parse(path), path)


def with_translations(told: Any, path: Path) -> Any:
    """Return what a file of a county holds, with the translations that stand in YAML files of its name.

    Args:
        told: what the file holds; it is changed.

    Raises:
        ValueError: as ``read_yaml`` does.
    """
    for language, place in _translations_of(path):
        _add(told, _parse(place), language, f"{language}/{place.name}")
    return told


def in_language(county: Path, name: Path, language: str) -> Path:
    """Return where a county has a file or folder in a language: where it is for English."""
    return county / name if language == ENGLISH.code else county / FOLDER / language / name


def with_new_languages(kept: Mapping[str, Text], told: Mapping[str, Text]) -> dict[str, Text]:
    """Return texts by language as they are kept, with those of a file in the languages that they lack.

    Where staff have changed the English, the file's translations say something else, and nothing is added.
    """
    is_of_the_file = kept.get(ENGLISH.code) == told.get(ENGLISH.code)
    return {**told, **kept} if is_of_the_file else dict(kept)


def _translations_of(path: Path) -> Iterator[tuple[str, Path]]:
    county = _county_of(path)
    if county is None:
        return
    for language in LANGUAGES:
        place = in_language(county, path.relative_to(county).with_suffix(".yaml"), language)
        if language != ENGLISH.code and place.exists():
            yield language, place


def _county_of(path: Path) -> Path | None:
    return next((folder for folder in (path, *path.parents) if (folder / _MARK).exists()), None)


def _parse(path: Path) -> Any:
    try:
        return load_yaml(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: {error}") from error


def _add(told: Any, said: Any, language: str, where: str) -> None:
    """Put what is said in a language beside the English, at every text of a tree.

    Raises:
        ValueError: naming the place that the English does not have.
    """
    if not isinstance(said, Mapping):
        raise ValueError(f"{where}: it is not a table of texts")
    inside = _by_name(told)
    for name, value in said.items():
        if name == "synonyms" and isinstance(value, list):
            # words of one language, which translate none of another
            inside[name].extend({"language": language, **one} for one in value)
        elif name not in inside:
            raise ValueError(f"{where}: {name} is not in the English file")
        elif isinstance(inside[name], dict) and ENGLISH.code in inside[name]:
            inside[name][language] = value
        else:
            _add(inside[name], value, language, f"{where}: {name}")


def _by_name(told: Any) -> dict[str, Any]:
    if isinstance(told, dict):
        return told
    if not isinstance(told, list):
        return {}
    return {str(entry[name]): entry for entry in told for name in _NAMES_OF_ENTRIES if _is_named(entry, name)}


def _is_named(entry: Any, name: str) -> bool:
    """Whether an entry goes by a field: by the first that it has."""
    return isinstance(entry, dict) and next((one for one in _NAMES_OF_ENTRIES if one in entry), None) == name
