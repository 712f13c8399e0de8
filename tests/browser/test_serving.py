"""How the site that families visit is served."""

from __future__ import annotations

import psutil
import pytest

from tests.support.served_site import ServedSite

pytestmark = pytest.mark.any_database


def test_the_code_is_loaded_before_the_workers_are_forked(site: ServedSite) -> None:
    started = psutil.Process(site.process.pid).children()
    (server,) = [process for process in started if len(process.children()) > 1]

    # the search adds up with numpy, and granian has no use for it
    assert any("numpy" in shared.path for shared in server.memory_maps())
