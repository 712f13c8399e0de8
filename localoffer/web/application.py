"""The application: Flask, but for what it would do again and again to the same end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, has_request_context, request

from localoffer.web.converters import CONVERTERS


class Application(Flask):
    """Flask whose ``url_for`` makes an address without values once for each language, not twenty times a page.

    It does not look, either, at each view and hook of each request whether it is asynchronous: none is. What no
    database stores is no part of an address.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.url_map.converters.update(CONVERTERS)
        self._addresses: dict[tuple[str, str], str] = {}

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """Return the address of a page, as Flask's does."""
        # flask.url_for hands on the options of an address, whether anybody gave them or not
        is_plain = all(value is None for value in values.values())
        if not is_plain or endpoint.startswith(".") or not has_request_context():
            return super().url_for(endpoint, **values)
        # the root of the path says the language
        key = (request.root_path, endpoint)
        if key not in self._addresses:
            self._addresses[key] = super().url_for(endpoint)
        return self._addresses[key]

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a view or a hook as it is."""
        return func
