"""Room on the disk is kept for what families send: an import is refused while little is left."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer import room
from localoffer.cli import main
from localoffer.listings.models import Listing

FEED = Path(__file__).resolve().parents[1] / "support" / "outpost.json"
_MEGABYTE = 1_000_000


def _import(environment: dict[str, str], *, keep_free_mb: int) -> Result:
    told = {**environment, "LOCALOFFER_KEEP_FREE_MB": str(keep_free_mb)}
    Path(told["LOCALOFFER_VAR"]).mkdir(parents=True, exist_ok=True)
    return CliRunner().invoke(main, ["listings", "import", str(FEED)], env=told)


def _listings(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Listing)) or 0


def test_an_import_is_refused_while_less_is_free_than_is_kept_for_families(
    environment: dict[str, str], session: Session, tmp_path: Path
) -> None:
    """Protected by looking at the disk before the first row is written."""
    more_than_there_is = shutil.disk_usage(tmp_path).total // _MEGABYTE + 1
    refused = _import(environment, keep_free_mb=more_than_there_is)

    assert refused.exit_code == 1
    assert "MB are kept for what families send: make room first" in refused.output
    assert _listings(session) == 0


def test_an_import_goes_ahead_where_there_is_room(environment: dict[str, str], session: Session) -> None:
    _import(environment, keep_free_mb=0)
    assert _listings(session) > 0


def test_each_folder_is_looked_at(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free // _MEGABYTE
    room.require([tmp_path], megabytes=0)
    with pytest.raises(room.NoRoom, match=str(tmp_path)):
        room.require([tmp_path], megabytes=2 * free + 1)
