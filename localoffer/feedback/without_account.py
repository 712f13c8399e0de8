"""What the forms share that anybody may send: without an account, a name or a cookie, and counted once.

A token against forged forms needs a session, and so a cookie for everybody who only looks. Instead the browser says
which page sent the form, and each page carries a mark of its own, by which the second click of a double one is known.
"""

from __future__ import annotations

from typing import Any

from flask import make_response, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response
from wtforms import HiddenField

from localoffer.feedback import pace
from localoffer.forms import marks
from localoffer.forms.base import Form
from localoffer.languages import gettext
from localoffer.web import other_language
from localoffer.web.origins import require_own_page

_TOO_MANY = 429


class OpenForm(Form):
    """A form for everybody. ``mark`` is new each time its page is opened."""

    class Meta(Form.Meta):
        csrf = False

    mark = HiddenField()

    def begin(self) -> None:
        """Give the form that is about to be shown a mark of its own."""
        self.mark.data = marks.new_mark()


def refusal(form: OpenForm) -> int | None:
    """Return the status with which a sent form is shown again, with what is wrong in it; None where it can be kept.

    Nothing is wrong where somebody changed the language: then it is only shown in that one.
    """
    if other_language.wanted():
        return 200
    try:
        require_own_page()
    except CSRFError:
        form.not_from_us()
        return 400
    if not form.validate():
        return 400
    if pace.is_too_fast():
        form.form_errors = [gettext("This form was sent very often just now. Try again in an hour, or ring us.")]
        return _TOO_MANY
    return None


def form_page(template: str, form: OpenForm, status: int = 200, **more: Any) -> Response:
    """Return a page with a form that nobody stores: the mark in it is this reader's own."""
    answer = make_response(render_template(template, form=form, **more), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
