"""The least that a web server, and that Flask, can do: the floors that the results page is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from flask import Flask

_BODY = "Hello, world"
_Start = Callable[[str, list[tuple[str, str]]], object]
in_flask = Flask(__name__)


@in_flask.get("/")
def hello() -> str:
    """Answer with twelve bytes."""
    return _BODY


def application(_environ: Mapping[str, object], start_response: _Start) -> Iterable[bytes]:
    """Answer every request with the same twelve bytes."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(_BODY)))])
    return [_BODY.encode()]
