"""The least that a web server can do for an application: the floor that the results page is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

_BODY = b"Hello, world"


def application(
    _environ: Mapping[str, object], start_response: Callable[[str, list[tuple[str, str]]], object]
) -> Iterable[bytes]:
    """Answer every request with the same twelve bytes."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(_BODY)))])
    return [_BODY]
