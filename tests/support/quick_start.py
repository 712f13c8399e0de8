"""What every test's application would work out again when it starts, and is the same for all of a process, is kept.

Each test has an application of its own, so that none sees what another did. Most of the time in which it starts goes
into reading the same files of the county, the same built files and the same rules of the same addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from werkzeug.routing import Rule
from whitenoise import WhiteNoise

from localoffer import council
from localoffer.easy_read import form_words
from localoffer.guide.pages import sections
from localoffer.languages import LANGUAGES
from localoffer.places import gazetteer
from tests.support.county import FOLDER


def install() -> None:
    """Let every application of this process begin so."""
    for module, name in ((council, "load"), (form_words, "read"), (gazetteer, "read"), (sections, "read")):
        _read_once(module, name)
    _share_what_rules_are_made_of()
    _list_built_files_once()


def _read_once(module: ModuleType, name: str) -> None:
    """Let what a module reads of the county that tests share be read once for each set of languages."""
    read: Callable[[Path], Any] = getattr(module, name)

    @cache
    def kept(path: Path, _languages: tuple[str, ...]) -> Any:
        return read(path)

    def read_once(path: Path) -> Any:
        return kept(path, tuple(LANGUAGES)) if FOLDER in path.parents else read(path)

    setattr(module, name, read_once)


def _share_what_rules_are_made_of() -> None:
    """Share what Werkzeug makes of a rule when an application registers it: an application has hundreds of them.

    What writes an address is made when a test first asks for that address, which few tests do.
    """
    compile_rule, compile_builder = Rule.compile, Rule._compile_builder
    made: dict[object, tuple[Any, ...]] = {}
    builders: dict[object, Callable[..., Any]] = {}

    def builder_when_asked(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
        what = (*_sign(rule), append_unknown)

        def build(bound: Rule, *told: Any, **values: Any) -> Any:
            if what not in builders:
                builders[what] = compile_builder(rule, append_unknown)
            return builders[what](bound, *told, **values)

        return build

    def compile_once(rule: Rule) -> None:
        what = _sign(rule)
        if what not in made:
            compile_rule(rule)
            made[what] = (rule._parts, rule._trace, rule._converters, rule.arguments)
            return
        rule._parts, rule._trace, rule._converters, arguments = made[what]
        rule.arguments = set(arguments)
        rule._build = builder_when_asked(rule, False).__get__(rule, None)
        rule._build_unknown = builder_when_asked(rule, True).__get__(rule, None)

    Rule._compile_builder = builder_when_asked  # type: ignore[method-assign, assignment]
    Rule.compile = compile_once  # type: ignore[method-assign, assignment]


def _sign(rule: Rule) -> tuple[object, ...]:
    """Return all that the compiled parts of a rule depend on: no test has converters of its own."""
    return rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults)


def _list_built_files_once() -> None:
    add_files = WhiteNoise.add_files
    listed: dict[object, dict[str, Any]] = {}

    def add_once(served: WhiteNoise, root: str, prefix: str | None = None) -> None:
        # the headers of each file are worked out here, too, and a site by HTTPS has one more
        what = (root, prefix, getattr(served.add_headers_function, "keywords", {}).get("secure"))
        if what not in listed:
            add_files(served, root, prefix)
            listed[what] = served.files
        served.files = dict(listed[what])

    WhiteNoise.add_files = add_once
