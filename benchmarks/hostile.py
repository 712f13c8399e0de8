"""What searches cost that nobody means well: each beside a common search, as whole pages within this process."""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median
from urllib.parse import urlencode

from flask.testing import FlaskClient

from benchmarks.prepared import Workshop
from benchmarks.report import milliseconds, ratio, say, table
from localoffer import create_app
from localoffer.listings.search.following import follower

Fields = Sequence[tuple[str, str]]

_WARM = 3
_COMMON: Fields = [("q", "autism")]
_MISSPELT = " ".join(["swimmming", "autisim", "behavor", "helpp"] * 60)


def run(workshop: Workshop, *, rounds: int) -> None:
    """Print the processor time of a common search and of each hostile one, on the demonstration listings."""
    app = create_app(workshop.with_demonstration().settings)
    client = app.test_client()
    every = [(group, value) for group, values in follower(app).engine.known.items() for value in values]
    asked = {"a common search": _COMMON, **_hostile(every)}
    spent = {name: _cost(client, fields, rounds) for name, fields in asked.items()}
    floor = next(iter(spent.values()))
    rows = [[name, milliseconds(took), ratio(took / floor)] for name, took in spent.items()]
    say(f"Processor time of a whole page, the middle of {rounds}.")
    table("Hostile searches", ("search", "ms", "of a common one"), rows)


def _hostile(every: Fields) -> dict[str, Fields]:
    """Return the searches by name; ``every`` is each value of each filter."""
    return {
        "1,000 letters": [("q", "abcdefg hij " * 84)],
        "misspelt words": [("q", _MISSPELT[:1_000])],
        "operators": [("q", 'a* OR (b AND NOT "c d") ~2 [x TO y] ' * 8)],
        "regular expressions": [("q", "(.*)+$ ^(a+)+b " * 15)],
        "emoji": [("q", "\U0001f600" * 200)],
        "direction marks": [("q", "\u202e\u200f" * 100 + "autism")],
        "every filter": every,
        "300 unknown filters": [("district", f"x{number}") for number in range(300)],
        "page 1,000,000,000": [("page", "1000000000")],
        "every filter, misspelt words, a postcode": [*every, ("q", _MISSPELT[:200]), ("postcode", "WS13 6HX")],
    }


def _cost(client: FlaskClient, fields: Fields, rounds: int) -> float:
    """Return the seconds of processor that a page takes, drawn anew each time, once it has been a few times.

    Raises:
        RuntimeError: when the answer is not a page.
    """
    address = f"/services?{urlencode(fields)}"
    spent = []
    for turn in range(_WARM + rounds):
        began = time.process_time()
        status = client.get(f"{address}&turn={turn}").status_code
        took = time.process_time() - began
        if status != 200:
            raise RuntimeError(f"a hostile search was answered {status}")
        spent += [took] if turn >= _WARM else []
    return median(spent)
