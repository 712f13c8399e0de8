"""What the tests of “What help can we get?” share: the county's rules in the database."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.guide.helping import known, seeding
from localoffer.guide.helping.rules import Rule
from localoffer.guide.helping.space import Space
from localoffer.guide.helping.writing import Writer
from tests.support.county import FOLDER

ALL = "who=parent&age=5-10&district=stafford&need=autism&want=do-things&assessed=nobody&urgent=soon"
RULES = seeding.read(FOLDER)
SPACE = Space(known.of_codes(["lichfield", "stafford"], ["autism", "hearing", "not-sure"]))


@pytest.fixture
def rules(session: Session, keys: KeyRing) -> list[Rule]:
    """The county's rules, loaded."""
    seeding.load(session, FOLDER, actor="command", audit_key=keys.audit)
    session.commit()
    return RULES


@pytest.fixture
def writer(keys: KeyRing) -> Writer:
    """Somebody who changes rules."""
    return Writer("staff:7", keys.audit, SPACE)
