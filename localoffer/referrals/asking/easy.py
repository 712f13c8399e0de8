"""A question of the form in easy read: the same boxes, answers and checks, in other words and with pictures."""

from __future__ import annotations

from dataclasses import replace

from localoffer import languages
from localoffer.easy_read import form_words, switching
from localoffer.easy_read.form_words import Question
from localoffer.referrals.answers import Answers
from localoffer.referrals.asking.step_form import StepForm
from localoffer.referrals.vocabulary import Referrer


def words(slug: str, answers: Answers) -> Question | None:
    """Return the words of a page of the form for whoever chose easy read; None for everybody else."""
    if not switching.is_easy_here():
        return None
    return form_words.question(
        slug,
        language=languages.current().code,
        to_young_person=answers.referrer is Referrer.YOUNG_PERSON,
        to_family=answers.referrer in (Referrer.YOUNG_PERSON, Referrer.PARENT, None),
    )


def dress(form: StepForm, easy: Question) -> None:
    """Put words and pictures into a form that is prepared; what easy read has no words for stays."""
    if easy.heading:
        form.asks = easy.heading
        if form.main:
            form[form.main].label.text = easy.heading
    # what this reader is not asked stands in no form
    for name, label in ((name, label) for name, label in easy.labels.items() if name in form):
        form[name].label.text = label
    for name, hint in ((name, hint) for name, hint in easy.hints.items() if name in form):
        form[name].description = hint
    for name, pictures in ((name, pictures) for name, pictures in easy.answers.items() if name in form):
        form[name].choices = [replace(one, picture=pictures.get(one.value, "")) for one in form[name].options]
