"""What a listing says for a time, in the reader's language and with the days in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from localoffer.languages import ENGLISH, Language, format_date, gettext
from localoffer.listings.notices.shown import ForNow
from localoffer.listings.notices.vocabulary import ForNowKind


@dataclass(frozen=True)
class SaidForNow:
    """One thing that a listing says for a time.

    ``heading`` is a sentence for a closure, and empty for a note; ``days`` says from when to when a note holds.
    ``text`` is what somebody wrote, which may be nothing for a closure, and ``lang`` the language that it is in where
    that is not the page's own. ``first`` and ``last`` are ISO dates, ``last`` empty where it has no end yet.
    """

    is_closure: bool
    is_closed_now: bool
    heading: str
    text: str
    lang: str
    days: str
    first: str
    last: str


def in_words(told: Iterable[ForNow], language: Language, today: date) -> tuple[SaidForNow, ...]:
    """Return what a listing says on a day; the words of the page are those of ``language``, the current one."""
    return tuple(_in_words(one, language, today) for one in told)


def _in_words(one: ForNow, language: Language, today: date) -> SaidForNow:
    is_closure = one.kind is ForNowKind.CLOSED
    own = one.texts.get(language.code, "")
    return SaidForNow(
        is_closure=is_closure,
        is_closed_now=is_closure and one.stands_on(today),
        heading=_closed(one, today) if is_closure else "",
        text=own or one.texts.get(ENGLISH.code, ""),
        lang="" if own else ENGLISH.code,
        days="" if is_closure else _days(one),
        first=one.starts_on.isoformat(),
        last=one.ends_on.isoformat() if one.ends_on else "",
    )


def _closed(one: ForNow, today: date) -> str:
    last = format_date(one.ends_on) if one.ends_on else ""
    if one.stands_on(today):
        if last:
            return gettext("Temporarily closed until the end of %(day)s.", day=last)
        return gettext("Temporarily closed. We do not know yet when it opens again.")
    first = format_date(one.starts_on)
    if last:
        return gettext("Closed from %(first)s until the end of %(last)s.", first=first, last=last)
    return gettext("Closed from %(first)s. We do not know yet when it opens again.", first=first)


def _days(one: ForNow) -> str:
    first = format_date(one.starts_on)
    if one.ends_on is None:
        return gettext("Said on %(first)s", first=first)
    return gettext("Said on %(first)s, until %(last)s", first=first, last=format_date(one.ends_on))
