"""What is asked about whoever fills the form in, who agreed, and who decides for the child or young person."""

from __future__ import annotations

from localoffer.languages import lazy_gettext
from localoffer.referrals.wording.words import Words

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
TRUSTED_ADULT = Words.same(lazy_gettext("An adult you trust"))
TRUSTED_ADULT_WHY = Words.same(
    lazy_gettext(
        "Because you are under 16, it is good if an adult you trust helps you. "
        "It can be a parent, a carer, a teacher or somebody else. You can go on without one."
    )
)
KNOWS = Words(
    lazy_gettext("Does your child know about this form, and agree to it?"),
    lazy_gettext("Do you agree to this form?"),
    lazy_gettext("Does the young person know about this form, and agree to it?"),
)
KNOWS_HINT = Words.same(
    lazy_gettext("From age 16, young people decide this for themselves. We ask so that nobody is surprised.")
)
KNOWS_CANNOT_HINT = lazy_gettext("Then you can go on. We will talk about what is best for them.")
RESPONSIBILITY = Words(
    lazy_gettext("Who decides for your child?"),
    lazy_gettext("Who decides for you?"),
    lazy_gettext("Who decides for the child or young person?"),
)
RESPONSIBILITY_WHY = Words(
    lazy_gettext("We ask so that we talk to the right people. Whatever you choose, you can send the form."),
    lazy_gettext("We ask so that we know who cares for you. Whatever you choose, you can send the form."),
    lazy_gettext("We ask so that we talk to the right people. Whatever you choose, you can send the form."),
)
RESPONSIBLE = Words(
    lazy_gettext("Who has parental responsibility?"),
    lazy_gettext("Who has parental responsibility for you?"),
    lazy_gettext("Who has parental responsibility?"),
)
RESPONSIBLE_HINT = Words.same(
    lazy_gettext(
        "These are the people who by law care for a child under 18 and decide for them. Choose all that are true."
    )
)
RESPONSIBLE_ME = lazy_gettext("I do")
RESPONSIBLE_PARENT = Words(
    lazy_gettext("Another parent"),
    lazy_gettext("My mum or dad, or both"),
    lazy_gettext("A parent, or both parents"),
)
RESPONSIBLE_COUNCIL_HINT = Words(
    lazy_gettext("If your child is in care."),
    lazy_gettext("If you are in care."),
    lazy_gettext("If the child is in care."),
)
THEY_KNOW = Words(
    lazy_gettext("If others decide too, do they know about this form? (optional)"),
    lazy_gettext("Do they know about this form? (optional)"),
    lazy_gettext("Do they know about this form? (optional)"),
)
THEY_KNOW_HINT = Words.same(lazy_gettext("We do not contact anybody just because you chose them here."))
