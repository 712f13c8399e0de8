"""The one home of language: which ones the site speaks, how one is chosen, and how words, dates and numbers follow.

A page's language is part of its address: ``/services`` is English, ``/pl/services`` the same page in Polish. The prefix
is taken off before routing (``LanguagePrefix``) and kept as the script root, so routes are written once and
``url_for`` answers in the reader's language by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import babel.dates
import babel.lists
import babel.numbers
import flask_babel
from babel import Locale
from babel.core import get_global
from flask import Flask, Response, request
from flask_babel import Babel, force_locale
from werkzeug.wrappers import Response as AnyResponse

from localoffer import catalogues

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LazyText: TypeAlias = flask_babel.speaklater.LazyString

__all__ = [
    "CHOICE_COOKIE",
    "ENGLISH",
    "KNOWN",
    "LANGUAGES",
    "Language",
    "LanguagePrefix",
    "LazyText",
    "address_in",
    "catalogue",
    "choose_for_home",
    "current",
    "format_date",
    "format_list",
    "format_moment",
    "format_month",
    "format_number",
    "get",
    "gettext",
    "init_app",
    "language_name",
    "lazy_gettext",
    "ngettext",
    "one_stop",
    "pgettext",
    "read_from",
    "remember",
    "speak_to_young_person",
    "speaking",
    "voice",
]

CHOICE_COOKIE = "language"
_YEAR = 365 * 24 * 60 * 60
# our typefaces have no narrow space
_NARROW_SPACE, _SPACE = "\u202f", "\u00a0"
_SLASHES = "/\\"
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


@dataclass(frozen=True)
class Language:
    """One language of the site: its code (BCP 47), its own name, and its direction (``ltr`` or ``rtl``).

    One that is ``familiar`` says *you* to a young person in other words than to a parent, as *tu* and *dumneavoastră*.
    One that is ``held_back`` is being translated: it has its folders, and nobody is offered it yet.
    """

    code: str
    own_name: str
    direction: str = "ltr"
    familiar: bool = False
    held_back: bool = False

    @property
    def prefix(self) -> str:
        """What addresses in this language begin with: nothing for English, ``/pl`` for Polish."""
        return "" if self.code == "en" else f"/{self.code}"

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse("en_GB" if self.code == "en" else self.code)

    @cached_property
    def with_country(self) -> str:
        """The code with the country of most who speak it, ``pl_PL``: link previews know a language by no other name."""
        if self.locale.territory:
            return str(self.locale)
        return f"{self.code}_{get_global('likely_subtags')[self.code].rsplit('_', 1)[-1]}"


ENGLISH = Language("en", "English")
KNOWN = (
    ENGLISH,
    Language("pl", "Polski", familiar=True),
    Language("ro", "Română", familiar=True),
    Language("pa", "ਪੰਜਾਬੀ"),
    Language("ur", "اردو", "rtl"),
    Language("hu", "Magyar", familiar=True),
    Language("bg", "Български", familiar=True),
    Language("uk", "Українська", familiar=True),
    Language("ar", "العربية", "rtl", familiar=True),
)
LANGUAGES: dict[str, Language] = {language.code: language for language in KNOWN if not language.held_back}
_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)
_to_young_person: ContextVar[bool] = ContextVar("to young person", default=False)


class LanguagePrefix:
    """WSGI middleware: moves a leading ``/pl`` from the path to the script root and remembers the language.

    ``/admin``, static files and what is for machines have one address only, whatever the language: with a prefix they
    are not found.
    """

    without_prefix = ("/admin", "/static", "/health", "/language", "/sitemap.xml", "/robots.txt")

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        head, _, rest = environ.get("PATH_INFO", "").lstrip("/").partition("/")
        language = LANGUAGES.get(head)
        if language is not None and language is not ENGLISH and not f"/{rest}".startswith(self.without_prefix):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + language.prefix
            environ["PATH_INFO"] = f"/{rest}"
        else:
            language = ENGLISH
        before, spoken_to = _spoken.set(language), _to_young_person.set(False)
        try:
            return self.application(environ, start_response)
        finally:
            _spoken.reset(before)
            _to_young_person.reset(spoken_to)


def gettext(message: str, /, **values: object) -> str:
    """Return a message in the current language, with its placeholders filled."""
    return _filled(catalogue().gettext(message), values)


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Return a message in the form that a number asks for; ``%(num)s`` in it is the number."""
    return _filled(catalogue().ngettext(singular, plural, number), {"num": number, **values})


def pgettext(context: str, message: str, /, **values: object) -> str:
    """Return a message whose translation depends on where it stands."""
    return _filled(catalogue().pgettext(context, message), values)


def _filled(said: str, values: Mapping[str, object]) -> str:
    return one_stop(said % values) if values else said


def one_stop(said: str) -> str:
    """Return words in which a value that ends in a stop ends the sentence too: ``2026 г.`` is a year in Bulgarian."""
    return _TWO_STOPS.sub(".", said) if ".." in said else said


def lazy_gettext(message: str, /, **values: object) -> LazyText:
    """Return a message that is in the current language wherever it is shown; for what is made before any page is."""
    return LazyText(gettext, message, **values)


def get(code: str | None) -> Language:
    """Return the language of that code, or English where the site does not speak it."""
    return LANGUAGES.get(code or "", ENGLISH)


def current() -> Language:
    """Return the language of the page or the message that is being made."""
    return _spoken.get()


def speak_to_young_person(is_one: bool) -> None:
    """Let the rest of this request's page speak as to a young person, or as to everybody else."""
    _to_young_person.set(is_one)


def voice() -> str:
    """Return what tells these words from those of other pages: the language, and whether it speaks to a young person.

    Whatever keeps words that it has drawn keeps them by this.
    """
    language = _spoken.get()
    return catalogues.young(language.code) if language.familiar and _to_young_person.get() else language.code


@contextmanager
def speaking(code: str, *, to_young_person: bool = False) -> Iterator[Language]:
    """Make words, dates and numbers come out in another language for a while, as a mail to a family needs."""
    language = get(code)
    before, spoken_to = _spoken.set(language), _to_young_person.set(to_young_person)
    try:
        with force_locale(str(language.locale)):
            yield language
    finally:
        _spoken.reset(before)
        _to_young_person.reset(spoken_to)


def address_in(language: Language, path: str) -> str:
    """Return the address of a page in another language; ``path`` is of this site, with or without a language."""
    for other in LANGUAGES.values():
        if other.prefix and (path == other.prefix or path.startswith((f"{other.prefix}/", f"{other.prefix}?"))):
            path = path.removeprefix(other.prefix)
    # without its language, /pl//example.org would begin as the address of another site does
    return f"{language.prefix}/{path.lstrip(_SLASHES)}"


def choose_for_home() -> Language:
    """Return the language in which somebody who opens ``/`` should be met.

    An explicit choice made earlier comes first, then what the browser asks for.
    """
    chosen = request.cookies.get(CHOICE_COOKIE)
    if chosen in LANGUAGES:
        return LANGUAGES[chosen]
    # not best_match: for "ur-PK, en;q=0.5" it prefers the exact "en" to the wanted Urdu
    wanted = (code.split("-")[0].lower() for code, quality in request.accept_languages if quality > 0)
    return get(next((code for code in wanted if code in LANGUAGES), None))


def remember(response: AnyResponse, language: Language, *, secure: bool) -> None:
    """Let the browser keep the language that its reader chose."""
    response.set_cookie(
        CHOICE_COOKIE, language.code, max_age=_YEAR, secure=secure, httponly=True, samesite="Lax", path="/"
    )


def format_date(day: date | datetime) -> str:
    """Return a day in words, as the current language writes it: ``3 October 2026``, ``2026. október 3.``."""
    in_order = babel.dates.format_date(_here(day), "long", locale=current().locale)
    return in_order.replace(_NARROW_SPACE, _SPACE)


def format_month(day: date) -> str:
    """Return the month of a day, as the current language writes it: ``October 2026``."""
    return _by_parts("yMMMM", day)


def format_moment(at: datetime) -> str:
    """Return a moment, as the current language writes it and clocks here show it: ``3 October 2026, 14:05``."""
    around = str(babel.dates.get_datetime_format("medium", locale=current().locale))
    return around.format(format_time(at), format_date(at))


def format_time(at: datetime) -> str:
    """Return the time of a moment as clocks here show it: ``14:05``."""
    return _by_parts("Hm", at)


def _by_parts(parts: str, at: date | datetime) -> str:
    written = babel.dates.format_skeleton(parts, _here(at), locale=current().locale)
    return str(written).replace(_NARROW_SPACE, _SPACE)


def _here(at: date | datetime) -> date | datetime:
    """Return a moment by the clocks of this county; a day is the same everywhere."""
    return flask_babel.to_user_timezone(at) if isinstance(at, datetime) else at


def format_list(items: Sequence[str], *, style: Literal["standard", "or"] = "standard") -> str:
    """Return items as the current language joins them: ``Lichfield, Stafford and Tamworth``, or with ``or``."""
    return babel.lists.format_list(items, style=style, locale=current().locale)


def language_name(code: str) -> str:
    """Return what a language is called in the current one: ``Polish``, ``polski``; the code where that has no name."""
    return str(current().locale.languages.get(code, code))


def format_number(number: int | float) -> str:
    """Return a number as the current language writes it."""
    return _written(number, current().code)


@lru_cache(maxsize=4096)
def _written(number: int | float, code: str) -> str:
    # the counts of a page's filters are mostly those of the page before
    return babel.numbers.format_decimal(number, locale=get(code).locale)


def catalogue() -> NullTranslations:
    """Return the messages of the current language, in the words for whoever reads them."""
    told = voice()
    return catalogues.known.get(told) or catalogues.of_the_application(told, current().locale)


def read_from(folder: Path) -> None:
    """Let a process without an application speak every language of the site, by the compiled catalogues of a folder."""
    for language in LANGUAGES.values():
        if language is not ENGLISH:
            catalogues.read_from(folder, language.code, language.locale)


def _locale() -> str:
    return str(current().locale)


def init_app(app: Flask) -> None:
    """Wire the languages into the application: addresses, catalogues, the language of a page and response headers."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(app.config["SETTINGS"].translations)
    app.config["BABEL_DEFAULT_LOCALE"] = "en_GB"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/London"
    Babel(app, locale_selector=_locale, configure_jinja=False)
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]

    @app.after_request
    def declare(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers["Content-Language"] = current().code
        return response
