"""What one worker of a site needs: run as a process of its own, which prints what it measured as JSON.

Seconds of processor until the application has started, for opening the index and searching once, and for searching
every English word of the index once (``warmed``); bytes resident after each step.
"""

from __future__ import annotations

import gc
import importlib
import json
import sys
import time

import psutil
from flask import Flask

from benchmarks import corpus
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import follower


def main() -> None:
    """Read the texts of the searches and the words from standard input, measure, print."""
    asked, words = json.load(sys.stdin)
    app: Flask = importlib.import_module("localoffer.wsgi").application
    measured = {"started": time.process_time(), "before": _resident()}
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
