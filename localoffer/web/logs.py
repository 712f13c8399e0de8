"""Logs as JSON, one line an event, holding only what is named here: no addresses with a query, no words of a family."""

from __future__ import annotations

import json
import logging
import sys
import time
from contextlib import suppress

import structlog
from flask import Flask, Response, g, request

ALLOWED = frozenset(
    {"event", "level", "timestamp", "method", "endpoint", "status", "milliseconds", "fault", "where", "id", "count"}
    | {"subject", "number", "mac", "attempts", "kind", "state", "page", "language"}
)
_encode = json.JSONEncoder(default=repr).encode


def keep_allowed(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Drop every key of an event that is not on the list of what may be logged."""
    return {key: value for key, value in event.items() if key in ALLOWED}


def as_json(_logger: object, _name: str, event: structlog.typing.EventDict) -> str:
    """Return an event as one line; what JSON has no form for is written as Python would show it."""
    return _encode(event)


class ErrorStream:
    """Writes lines to the error stream as it is at that moment, so that whoever replaces it gets the log."""

    def msg(self, line: str) -> None:
        """Write one line; where it cannot be written, as on a full disk, whoever is served does not suffer for it."""
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{line}\n")

    debug = info = warning = error = critical = msg


def configure(level: str) -> None:
    """Set the logging of this process up."""
    logging.basicConfig(stream=sys.stderr, level=level, format="%(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # it would repeat what GOV.UK Notify answers, which may name an address; the worker says what went wrong
    logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed,
            as_json,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=lambda *_: ErrorStream(),
        cache_logger_on_first_use=True,
    )


def init_app(app: Flask) -> None:
    """Log each request once: method, endpoint, status and time; never its address or what it carried."""
    configure(app.config["SETTINGS"].log_level)
    log = structlog.get_logger()

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        took = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
        log.info(
            "request",
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            milliseconds=round(took, 1),
        )
        return response
