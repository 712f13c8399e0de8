"""Taking one referral out of the site as a file: with the password given once more, and written down."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue

from localoffer import council
from localoffer.crypto import CannotOpen
from localoffer.db import MissingRow, now, session
from localoffer.languages import format_moment
from localoffer.referrals import queries
from localoffer.referrals.admin import beside, export_document, here, one, whole
from localoffer.referrals.admin.export_document import Document
from localoffer.referrals.admin.export_files import ReferralPress, as_csv
from localoffer.referrals.admin.one import Sent
from localoffer.referrals.asking import at_hand
from localoffer.referrals.casework import looking
from localoffer.referrals.models import Referral
from localoffer.staff.guard import current_actor, needs
from localoffer.web import settings

_TYPES = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}


@needs("referrals.read", recent=True)
def export(reference: str) -> ResponseReturnValue:
    """Give one referral with everything in it as PDF or CSV.

    Raises:
        MissingRow: when there is no such kind of file.
    """
    referral = queries.get(session(), reference=reference)
    form = beside.exporting(sent=True)
    if form.format.data not in _TYPES:
        raise MissingRow("format")
    if not form.validate():
        return one.whole_page(referral, Sent(exporting=form))
    try:
        made = _document(referral)
    except CannotOpen:
        return one.to_referral(referral)
    file_format = str(form.format.data)
    looking.record_export(
        session(),
        referral.uuid,
        file_format=file_format,
        reason=form.why,
        keys=at_hand.keys(),
        actor=current_actor(),
    )
    answer = Response(_file(made, file_format), content_type=_TYPES[file_format])
    name = f"referral-{referral.reference}.{file_format}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _document(referral: Referral) -> Document:
    case, keys, names = beside.casework(referral), at_hand.keys(), here.names()
    actor = current_actor()
    staff = here.staff_of(referral, [*case.actors, actor])
    offered = council.current()
    shown = whole.whole(
        referral,
        same_child=[],
        keys=keys,
        names=names,
        staff=staff,
        today=at_hand.today(),
        keeping_days=offered.retention.set_aside_days,
    )
    lead = export_document.lead(council=offered.name, day=format_moment(now()), name=staff[actor])
    return export_document.document(
        referral, shown, kept=case.kept, notes=case.notes, keys=keys, names=names, staff=staff, lead=lead
    )


def _file(made: Document, file_format: str) -> bytes:
    if file_format == "csv":
        return as_csv(made)
    told = settings()
    press = ReferralPress(told.templates / "referrals" / "referral.typ", told.static / "typefaces")
    return press.print(made, brand=council.current().brand)
