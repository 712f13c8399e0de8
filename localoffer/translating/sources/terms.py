"""The names of areas, needs and kinds of support."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from localoffer.languages import ENGLISH, lazy_gettext
from localoffer.listings.models import Term
from localoffer.listings.terms import writing
from localoffer.listings.terms.content import TermContent, TermName, content_of
from localoffer.translating.texts import ChangedMeanwhile, Field, Name, NotTaken, Row, Text, Writer, english_of, filled
from localoffer.translating.vocabulary import Kind, Refusal


class Terms:
    """Words of the vocabulary; families read what is saved at once."""

    kind = Kind.TERM
    permission = "listings.edit"
    is_reviewed = False
    fields = (
        Field("name", lazy_gettext("Name"), 120, is_needed=True),
        Field("hint", lazy_gettext("In the words of parents"), 250, rows=2),
    )

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        terms = session.scalars(_every()).unique().all()
        return [text.row for language in languages for text in _texts(terms, language)]

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        return [text for text in _texts(session.scalars(_every()).unique(), language) if text.name.key in keys]

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        vocabulary, _, code = text.name.key.partition(".")
        term = writing.get(session, vocabulary, code, to_write=True)
        before = content_of(term, writing.place_of(session, term))
        names = {language: name for language, name in before.names.items() if language != text.name.language}
        if values:
            names[text.name.language] = TermName(values["name"], values.get("hint", ""))
        kept = writing.Writer(writer.actor, writer.audit_key)
        try:
            content = TermContent(names, before.place, before.area)
            writing.change(session, term, content, seen_version=term.version, writer=kept, current={text.name.language})
        except writing.Taken as taken:
            raise NotTaken(Refusal.NOT_ALLOWED, str(taken)) from taken
        except writing.ChangedMeanwhile as fault:
            raise ChangedMeanwhile from fault


def _every() -> Select[Term]:
    return select(Term).options(joinedload(Term.texts)).order_by(Term.vocabulary, Term.position, Term.id)


def _texts(terms: Iterable[Term], language: str) -> Iterable[Text]:
    for term in terms:
        said = {text.language: filled({"name": text.name, "hint": text.hint}) for text in term.texts}
        made_from = {text.language: text.made_from for text in term.texts}
        own = said.get(language, {})
        yield Text(
            Name(Kind.TERM, f"{term.vocabulary}.{term.code}", language),
            said[ENGLISH.code]["name"],
            english=said[ENGLISH.code],
            newest=own,
            shown=own,
            made_from=english_of(said[ENGLISH.code], made_from[language]) if own else None,
            place=(term.position,),
        )
