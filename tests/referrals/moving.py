"""Moving the one referral that there is, and what its family is told then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals import answers as told
from localoffer.referrals import choices, sealing
from localoffer.referrals.following import tracking
from localoffer.referrals.models import Referral
from localoffer.referrals.vocabulary import MessageKind, ReferralStage
from tests.referrals.following import PARENT, SentForm
from tests.referrals.team import QUEUE
from tests.support.client import CheckedClient
from tests.support.listings import listing

IN_POLISH = replace(PARENT, speaking=told.Speaking("pl", interpreter=choices.YesNo.YES))
STATUS = "/refer/status"


def at(database: Database, stage: ReferralStage) -> int:
    """Put the one referral that there is at a stage; return its version."""
    with database.transaction() as session:
        referral = session.scalars(select(Referral)).one()
        referral.stage = stage
        session.flush()
        return referral.row_version


def move(client: CheckedClient, form: SentForm, database: Database, to: str, **fields: Any) -> Any:
    """Send a move as its page does."""
    with database.session(writes=False) as session:
        version = session.scalars(select(Referral.row_version)).one()
    page = f"{QUEUE}/{form.reference}/move?to={to}&version={version}"
    return client.send(page, {"to": to, "version": version, "words_language": "en", **fields}, page=page)


def written(database: Database, keys: KeyRing) -> list[tuple[MessageKind, str, str]]:
    """Return kind, language and words of every message to the family."""
    with database.session(writes=False) as session:
        referral = session.scalars(select(Referral)).one()
        return [
            (
                one.kind,
                one.language,
                sealing.open_text(referral, one.sealed_text, keys=keys, column=tracking.TEXT, at=one.made_at),
            )
            for one in referral.messages
        ]


def a_service(database: Database, slug: str = "cooking-club") -> int:
    with database.transaction() as session:
        one = listing(session, "Cooking club", slug=slug)
        session.flush()
        return one.id
