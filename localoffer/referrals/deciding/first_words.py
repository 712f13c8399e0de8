"""The texts that the site comes with, in every language, until a commissioner writes others."""

from __future__ import annotations

from localoffer.languages import LazyText, lazy_gettext, speaking
from localoffer.referrals.deciding.vocabulary import Template

_RING = lazy_gettext("If you have a question, ring {phone} ({hours}). Say the reference {reference}.")
_NO_PROMISE = lazy_gettext(
    "Support can be up to {hours_a_year} hours in a year. How many depends on what is needed and on what there is."
)
_LOOK_AGAIN = lazy_gettext(
    "If you think that this is wrong, ring {phone} ({hours}) and say the reference {reference}. We look at it again."
)
_WORDS: dict[Template, tuple[LazyText, ...]] = {
    Template.BEING_LOOKED_AT: (
        lazy_gettext("Somebody in our team reads your form {reference} now."),
        lazy_gettext("You do not need to do anything. We write here when we know more, or when we have a question."),
    ),
    Template.MORE_INFORMATION: (
        lazy_gettext("We need to know more before we can decide about your form {reference}."),
        lazy_gettext("You can answer on this page, or ring {phone} ({hours})."),
    ),
    Template.ACCEPTED: (
        lazy_gettext("We said yes to Life Skills support on {day}."),
        lazy_gettext("Next we look for an organisation that has a worker who suits. That can take some time."),
        _NO_PROMISE,
        _RING,
    ),
    Template.WAITING_FOR_PROVIDER: (
        lazy_gettext("We asked organisations for a worker. Now we wait until one is free."),
        lazy_gettext("When we have found one, we agree the first visit with you."),
        _RING,
    ),
    Template.STARTED: (
        lazy_gettext("The support has started."),
        lazy_gettext("You can tell us on this page how it goes. Tell us at once if a visit does not happen."),
    ),
    Template.FINISHED: (
        lazy_gettext("The support has come to its end."),
        lazy_gettext("You can ask again when there is something new to learn."),
        _RING,
    ),
    Template.NOT_ACCEPTED: (
        lazy_gettext("We could not say yes to your form {reference} this time. You can read on this page why."),
        _LOOK_AGAIN,
    ),
    Template.WITHDRAWN: (
        lazy_gettext("Your form {reference} was taken back. We do nothing more with it."),
        lazy_gettext("You can ask again at any time. You need a new form for that."),
        _RING,
    ),
    Template.PUT_RIGHT: (
        lazy_gettext("We made a mistake with your form {reference} and have put it right. We are sorry."),
        lazy_gettext("The top of this page shows where the form is now."),
        _RING,
    ),
    Template.LETTER_ACCEPTED: (
        lazy_gettext("You asked for 1-1 Life Skills support. On {day} we said yes."),
        lazy_gettext("A worker can help to learn what is hard day to day, at home and out and about."),
        _NO_PROMISE,
        lazy_gettext("Next we look for an organisation that has a worker who suits. Then we agree the first visit."),
        lazy_gettext("If something has changed, or you do not want the support any more, ring {phone} ({hours})."),
    ),
    Template.LETTER_NOT_ACCEPTED: (
        lazy_gettext("You asked for 1-1 Life Skills support. On {day} we decided that we cannot say yes this time."),
        _LOOK_AGAIN,
        lazy_gettext("You can ask again at any time, for example when something has changed."),
    ),
}


def first_words(template: Template, language: str, *, to_young_person: bool = False) -> str:
    """Return the text that the site comes with in a language, its paragraphs apart."""
    with speaking(language, to_young_person=to_young_person):
        return "\n\n".join(str(paragraph) for paragraph in _WORDS[template])
