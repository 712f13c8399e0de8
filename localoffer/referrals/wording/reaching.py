"""What is asked about making contact: whom, how, what is safe, and in which language."""

from __future__ import annotations

from localoffer.languages import lazy_gettext
from localoffer.referrals.wording.words import Words

CONTACT = Words(
    lazy_gettext("How can we contact you?"),
    lazy_gettext("How can we contact you?"),
    lazy_gettext("Who should we contact in the family?"),
)
CONTACT_WHY = Words(
    lazy_gettext("We ask so that we can talk with you about this form. Choose ways that are private and safe for you."),
    lazy_gettext("We ask so that we can talk with you about this form. Choose ways that are private and safe for you."),
    lazy_gettext(
        "We ask so that we can talk with them about this form. Choose ways that are private and safe for the family."
    ),
)
RELATIONSHIP = Words(
    lazy_gettext("Who you are to your child (optional)"),
    lazy_gettext("Who you are (optional)"),
    lazy_gettext("Who they are to the child or young person (optional)"),
)
WAYS = Words(
    lazy_gettext("Which ways are best for you?"),
    lazy_gettext("Which ways are best for you?"),
    lazy_gettext("Which ways are best for them?"),
)
SAFE = Words(
    lazy_gettext("What is safe for you?"),
    lazy_gettext("What is safe for you?"),
    lazy_gettext("What is safe for them?"),
)
SAFE_WHY = Words(
    lazy_gettext("Somebody else could hear a call, or see what we send. We only do what you say is safe."),
    lazy_gettext("Somebody else could hear a call, or see what we send. We only do what you say is safe."),
    lazy_gettext("Somebody else could hear a call, or see what we send. We only do what is safe for the family."),
)
SAFE_TO_PHONE = Words(
    lazy_gettext("Is it safe to phone you?"),
    lazy_gettext("Is it safe to phone you?"),
    lazy_gettext("Is it safe to phone them?"),
)
SAFE_TO_TEXT = Words(
    lazy_gettext("Is it safe to send you a text message?"),
    lazy_gettext("Is it safe to send you a text message?"),
    lazy_gettext("Is it safe to send them a text message?"),
)
ADDRESS = Words(
    lazy_gettext("Your address, with the postcode"),
    lazy_gettext("Your address, with the postcode"),
    lazy_gettext("Their address, with the postcode"),
)
SAFE_TO_POST = Words(
    lazy_gettext("Is it safe to send you a letter?"),
    lazy_gettext("Is it safe to send you a letter?"),
    lazy_gettext("Is it safe to send them a letter?"),
)
SPEAKING = Words.same(lazy_gettext("Language, and help to understand"))
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
FORMATS = Words(
    lazy_gettext("Do you need any of these? (optional)"),
    lazy_gettext("Do you need any of these? (optional)"),
    lazy_gettext("Does the family need any of these? (optional)"),
)
