"""The question for reference and status code: when nothing is open, and when the page closed while somebody wrote."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from localoffer.forms.base import Form
from localoffer.referrals.following.forms import OpenForm
from localoffer.web import came_from_us, other_language


def ask(form: OpenForm, status: int = 200) -> ResponseReturnValue:
    """Return the page that asks for reference and code."""
    return render_template("referrals/status/open.html", form=form), status


def ask_again(page: str) -> ResponseReturnValue:
    """Ask for reference and code because the page had closed; what was sent from it goes with the question."""
    sent = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    form = OpenForm(formdata=None)
    form.page.data, form.typed.data = page, urlencode(sent)
    return ask(form, 400)


def typed(form: OpenForm) -> MultiDict[str, str]:
    """Return what was sent from the page that had closed, as a form takes it."""
    return MultiDict(parse_qsl(form.typed.data or ""))


def in_another_language(draw: Callable[[], ResponseReturnValue]) -> ResponseReturnValue | None:
    """Return a page in the language whose button sent it, with what was typed in its boxes; None for whoever goes on.

    The browser is told to send the same once more to the page of that language, where it is drawn and not kept.
    """
    return other_language.follow() or (draw() if other_language.wanted() else None)


def accepted(form: Form) -> bool:
    """Return whether a form that was sent is valid and one of our own pages'; else it holds the mistakes."""
    genuine, valid = came_from_us(), form.validate()
    if not genuine:
        form.not_from_us()
    return bool(valid and genuine)
