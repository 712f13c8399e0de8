"""The file that is handed to somebody who asks what is held about them: one page to read, and the same as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask import current_app
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.languages import ENGLISH, LANGUAGES, format_date, gettext, lazy_gettext
from localoffer.places import queries as places
from localoffer.privacy.gathering import gather
from localoffer.referrals import presenters, sealing
from localoffer.referrals.admin import agreed, export_document
from localoffer.referrals.admin.timeline import Event, timeline
from localoffer.referrals.before_support import keeping
from localoffer.referrals.before_support.presenters import before_support_groups
from localoffer.referrals.casework import keeping as agreeing
from localoffer.referrals.casework import notes
from localoffer.referrals.models import Referral
from localoffer.referrals.presenters import Group, Names

_DONE = {
    "referral.submitted": lazy_gettext("Sent"),
    "referral.viewed": lazy_gettext("Opened and read"),
    "referral.queue_viewed": lazy_gettext("Seen in the list of referrals"),
    "referral.found_viewed": lazy_gettext("Found by last name and date of birth"),
    "referral.assigned": lazy_gettext("Given to somebody of the team"),
    "referral.moved": lazy_gettext("Moved on"),
    "referral.revealed": lazy_gettext("Looked at something that is shown on request"),
    "referral.exported": lazy_gettext("Taken out of the site as a file"),
    "referral.agreed": lazy_gettext("Wrote down what is agreed"),
    "referral.note_written": lazy_gettext("Wrote a note"),
    "referral.note_changed": lazy_gettext("Put a note right"),
}


@dataclass(frozen=True)
class Page:
    """One referral as the page shows it: answers and history in words, and everything else as it was gathered."""

    groups: Sequence[Group]
    history: Sequence[Event]
    told: Mapping[str, Any]


def export(session: Session, referrals: Sequence[Referral], path: Path, *, keys: KeyRing, at: datetime) -> None:
    """Write everything about these referrals into a new ZIP file that its owner alone can read, and record it.

    Within an application context, which draws the page.

    Raises:
        FileExistsError: when there is such a file already.
        OSError: when it cannot be written.
        CannotOpen: when a key is gone or something was changed.
    """
    gathered = [gather(session, one, keys=keys) for one in referrals]
    names = _names(session)
    pages = [
        Page(_groups(one, keys, names, told["staff"]), timeline(one, keys=keys, staff=told["staff"])[::-1], told)
        for one, told in zip(referrals, gathered, strict=True)
    ]
    # not render_template, which wants a request
    template = current_app.jinja_env.get_template("privacy/admin/export.html")
    readable = template.render(pages=pages, made_at=at, done=_DONE, when=_when)
    _write(path, readable, json.dumps({"made_at": at.isoformat(), "referrals": gathered}, indent=1, ensure_ascii=False))
    for one in referrals:
        audit.record(
            session,
            key=keys.audit,
            actor="command",
            action="referral.exported",
            subject="referral",
            subject_id=str(one.uuid),
        )


def _groups(referral: Referral, keys: KeyRing, names: Names, staff: Mapping[str, str]) -> list[Group]:
    answers = sealing.open_answers(referral, keys=keys)
    before = keeping.told_so_far(referral, keys=keys)
    record = agreeing.latest(referral, keys=keys).record
    noted = export_document.note_rows(notes.written(referral, keys=keys), staff)
    return [
        *presenters.check_groups(answers, names=names, link=None),
        *before_support_groups(before),
        Group(gettext("What is agreed"), agreed.as_rows(record)),
        *([Group(gettext("Notes"), noted)] if noted else []),
    ]


def _names(session: Session) -> Names:
    return Names(
        districts={district.slug: district.name(ENGLISH.code) for district in places.districts(session)},
        languages={code: str(language.locale.get_language_name("en")) for code, language in LANGUAGES.items()},
    )


def _when(moment: str) -> str:
    return format_date(datetime.fromisoformat(moment))


def _write(path: Path, readable: str, stored: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            archive.writestr("read-me-first.html", readable)
            archive.writestr("everything.json", stored)
    except OSError:
        # half a file would stand in the way of the next try, and nothing in the audit would tell of it
        path.unlink()
        raise
