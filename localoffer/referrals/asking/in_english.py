"""The questions that matter most once more in English, for the page of each until a speaker has checked the words."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.forms.fields import Choice
from localoffer.language_state import Part, is_checked
from localoffer.languages import ENGLISH, speaking
from localoffer.referrals.asking.step_form import StepForm

# the pages whose questions carry the English, and of which part of a language they are
PARTS = {
    "family-agrees": Part.AGREEMENT,
    "do-they-know": Part.AGREEMENT,
    "agreement": Part.AGREEMENT,
    "safe-contact": Part.SAFEGUARDING,
    "safe-now": Part.SAFEGUARDING,
}


@dataclass(frozen=True)
class Asked:
    """One question: what is asked, the hint below it, and the answers with their hints."""

    text: str
    hint: str
    answers: list[str]


def questions(slug: str, form: StepForm) -> list[Asked]:
    """Return the questions of a page in English; none where the reader's language stands alone."""
    part = PARTS.get(slug)
    if part is None or is_checked(part):
        return []
    with speaking(ENGLISH.code):
        heading = [] if form.main else [Asked(str(form.asks), "", [])]
        return heading + [
            Asked(
                text=str(field.label.text),
                hint=str(field.description),
                answers=[_answer(one) for one in getattr(field, "options", ())],
            )
            for field in form
            if hasattr(field, "kind")
        ]


def _answer(choice: Choice) -> str:
    return f"{choice.text}: {choice.hint}" if choice.hint else str(choice.text)
