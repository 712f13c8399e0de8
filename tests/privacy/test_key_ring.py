"""The key file is changed in one step, and processes that run on notice by themselves."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from localoffer import key_file, on_disk
from localoffer.backups import sealing
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.db import now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a key file."""
    KeyRing.create(tmp_path / "keys.json")
    return tmp_path / "keys.json"


def test_a_process_that_runs_on_seals_with_the_new_key_at_once(path: Path) -> None:
    # given a process that has read the file
    running = KeyRing.load(path)
    old_id, sealed = running.seal(b"told before", place="here")
    # when another one adds a key
    new_id = key_file.promote(path, at=now())
    # then the first seals with it, and opens both
    assert (old_id, running.current, running.seal(b"x", place="here")[0]) == ("k1", "k2", new_id)
    assert running.new_data_key()[1] == "k2"
    assert running.open(old_id, sealed, place="here") == b"told before"


def test_a_process_opens_what_another_has_sealed_with_a_key_it_did_not_know(path: Path) -> None:
    running = KeyRing.load(path)
    key_file.promote(path, at=now())
    key_id, sealed = KeyRing.load(path).seal(b"told after", place="here")
    assert running.open(key_id, sealed, place="here") == b"told after"


def test_a_prepared_key_opens_and_does_not_seal_until_it_is_promoted(path: Path) -> None:
    assert key_file.prepare(path) == key_file.prepare(path) == "k2"
    ring = KeyRing.load(path)
    assert (ring.current, set(ring.keys)) == ("k1", {"k1", "k2"})
    assert key_file.promote(path, at=now()) == "k2"
    assert ring.current == "k2"


def test_what_never_changes_stays_and_only_the_owner_reads_it(path: Path) -> None:
    before = KeyRing.load(path)
    key_file.promote(path, at=now())
    after = KeyRing.load(path)
    assert (after.pepper, after.audit, after.keys["k1"]) == (before.pepper, before.audit, before.keys["k1"])
    assert path.stat().st_mode & 0o777 == 0o600
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_a_key_that_was_taken_away_no_longer_opens(path: Path) -> None:
    ring = KeyRing.load(path)
    key_id, sealed = ring.seal(b"x", place="here")
    key_file.promote(path, at=now())
    key_file.remove(path, key_id)
    with pytest.raises(CannotOpen, match="k1 is not in the key file"):
        KeyRing.load(path).open(key_id, sealed, place="here")
    # an id is never given to another key
    assert key_file.promote(path, at=now()) == "k3"


@pytest.mark.parametrize(("key_id", "why"), [("k1", "is the key that seals"), ("k9", "there is no key k9")])
def test_the_key_that_seals_is_never_taken_away(path: Path, key_id: str, why: str) -> None:
    before = path.read_bytes()
    with pytest.raises(key_file.StillNeeded, match=why):
        key_file.remove(path, key_id)
    assert path.read_bytes() == before


def test_a_file_that_is_broken_or_of_another_site_does_not_stop_a_running_process(path: Path, tmp_path: Path) -> None:
    running = KeyRing.load(path)
    key_id, sealed = running.seal(b"x", place="here")
    KeyRing.create(tmp_path / "another.json")
    for said in ("half a fi", (tmp_path / "another.json").read_text(encoding="utf-8")):
        path.write_text(said, encoding="utf-8")
        assert running.open(*running.seal(b"y", place="there"), place="there") == b"y"
        assert running.open(key_id, sealed, place="here") == b"x"
    path.unlink()
    assert running.current == "k1"


@pytest.mark.parametrize("change", [{"current": "k7"}, {"pepper": "ab"}, {"keys": {"k1": "ab" * 31}}, {"audit": None}])
def test_a_key_file_that_lacks_something_is_refused(path: Path, change: dict[str, object]) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**told, **change}), encoding="utf-8")
    with pytest.raises(ValueError, match="is not a key file"):
        KeyRing.load(path)


def test_a_new_key_file_is_on_the_disk_before_anything_is_sealed_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[Path] = []
    monkeypatch.setattr(on_disk, "settle", settled.append)
    KeyRing.create(tmp_path / "keys.json")
    sealing.create_key(tmp_path / "backup.key")
    assert settled == [tmp_path, tmp_path]


def test_two_commands_at_once_lose_no_key(path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: key_file.promote(path, at=now()), range(8)))
    assert sorted(made, key=lambda name: int(name[1:])) == [f"k{number}" for number in range(2, 10)]
    assert set(KeyRing.load(path).keys) == {"k1", *made}
