"""Commenting on a page, a service, the whole site or what is missing: without an account, a name or a cookie."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from localoffer import days, languages
from localoffer.db import session
from localoffer.feedback import subjects
from localoffer.feedback.comments import telling
from localoffer.feedback.comments.forms import CommentForm, YoungForm
from localoffer.feedback.comments.telling import Told
from localoffer.feedback.comments.vocabulary import Face, Topic, Who
from localoffer.feedback.subjects import MISSING, SITE, Subject
from localoffer.feedback.without_account import OpenForm, form_page, refusal
from localoffer.forms.fields import Choice
from localoffer.forms.marks import sent_hash
from localoffer.web import csrf, other_language

blueprint = Blueprint("comments", __name__, url_prefix="/comment")
blueprint.before_request(other_language.follow)
# A token needs a session, and so a cookie for everybody who only looks: refusal() asks who sent the form instead.
for _view in ("send", "send_young"):
    csrf.exempt(f"{__name__}.{_view}")


@blueprint.get("")
def write() -> Response:
    """Ask what somebody wants to say about the page that they come from, or about the whole site."""
    about, subject = _about()
    form = _form(about, subject)
    form.begin()
    form.fill({"about": about, "topics": [Topic.MISSING.value] if about == MISSING else []})
    return _page(form, about, subject)


@blueprint.post("")
def send() -> Response:
    """Keep a comment, once, and thank whoever wrote it."""
    about, subject = _about()
    form = _form(about, subject)
    if status := refusal(form):
        return _page(form, about, subject, status)
    told = Told(
        language=languages.current().code,
        about=form.about.data,
        words=form.words.data,
        who=Who(form.who.data) if form.who.data else None,
        topics=tuple(Topic(code) for code in form.topics.data),
        email=form.email.data,
    )
    return _kept(form, told)


@blueprint.get("/young-people", endpoint="young")
def write_young() -> Response:
    """Ask a young person how it is for them."""
    form = YoungForm()
    form.begin()
    return _young_page(form)


@blueprint.post("/young-people")
def send_young() -> Response:
    """Keep what a young person said, once, and thank them."""
    form = YoungForm()
    if status := refusal(form):
        return _young_page(form, status)
    told = Told(
        language=languages.current().code,
        about=_about()[0],
        words=form.words.data,
        who=Who.YOUNG_PERSON,
        face=Face(form.face.data) if form.face.data else None,
    )
    return _kept(form, told)


@blueprint.get("/thanks")
def thanks() -> str:
    """Thank whoever commented, say what becomes of it, and lead back to what it was about."""
    about, subject = _about()
    answered = request.args.get("answer") == "yes"
    return render_template("feedback/comments/thanks.html", about=about, subject=subject, answered=answered)


def _about() -> tuple[str, Subject | None]:
    """Return what the address says that the comment is about; the whole site where it says nothing that there is."""
    asked = request.args.get("about", SITE)
    subject = subjects.resolve(asked)
    return (asked, subject) if subject else (SITE, subjects.resolve(SITE))


def _form(about: str, subject: Subject | None) -> CommentForm:
    form = CommentForm()
    offered = {about: subject, SITE: subjects.resolve(SITE), MISSING: subjects.resolve(MISSING)}
    form.about.choices = [Choice(code, one.title, lang=one.lang) for code, one in offered.items() if one]
    return form


def _kept(form: CommentForm | YoungForm, told: Told) -> Response:
    telling.tell(
        session(),
        told=told,
        sent_hash=sent_hash(form.mark.data or "", asdict(told)),
        keys=current_app.extensions["localoffer_keys"],
        on=days.today(),
        empty_box=bool(form.comment.data),
    )
    about, answer = told.about if told.about != SITE else None, "yes" if told.email else None
    return redirect(url_for("comments.thanks", about=about, answer=answer), code=303)


def _page(form: OpenForm, about: str, subject: Subject | None, status: int = 200) -> Response:
    return form_page("feedback/comments/write.html", form, status, about=about, subject=subject)


def _young_page(form: OpenForm, status: int = 200) -> Response:
    about, subject = _about()
    return form_page("feedback/comments/young.html", form, status, about=about, subject=subject)
