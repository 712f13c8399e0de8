"""Make the typefaces of what is printed for Typst, out of those that npm brings, into ``static/typefaces/``.

Typst reads TrueType, and takes one file for each family and weight. npm brings each alphabet in a packed file of its
own, all under the name of the family: here each becomes a family by itself, to be named one after the other. Does
nothing when they are there already.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "static" / "typefaces"
_FAMILY, _WHOLE_NAME, _POSTSCRIPT_NAME, _TYPOGRAPHIC_FAMILY = 1, 4, 6, 16
_WEIGHTS = (400, 700)


class Typeface(NamedTuple):
    """One alphabet of a typeface: its package, the alphabet, and the family that it becomes."""

    package: str
    alphabet: str
    family: str


TYPEFACES = (
    Typeface("atkinson-hyperlegible-next", "latin", "Latin"),
    Typeface("atkinson-hyperlegible-next", "latin-ext", "Latin Extended"),
    Typeface("noto-nastaliq-urdu", "arabic", "Urdu"),
    Typeface("noto-naskh-arabic", "arabic", "Arabic"),
    Typeface("noto-sans-gurmukhi", "gurmukhi", "Gurmukhi"),
    Typeface("noto-sans", "cyrillic", "Cyrillic"),
    Typeface("noto-sans", "cyrillic-ext", "Cyrillic Extended"),
)


def make(target: Path = TARGET) -> bool:
    """Write the typefaces into a folder, unless it has those of the same packages; return whether it did.

    Raises:
        FileNotFoundError: when npm has not brought one.
    """
    wanted, stamp = _stamp(), target / ".stamp"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return False
    target.mkdir(parents=True, exist_ok=True)
    for face in TYPEFACES:
        for weight in _WEIGHTS:
            name = f"{face.package}-{face.alphabet}-{weight}-normal"
            font = TTFont(MODULES / "@fontsource" / face.package / "files" / f"{name}.woff2")
            _rename(font, face.family, weight)
            font.flavor = None
            font.save(target / f"{name}.ttf")
    stamp.write_text(wanted, encoding="utf-8")
    return True


def main() -> int:
    """Make them and say what happened; return the exit status."""
    try:
        print("The typefaces of paper are made." if make() else "The typefaces of paper are up to date.")
    except FileNotFoundError as error:
        print(f"{error.filename} is missing: run `npm ci` first, or `make run`.", file=sys.stderr)
        return 1
    return 0


def _stamp() -> str:
    """Return one hash of what the typefaces are made from."""
    sources = (ROOT / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def _rename(font: TTFont, family: str, weight: int) -> None:
    names = {
        _FAMILY: f"Paper {family}",
        _TYPOGRAPHIC_FAMILY: f"Paper {family}",
        _WHOLE_NAME: f"Paper {family} {weight}",
        _POSTSCRIPT_NAME: f"Paper{family.replace(' ', '')}-{weight}",
    }
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]


if __name__ == "__main__":
    raise SystemExit(main())
