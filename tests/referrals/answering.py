"""Any answer that a form can give, for tests that go through the form at random."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as some

from localoffer.referrals.answers import (
    AboutYou,
    Agreement,
    Answers,
    ChosenDistrict,
    ConfirmedDistrict,
    Contact,
    DateOfBirth,
    DayToDay,
    FamilyAgreed,
    FamilyAgrees,
    HelpNow,
    Home,
    Learn,
    Responsibility,
    Risk,
    School,
    Speaking,
    Strengths,
    TrustedAdult,
    Who,
    YoungPerson,
    YoungPersonKnows,
)
from localoffer.referrals.asking.rules import may_agree
from localoffer.referrals.choices import (
    OUTSIDE,
    AdultHelps,
    ContactWay,
    Goal,
    Hard,
    HowAgreed,
    Knows,
    Responsible,
    RiskNow,
    SafeToPhone,
    SchoolKind,
    WhoAgreed,
    YesNo,
)
from localoffer.referrals.vocabulary import Referrer

TODAY = date(2026, 11, 22)
Given = some.SearchStrategy[Any]


def answer_to(slug: str, answers: Answers) -> Given:
    """Return any answer that the form of a step can give to somebody who answered this before."""
    return _ANSWERS[slug](answers)


def _about_you(answers: Answers) -> Given:
    if answers.referrer is Referrer.PROFESSIONAL:
        return some.builds(AboutYou, name=some.just("O"), role=some.just("Teacher"), organisation=some.just("School"))
    return some.builds(AboutYou, name=some.just("O"), relationship=some.just("Grandmother"))


def _family_agreed(answers: Answers) -> Given:
    born = answers.date_of_birth.born if answers.date_of_birth else None
    possible = [one for one in WhoAgreed if born is None or may_agree(one, TODAY, born=born)]
    return some.builds(FamilyAgreed, some.sampled_from(possible), some.sampled_from(HowAgreed), some.just(TODAY))


def _contact(answers: Answers) -> Given:
    name = "" if answers.referrer is Referrer.YOUNG_PERSON else "Philippa"
    told = some.builds(
        Contact,
        name=some.just(name),
        phone=some.sampled_from(["01632 960977", "01632 960978"]),
        email=some.just("p@example.org"),
        ways=_some_of(ContactWay),
    )
    before = answers.contact
    return told.map(lambda contact: contact.with_what_was_safe(before)) if before else told


def _safe_contact(answers: Answers) -> Given:
    contact = answers.contact
    assert contact is not None
    asked: dict[str, Given] = {}
    if ContactWay.PHONE in contact.ways:
        asked["safe_to_phone"] = some.sampled_from(SafeToPhone)
    if ContactWay.TEXT in contact.ways:
        asked["safe_to_text"] = some.sampled_from(YesNo)
    if ContactWay.POST in contact.ways:
        asked |= {"safe_to_post": some.sampled_from(YesNo), "address": some.just("1 Marmalade Row")}
    told = some.fixed_dictionaries(asked).map(lambda said: dataclasses.replace(contact, **said))
    return told.filter(lambda one: bool(one.safe_ways))


def _responsibility(answers: Answers) -> Given:
    may_be_me = answers.referrer in (Referrer.PARENT, Referrer.SOMEONE_ELSE)
    possible = [one for one in Responsible if may_be_me or one is not Responsible.ME]
    return some.builds(Responsibility, who=some.sampled_from(possible).map(lambda one: (one,)))


def _some_of(kind: Any) -> Given:
    return some.lists(some.sampled_from(kind), min_size=1, max_size=4, unique=True).map(tuple)


def _plain(strategy: Given) -> Callable[[Answers], Given]:
    return lambda _answers: strategy


_HOMES = [Home(), Home("ZZ9 9ZZ"), Home("ST16 2LH", "stafford"), Home("B79 7BZ", "tamworth"), Home("B1 1AA", "", "B")]
_ANSWERS: dict[str, Callable[[Answers], Given]] = {
    "who": _plain(some.builds(Who, some.sampled_from(Referrer))),
    "family-agrees": _plain(some.builds(FamilyAgrees, some.sampled_from(YesNo))),
    "how-they-agreed": _family_agreed,
    "about-you": _about_you,
    "young-person": _plain(some.builds(YoungPerson, some.just("Zebedee"), some.just("Quillfeather"))),
    "date-of-birth": _plain(some.builds(DateOfBirth, some.dates(date(1998, 1, 1), TODAY))),
    "trusted-adult": _plain(some.builds(TrustedAdult, some.sampled_from(AdultHelps), some.just("A"))),
    "do-they-know": _plain(some.builds(YoungPersonKnows, some.sampled_from(Knows))),
    "home": _plain(some.sampled_from(_HOMES)),
    "right-area": _plain(some.builds(ConfirmedDistrict, some.sampled_from(YesNo))),
    "district": _plain(some.builds(ChosenDistrict, some.sampled_from(["lichfield", "tamworth", OUTSIDE]))),
    "school": _plain(some.builds(School, some.sampled_from(SchoolKind))),
    "strengths": _plain(some.builds(Strengths, some.sampled_from(["", "Xylophones"]))),
    "day-to-day": _plain(some.builds(DayToDay, _some_of(Hard))),
    "learn": _plain(some.builds(Learn, _some_of(Goal))),
    "help-now": _plain(some.builds(HelpNow, some.just(""), some.none() | some.integers(0, 99))),
    "contact": _contact,
    "safe-contact": _safe_contact,
    "who-decides": _responsibility,
    "language": _plain(some.builds(Speaking, some.sampled_from(["en", "ur"]))),
    "safe-now": _plain(some.builds(Risk, some.sampled_from(RiskNow))),
    "agreement": _plain(some.builds(Agreement, some.sampled_from(YesNo), some.sampled_from(YesNo))),
}
