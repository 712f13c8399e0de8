"""What each process keeps of rows that seldom change: read anew when they change, and never the reason a page fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from unittest.mock import Mock

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from localoffer.db import Database, bump, change_number
from localoffer.web.following import Followed, Following
from tests.support.at_once import twice_at_once
from tests.support.waiting import wait_until

pytestmark = pytest.mark.any_database


class Counted:
    """Reads how often it has been read."""

    def __init__(self) -> None:
        self.reads = 0

    def __call__(self, _session: Session) -> str:
        self.reads += 1
        return f"read {self.reads}"


@pytest.fixture
def in_background(database: Database) -> Iterator[Following]:
    following = Following(database, in_background=True)
    yield following
    following.stop()


def _change(session: Session, subject: str) -> None:
    bump(session, subject)
    session.commit()


def _followed(following: Following, subject: str, read: Counted) -> Followed[str]:
    followed = Followed(following, subject, read, "nothing")
    following.add(followed)
    return followed


def test_two_first_changes_at_once_both_count(database: Database) -> None:
    twice_at_once(database, lambda session: bump(session, "toys")).result()
    with database.session(writes=False) as session:
        assert change_number(session, "toys") == 2


def test_what_never_changed_is_not_read(database: Database) -> None:
    read = Counted()
    followed = _followed(Following(database, in_background=False), "toys", read)
    assert followed.newest == "nothing"
    assert read.reads == 0


def test_it_is_read_once_for_each_change_and_not_for_the_changes_of_others(
    database: Database, session: Session
) -> None:
    read = Counted()
    followed = _followed(Following(database, in_background=False), "toys", read)
    _change(session, "toys")
    assert [followed.newest, followed.newest] == ["read 1", "read 1"]
    _change(session, "books")
    assert followed.newest == "read 1"
    _change(session, "toys")
    assert followed.newest == "read 2"


def test_all_that_a_process_follows_shares_one_thread(in_background: Following, session: Session) -> None:
    _change(session, "toys")
    _change(session, "books")
    before = set(threading.enumerate())
    toys, books = (_followed(in_background, subject, Counted()) for subject in ("toys", "books"))
    assert (toys.newest, books.newest) == ("read 1", "read 1")
    assert [one.name for one in threading.enumerate() if one not in before] == ["follower"]


def test_the_thread_sees_a_change_that_somebody_else_made(in_background: Following, session: Session) -> None:
    followed = _followed(in_background, "toys", Counted())
    assert followed.newest == "nothing"
    _change(session, "toys")
    wait_until(lambda: followed.newest == "read 1", "the change is seen")


def test_a_database_out_of_reach_leaves_what_was_seen_last(database: Database, session: Session) -> None:
    followed = _followed(Following(database, in_background=False), "toys", Counted())
    _change(session, "toys")
    assert followed.newest == "read 1"
    session.execute(text("DROP TABLE change_numbers"))
    session.commit()
    assert followed.newest == "read 1"


def test_what_cannot_be_read_keeps_nothing_else_back_and_is_tried_again(database: Database, session: Session) -> None:
    following = Following(database, in_background=False)
    toys = Followed(following, "toys", Mock(side_effect=[LookupError, "read at last"]), "nothing")
    following.add(toys)
    books = _followed(following, "books", Counted())
    _change(session, "toys")
    _change(session, "books")
    following.look()
    assert (toys.number, books.number) == (0, 1)
    assert (books.newest, toys.newest) == ("read 1", "read at last")


def test_a_statement_that_fails_keeps_no_other_subject_back(database: Database, session: Session) -> None:
    following = Following(database, in_background=False)
    following.add(Followed(following, "toys", lambda read_by: str(read_by.execute(text("SELECT nothing"))), "nothing"))
    books = _followed(following, "books", Counted())
    _change(session, "toys")
    _change(session, "books")
    assert books.newest == "read 1"


def test_neither_the_first_look_nor_the_thread_ends_by_what_cannot_be_read(
    in_background: Following, session: Session
) -> None:
    toys = Followed(in_background, "toys", Mock(side_effect=LookupError), "nothing")
    in_background.add(toys)
    books = _followed(in_background, "books", Counted())
    _change(session, "toys")
    assert (toys.newest, books.newest) == ("nothing", "nothing")
    _change(session, "books")
    wait_until(lambda: books.newest == "read 1", "the change is seen")
