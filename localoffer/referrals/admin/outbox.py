"""Messages that have not gone out, for the team: which kind, about which referral and since when, and to try again.

It shows no address and no words. A referral does not wait for its messages: the team has it all the same.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import now, session
from localoffer.languages import format_date, gettext, lazy_gettext
from localoffer.outbox import stuck
from localoffer.outbox.models import OutboxMessage
from localoffer.referrals.asking import at_hand
from localoffer.referrals.models import Referral
from localoffer.staff.guard import allowed, current_actor, needs
from localoffer.staff.home import Tile
from localoffer.vocabulary import SentBy

blueprint = Blueprint("outbox", __name__, url_prefix="/messages")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KINDS = {
    "referral-notice": lazy_gettext("New referral, to the team"),
    "referral-urgent": lazy_gettext("Somebody may be at risk, to whoever is on duty"),
    "referral-receipt": lazy_gettext("Receipt for a form"),
    "referral-update": lazy_gettext("There is an update"),
    "referral-claim": lazy_gettext("Own code for the family"),
    "referral-return-link": lazy_gettext("Link to a saved form"),
    "complaint-notice": lazy_gettext("Data complaint, to the office that answers it"),
    "complaint-receipt": lazy_gettext("Receipt for a data complaint"),
    "comment-answer": lazy_gettext("Answer to a comment"),
    "correction-answer": lazy_gettext("What came of a correction"),
    "provider-question": lazy_gettext("A link for an organisation to keep its listings right"),
    "contact-notice": lazy_gettext("Call or paper copy asked for, to the team"),
    "listing-given-back": lazy_gettext("Why a listing came back, to a member of staff"),
    "staff-link": lazy_gettext("Invitation or link, to a member of staff"),
}
_WAYS = {SentBy.EMAIL: lazy_gettext("Email"), SentBy.TEXT: lazy_gettext("Text message")}


@dataclass(frozen=True)
class Row:
    """One message of the list; ``reference`` is empty where it is about no referral that there is."""

    id: int
    kind: str
    way: str
    reference: str
    since: str
    tries: int
    refused: bool
    fault: str


@blueprint.get("")
@needs("referrals.read")
def index() -> ResponseReturnValue:
    """List what has not gone out though it should have."""
    messages = stuck.oldest(session(), at=now())
    references = _references(session(), messages)
    return render_template(
        "referrals/admin/outbox.html",
        rows=[_row(message, references) for message in messages],
        total=stuck.count(session(), at=now()),
        may_change=allowed("referrals.change"),
    )


@blueprint.post("/<int:message_id>/again")
@needs("referrals.change")
def again(message_id: int) -> ResponseReturnValue:
    """Have one message tried again now."""
    message = stuck.send_again(session(), message_id, at=now())
    if message is not None:
        audit.record(
            session(),
            key=at_hand.keys().audit,
            actor=current_actor(),
            action="message.sent_again",
            subject="message",
            subject_id=str(message_id),
            details={"kind": message.kind},
        )
        flash(gettext("We are trying it again. It leaves this list when it has gone out."))
    return redirect(url_for("admin.outbox.index"), code=303)


def tiles(session: Session) -> list[Tile]:
    """Return how many messages have not gone out, for the first page of the commissioners' area."""
    number, address = stuck.number(now()), url_for("admin.outbox.index")
    return [Tile(gettext("Messages that have not gone out"), number, address, urgent=True)]


def _row(message: OutboxMessage, references: dict[str, str]) -> Row:
    return Row(
        id=message.id,
        kind=str(_KINDS.get(message.kind, message.kind)),
        way=str(_WAYS[message.way]),
        reference=references.get(_referral_uuid(message), ""),
        since=format_date(message.created_at),
        tries=message.attempts,
        refused=message.refused_at is not None,
        fault=message.last_error,
    )


def _references(session: Session, messages: Sequence[OutboxMessage]) -> dict[str, str]:
    """Return the references of the referrals that messages are about, by their uuid."""
    wanted = [uuid.UUID(found) for found in map(_referral_uuid, messages) if found]
    found = session.execute(select(Referral.uuid, Referral.reference).where(Referral.uuid.in_(wanted)))
    return {str(one): reference for one, reference in found}


def _referral_uuid(message: OutboxMessage) -> str:
    found = _UUID.search(message.unique_key)
    return found[0] if found else ""
