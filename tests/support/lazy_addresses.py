"""What writes an address is made when it is asked for: a test's application has hundreds, and it asks for a few.

Werkzeug compiles two functions for each rule when it is registered, which is half of the time that an application
takes to start. The applications of all tests have the same rules, so what was made for one writes for the others too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

_compile: Callable[[Rule, bool], Callable[..., Any]] = Rule._compile_builder
_made: dict[object, Callable[..., Any]] = {}


def _compile_when_asked(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
    """Return what compiles the builder of a rule when such a rule is asked for the first time, and calls it."""
    what = (rule.rule, rule.subdomain, rule.host, repr(rule.defaults), append_unknown)

    def build(bound: Rule, *told: Any, **values: Any) -> Any:
        if what not in _made:
            _made[what] = _compile(rule, append_unknown)
        return _made[what](bound, *told, **values)

    return build


def install() -> None:
    """Let every application of this process begin so."""
    Rule._compile_builder = _compile_when_asked  # type: ignore[method-assign, assignment]
