"""What is wrong with the searches that staff typed for a listing, in words."""

from __future__ import annotations

from wtforms import Field, ValidationError

from localoffer.languages import gettext, lazy_gettext
from localoffer.listings.asked_as import LONGEST_LINE, MOST_LINES, Fault, faults

HINT = lazy_gettext(
    "Write one search a line, as families type it when this is what they need. For example: screams when I brush her "
    "hair. Or: sitter for a disabled child. The search finds the listing by these lines, and the listing’s page shows "
    "them in a closed fold. They are not translated: write them anew in each language."
)
_MOST_SHOWN = 40


class AskedAs:
    """Refuses a line that is too long, and more lines than there is room for."""

    def __call__(self, form: object, field: Field) -> None:
        """Raise for the first line that is wrong."""
        for number, fault, line in faults(field.data or ""):
            begins = line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN].rstrip()}…"
            raise ValidationError(_said(fault, number, begins))


def _said(fault: Fault, number: int, line: str) -> str:
    if fault is Fault.TOO_LONG:
        return gettext(
            "Use at most %(most)s characters in line %(number)s: %(line)s", most=LONGEST_LINE, number=number, line=line
        )
    return gettext(
        "Use at most %(most)s lines: line %(number)s is one too many: %(line)s",
        most=MOST_LINES,
        number=number,
        line=line,
    )
