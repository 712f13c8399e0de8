"""The questions of the form on paper: those of the steps, in the same words, in an order that suits a pen.

On screen each person is asked what suits them. On paper everybody has the same sheets: the questions are put to a
parent or carer, and what is only asked of others stands in parts of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from wtforms import Field

from localoffer.forms.fields import Choice
from localoffer.languages import LazyText, lazy_gettext
from localoffer.referrals.answers import Answers, Contact, Who
from localoffer.referrals.asking.route import STEPS, Step
from localoffer.referrals.asking.rules import Rules
from localoffer.referrals.asking.step_form import Setting, StepForm
from localoffer.referrals.choices import ContactWay
from localoffer.referrals.vocabulary import Referrer
from localoffer.referrals.wording import deciding

_ROW, _LEAST_ROWS = 9, 4
_KINDS = {"text": "line", "textarea": "room", "date": "date", "radios": "one", "checkboxes": "many"}
_WIDTHS = {"4": 25, "10": 45, "20": 90}


@dataclass(frozen=True)
class Box:
    """Something to fill in: ``kind`` is ``line``, ``room`` (``height`` mm of it), ``date``, or ``one`` or ``many`` of
    the choices. ``width`` in mm is 0 where it takes all there is.
    """

    label: str
    hint: str
    kind: str
    choices: list[tuple[str, str]]
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Question:
    """One question, numbered alike in every language, so that the team can read any of them beside its own.

    ``slug`` is that of its page on screen.
    """

    number: int
    slug: str
    heading: str
    why: str
    boxes: list[Box]


@dataclass(frozen=True)
class Part:
    """Questions that belong together; ``note`` says who fills them in."""

    title: str
    note: str
    questions: list[Question]


@dataclass(frozen=True)
class _Plan:
    """A part before it is in a language. Of several ``voices`` the first is spoken; what others are asked is added."""

    title: LazyText
    slugs: tuple[str, ...]
    note: LazyText | None = None
    voices: tuple[Referrer, ...] = (Referrer.PARENT,)


# what the site asks because of a postcode that it has just looked up
ON_SCREEN_ONLY = frozenset({"right-area", "district"})
PLANS = (
    _Plan(lazy_gettext("Who is filling in this form"), ("who",)),
    _Plan(
        lazy_gettext("The child or young person"), ("young-person", "date-of-birth", "do-they-know", "home", "school")
    ),
    _Plan(lazy_gettext("Day to day"), ("strengths", "day-to-day", "learn", "help-now")),
    _Plan(lazy_gettext("Contact"), ("contact", "safe-contact", "who-decides", "language")),
    _Plan(
        lazy_gettext("If you ask for another family"),
        ("family-agrees", "how-they-agreed", "about-you"),
        lazy_gettext("Leave this part empty if you are the parent or carer, or the young person."),
        (Referrer.SOMEONE_ELSE, Referrer.PROFESSIONAL),
    ),
    _Plan(
        lazy_gettext("If you are under 16 and ask for yourself"),
        ("trusted-adult",),
        lazy_gettext("Leave this part empty if you are 16 or over."),
        (Referrer.YOUNG_PERSON,),
    ),
    _Plan(lazy_gettext("Before you send the form"), ("safe-now", "agreement")),
)
# what the screen says there is about pages, or about what the site does at once, or the site knows whom to ask
_SAID_INSTEAD = {
    "do-they-know": lazy_gettext("Answer this if you ask for somebody who is 16 or over."),
    "about-you": lazy_gettext("We may need to ask you about this form."),
    "safe-now": lazy_gettext("If you tick yes, do not wait for us: ring one of the numbers on page 1 now."),
}


def parts(rules: Rules, languages: tuple[tuple[str, str], ...]) -> list[Part]:
    """Return the whole form in the current language.

    Args:
        languages: code and name of each language that the site speaks.
    """
    made, number = [], 0
    steps = {step.slug: step for step in STEPS}
    for plan in PLANS:
        questions = []
        for slug in plan.slugs:
            number += 1
            questions.append(_question(number, steps[slug], plan.voices, rules, languages))
        made.append(Part(str(plan.title), str(plan.note or ""), questions))
    return made


def _question(
    number: int, step: Step, voices: tuple[Referrer, ...], rules: Rules, languages: tuple[tuple[str, str], ...]
) -> Question:
    first, *others = (_form(step, voice, rules, languages) for voice in voices)
    asked = {field.short_name: field for form in (*others, first) for field in form}
    # some voices are not asked all that a form has
    order = [field.short_name for field in _bare(step) if hasattr(field, "kind")]
    why = _SAID_INSTEAD.get(step.slug, first.why.to(voices[0]) if first.why else "")
    boxes = [_box(asked[name], first) for name in order]
    return Question(number, step.slug, str(first.asks), str(why), boxes)


def _bare(step: Step) -> StepForm:
    return step.form(formdata=None, meta={"csrf": False})


def _form(step: Step, voice: Referrer, rules: Rules, languages: tuple[tuple[str, str], ...]) -> StepForm:
    """Return the form of a step as that person is asked it who chose every way of contact."""
    form = _bare(step)
    answers = Answers(who=Who(voice), contact=Contact(ways=tuple(ContactWay)))
    form.prepare(Setting(answers, rules, languages=languages))
    return form


def _box(field: Field, form: StepForm) -> Box:
    label = str(field.label.text)
    choices = [(str(one.text), _hint(one)) for one in getattr(field, "options", [])]
    return Box(
        label="" if label == str(form.asks) else label,
        hint=str(field.description),
        kind=_KINDS[field.kind],
        choices=choices,
        width=_WIDTHS.get(field.look.width, 0),
        height=_ROW * max(field.look.rows, _LEAST_ROWS) if field.kind == "textarea" else 0,
    )


def _hint(choice: Choice) -> str:
    return "" if choice.hint is deciding.RISK_YES_HINT else str(choice.hint)
