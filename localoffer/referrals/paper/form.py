"""The form to print and fill in with a pen. It is the same for everybody and holds nothing about anybody."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

from localoffer import council, languages
from localoffer.language_state import Part, is_checked
from localoffer.languages import ENGLISH, Language, gettext
from localoffer.referrals.asking import at_hand, in_english
from localoffer.referrals.asking.rules import Rules
from localoffer.referrals.paper import front, questions
from localoffer.referrals.paper.printing import Beside, Press
from localoffer.web import settings

_PRESS = "localoffer_press"
_AN_HOUR = 3600


def init_app(app: Flask) -> None:
    """Give the application what it prints forms with."""
    told = app.config["SETTINGS"]
    app.extensions[_PRESS] = Press(told.templates / "referrals" / "paper_form.typ", told.static / "typefaces")


def paper() -> Response:
    """Send the form in the reader's language."""
    press: Press = current_app.extensions[_PRESS]
    spoken = languages.current()
    answer = Response(press.kept(spoken) or _printed(press, spoken), mimetype="application/pdf")
    answer.headers["Content-Language"] = spoken.code
    answer.headers["Content-Disposition"] = f'inline; filename="life-skills-{spoken.code}.pdf"'
    answer.cache_control.public, answer.cache_control.max_age = True, _AN_HOUR
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _printed(press: Press, spoken: Language) -> bytes:
    named = tuple((language.code, language.own_name) for language in languages.LANGUAGES.values())
    rules = at_hand.rules()
    sheet = front.sheet(council.current(), spoken, may_refer=rules.may_refer, base_url=settings().base_url)
    parts = questions.parts(rules, named)
    beside = _in_english(spoken, rules, named)
    return press.print(spoken, sheet, parts, brand=council.current().brand, beside=beside)


def _in_english(spoken: Language, rules: Rules, named: tuple[tuple[str, str], ...]) -> Beside | None:
    """Return what stands on the form in English too, because nobody who speaks the language has checked the words."""
    unchecked = [slug for slug, part in in_english.PARTS.items() if not is_checked(part, spoken)]
    lead = gettext("The same in English, until somebody who speaks your language has checked these words:")
    if not unchecked:
        return None
    with languages.speaking(ENGLISH.code):
        sheet = front.sheet(council.current(), ENGLISH, may_refer=rules.may_refer, base_url=settings().base_url)
        asked = [one for part in questions.parts(rules, named) for one in part.questions if one.slug in unchecked]
    return Beside(lead, None if is_checked(Part.SAFEGUARDING, spoken) else sheet, asked)
