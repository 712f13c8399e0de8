"""Logs as JSON, one line an event, holding only what is named here: no addresses with a query, no words of a family."""

from __future__ import annotations

import logging
import sys
import time

import structlog
from flask import Flask, Response, g, request

_allowed = frozenset(
    {"event", "level", "timestamp", "method", "endpoint", "status", "milliseconds", "fault", "where", "id", "count"}
    | {"subject", "number", "attempts", "kind", "generation", "seconds", "worker", "signal", "port"}
)


def keep_allowed(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Drop every key of an event that is not on the list of what may be logged."""
    return {key: value for key, value in event.items() if key in _allowed}


def configure(level: str) -> None:
    """Set the logging of this process up."""
    logging.basicConfig(stream=sys.stderr, level=level, format="%(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        # the stream is looked up at each event, so that whoever replaces it gets the log
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
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
