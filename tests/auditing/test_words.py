"""Whatever is written into the record is read there in words."""

from __future__ import annotations

from pathlib import Path

import pytest

import localoffer
from localoffer.auditing.admin_words import ACTIONS
from tests.support.recorded import Source, Unclear

pytestmark = pytest.mark.any_database

_CODE = Path(localoffer.__file__).parent


def test_every_action_that_the_code_records_has_words() -> None:
    recorded = Source(_CODE).actions
    # those of each way to say one: as it is, one of two, a constant elsewhere, with a part filled in, and a method's
    assert {
        "referral.moved",
        "queue.keys_on",
        "backup.restore_failed",
        "guide_page.settings",
        "listing.archived",
        "synonym.added",
    } <= recorded
    assert recorded - set(ACTIONS) == set()


def test_an_action_is_followed_through_what_hands_it_on_and_none_is_passed_over(tmp_path: Path) -> None:
    package = tmp_path / "offer"
    package.mkdir()
    (package / "acting.py").write_text(
        "from localoffer import audit\n\n\ndef tell(done):\n    audit.record(action=f'thing.{done}')\n"
    )
    using = package / "using.py"
    using.write_text("from offer import acting\n\n\ndef put(on):\n    acting.tell('made' if on else 'gone')\n")
    assert Source(package).actions == {"thing.made", "thing.gone"}
    # then one that is worked out while the site runs
    using.write_text("from offer import acting\n\n\ndef put(on):\n    acting.tell(on.name())\n")
    with pytest.raises(Unclear, match=r"offer\.using, line 5"):
        Source(package).actions  # noqa: B018
