"""How families took part."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy.orm import Session

from localoffer.feedback.taking_part import queries, writing
from localoffer.feedback.taking_part.entries import Words, of_json
from localoffer.feedback.taking_part.models import TakingPart
from localoffer.feedback.taking_part.writing import Told
from localoffer.languages import ENGLISH, lazy_gettext
from localoffer.translating.texts import ChangedMeanwhile, Field, Name, Row, Text, Writer, english_of, filled
from localoffer.translating.vocabulary import Kind

_LINE, _LONG = 200, 2000


class TakingParts:
    """Meetings, groups and surveys, and what came of them; families read what is saved at once."""

    kind = Kind.TAKING_PART
    permission = "comments.answer"
    is_reviewed = False
    fields = (
        Field("title", lazy_gettext("What it was"), _LINE, is_needed=True),
        Field("what", lazy_gettext("What happened"), _LONG, rows=4, is_needed=True),
        Field("who", lazy_gettext("Who took part (never the name of a family)"), _LINE),
        Field("changed", lazy_gettext("What changed because of it"), _LONG, rows=4),
        Field("source", lazy_gettext("Where this can be read"), _LINE),
    )

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        entries = queries.every(session)
        return [text.row for language in languages for text in _texts(entries, language)]

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        return [text for text in _texts(queries.every(session), language) if text.name.key in keys]

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        entry, language = queries.get(session, number=int(text.name.key)), text.name.language
        words = {other: said for other, said in of_json(entry.content).items() if other != language}
        if values:
            words[language] = Words(**values)
        told = Told(entry.happened, entry.kind, words, entry.theme, entry.is_demonstration)
        desk = writing.Desk(session, audit_key=writer.audit_key, actor=writer.actor)
        try:
            desk.change(entry, told, seen_version=entry.row_version, current={language})
        except writing.ChangedMeanwhile as fault:
            raise ChangedMeanwhile from fault


def _texts(entries: Sequence[TakingPart], language: str) -> Iterator[Text]:
    for place, entry in enumerate(entries):
        words = {code: filled(asdict(said)) for code, said in of_json(entry.content).items()}
        english, own = words[ENGLISH.code], words.get(language, {})
        yield Text(
            Name(Kind.TAKING_PART, str(entry.id), language),
            english["title"],
            english=english,
            newest=own,
            shown=own,
            made_from=english_of(english, entry.made_from.get(language, {})) if own else None,
            place=(place,),
        )
