"""What families could not find is kept once, without what may say who they are, and for a limited time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.audit import AuditEntry
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.feedback import sealing, telling
from localoffer.feedback.models import MissingSupport
from localoffer.feedback.telling import Missing
from localoffer.vocabulary import AgeBand

_A_DAY = date(2026, 11, 21)
_MISSING = Missing(
    language="pl",
    district="tamworth",
    needs=("autism", "hearing"),
    kinds=("short-breaks",),
    age_band=AgeBand.PRIMARY,
    words="A break at weekends. Ring 01632 960001",
)


def tell(session: Session, keys: KeyRing, missing: Missing = _MISSING, mark: str = "one", on: date = _A_DAY) -> bool:
    return telling.tell(session, missing=missing, mark=mark, keys=keys, on=on)


def rows(session: Session) -> list[MissingSupport]:
    return list(session.scalars(select(MissingSupport).order_by(MissingSupport.id)))


def test_what_was_told_is_kept_with_its_words_screened_and_encrypted(session: Session, keys: KeyRing) -> None:
    assert tell(session, keys)
    session.commit()
    session.expire_all()

    (row,) = rows(session)
    assert (row.told_on, row.language, row.district, row.age_band) == (_A_DAY, "pl", "tamworth", AgeBand.PRIMARY)
    assert (row.needs, row.kinds) == (["autism", "hearing"], ["short-breaks"])
    assert sealing.open_words(row, keys=keys) == "A break at weekends. Ring [number taken out]"
    assert row.sealed_words is not None
    assert b"weekends" not in row.sealed_words


def test_a_form_sent_twice_is_kept_once(session: Session, keys: KeyRing) -> None:
    assert tell(session, keys)
    assert not tell(session, keys)
    assert len(rows(session)) == 1


def test_another_thing_told_from_the_same_page_is_kept_too(session: Session, keys: KeyRing) -> None:
    assert tell(session, keys)
    assert tell(session, keys, replace(_MISSING, words="And a swimming club"))
    assert tell(session, keys, mark="another page")
    assert len(rows(session)) == 3


def test_words_moved_to_another_row_do_not_open(session: Session, keys: KeyRing) -> None:
    tell(session, keys)
    tell(session, keys, mark="two")
    one, two = rows(session)
    one.sealed_words = two.sealed_words
    with pytest.raises(CannotOpen):
        sealing.open_words(one, keys=keys)


def test_words_that_name_somebody_are_removed_and_the_gap_stays_counted(session: Session, keys: KeyRing) -> None:
    tell(session, keys)
    (row,) = rows(session)

    telling.remove_words(session, row=row, actor="staff:1", audit_key=keys.audit)
    session.commit()
    session.expire_all()

    (row,) = rows(session)
    assert sealing.open_words(row, keys=keys) == ""
    assert row.district == "tamworth"
    noted = session.scalars(select(AuditEntry)).one()
    assert (noted.action, noted.actor, noted.subject_id) == (
        "missing_support.words_removed",
        "staff:1",
        str(row.uuid),
    )
    assert audit.verify(session, key=keys.audit) == 1
