"""The codes of notices."""

from __future__ import annotations

from enum import StrEnum

SECTION = "section:"
"""What the place of a notice begins with that stands above one section of the guide; the section's code follows."""


class NoticeKind(StrEnum):
    """How loud a notice is."""

    INFORMATION = "information"
    WARNING = "warning"


class NoticePlace(StrEnum):
    """Above which pages a notice stands; ``SECTION`` and a code stand for one section of the guide."""

    EVERYWHERE = "everywhere"
    HOME = "home"
    SERVICES = "services"
    FORM = "form"
    GUIDE = "guide"
