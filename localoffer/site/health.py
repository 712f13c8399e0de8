"""Whether this process lives, and whether it can do its work."""

from __future__ import annotations

import secrets

import structlog
from flask import Blueprint
from sqlalchemy import String, delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base, database, now

log = structlog.get_logger()
blueprint = Blueprint("health", __name__, url_prefix="/health")


class HealthCheck(Base):
    """A scratch row that a readiness check writes, reads and removes."""

    __tablename__ = "health_checks"

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    written: Mapped[str] = mapped_column(String(40))


@blueprint.get("/live")
def live() -> tuple[dict[str, str], int]:
    """Say that this process answers."""
    return {"status": "live"}, 200


@blueprint.get("/ready")
def ready() -> tuple[dict[str, str], int]:
    """Say whether the database takes a write and gives it back; 503 where it does not."""
    token, moment = secrets.token_hex(16), now().isoformat()
    try:
        with database().transaction() as session:
            session.add(HealthCheck(token=token, written=moment))
        with database().transaction() as session:
            read = session.scalar(select(HealthCheck.written).where(HealthCheck.token == token))
            session.execute(delete(HealthCheck).where(HealthCheck.token == token))
    except SQLAlchemyError as error:
        log.error("not_ready", fault=type(error).__name__)
        return {"status": "not ready"}, 503
    return ({"status": "ready"}, 200) if read == moment else ({"status": "not ready"}, 503)
