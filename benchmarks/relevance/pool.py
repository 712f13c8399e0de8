"""What nobody has judged yet: the first listings that any engine gives for each query, without saying which engine.

A listing that no grade mentions counts as not useful, which punishes whoever finds a good one that the judges missed.
So what the engines put first is read and graded too, by somebody who cannot see whose answer it is.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import yaml

from benchmarks.engines import SearchEngine
from benchmarks.prepared import Workshop
from benchmarks.relevance_run import Query, engines_and_slugs, read_queries
from benchmarks.report import say

NOT_USEFUL = Path(__file__).parent / "not_useful.yaml"
_DEPTH = 10
_HEAD = "# What somebody read for a query of queries.yaml and found not useful; pool.py does not ask for it again.\n"


def unjudged(
    query: Query, engines: Iterable[SearchEngine], slugs: Mapping[int, str], *, not_useful: Collection[str] = ()
) -> list[str]:
    """Return the listings among the first ten of any engine that nobody judged for a query: shuffled, always alike."""
    answers = [engine.ask(query.criteria, query.language).ids[:_DEPTH] for engine in engines]
    found = sorted({slugs[number] for ids in answers for number in ids} - {*query.grades, *not_useful})
    random.Random(query.id).shuffle(found)
    return found


def settle(path: Path, before: Mapping[str, Sequence[str]], more: Mapping[str, Sequence[str]]) -> None:
    """Write down that listings were read for queries and are not useful to them, besides those that were so before."""
    both = {query: sorted({*before.get(query, ()), *more.get(query, ())}) for query in sorted({*before, *more})}
    path.write_text(_HEAD + yaml.safe_dump(both, default_flow_style=None, width=120), encoding="utf-8")


def main() -> None:
    """Print the queries with what is to be judged of each; with ``--settle``, keep it as not useful instead."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance.pool", description=__doc__)
    parser.add_argument("--settle", action="store_true", help="all that is useful has its grade: the rest is not")
    is_settling = parser.parse_args().settle
    known: dict[str, list[str]] = yaml.safe_load(NOT_USEFUL.read_text(encoding="utf-8"))
    open_ones: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory(prefix="localoffer-pool-") as folder:
        engines, slugs = engines_and_slugs(Workshop(Path(folder)).with_demonstration())
        for query in read_queries():
            found = unjudged(query, engines, slugs, not_useful=known.get(query.id, ()))
            if found:
                open_ones[query.id] = found
                narrowed = " ".join(f"{name}={value}" for name, value in query.criteria.pairs() if name != "q")
                say("\n".join([f"\n{query.id} {query.criteria.text!r} {narrowed}", *(f"    {slug}" for slug in found)]))
    if is_settling:
        settle(NOT_USEFUL, known, open_ones)


if __name__ == "__main__":
    main()
