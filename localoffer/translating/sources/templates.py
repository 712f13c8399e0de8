"""The messages and letters that families are sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.languages import ENGLISH, lazy_gettext
from localoffer.referrals.deciding import templates, writing
from localoffer.referrals.deciding.admin_words import TITLES
from localoffer.referrals.deciding.first_words import first_words
from localoffer.referrals.deciding.models import TemplateVersion
from localoffer.referrals.deciding.placeholders import Misplaced
from localoffer.referrals.deciding.templates import Wording
from localoffer.referrals.deciding.vocabulary import Standing, Template
from localoffer.referrals.deciding.writing import Written
from localoffer.translating.texts import ChangedMeanwhile, Field, Name, NotTaken, Row, Text, Writer
from localoffer.translating.vocabulary import Kind, Refusal

_TEXT = "text"


class Templates:
    """What goes to one family; the newest text goes out at once, and English in place of one that is behind."""

    kind = Kind.TEMPLATE
    permission = "templates.edit"
    is_reviewed = False
    fields = (Field(_TEXT, lazy_gettext("Text"), 4000, rows=12, is_needed=True),)

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        held = templates.wordings(session, Template)
        return [
            _text(template, wordings[language], wordings[ENGLISH.code], None).row
            for language in languages
            for template, wordings in held.items()
        ]

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        wanted = [template for template in Template if template.value in keys]
        held = templates.wordings(session, wanted) if wanted else {}
        before = _english_before(session, wanted, language)
        return [
            _text(template, wordings[language], wordings[ENGLISH.code], before.get(template))
            for template, wordings in held.items()
        ]

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        template = Template(text.name.key)
        held = templates.wordings(session, [template])[template]
        numbers = (held[text.name.language].number, held[ENGLISH.code].number)
        try:
            writing.save(
                session,
                template=template,
                language=text.name.language,
                # families may never be without: what a file took away is again what the site came with
                written=Written(values.get(_TEXT) or first_words(template, text.name.language), *numbers, checked_by),
                actor=writer.actor,
                audit_key=writer.audit_key,
            )
        except writing.WrongPlaces as wrong:
            raise NotTaken(Refusal.PLACES_DIFFER, _said(wrong.found)) from wrong
        except writing.ChangedMeanwhile as fault:
            raise ChangedMeanwhile from fault


def _text(template: Template, own: Wording, english: Wording, before: str | None) -> Text:
    is_behind = own.standing is Standing.BEHIND
    return Text(
        Name(Kind.TEMPLATE, template.value, own.language),
        str(TITLES[template]),
        english={_TEXT: english.text},
        newest={_TEXT: own.text},
        shown={_TEXT: own.text},
        made_from={_TEXT: before or ""} if is_behind else {_TEXT: english.text},
        checked_by=own.checked_by,
        place=(list(Template).index(template),),
    )


def _english_before(session: Session, wanted: Sequence[Template], language: str) -> dict[Template, str]:
    """Return the English that the newest text of each template in a language was made from."""
    rows = session.scalars(
        select(TemplateVersion)
        .where(TemplateVersion.template.in_(wanted), TemplateVersion.language.in_((ENGLISH.code, language)))
        .order_by(TemplateVersion.number)
    ).all()
    english = {(row.template, row.number): row.text for row in rows if row.language == ENGLISH.code}
    made_from = {row.template: row.english_number for row in rows if row.language == language}
    return {
        template: english.get((template, made_from.get(template, 0))) or first_words(template, ENGLISH.code)
        for template in wanted
    }


def _said(wrong: Misplaced) -> str:
    names = dict.fromkeys((*wrong.unknown, *wrong.missing, *wrong.added))
    return " ".join(f"{{{name}}}" for name in names) or "{}"
