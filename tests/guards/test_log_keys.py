"""What the program says in its log is what may stand there: a key that is not on the list would be dropped unseen."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from localoffer.web.logs import ALLOWED

ROOT = Path(__file__).resolve().parents[2]
_LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
# what every line has, whoever says it
_OF_EACH_LINE = {"event", "level", "timestamp"}


def _said() -> Iterator[tuple[str, str | None]]:
    """Yield every key that something is said under, with where; None for keys that cannot be known beforehand."""
    for path in sorted((ROOT / "localoffer").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "structlog.get_logger()" in text:
            for call in filter(_is_line, ast.walk(ast.parse(text))):
                assert isinstance(call, ast.Call)
                place = f"{path.relative_to(ROOT)}:{call.lineno}"
                yield from ((place, keyword.arg) for keyword in call.keywords)
                yield from ((place, None) for _ in call.args[1:])


def _is_line(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _LEVELS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"log", "_log"}
    )


def test_nothing_is_said_under_a_key_that_would_be_dropped() -> None:
    said = list(_said())
    assert len(said) > 40
    assert [f"{place} {key}" for place, key in said if key not in ALLOWED] == []


def test_nothing_may_be_said_that_nobody_says() -> None:
    assert {key for _, key in _said()} | _OF_EACH_LINE == ALLOWED
