"""The form of a rule. The answers and pages to choose from are passed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from localoffer.forms.fields import CheckboxesField, Choice, RadiosField, SelectField, TextAreaField, TextField
from localoffer.forms.seen import SeenForm
from localoffer.forms.validators import MaxLength, Required, WholeNumber
from localoffer.guide.helping.rules import Rule, RuleText
from localoffer.guide.helping.vocabulary import Question, Rung, Step
from localoffer.languages import ENGLISH, LANGUAGES, lazy_gettext

STEPS = {
    Step.SERVICES: lazy_gettext("See all services like these"),
    Step.PAGE: lazy_gettext("See how it goes: the page below"),
    Step.CALL_ME: lazy_gettext("Ask someone to call me"),
    Step.RING_US: lazy_gettext("Ring the Local Offer team"),
    Step.RING_FRONT_DOOR: lazy_gettext("Ring the front door for children"),
}
_MOST_RULES = 999
_TITLE = MaxLength(120, lazy_gettext("Use 120 characters or fewer"))
_WORDS = MaxLength(800, lazy_gettext("Use 800 characters or fewer"))
_ANY = lazy_gettext("Tick nothing, and any answer fits.")


class RuleForm(SeenForm):
    """For whom a rule is and what it says; ``title_pl``, ``words_pl`` and so on are added below."""

    rung = RadiosField(
        lazy_gettext("In which part of the answer?"),
        [Required(lazy_gettext("Choose a part"))],
        choices=[Choice(one.value, one.title) for one in Rung],
    )
    position = TextField(
        lazy_gettext("Its place in that part"),
        [
            Required(lazy_gettext("Enter its place as a number")),
            WholeNumber(1, _MOST_RULES, lazy_gettext("Enter a whole number from 1 to 999")),
        ],
        hint=lazy_gettext("Rules are tried from the lowest number. The first that fits speaks."),
        width="4",
        inputmode="numeric",
    )
    title_en = TextField(
        lazy_gettext("Heading in English"), [Required(lazy_gettext("Enter a heading in English")), _TITLE]
    )
    words_en = TextAreaField(
        lazy_gettext("Words in English"),
        [Required(lazy_gettext("Enter the words in English")), _WORDS],
        hint=lazy_gettext("Two or three short sentences. Each line is a paragraph. Promise nothing."),
    )
    step = RadiosField(
        lazy_gettext("What is the one next step?"),
        [Required(lazy_gettext("Choose the next step"))],
        choices=[Choice(one.value, text) for one, text in STEPS.items()],
    )
    page = SelectField(lazy_gettext("Which page explains it?"))
    services = TextField(
        lazy_gettext("Narrow the services shown (optional)"),
        [MaxLength(200, lazy_gettext("Use 200 characters or fewer"))],
        hint=lazy_gettext(
            "The end of a search's address, such as kind=advice. District, need, age and kind of help come from the "
            "answers, unless this says otherwise."
        ),
        spellcheck=False,
    )
    who = CheckboxesField(hint=_ANY, small=True)
    age = CheckboxesField(hint=_ANY, small=True)
    district = CheckboxesField(hint=_ANY, small=True)
    need = CheckboxesField(hint=_ANY, small=True)
    want = CheckboxesField(hint=_ANY, small=True)
    assessed = CheckboxesField(hint=_ANY, small=True)
    urgent = CheckboxesField(hint=_ANY, small=True)

    def offer(self, questions: Mapping[Question, tuple[str, Sequence[Choice]]], pages: Sequence[Choice]) -> None:
        """Put in what can be chosen: each question's words with its answers, and the pages of the guide."""
        for question, (asked, choices) in questions.items():
            field = self[question.value]
            field.label.text = asked
            field.choices = [Choice(one.value, one.text) for one in choices]
        self.page.choices = [Choice("", lazy_gettext("No page")), *pages]

    def show(self, rule: Rule, *, version: int) -> None:
        """Put a rule into the form, unless somebody has just sent it."""
        self.fill(_typed(rule, version))

    def show_again(self, rule: Rule, *, version: int) -> None:
        """Put a rule into the form, whatever was sent."""
        self.replace(_typed(rule, version))

    def rule(self, code: str) -> Rule:
        """Return the rule that a valid form describes."""
        told: dict[str, Any] = self.data
        when = {question: tuple(told[question.value]) for question in Question if told[question.value]}
        return Rule(
            code=code,
            rung=Rung(told["rung"]),
            position=int(told["position"]),
            step=Step(told["step"]),
            texts=self._texts(told),
            when=when,
            services=told["services"],
            page=told["page"],
        )

    def _texts(self, told: Mapping[str, Any]) -> dict[str, RuleText]:
        texts = {code: RuleText(told[f"title_{code}"], told[f"words_{code}"]) for code in LANGUAGES}
        return {code: text for code, text in texts.items() if text.title and text.words}


def _typed(rule: Rule, version: int) -> dict[str, Any]:
    texts = {f"title_{code}": text.title for code, text in rule.texts.items()}
    texts |= {f"words_{code}": text.words for code, text in rule.texts.items()}
    when = {question.value: list(codes) for question, codes in rule.when.items()}
    plain = {"rung": rule.rung.value, "step": rule.step.value, "page": rule.page, "services": rule.services}
    return {**plain, **texts, **when, "position": str(rule.position), "version": str(version)}


for _language in LANGUAGES.values():
    if _language is not ENGLISH:
        _named = {"language": _language.own_name}
        _hint = lazy_gettext("Families read the English where either of the two is empty.")
        setattr(
            RuleForm, f"title_{_language.code}", TextField(lazy_gettext("Heading in %(language)s", **_named), [_TITLE])
        )
        setattr(
            RuleForm,
            f"words_{_language.code}",
            TextAreaField(lazy_gettext("Words in %(language)s", **_named), [_WORDS], hint=_hint),
        )
