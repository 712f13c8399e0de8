"""A row that is read again under a lock is locked alone."""

from __future__ import annotations

import re
from pathlib import Path

import localoffer

_LOCKS_WHAT_IS_BESIDE_IT = re.compile(r"\brefresh\(\s*[\w.]+,\s*with_for_update=True")


def test_no_row_is_read_again_under_a_lock_with_what_stands_beside_it() -> None:
    # what was loaded beside it is read again, too, and PostgreSQL locks no row that may be missing
    assert _LOCKS_WHAT_IS_BESIDE_IT.search("session.refresh(referral, with_for_update=True)")
    package = Path(localoffer.__file__).parent
    found = [path for path in package.rglob("*.py") if _LOCKS_WHAT_IS_BESIDE_IT.search(path.read_text("utf-8"))]
    assert found == []
