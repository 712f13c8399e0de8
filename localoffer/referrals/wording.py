"""One sentence, said in the way that suits whoever is filling the form in."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.languages import LazyText, gettext, lazy_gettext
from localoffer.vocabulary import Referrer


@dataclass(frozen=True)
class Words:
    """A sentence in four voices: to a parent, to the young person, to somebody else who helps, and to a professional.

    A professional is spoken to like anybody else who helps, where nothing else is given.
    """

    parent: LazyText
    young_person: LazyText
    other: LazyText
    professional: LazyText | None = None

    @classmethod
    def same(cls, text: LazyText) -> Words:
        """Return a sentence that suits everybody."""
        return cls(text, text, text)

    def to(self, referrer: Referrer | None) -> LazyText:
        """Return the sentence as said to that person; to a parent while nobody has said who they are."""
        if referrer is Referrer.YOUNG_PERSON:
            return self.young_person
        if referrer is Referrer.PROFESSIONAL and self.professional is not None:
            return self.professional
        return self.parent if referrer in (Referrer.PARENT, None) else self.other


WHO = Words.same(lazy_gettext("Who is filling in this form?"))
FAMILY_AGREES = Words.same(lazy_gettext("Has the family agreed to this?"))
FAMILY_AGREES_WHY = Words.same(
    lazy_gettext("The parent or carer, or a young person aged 16 or over, must know about this form and agree to it.")
)
FAMILY_AGREED = Words.same(lazy_gettext("How did the family agree?"))
FAMILY_AGREED_WHY = Words.same(
    lazy_gettext("We ask so that the family is never surprised when we contact them. It stays with the form.")
)
_ABOUT_YOU = lazy_gettext("About you")
ABOUT_YOU = Words(_ABOUT_YOU, _ABOUT_YOU, _ABOUT_YOU, lazy_gettext("About you and your work"))
_ABOUT_YOU_WHY = lazy_gettext("We may need to ask you about this form. We will ask about the family on a later page.")
ABOUT_YOU_WHY = Words(
    _ABOUT_YOU_WHY,
    _ABOUT_YOU_WHY,
    _ABOUT_YOU_WHY,
    lazy_gettext("Give the ways to reach you at work. We will ask about the family on a later page."),
)
_YOUR_PHONE = lazy_gettext("Your phone number")
YOUR_PHONE = Words(_YOUR_PHONE, _YOUR_PHONE, _YOUR_PHONE, lazy_gettext("Your work phone number"))
_YOUR_EMAIL = lazy_gettext("Your email address")
YOUR_EMAIL = Words(_YOUR_EMAIL, _YOUR_EMAIL, _YOUR_EMAIL, lazy_gettext("Your work email address"))
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
TRUSTED_ADULT = Words.same(lazy_gettext("An adult you trust"))
TRUSTED_ADULT_WHY = Words.same(
    lazy_gettext(
        "Because you are under 16, it is good if an adult you trust helps you. "
        "It can be a parent, a carer, a teacher or somebody else. You can go on without one."
    )
)
YOUNG_PERSON = Words(
    lazy_gettext("What is your child’s name?"),
    lazy_gettext("What is your name?"),
    lazy_gettext("What is the child or young person’s name?"),
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
DISTRICT_HINT = Words.same(lazy_gettext("The postcode did not tell us. Choose the area that is nearest."))
STRENGTHS = Words(
    lazy_gettext("What is your child good at, and what do they enjoy?"),
    lazy_gettext("What are you good at, and what do you enjoy?"),
    lazy_gettext("What are they good at, and what do they enjoy?"),
)
STRENGTHS_HINT = Words(
    lazy_gettext("We ask because support works best when it starts from this. You can leave this empty."),
    lazy_gettext("Tell us what you are proud of and what makes you happy. You can leave this empty."),
    lazy_gettext("We ask because support works best when it starts from this. You can leave this empty."),
    lazy_gettext("Say what you see, and what they tell you. Support works best when it starts from this."),
)
DAY_TO_DAY = Words(
    lazy_gettext("What is hard for your child day to day?"),
    lazy_gettext("What is hard for you day to day?"),
    lazy_gettext("What is hard for them day to day?"),
)
DAY_TO_DAY_HINT = Words(
    lazy_gettext("We ask so that we can find somebody who knows how to help. Choose all that are true."),
    lazy_gettext("There are no wrong answers. Choose all that are true for you."),
    lazy_gettext("We ask so that we can find somebody who knows how to help. Choose all that are true."),
    lazy_gettext("Choose what you and the family see day to day. You do not need to send a report."),
)
LEARN = Words(
    lazy_gettext("What would your child like to learn?"),
    lazy_gettext("What would you like to learn?"),
    lazy_gettext("What would they like to learn?"),
)
LEARN_HINT = Words(
    lazy_gettext("Choose up to 3. These are only examples: you can also use your own words."),
    lazy_gettext("Choose up to 3 things that you want. These are only examples: you can also use your own words."),
    lazy_gettext("Choose up to 3. These are only examples: you can also use your own words."),
    lazy_gettext("Choose up to 3, best together with them. These are only examples: you can also use their words."),
)
CONTACT = Words(
    lazy_gettext("How can we contact you?"),
    lazy_gettext("How can we contact you?"),
    lazy_gettext("Who should we contact in the family?"),
)
CONTACT_WHY = Words(
    lazy_gettext("Give a phone number, an email address, or both. Choose ways that are private and safe for you."),
    lazy_gettext("Give a phone number, an email address, or both. Choose ways that are private and safe for you."),
    lazy_gettext(
        "Give a phone number, an email address, or both. Choose ways that are private and safe for the family."
    ),
)
SAFE_TO_PHONE = Words(
    lazy_gettext("Is it safe to phone you?"),
    lazy_gettext("Is it safe to phone you?"),
    lazy_gettext("Is it safe to phone them?"),
)
SPEAKING = Words.same(lazy_gettext("Language"))
LANGUAGE = Words(
    lazy_gettext("Which language should we use with you?"),
    lazy_gettext("Which language should we use with you?"),
    lazy_gettext("Which language should we use with the family?"),
)
INTERPRETER = Words(
    lazy_gettext("Do you need an interpreter?"),
    lazy_gettext("Do you need an interpreter?"),
    lazy_gettext("Does the family need an interpreter?"),
)
AGREEMENT = Words(
    lazy_gettext("Do you agree that we contact you and share this form?"),
    lazy_gettext("Do you agree that we contact you and share this form?"),
    lazy_gettext("Does the family agree that we contact them and share this form?"),
)
AGREEMENT_HINT = Words.same(
    lazy_gettext("We share it only with an organisation that could give the support, and only what it needs to know.")
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
