"""How a family can be reached: its language, what it needs to follow us, which ways are safe. Read before a call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from localoffer.languages import gettext, lazy_gettext
from localoffer.referrals import presenters
from localoffer.referrals.answers import Answers, Contact, Speaking
from localoffer.referrals.choices import ContactWay, SafeToPhone, YesNo
from localoffer.referrals.presenters import Names

_SAFE, _CAREFUL, _UNSAFE = "green", "yellow", "red"
_PHONING = {
    SafeToPhone.PHONE_AND_MESSAGE: (lazy_gettext("Safe, and you can leave a message"), _SAFE),
    SafeToPhone.PHONE_ONLY: (lazy_gettext("Do not leave a message"), _CAREFUL),
    SafeToPhone.NOT_SAFE: (lazy_gettext("Not safe: do not phone"), _UNSAFE),
}


@dataclass(frozen=True)
class Way:
    """One way to reach a family: where, and in words (``tag`` and its ``colour``) whether that is safe."""

    name: str
    where: str
    tag: str
    colour: str


@dataclass(frozen=True)
class Reach:
    """Whom to ask for, in which language, with what help, and by which ways."""

    person: str
    language: str
    interpreter: bool
    formats: list[str]
    ways: list[Way]


def reach(answers: Answers, names: Names) -> Reach:
    """Return how the family of these answers can be reached."""
    speaking, contact = answers.speaking, answers.contact or Contact()
    return Reach(
        person=_with_relationship(addressee(answers), contact.relationship),
        language=_language(speaking, names),
        interpreter=speaking is not None and speaking.interpreter is YesNo.YES,
        formats=[str(one.title) for one in speaking.formats] if speaking else [],
        ways=list(_ways(contact)),
    )


def addressee(answers: Answers) -> str:
    """Return the name of whoever the team contacts."""
    child = answers.young_person
    if answers.contact and answers.contact.name:
        return answers.contact.name
    return f"{child.first_name} {child.last_name}" if child else ""


def may_post(answers: Answers) -> bool:
    """Return whether the family said that post is safe, and where it goes."""
    contact = answers.contact
    return contact is not None and contact.safe_to_post is YesNo.YES and bool(contact.address)


def _with_relationship(name: str, relationship: str) -> str:
    return f"{name} ({relationship})" if relationship else name


def _language(speaking: Speaking | None, names: Names) -> str:
    return presenters.language_name(speaking.language, speaking.other_language, names) if speaking else ""


def _ways(contact: Contact) -> Iterator[Way]:
    phoning = _PHONING.get(contact.safe_to_phone) if contact.safe_to_phone else None
    if contact.phone:
        yield _way(ContactWay.PHONE, contact, contact.phone, phoning or _by_answer(None))
        yield _way(ContactWay.TEXT, contact, contact.phone, _by_answer(contact.safe_to_text))
    if contact.email:
        yield _way(ContactWay.EMAIL, contact, contact.email, _by_answer(YesNo.YES))
    if contact.address:
        yield _way(ContactWay.POST, contact, contact.address, _by_answer(contact.safe_to_post))


def _way(way: ContactWay, contact: Contact, where: str, safety: tuple[object, str]) -> Way:
    """Return one way; one that the family did not choose is not offered as safe, whatever else it said."""
    is_chosen = way in contact.ways or not contact.ways
    told = safety if is_chosen or safety[1] == _UNSAFE else (gettext("They did not choose this"), _CAREFUL)
    return Way(str(way.title), where, str(told[0]), told[1])


def _by_answer(safe: YesNo | None) -> tuple[str, str]:
    if safe is YesNo.YES:
        return gettext("Safe"), _SAFE
    if safe is YesNo.NO:
        return gettext("Not safe"), _UNSAFE
    return gettext("They did not say if it is safe"), _CAREFUL
