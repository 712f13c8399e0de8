"""The first page of the commissioners' area: what waits stands first, and is asked for in one question."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.staff import home, roles
from localoffer.staff.home import Tile
from localoffer.staff.models import Role, User
from tests.support.client import CheckedClient
from tests.support.queries import queries_of
from tests.support.staff import sign_in

_MOST_QUERIES = 12


def test_numbers_of_many_tables_are_asked_for_in_one_query(
    database: Database, session: Session, make_user: Callable[..., User]
) -> None:
    # given numbers that are known, asked for by themselves, and asked for with others of the same row
    make_user()
    people = select(func.count(User.id).label("people"), (func.count(User.id) + 1).label("more")).subquery()
    kinds = select(func.count(Role.id).label("kinds")).subquery()
    alone = select(func.count(User.id)).where(~User.active).scalar_subquery()
    counts = (7, people.c.people, alone, kinds.c.kinds, people.c.more)
    # when they are put together
    with queries_of(database) as asked:
        tiles = home.counted(session, [Tile("", count, "") for count in counts])
    # then each tile has its own, after one question
    assert [tile.count for tile in tiles] == [7, 1, 0, 1, 2]
    assert len(asked) == 1


def test_nothing_is_asked_where_every_number_is_known(database: Database, session: Session) -> None:
    with queries_of(database) as asked:
        assert home.counted(session, [Tile("", 3, "")]) == [Tile("", 3, "")]
    assert not asked


def test_what_is_said_only_where_there_is_any_is_not_among_the_quiet(
    client: CheckedClient, app: Flask, make_user: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    tiles = [Tile("Nothing late", 0, "/a", only_if_any=True), Tile("Late", 2, "/b", only_if_any=True)]
    monkeypatch.setitem(app.extensions, "localoffer_tiles", [])
    home.add_tiles(app, permission="dashboard.read", make=lambda _session: [*tiles, Tile("Nothing new", 0, "/c")])
    make_user()
    sign_in(client)
    words = client.page("/admin").words
    assert "2 Late" in words
    assert "0 Nothing new" in words
    assert "Nothing late" not in words


@pytest.mark.any_database
@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_the_first_page_asks_the_database_little_whoever_looks(
    client: CheckedClient, make_user: Callable[..., User], database: Database, role: str
) -> None:
    make_user(role=role)
    sign_in(client)
    client.page("/admin")
    with queries_of(database) as asked:
        client.page("/admin")
    assert len(asked) <= _MOST_QUERIES, "\n".join(asked)
