"""What families type when a page answers it, as the county's ``guide/asked_as.yaml`` tells it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from localoffer.county_files import read_yaml

FILE = "asked_as.yaml"

AskedAs = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By the address of a page and by language: phrases."""


def read(folder: Path) -> AskedAs:
    """Read the phrases from the county's folder of the guide; a county without the file has none.

    Raises:
        ValueError: naming the file, when it cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        return {
            entry["code"]: {language: _phrases(text["phrases"]) for language, text in entry["text"].items()}
            for entry in read_yaml(path)
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: an entry needs its code, and for each language its phrases ({error})") from error


def _phrases(told: str) -> tuple[str, ...]:
    return tuple(filter(None, (" ".join(phrase.split()) for phrase in told.split(","))))
