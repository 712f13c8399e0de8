"""What one worker of a site needs: run as a process of its own, which prints what it measured as JSON.

Seconds of processor until the code is loaded, which the server does once for all of them, from there until the
application has started, for opening the index and searching once, and for searching every English word of the index
once (``warmed``); bytes resident after each step.
"""

from __future__ import annotations

import gc
import json
import sys
import time

import psutil

import config
from benchmarks import corpus
from localoffer import create_app
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import follower


def main() -> None:
    """Read the texts of the searches and the words from standard input, measure, print."""
    asked, words = json.load(sys.stdin)
    began = time.process_time()
    app = create_app(config.load())
    measured = {"loaded": began, "started": time.process_time() - began, "before": _resident()}
    began = time.process_time()
    found = follower(app)
    engine = found.engine
    _search(engine, asked[0])
    measured |= {"opened": time.process_time() - began, "open": _resident()}
    for text in asked:
        _search(engine, text)
    measured["asked"] = _resident()
    began = time.process_time()
    for word in words:
        _search(engine, word)
    measured |= {"warmed": time.process_time() - began, "warm": _resident()}
    found.stop()
    print(json.dumps(measured))


def _search(engine: Engine, text: str) -> None:
    engine.find(SearchCriteria(text=text), language="en", today=corpus.TODAY)


def _resident() -> int:
    gc.collect()
    return int(psutil.Process().memory_info().rss)


if __name__ == "__main__":
    main()
