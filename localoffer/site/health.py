"""Whether this process lives, whether it can do its work, and whether the worker does its own."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from threading import Lock

import structlog
from flask import Blueprint, Flask, current_app
from sqlalchemy import String, delete, exists, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base, Database, database, now
from localoffer.jobs import store
from localoffer.outbox import stuck

log = structlog.get_logger()
blueprint = Blueprint("health", __name__, url_prefix="/health")
_TRIED_EVERY_SECONDS = 1.0


class HealthCheck(Base):
    """A scratch row that a readiness check writes, reads and removes."""

    __tablename__ = "health_checks"

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    written: Mapped[str] = mapped_column(String(40))


class Readiness:
    """Whether something holds that the database is asked: without ``finds``, that it takes a write and gives it back.

    However many ask, it is tried once a second at most, so that asking costs families nothing.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, *, finds: Callable[[Database], bool] | None = None
    ) -> None:
        self._finds = finds or _takes_a_write
        self._clock = clock
        self._lock = Lock()
        self._tried_at = -_TRIED_EVERY_SECONDS
        self._holds = False

    def holds(self, asked: Database) -> bool:
        """Return what the last try found; one that is a second old is made again."""
        with self._lock:
            if self._clock() - self._tried_at >= _TRIED_EVERY_SECONDS:
                self._holds = self._finds(asked)
                # from its end: one that had to wait for the database is not made again at once
                self._tried_at = self._clock()
            return self._holds


def init_app(app: Flask) -> None:
    """Register the addresses that a service manager or a load balancer asks."""
    app.extensions["localoffer_readiness"] = Readiness()
    app.extensions["localoffer_worker_gets_on"] = Readiness(finds=_worker_gets_on)
    app.register_blueprint(blueprint)


@blueprint.get("/live")
def live() -> tuple[dict[str, str], int]:
    """Say that this process answers."""
    return {"status": "live"}, 200


@blueprint.get("/ready")
def ready() -> tuple[dict[str, str], int]:
    """Say whether the database takes a write and gives it back; 503 where it does not."""
    readiness: Readiness = current_app.extensions["localoffer_readiness"]
    return ({"status": "ready"}, 200) if readiness.holds(database()) else ({"status": "not ready"}, 503)


@blueprint.get("/worker")
def worker() -> tuple[dict[str, str], int]:
    """Say whether messages and jobs are taken up; 503 where one has waited for an hour and no worker came."""
    gets_on: Readiness = current_app.extensions["localoffer_worker_gets_on"]
    return ({"status": "working"}, 200) if gets_on.holds(database()) else ({"status": "not working"}, 503)


def _worker_gets_on(asked: Database) -> bool:
    at = now()
    left = or_(exists().where(stuck.nobody_sends(at)), exists().where(store.nobody_does(at)))
    try:
        with asked.session(writes=False) as session:
            is_left = session.scalar(select(left))
    except SQLAlchemyError as error:
        log.error("not_ready", fault=type(error).__name__)
        return False
    return not is_left


def _takes_a_write(asked: Database) -> bool:
    token, moment = secrets.token_hex(16), now().isoformat()
    try:
        with asked.transaction() as session:
            session.add(HealthCheck(token=token, written=moment))
        with asked.transaction() as session:
            read = session.scalar(select(HealthCheck.written).where(HealthCheck.token == token))
            session.execute(delete(HealthCheck).where(HealthCheck.token == token))
    except SQLAlchemyError as error:
        log.error("not_ready", fault=type(error).__name__)
        return False
    return read == moment
