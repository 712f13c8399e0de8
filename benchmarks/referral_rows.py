"""Synthetic referrals: the same form sent again and again, by children of other names, at every stage."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.filled_in import ANSWERS
from benchmarks.invented_words import invented
from localoffer.crypto import KeyRing
from localoffer.db import now
from localoffer.places.models import District
from localoffer.referrals import codes, sealing
from localoffer.referrals.children import child_hash
from localoffer.referrals.choices import YesNo
from localoffer.referrals.models import Referral, ReferralKey, StageChange
from localoffer.referrals.vocabulary import ReferralStage, Referrer
from localoffer.vocabulary import AgeBand
from localoffer.working_days import day_of

_CHUNK = 500
_NAMES = 4_000
# more than it has been open: what is late has to be there, too
_DAYS = 700


def store(session: Session, number: int, *, keys: KeyRing, progress: Callable[[], None]) -> None:
    """Write so many referrals in the caller's transaction: one in twelve still open, the others long answered."""
    writer = _Writer(session, keys)
    for start in range(0, number, _CHUNK):
        made = [writer.referral(at) for at in range(start, min(start + _CHUNK, number))]
        session.add_all(made)
        session.flush()
        for referral in made:
            session.add(writer.first_move(referral))
            progress()
        session.flush()
        session.expunge_all()


class _Writer:
    def __init__(self, session: Session, keys: KeyRing) -> None:
        self._keys = keys
        self._districts = list(session.scalars(select(District.id)))
        self._names = [name.capitalize() for name in invented("en", _NAMES)]

    def referral(self, number: int) -> Referral:
        chance = random.Random(f"referral {number}")
        data_key, key_id, wrapped = self._keys.new_data_key()
        received = now() - timedelta(days=chance.randrange(_DAYS), seconds=chance.randrange(86_400))
        first, last = chance.choice(self._names), chance.choice(self._names)
        born = date(2008, 1, 1) + timedelta(days=chance.randrange(5_000))
        is_open = chance.random() < 1 / 12
        stage = chance.choice([one for one in ReferralStage if (one in _OPEN) == is_open])
        made = Referral(
            uuid=uuid.UUID(int=chance.getrandbits(128)),
            reference=codes.new_reference(),
            journey_hash=chance.randbytes(32),
            stage=stage,
            referrer=chance.choice(list(Referrer)),
            language=chance.choices(("en", "pl", "ur"), (90, 6, 4))[0],
            district_id=chance.choice(self._districts),
            notice_version="2026-11",
            received_at=received,
            stage_changed_at=received + timedelta(days=chance.randrange(9)),
            promised_by=day_of(received + timedelta(days=14)),
            child_hash=child_hash(self._keys, last_name=last, born=born),
            age_band=chance.choice(list(AgeBand)),
            needs_interpreter=chance.random() < 0.05,
            key=ReferralKey(key_id=key_id, wrapped=wrapped),
        )
        child = ANSWERS.young_person
        speaking = ANSWERS.speaking
        if child is None or speaking is None:
            raise ValueError("the form that is sent again and again has no child in it")
        answers = replace(
            ANSWERS,
            young_person=replace(child, first_name=first, last_name=last),
            speaking=replace(speaking, interpreter=YesNo.YES if made.needs_interpreter else YesNo.NO),
        )
        summary = sealing.Summary(first, last, "", born, "en")
        sealing.seal_contents(made, data_key=data_key, summary=summary, answers=answers)
        return made

    def first_move(self, referral: Referral) -> StageChange:
        return StageChange(
            referral_id=referral.id,
            from_stage=ReferralStage.RECEIVED,
            to_stage=referral.stage,
            made_by="system",
            made_at=referral.stage_changed_at,
        )


_OPEN = frozenset(
    {
        ReferralStage.RECEIVED,
        ReferralStage.BEING_LOOKED_AT,
        ReferralStage.MORE_INFORMATION,
        ReferralStage.ACCEPTED,
        ReferralStage.WAITING_FOR_PROVIDER,
    }
)
