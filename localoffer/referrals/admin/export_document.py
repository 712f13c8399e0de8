"""Everything about one referral as finished words: what a file of it holds, whichever kind of file that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from localoffer.crypto import KeyRing
from localoffer.languages import gettext
from localoffer.referrals import presenters, sealing
from localoffer.referrals.admin import agreed, noted
from localoffer.referrals.admin.noted import NoteRow
from localoffer.referrals.admin.timeline import Event
from localoffer.referrals.admin.whole import MessageRow, Whole
from localoffer.referrals.before_support import keeping
from localoffer.referrals.before_support.presenters import before_support_groups
from localoffer.referrals.casework.keeping import Kept
from localoffer.referrals.casework.notes import Note
from localoffer.referrals.models import Referral
from localoffer.referrals.presenters import Group, Names, Row


@dataclass(frozen=True)
class Document:
    """Everything about one referral, in parts, with whose it is and the day on which it was made.

    ``lead`` says how it came about and how to treat it.
    """

    title: str
    lead: Sequence[str]
    parts: Sequence[Group]


def document(
    referral: Referral,
    whole: Whole,
    *,
    kept: Kept,
    notes: Iterable[Note],
    keys: KeyRing,
    names: Names,
    staff: Mapping[str, str],
    lead: Sequence[str],
) -> Document:
    """Return everything about a referral, the sensitive things too.

    Args:
        whole: what its page shows; messages, tasks and history come from there.
        staff: names of members of staff by how the audit names them (``staff:<id>``).

    Raises:
        CannotOpen: when its key was destroyed.
    """
    answers = sealing.open_answers(referral, keys=keys)
    told = keeping.told_so_far(referral, keys=keys)
    parts = [
        Group(gettext("This referral"), _front(whole)),
        *presenters.check_groups(answers, names=names, link=None),
        Group(gettext("Where they live"), _home(answers.contact.address if answers.contact else "")),
        *before_support_groups(told),
        Group(gettext("What is agreed"), agreed.as_rows(kept.record)),
        Group(gettext("Messages"), [_message(one) for one in whole.messages]),
        Group(gettext("Notes"), note_rows(notes, staff)),
        Group(gettext("Tasks"), [Row(one.kind, [one.done or one.due, *_filled(one.note)]) for one in whole.tasks]),
        Group(gettext("What happened"), [_event(one) for one in whole.timeline if not one.is_look]),
    ]
    title = gettext("Referral %(reference)s", reference=whole.reference)
    return Document(title, lead, [part for part in parts if part.rows])


def lead(*, council: str, day: str, name: str) -> list[str]:
    """Return what stands before the parts: whose it is, who took it out when, and that it is confidential."""
    return [
        gettext("%(council)s, %(day)s", council=council, day=day),
        gettext("Taken out of the site by %(name)s.", name=name),
        gettext("It tells of a child's health and home. Keep it safe, and destroy it when it is needed no more."),
    ]


def note_rows(notes: Iterable[Note], staff: Mapping[str, str]) -> list[Row]:
    """Return the team's notes, each with what stood there before somebody put it right."""
    return list(_notes(noted.notes(notes, staff)))


def _notes(rows: Iterable[NoteRow]) -> Iterator[Row]:
    for row in rows:
        yield Row(f"{row.by}, {row.when}", row.text)
        for one in row.earlier:
            yield Row(gettext("Before that: %(who)s, %(when)s", who=one.by, when=one.when), one.text)


def _front(whole: Whole) -> list[Row]:
    return [
        Row(gettext("Reference"), whole.reference),
        Row(gettext("Name"), whole.name),
        Row(gettext("Stage"), whole.stage),
        Row(gettext("How it came"), [whole.came, *_filled(whole.promise)]),
        Row(gettext("District"), whole.district),
    ]


def _home(address: str) -> list[Row]:
    """Return the address; the form's own part has it only where the family chose post."""
    return [Row(gettext("Address"), address)] if address else []


def _message(message: MessageRow) -> Row:
    return Row(f"{message.kind}, {message.by}, {message.when}", message.text or gettext("Nothing was written"))


def _event(event: Event) -> Row:
    return Row(event.when, [event.text, *_filled(event.by), *_filled(event.note)])


def _filled(text: str) -> list[str]:
    return [text] if text else []
