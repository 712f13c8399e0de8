"""A form with every question answered, for what sends many of them."""

from __future__ import annotations

from datetime import date

from localoffer.db import now
from localoffer.referrals.answers import (
    Agreement,
    Answers,
    ConfirmedDistrict,
    Contact,
    DateOfBirth,
    DayToDay,
    HelpNow,
    Home,
    Learn,
    Responsibility,
    Risk,
    School,
    Speaking,
    Strengths,
    Who,
    YoungPerson,
)
from localoffer.referrals.choices import (
    ContactWay,
    Goal,
    Hard,
    Responsible,
    RiskNow,
    SafeToPhone,
    SchoolKind,
    TheyKnow,
    YesNo,
)
from localoffer.referrals.vocabulary import Referrer

ANSWERS = Answers(
    who=Who(Referrer.PARENT),
    young_person=YoungPerson("Zebedee", "Quillfeather", "Zeb"),
    date_of_birth=DateOfBirth(date(now().year - 11, 3, 27)),
    home=Home("ST16 2LH", "stafford"),
    confirmed_district=ConfirmedDistrict(YesNo.YES),
    school=School(SchoolKind.SCHOOL, "Thistledown Primary"),
    strengths=Strengths("Xylophones and kindness"),
    day_to_day=DayToDay((Hard.COMMUNICATION,), "Wobbly mornings before school"),
    learn=Learn((Goal.COOKING, Goal.TRAVEL), "Ordering juice in a café"),
    help_now=HelpNow("A club on Saturdays", 4),
    contact=Contact(
        name="Philippa Quillfeather",
        phone="01632 960977",
        email="philippa@example.org",
        ways=(ContactWay.PHONE, ContactWay.EMAIL),
        safe_to_phone=SafeToPhone.PHONE_ONLY,
    ),
    responsibility=Responsibility((Responsible.ME,), TheyKnow.ALL),
    speaking=Speaking("en", interpreter=YesNo.NO),
    risk=Risk(RiskNow.NO),
    agreement=Agreement(YesNo.YES, YesNo.YES),
)
