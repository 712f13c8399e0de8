"""Listening to searches: which are counted, and what of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import product
from urllib.parse import parse_qsl, urlsplit

import structlog
from flask import Flask, request

from localoffer.days import today
from localoffer.feedback.counts import Counted, NeedSought, SearchMade, WordUsed
from localoffer.feedback.recording import Recorder
from localoffer.feedback.vocabulary import NOT_SAID, Results
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.found import Found
from localoffer.listings.searched import searched

_EXTENSION = "localoffer_search_recorder"
# but not the telephones called Cubot
_ROBOT = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|monitor|scan|curl|wget|python|java/|go-http|headless", re.I
)
_ARRANGES = ("page", "sort")
_AGENTS = 200

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Count the searches of an application."""
    in_background = app.config["SETTINGS"].environment != "test"
    app.extensions[_EXTENSION] = Recorder(app.extensions["localoffer_database"], in_background=in_background)
    searched.connect(_count, sender=app)


def recorder(app: Flask) -> Recorder:
    """Return what counts the searches of an application."""
    found: Recorder = app.extensions[_EXTENSION]
    return found


def counted(
    asked: SearchCriteria, total: int, words: Iterable[str], *, language: str, day: date, near: str = ""
) -> Iterator[Counted]:
    """Yield what is counted of a search: each thing by itself, so that no row puts together who might have asked.

    Args:
        asked: the search as it was understood.
        words: its words, empty ones for those that neither the glossary nor a listing has.
        near: the code of the district that a postcode of the search is in.
    """
    results = Results.of(total)
    yield SearchMade(day, language, results)
    districts = dict.fromkeys((*asked.districts, near) if near else asked.districts)
    for district, need in product(districts or (NOT_SAID,), asked.needs or (NOT_SAID,)):
        if district or need:
            yield NeedSought(day, district, need, results)
    for word in dict.fromkeys(words):
        yield WordUsed(day, word)


def _count(app: Flask, *, engine: Engine, found: Found, language: str, near: str = "") -> None:
    """Count a search that a person made. Nothing that goes wrong here reaches whoever searched."""
    try:
        asked = found.hearing.heard.criteria
        # a place or a need in the words has been taken out of them, and is asked for like a ticked one
        is_asking = bool(found.hearing.text or asked.is_filtered)
        if is_asking and asked.page == 1 and _is_new():
            words = engine.known_words(found.hearing.text, language)
            recorder(app).count(counted(asked, found.total, words, language=language, day=today(), near=near))
    except Exception as error:
        log.error("not_counted", fault=type(error).__name__)


def _is_new() -> bool:
    """Return whether a person asks, and asks something else than on the page that they come from."""
    agent = request.headers.get("User-Agent", "")
    if request.method != "GET" or _is_robot(agent):
        return False
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return False
    before = urlsplit(request.referrer or "")
    if not before.query:
        return True
    return before.netloc != request.host or _pairs(before.query) != _pairs(request.query_string.decode())


@lru_cache(_AGENTS)
def _is_robot(agent: str) -> bool:
    return not agent or _ROBOT.search(agent) is not None


def _pairs(query: str) -> list[tuple[str, str]]:
    """Return what a query string asks for, however it is arranged: it stays the same question on another page."""
    return sorted(pair for pair in parse_qsl(query) if pair[0] not in _ARRANGES)
