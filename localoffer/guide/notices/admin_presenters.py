"""What the list of notices shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from localoffer.guide.notices.admin_forms import PLACES
from localoffer.guide.notices.models import SiteNotice
from localoffer.guide.notices.vocabulary import SECTION, NoticeKind, NoticePlace
from localoffer.languages import LANGUAGES, format_date, format_list, gettext


@dataclass(frozen=True)
class NoticeRow:
    """One notice of the list; ``missing`` names the languages that it is not in."""

    number: int
    text: str
    place: str
    days: str
    state: str
    colour: str
    is_warning: bool
    missing: str
    can_be_taken_down: bool


def row(notice: SiteNotice, *, today: date, sections: Mapping[str, str]) -> NoticeRow:
    """Return the row of a notice; ``sections`` gives the titles of the guide's sections by code."""
    state, colour = _state(notice, today)
    missing = [language.own_name for code, language in LANGUAGES.items() if not notice.texts.get(code)]
    return NoticeRow(
        number=notice.id,
        text=notice.texts["en"],
        place=place_name(notice.place, sections),
        days=_days(notice),
        state=state,
        colour=colour,
        is_warning=notice.kind is NoticeKind.WARNING,
        missing=format_list(missing) if missing else "",
        can_be_taken_down=_stands(notice, today),
    )


def saved(notice: SiteNotice, *, today: date) -> str:
    """Return what somebody is told who has saved a notice: whether, and from when, families see it."""
    if _stands(notice, today):
        return gettext("Saved. Families see it from its first day on.")
    return gettext("Saved. Its last day is over, so families do not see it.")


def place_name(place: str, sections: Mapping[str, str]) -> str:
    """Return in words where a notice stands."""
    if place.startswith(SECTION):
        code = place.removeprefix(SECTION)
        return gettext("The guide: %(section)s", section=sections.get(code, code))
    return str(PLACES[NoticePlace(place)])


def _days(notice: SiteNotice) -> str:
    begins = format_date(notice.starts_on)
    if notice.ends_on is None:
        return gettext("From %(day)s until it is taken down", day=begins)
    return gettext("From %(day)s until %(last)s", day=begins, last=format_date(notice.ends_on))


def _state(notice: SiteNotice, today: date) -> tuple[str, str]:
    if notice.taken_down_at is not None:
        return gettext("Taken down"), "grey"
    if notice.ends_on is not None and notice.ends_on < today:
        return gettext("Over"), "grey"
    return (gettext("Waits for its day"), "yellow") if notice.starts_on > today else (gettext("Shown now"), "green")


def _stands(notice: SiteNotice, today: date) -> bool:
    return notice.taken_down_at is None and (notice.ends_on is None or notice.ends_on >= today)
