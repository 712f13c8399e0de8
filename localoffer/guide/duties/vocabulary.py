"""The codes of duties."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext


class Strand(StrEnum):
    """What a duty is about; the code of each begins with it."""

    CONTENT = "C"
    PUBLISHING = "P"
    HEARING = "R"

    @property
    def title(self) -> LazyText:
        return _STRANDS[self]


_STRANDS = {
    Strand.CONTENT: lazy_gettext("What we must tell you about"),
    Strand.PUBLISHING: lazy_gettext("How you can get it"),
    Strand.HEARING: lazy_gettext("How you are heard"),
}
