"""The pages of easy read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from localoffer.easy_read import ideas, writing
from localoffer.easy_read.models import EasyPage
from localoffer.easy_read.writing import Said
from localoffer.languages import ENGLISH, lazy_gettext
from localoffer.translating.texts import Field, Name, NotTaken, Row, Text, Writer, filled
from localoffer.translating.vocabulary import Kind, Refusal


class EasyPages:
    """Pages of easy read; families read what is saved at once."""

    kind = Kind.EASY_READ
    permission = "guide.publish"
    is_reviewed = False
    fields = (
        Field("title", lazy_gettext("Title"), 120, is_needed=True),
        Field("ideas", lazy_gettext("A line for each idea, with its picture"), 8000, rows=16, is_needed=True),
    )

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        pages = writing.every(session)
        return [text.row for language in languages for text in _texts(pages, language)]

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        return list(_texts([page for page in writing.every(session) if page.slug in keys], language))

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        for number, _, words in ideas.faults(values.get("ideas", ""), text.name.language):
            raise NotTaken(Refusal.NOT_ALLOWED, f"{number}: {words}")
        page, language = writing.get(session, text.name.key), text.name.language
        said = {other: words for other, words in writing.texts_of(page).items() if other != language}
        if values:
            said[language] = Said(values["title"], values["ideas"])
        is_right = frozenset(one.language for one in page.texts if not writing.is_behind(page, one.language))
        writing.change(
            session,
            page=page,
            said=said,
            current=is_right | {language},
            actor=writer.actor,
            audit_key=writer.audit_key,
        )
        saved = page.text(language)
        if saved is not None:
            saved.checked_by = checked_by


def _texts(pages: Iterable[EasyPage], language: str) -> Iterator[Text]:
    for page in pages:
        said = {code: filled(vars(words)) for code, words in writing.texts_of(page).items()}
        english, own, row = said[ENGLISH.code], said.get(language, {}), page.text(language)
        # of one that fell behind before this was kept, only that it did is known
        earlier = row.made_from if row is not None else {}
        is_behind = writing.is_behind(page, language)
        yield Text(
            Name(Kind.EASY_READ, page.slug, language),
            english["title"],
            english=english,
            newest=own,
            shown=own,
            made_from=earlier if is_behind else english,
            checked_by=row.checked_by if row is not None else "",
            place=(page.position,),
        )
