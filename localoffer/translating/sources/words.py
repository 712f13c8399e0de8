"""The words that the glossary explains."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from localoffer.guide.glossary import writing
from localoffer.guide.glossary.kept import texts_of
from localoffer.guide.glossary.models import GlossaryWord
from localoffer.guide.glossary.words import WordText
from localoffer.languages import ENGLISH, lazy_gettext
from localoffer.translating.texts import Field, Name, NotTaken, Row, Text, Writer, english_of, filled
from localoffer.translating.vocabulary import Kind, Refusal

_FORMS = "forms"


class Words:
    """Words of the glossary; families read what is saved at once."""

    kind = Kind.WORD
    permission = "guide.edit"
    is_reviewed = False
    fields = (
        Field("title", lazy_gettext("Word"), 120, is_needed=True),
        Field("meaning", lazy_gettext("What it means"), 1000, rows=4, is_needed=True),
        Field(_FORMS, lazy_gettext("How it stands in texts, one form a line"), 1000, rows=4),
    )

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        words = session.scalars(_every()).unique().all()
        return [text.row for language in languages for text in _texts(words, language)]

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        wanted = _every().where(GlossaryWord.code.in_(keys))
        return list(_texts(session.scalars(wanted).unique(), language))

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        word = writing.get(session, text.name.key)
        texts = {language: said for language, said in texts_of(word).items() if language != text.name.language}
        if values:
            forms = tuple(dict.fromkeys(filter(None, values.get(_FORMS, "").split("\n")))) or (values["title"],)
            texts[text.name.language] = WordText(values["title"], values["meaning"], forms)
        try:
            writing.change(session, word=word, texts=texts, current={text.name.language}, **vars(writer))
        except writing.TakenForm as taken:
            raise NotTaken(Refusal.NOT_ALLOWED, str(taken)) from taken


def _every() -> Select[GlossaryWord]:
    return select(GlossaryWord).options(joinedload(GlossaryWord.texts)).order_by(GlossaryWord.code)


def _texts(words: Iterable[GlossaryWord], language: str) -> Iterable[Text]:
    for word in words:
        said = {code: filled(text.by_field()) for code, text in texts_of(word).items()}
        made_from = {text.language: text.made_from for text in word.texts}
        own = said.get(language, {})
        yield Text(
            Name(Kind.WORD, word.code, language),
            said[ENGLISH.code]["title"],
            english=said[ENGLISH.code],
            newest=own,
            shown=own,
            made_from=english_of(said[ENGLISH.code], made_from[language]) if own else None,
            own=(_FORMS,),
        )
