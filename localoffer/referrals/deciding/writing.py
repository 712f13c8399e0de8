"""Writing the texts that families are sent: each save is a version of its own, in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import MissingRow, add_once, bump, now
from localoffer.languages import ENGLISH
from localoffer.referrals.deciding import placeholders, templates
from localoffer.referrals.deciding.models import TemplateVersion
from localoffer.referrals.deciding.placeholders import Misplaced
from localoffer.referrals.deciding.vocabulary import Template

SUBJECT = "templates"
"""The change number of the texts."""


class ChangedMeanwhile(Exception):
    """Somebody else has saved this text, or the English that it translates, since it was shown."""


class WrongPlaces(Exception):
    """The places of values in a text are not right; ``found`` says how."""

    def __init__(self, found: Misplaced) -> None:
        super().__init__("the places of values are not right")
        self.found = found


@dataclass(frozen=True)
class Written:
    """A text as somebody wrote it, and the numbers of the versions that they saw of it and of its English.

    ``checked_by`` names the speaker of the language who checked a translation, empty where nobody has.
    """

    text: str
    seen_number: int
    seen_english: int = 0
    checked_by: str = ""


def save(
    session: Session, *, template: Template, language: str, written: Written, actor: str, audit_key: bytes
) -> TemplateVersion:
    """Save a text as the newest, which goes out from now on.

    Raises:
        ChangedMeanwhile: when it is not the text, or not the English, that was shown.
        WrongPlaces: when it names values that there are none of, or others than the English does.
    """
    english_number = _checked(session, template, language, written)
    version = TemplateVersion(
        template=template,
        language=language,
        number=written.seen_number + 1,
        text=written.text,
        english_number=english_number,
        made_by=actor,
        made_at=now(),
        checked_by=written.checked_by if language != ENGLISH.code else "",
    )
    version.checked_at = version.made_at if version.checked_by else None
    _insert(session, version)
    details = {"language": language, "number": version.number, "checked": bool(version.checked_by)}
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action="template.saved",
        subject="template",
        subject_id=template.value,
        details=details,
    )
    bump(session, SUBJECT)
    return version


def version(session: Session, *, template: Template, language: str, number: int) -> TemplateVersion:
    """Return one text that somebody saved.

    Raises:
        MissingRow: when there is none of that number.
    """
    found = next((one for one in templates.history(session, template, language) if one.number == number), None)
    if found is None:
        raise MissingRow("template version")
    return found


def _checked(session: Session, template: Template, language: str, written: Written) -> int:
    """Return the number of the English that a text translates, 0 for English itself; raise what ``save`` raises."""
    found = templates.wordings(session, [template])[template]
    english, is_english = found[ENGLISH.code], language == ENGLISH.code
    if found[language].number != written.seen_number or not (is_english or english.number == written.seen_english):
        raise ChangedMeanwhile
    wrong = placeholders.check(written.text, english=None if is_english else english.text)
    if wrong is not None:
        raise WrongPlaces(wrong)
    return 0 if is_english else english.number


def _insert(session: Session, version: TemplateVersion) -> None:
    if not add_once(session, version):
        raise ChangedMeanwhile
