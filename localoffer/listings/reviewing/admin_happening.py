"""What happened to a listing beside its versions, as finished sentences. In English only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from localoffer.audit import AuditEntry
from localoffer.forms.fields import Text
from localoffer.languages import format_date, format_moment, lazy_gettext
from localoffer.listings.freshness.vocabulary import ProviderAnswer
from localoffer.listings.notices.vocabulary import ForNowKind
from localoffer.reviewing.admin_words import person
from localoffer.vocabulary import Checker

_SAID: dict[str, Text] = {
    "listing.archived": lazy_gettext("%(who)s archived it. Families no longer saw it."),
    "listing.restored": lazy_gettext("%(who)s brought it back from the archive, as a draft."),
    "listing.sent_for_review": lazy_gettext("%(who)s sent it for review."),
    "listing.taken_back": lazy_gettext("%(who)s took it back from review."),
    "listing.thrown_away": lazy_gettext("%(who)s put the draft aside. Families see what they saw before."),
}
_ON_A_DAY: dict[str, tuple[Text, Text]] = {
    "listing.scheduled": (
        lazy_gettext("%(who)s chose that it is published on %(day)s."),
        lazy_gettext("%(who)s chose that it is not published by itself."),
    ),
    "listing.taking_down": (
        lazy_gettext("%(who)s chose that it is taken down on %(day)s."),
        lazy_gettext("%(who)s chose that it is not taken down by itself."),
    ),
}
_CONFIRMED: dict[str, Text] = {
    Checker.ORGANISATION: lazy_gettext("%(who)s said that all of it is right."),
    Checker.COUNCIL: lazy_gettext("%(who)s checked it for the council: all of it is right."),
}
_ANSWERS: dict[str, Text] = {
    ProviderAnswer.CHANGED: lazy_gettext("%(who)s answered with changes."),
    ProviderAnswer.CLOSED: lazy_gettext("%(who)s answered that it has closed."),
    ProviderAnswer.PAUSED: lazy_gettext("%(who)s answered that it is closed for now."),
}
_SETTLED = lazy_gettext("%(who)s dealt with what the organisation answered.")
_NOTICES: dict[str, tuple[Text, Text]] = {
    "put_up": (
        lazy_gettext("%(who)s said that it is closed for a time."),
        lazy_gettext("%(who)s put a short notice on it."),
    ),
    "changed": (
        lazy_gettext("%(who)s changed what is said of its closing."),
        lazy_gettext("%(who)s changed the notice on it."),
    ),
    "taken_down": (
        lazy_gettext("%(who)s took down that it is closed."),
        lazy_gettext("%(who)s took the notice on it down."),
    ),
    "put_back": (
        lazy_gettext("%(who)s put up again that it is closed."),
        lazy_gettext("%(who)s put the notice on it up again."),
    ),
}


@dataclass(frozen=True)
class Happened:
    """One thing that happened, in the history between the versions, whose ``number`` it lacks."""

    when: str
    said: str
    number: int = 0


def happened(entry: AuditEntry, people: Mapping[str, str]) -> Happened:
    """Return an entry of ``happening.entries`` as words; ``people`` gives the names of staff."""
    text, told = _sentence(entry), {"who": person(entry.actor, people), "day": _day(entry)}
    return Happened(format_moment(entry.at), str(text) % told)


def _sentence(entry: AuditEntry) -> Text:
    if entry.subject == "listing_notice":
        closed, note = _NOTICES[entry.action.removeprefix("listing_notice.")]
        return closed if entry.details.get("kind") == ForNowKind.CLOSED else note
    if entry.subject == "provider_question":
        return _ANSWERS.get(entry.details.get("answer", ""), _SETTLED)
    if entry.action in _ON_A_DAY:
        on_a_day, never = _ON_A_DAY[entry.action]
        return on_a_day if entry.details.get("on") else never
    if entry.action == "listing.confirmed":
        return _CONFIRMED[entry.details["by"]]
    return _SAID[entry.action]


def _day(entry: AuditEntry) -> str:
    told = entry.details.get("on")
    return format_date(date.fromisoformat(told)) if told else ""
