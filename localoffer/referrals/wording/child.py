"""What is asked about the child or young person: name, age, home and school."""

from __future__ import annotations

from localoffer.languages import gettext, lazy_gettext
from localoffer.referrals.vocabulary import Referrer
from localoffer.referrals.wording.words import Words

YOUNG_PERSON = Words(
    lazy_gettext("What is your child’s name?"),
    lazy_gettext("What is your name?"),
    lazy_gettext("What is the child or young person’s name?"),
)
FIRST_NAME = Words(
    lazy_gettext("Your child’s first name"), lazy_gettext("Your first name"), lazy_gettext("Their first name")
)
LAST_NAME = Words(
    lazy_gettext("Your child’s last name"), lazy_gettext("Your last name"), lazy_gettext("Their last name")
)
KNOWN_AS = Words(
    lazy_gettext("What your child likes to be called (optional)"),
    lazy_gettext("What you like to be called (optional)"),
    lazy_gettext("What they like to be called (optional)"),
)
KNOWN_AS_HINT = Words(
    lazy_gettext("If your child likes to be called something else."),
    lazy_gettext("If you like to be called something else."),
    lazy_gettext("If they like to be called something else."),
)
DATE_OF_BIRTH = Words(
    lazy_gettext("When was your child born?"),
    lazy_gettext("When were you born?"),
    lazy_gettext("When was the child or young person born?"),
)
HOME = Words(
    lazy_gettext("What is the postcode of your child’s home?"),
    lazy_gettext("What is the postcode of your home?"),
    lazy_gettext("What is the postcode of their home?"),
)
HOME_HINT = Words(
    lazy_gettext(
        "We ask so that we can look for support near your child. "
        "If you do not know it, or your child has no settled home, leave this empty."
    ),
    lazy_gettext(
        "We ask so that we can look for support near you. "
        "If you do not know it, or you have no settled home, leave this empty."
    ),
    lazy_gettext(
        "We ask so that we can look for support near them. "
        "If you do not know it, or they have no settled home, leave this empty."
    ),
)
DISTRICT = Words(
    lazy_gettext("Which area does your child live in?"),
    lazy_gettext("Which area do you live in?"),
    lazy_gettext("Which area do they live in?"),
)
DISTRICT_HINT = Words.same(
    lazy_gettext("The postcode does not always tell us. Choose the area where the home is, or the one that is nearest.")
)
RIGHT_AREA = Words.same(lazy_gettext("Is this the right area?"))
SCHOOL = Words(
    lazy_gettext("Where does your child learn?"),
    lazy_gettext("Where do you learn?"),
    lazy_gettext("Where do they learn?"),
)
SCHOOL_WHY = Words(
    lazy_gettext(
        "We ask so that support fits in with your child’s day. We do not contact the place without asking you."
    ),
    lazy_gettext("We ask so that support fits in with your day. We do not contact the place without asking you."),
    lazy_gettext("We ask so that support fits in with their day. We do not contact the place without asking."),
)


def date_of_birth_hint(first_age: int, last_age: int) -> str:
    """Say why the date of birth is asked: for whom the support is."""
    if first_age:
        return gettext(
            "We ask because this support is for ages %(first)s to %(last)s. For example, 27 3 2015.",
            first=first_age,
            last=last_age,
        )
    return gettext(
        "We ask because this support is for children and young people up to %(age)s. For example, 27 3 2015.",
        age=last_age,
    )


def right_area(referrer: Referrer | None, area: str) -> str:
    """Ask whether somebody lives where the postcode says."""
    if referrer is Referrer.YOUNG_PERSON:
        return gettext("Your postcode is in %(area)s. Is that right?", area=area)
    if referrer in (Referrer.PARENT, None):
        return gettext("Your child’s postcode is in %(area)s. Is that right?", area=area)
    return gettext("Their postcode is in %(area)s. Is that right?", area=area)
