"""The application as ``make run`` starts it, all of it ended afterwards: the threads that follow what changes, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask

import config
from localoffer import create_app
from localoffer.feedback import searches
from localoffer.insight import steps
from localoffer.listings.search.following import follower
from localoffer.web import following
from tests.support.client import CheckedClient
from tests.support.compiled_templates import COMPILED


@contextmanager
def demonstration_of(settings: config.Settings) -> Iterator[Flask]:
    """Make a demonstration with these settings, whose browsers check every page."""
    made = create_app(replace(settings, environment="demonstration"))
    made.test_client_class = CheckedClient
    made.jinja_env.bytecode_cache = COMPILED
    try:
        yield made
    finally:
        follower(made).stop()
        following.of(made).stop()
        searches.recorder(made).stop()
        steps.recorder(made).stop()
        made.extensions["localoffer_database"].engine.dispose()
