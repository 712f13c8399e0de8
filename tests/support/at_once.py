"""Two who do the same for the first time at once: the second has begun before the first has ended."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from sqlalchemy.orm import Session

from localoffer.db import Database

Done = TypeVar("Done")


def twice_at_once(database: Database, change: Callable[[Session], Done]) -> Future[Done]:
    """Do something in a transaction and again in another that has begun before the first ends; return the second's."""

    def again() -> Done:
        with database.transaction() as session:
            return change(session)

    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as session:
            change(session)
            second = pool.submit(again)
            wait([second], timeout=0.5)
        wait([second], timeout=20)
    return second
