"""Documents as accessible PDF (PDF/UA), set by Typst in our own typefaces."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Lock
from typing import Any

import typst

_ONE_AT_A_TIME = Lock()
_SHARED = Path("layouts", "paper.typ")


class Misprinted(Exception):
    """The document came out wrong, for example without its letters; the message is Typst's."""


def typeset(template: Path, typefaces: Path, **told: Any) -> bytes:
    """Return what a template makes of some values: a PDF. One at a time, because that is heavy work.

    Args:
        template: the Typst file, in the folder of the site's templates.
        typefaces: the folder of what it is set in.
        told: each value by the name under which the template reads it, as JSON.

    Raises:
        typst.TypstError: when the template has a mistake, or the PDF would not be accessible.
        Misprinted: when a typeface is not there.
    """
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(typefaces)])
    with _ONE_AT_A_TIME:
        made, warnings = typst.compile_with_warnings(
            str(template),
            root=str(_root(template)),
            font_paths=faces,
            sys_inputs={name: json.dumps(value) for name, value in told.items()},
            pdf_standards=["ua-1"],
        )
    if warnings:
        raise Misprinted("; ".join(warning.message for warning in warnings))
    return made


def _root(template: Path) -> Path:
    """Return the folder of templates, in which each document finds what all of them share."""
    return next((folder for folder in template.parents if (folder / _SHARED).exists()), template.parent)
