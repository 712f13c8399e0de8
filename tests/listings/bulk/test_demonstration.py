"""The file that waits in a demonstration goes with it, unless somebody made use of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.listings.bulk import demonstration
from localoffer.listings.bulk.models import BulkFile, BulkRun, Stage

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(("stage", "stays"), [(Stage.READY, False), (Stage.DROPPED, False), (Stage.APPLIED, True)])
def test_the_waiting_file_goes_unless_it_was_applied(
    session: Session, keys: KeyRing, stage: Stage, stays: bool
) -> None:
    demonstration.load(session, audit_key=keys.audit)
    made = session.scalars(select(BulkRun)).one()
    made.stage = stage
    session.add(BulkRun(kind=made.kind, stage=Stage.READY, name="ours.csv", made_by="staff:1", made_at=made.made_at))
    session.flush()
    demonstration.remove(session)
    names = set(session.scalars(select(BulkRun.name)))
    assert names == ({"ours.csv", made.name} if stays else {"ours.csv"})
    assert (session.scalar(select(BulkFile.run_id)) is not None) is stays
