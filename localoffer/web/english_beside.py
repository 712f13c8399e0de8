"""The English below words of a page that nobody who speaks the reader's language has checked."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from localoffer import language_state
from localoffer.language_state import Part
from localoffer.languages import ENGLISH, current, format_list, language_name, speaking

_NAMED = re.compile(r'(\b(?:id|for|aria-labelledby|aria-describedby)="|href="#)(?=[^"])')
_FIRST_HEADING = re.compile(r"(</?)h1\b")


def init_app(app: Flask) -> None:
    """Give templates what ``components/in_english.html`` is made of."""

    @pass_context
    def in_english(context: Context, name: str) -> Markup:
        """Draw a part of the page once more in English; what is named in it gets other names than above."""
        with speaking(ENGLISH.code):
            values: dict[str, Any] = {**context.get_all(), "language": ENGLISH}
            drawn = app.jinja_env.get_template(name).render(values)
        return Markup(_FIRST_HEADING.sub(r"\1h2", _NAMED.sub(r"\1english-", drawn)))  # noqa: S704 - Jinja escaped it

    def needs_english(part: str) -> bool:
        return not language_state.is_checked(Part(part))

    def is_unchecked() -> bool:
        return not language_state.is_all_checked(current())

    def unchecked_languages() -> str:
        return format_list([language_name(language.code) for language in language_state.unchecked()])

    app.jinja_env.globals.update(
        in_english=in_english,
        needs_english=needs_english,
        is_unchecked=is_unchecked,
        unchecked_languages=unchecked_languages,
    )
