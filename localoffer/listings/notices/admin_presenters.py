"""What the screens for closures and short notices show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from localoffer.languages import LANGUAGES, format_date, format_list, gettext
from localoffer.listings.models import Listing
from localoffer.listings.notices.models import ListingNotice
from localoffer.listings.notices.vocabulary import ForNowKind


@dataclass(frozen=True)
class NoticeRow:
    """One closure or notice; ``missing`` names the languages that its words are not in."""

    number: int
    slug: str
    listing: str
    kind: str
    text: str
    days: str
    state: str
    colour: str
    missing: str
    who: str
    can_be_taken_down: bool
    can_be_put_back: bool


def row(notice: ListingNotice, listing: Listing, *, today: date, people: Mapping[str, str]) -> NoticeRow:
    """Return the row of a notice of a listing, whose texts are loaded; ``people`` has the names of actors."""
    state, colour = _state(notice, today)
    texts = notice.texts
    missing = [language.own_name for code, language in LANGUAGES.items() if texts.get("en") and not texts.get(code)]
    is_over = _is_over(notice, today)
    return NoticeRow(
        number=notice.id,
        slug=listing.slug,
        listing=name_of(listing),
        kind=gettext("Closed for now") if notice.kind is ForNowKind.CLOSED else gettext("Something short"),
        text=texts.get("en", ""),
        days=_days(notice),
        state=state,
        colour=colour,
        missing=format_list(missing) if missing else "",
        who=people.get(notice.made_by, gettext("the system")),
        can_be_taken_down=notice.taken_down_at is None and not is_over,
        can_be_put_back=notice.taken_down_at is not None and not is_over,
    )


def name_of(listing: Listing) -> str:
    """Return what a listing is called in English."""
    english = listing.text("en")
    return english.name if english is not None and english.name else listing.slug


def _days(notice: ListingNotice) -> str:
    begins = format_date(notice.starts_on)
    if notice.ends_on is None:
        return gettext("From %(day)s until it is taken down", day=begins)
    return gettext("From %(day)s until %(last)s", day=begins, last=format_date(notice.ends_on))


def saved(notice: ListingNotice, *, today: date) -> str:
    """Return what somebody is told who has saved a notice: whether, and from when, families read it."""
    if _is_over(notice, today):
        return gettext("Saved. Its last day is over, so families do not read it.")
    return gettext("Saved. Families read it from its first day on.")


def _state(notice: ListingNotice, today: date) -> tuple[str, str]:
    if notice.taken_down_at is not None:
        return gettext("Taken down"), "grey"
    if _is_over(notice, today):
        return gettext("Over"), "grey"
    return (gettext("Waits for its day"), "yellow") if notice.starts_on > today else (gettext("Holds now"), "green")


def _is_over(notice: ListingNotice, today: date) -> bool:
    return notice.ends_on is not None and notice.ends_on < today
