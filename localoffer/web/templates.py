"""Templates: compiled once for each language and whom it speaks to, with its phrases already in them.

A page holds a few hundred phrases. Looked up while the page is drawn, each costs several calls; put into the compiled
template they cost nothing, because Jinja joins them to the markup around them.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from flask import Flask, has_app_context
from flask.sansio.app import App
from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.ext import Extension
from jinja2.visitor import NodeTransformer

from localoffer import directions, languages
from localoffer.languages import Language

_MAY_STOP_TWICE = re.compile(r"\)s\.")
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


def init_app(app: Flask) -> None:
    """Make the application's templates speak its languages; before anything asks for them."""
    app.jinja_environment = SpokenTemplates
    app.jinja_env.install_gettext_callables(_phrase, _phrases, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.filters.update(one_stop=_one_stop, apart=directions.apart)
    app.jinja_env.globals.update(
        languages=list(languages.LANGUAGES.values()),
        english=languages.ENGLISH,
        format_date=languages.format_date,
        format_number=languages.format_number,
    )


class SpokenTemplates(Environment):
    """Flask's templates, each compiled anew for the voice that a page is in; ``language`` is None outside of pages.

    What is set on the environment must be set before the first page is drawn.
    """

    language: Language | None = None
    voice: str = ""

    def __init__(self, app: App, **options: Any) -> None:
        super().__init__(app, **options)
        self._in_voice: dict[str, SpokenTemplates] = {}
        self._drawn_from: dict[str, Template] = {}
        self.add_extension(Unindented)
        self.add_extension("jinja2.ext.i18n")

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's own name
    ) -> Template:
        """Return a template in the current language."""
        if self.language is None and has_app_context():
            return self._speaking(languages.current()).get_template(name, parent, globals)
        if self.auto_reload or globals or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        # Jinja's own store takes a lock and a weak reference, and a page asks for twenty
        held = self._drawn_from.get(name)
        if held is None:
            held = self._drawn_from[name] = super().get_template(name, parent)
        return held

    def _speaking(self, language: Language) -> SpokenTemplates:
        voice = languages.voice()
        made = self._in_voice.get(voice)
        if made is None:
            made = self.overlay()
            made.language, made.voice = language, voice
            made.globals = {**self.globals, "language": language}
            made._drawn_from = {}
            self._in_voice[voice] = made
        return made

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template may name: one plain mapping, which each part of a page can copy quickly."""
        return super().make_globals(d) if d else self.globals

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        spoken = source if self.language is None else _Translated().visit(source)
        return super()._generate(spoken, name, filename, defer_init)


class Unindented(Extension):
    """Leaves the indentation of a template's source out of pages: a sixth of their bytes, and no browser needs it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Take the indentation away. The lines stay, so that a fault still names the right one."""
        return _INDENTATION.sub("", source)


class _Translated(NodeTransformer):
    """Puts a phrase in the current language where the source has ``_("phrase")`` or ``_("phrase", name=value)``.

    What comes out is what Jinja's own ``_`` returns while a page is drawn: the phrase is markup, a value is escaped.
    """

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - Jinja's own name
        self.generic_visit(node)
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(phrase))]):
                values = [nodes.Pair(nodes.Const(given.key), given.value) for given in node.kwargs]
                said = _phrase(phrase)
                filled = nodes.Mod(nodes.MarkSafeIfAutoescape(nodes.Const(said)), nodes.Dict(values))
                return nodes.Filter(filled, "one_stop", [], [], None, None) if _MAY_STOP_TWICE.search(said) else filled
        return node


def _one_stop(said: Any) -> Any:
    return said.__class__(languages.one_stop(said))


def _phrase(message: str) -> str:
    return languages.catalogue().gettext(message)


def _phrases(singular: str, plural: str, number: int) -> str:
    return languages.catalogue().ngettext(singular, plural, number)
