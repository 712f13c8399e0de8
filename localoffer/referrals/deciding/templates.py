"""The texts that families are sent, read: the newest in each language, and whether it can be sent as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer import language_state
from localoffer.language_state import Part
from localoffer.languages import ENGLISH, LANGUAGES, get
from localoffer.referrals.deciding.first_words import first_words
from localoffer.referrals.deciding.models import TemplateVersion
from localoffer.referrals.deciding.vocabulary import Standing, Template


@dataclass(frozen=True)
class Wording:
    """A text in one language as it is now; ``number`` is 0 for the words that the site came with."""

    language: str
    text: str
    number: int
    standing: Standing
    checked_by: str = ""


@dataclass(frozen=True)
class Chosen:
    """What a family is sent: in its language where that can be sent, and English beside it until somebody checked it.

    ``english`` is None where none stands beside it.
    """

    wording: Wording
    english: Wording | None


Wordings = Mapping[str, Wording]


def wordings(
    session: Session, templates: Iterable[Template], *, to_young_person: bool = False
) -> dict[Template, Wordings]:
    """Return the newest text of each template by language; one query, however many.

    Args:
        to_young_person: whether the words that the site came with are said as to a young person; what staff wrote
            is said as they wrote it.
    """
    wanted = list(templates)
    newest = (
        select(func.max(TemplateVersion.id))
        .where(TemplateVersion.template.in_(wanted))
        .group_by(TemplateVersion.template, TemplateVersion.language)
    )
    rows = session.scalars(select(TemplateVersion).where(TemplateVersion.id.in_(newest))).all()
    held = {(row.template, row.language): row for row in rows}
    return {
        template: {
            code: _wording(
                template,
                code,
                held.get((template, code)),
                _english(held, template),
                to_young_person=to_young_person,
            )
            for code in LANGUAGES
        }
        for template in wanted
    }


def history(session: Session, template: Template, language: str) -> Sequence[TemplateVersion]:
    """Return every text that somebody saved, newest first."""
    wanted = select(TemplateVersion).where(TemplateVersion.template == template, TemplateVersion.language == language)
    return session.scalars(wanted.order_by(TemplateVersion.number.desc())).all()


def chosen(of_template: Wordings, language: str) -> Chosen:
    """Return what a family of that language is sent: never a translation of what the English no longer says."""
    english = of_template[ENGLISH.code]
    wording = of_template.get(language, english)
    if wording.standing is Standing.BEHIND:
        return Chosen(english, None)
    return Chosen(wording, english if wording.standing is Standing.UNCHECKED else None)


def _english(held: Mapping[tuple[Template, str], TemplateVersion], template: Template) -> int:
    row = held.get((template, ENGLISH.code))
    return row.number if row is not None else 0


def _wording(
    template: Template, language: str, row: TemplateVersion | None, english_number: int, *, to_young_person: bool
) -> Wording:
    if row is None:
        made_from, number, checked_by = 0, 0, _checked_by(language)
        text = first_words(template, language, to_young_person=to_young_person)
    else:
        made_from, number, text, checked_by = row.english_number, row.number, row.text, row.checked_by
    return Wording(language, text, number, _standing(language, made_from == english_number, checked_by), checked_by)


def _checked_by(language: str) -> str:
    """Return who checked the words that the site came with."""
    check = language_state.check_of(get(language), Part.MESSAGES)
    return check.checked_by if check else ""


def _standing(language: str, is_of_todays_english: bool, checked_by: str) -> Standing:
    if language == ENGLISH.code:
        return Standing.ENGLISH
    if not is_of_todays_english:
        return Standing.BEHIND
    return Standing.CHECKED if checked_by else Standing.UNCHECKED
