"""What “You said, we did” tells: the themes that the public sees."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy.orm import Session

from localoffer.db import now
from localoffer.feedback.comments.models import Theme
from localoffer.feedback.comments.queries import theme as theme_of
from localoffer.feedback.responses import queries, writing
from localoffer.feedback.responses.writing import Content, Words, words_of
from localoffer.languages import ENGLISH, lazy_gettext
from localoffer.translating.texts import ChangedMeanwhile, Field, Name, Row, Text, Writer, english_of, filled
from localoffer.translating.vocabulary import Kind

_LONG = 4000


class Responses:
    """Themes; families read what is saved at once, and English for each part that is missing."""

    kind = Kind.RESPONSE
    permission = "comments.answer"
    is_reviewed = False
    fields = (
        Field("title", lazy_gettext("Title"), 160),
        Field("said", lazy_gettext("You said"), _LONG, rows=3),
        Field("response", lazy_gettext("Our answer"), _LONG, rows=4),
        Field("action", lazy_gettext("What we do, or why we cannot"), _LONG, rows=4),
    )

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        themes = queries.public(session)
        return [text.row for language in languages for text in _texts(themes, language)]

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        return [text for text in _texts(queries.public(session), language) if text.name.key in keys]

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        theme, language = theme_of(session, slug=text.name.key), text.name.language
        words = words_of(theme) | {language: Words(**values)}
        content = Content(theme.topic, theme.progress, words, theme.action_on, theme.source)
        desk = writing.Writer(session, writer.audit_key, writer.actor, now())
        try:
            desk.change(theme, content, seen_version=theme.row_version, current={language})
        except writing.ChangedMeanwhile as fault:
            raise ChangedMeanwhile from fault


def _texts(themes: Sequence[Theme], language: str) -> Iterator[Text]:
    for place, theme in enumerate(themes):
        words = {code: filled(asdict(said)) for code, said in words_of(theme).items()}
        english, own, row = words[ENGLISH.code], words.get(language, {}), theme.text(language)
        yield Text(
            Name(Kind.RESPONSE, theme.slug, language),
            english["title"],
            english=english,
            newest=own,
            shown=own,
            made_from=english_of(english, row.made_from) if own and row is not None else None,
            place=(place,),
        )
