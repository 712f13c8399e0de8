"""One comment: reading it, and each step that staff take with it. In English only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer import council, days
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.db import database, now, session
from localoffer.feedback import subjects
from localoffer.feedback.comments import admin_presenters, copying, queries, sealing
from localoffer.feedback.comments.admin_forms import AnswerForm, KeepOutForm, NoteForm, PublicForm
from localoffer.feedback.comments.handling import ChangedMeanwhile, Desk
from localoffer.feedback.comments.models import Comment
from localoffer.feedback.comments.vocabulary import KeptOut
from localoffer.forms.fields import Choice
from localoffer.forms.seen import SeenForm
from localoffer.languages import gettext
from localoffer.staff import accounts
from localoffer.staff.guard import allowed, current_actor, needs

# capital letters that name nobody; the county's own names come beside them
_KNOWN = frozenset({"english", "polish", "urdu", "life", "skills", "local", "offer"})


@dataclass
class Forms:
    """The forms of the page; the one that was sent holds what was typed, the others are empty."""

    note: NoteForm = field(default_factory=lambda: NoteForm(formdata=None, prefix="note"))
    public: PublicForm = field(default_factory=lambda: PublicForm(formdata=None, prefix="public"))
    keep_out: KeepOutForm = field(default_factory=lambda: KeepOutForm(formdata=None, prefix="out"))
    answer: AnswerForm = field(default_factory=lambda: AnswerForm(formdata=None, prefix="answer"))
    step: SeenForm = field(default_factory=lambda: SeenForm(formdata=None, prefix="step"))

    def all(self) -> tuple[SeenForm, ...]:
        """Return each of them."""
        return self.note, self.public, self.keep_out, self.answer, self.step


def register(blueprint: Blueprint) -> None:
    """Put the page of one comment, and the steps, on the blueprint of the queue."""
    blueprint.add_url_rule("/<key>", "show", show)
    for step in (release, note, publish, keep_out, take_up, answer):
        rule = f"/<key>/{step.__name__.replace('_', '-')}"
        blueprint.add_url_rule(rule, step.__name__, step, methods=["POST"])


@needs("comments.read")
def show(key: str) -> ResponseReturnValue:
    """Show one comment whole, and write down who looked."""
    return _page(queries.get(session(), key=key), Forms())


@needs("comments.answer")
def release(key: str) -> ResponseReturnValue:
    """Put a comment that was set aside into the queue."""
    forms = Forms(step=SeenForm(prefix="step"))
    seen = forms.step.seen_version
    said = gettext("The comment is in the queue now.")
    return _step(key, forms, lambda desk, row: desk.release(row, seen_version=seen), said)


@needs("comments.answer")
def take_up(key: str) -> ResponseReturnValue:
    """Put a comment that was kept out back into the queue."""
    forms = Forms(step=SeenForm(prefix="step"))
    seen = forms.step.seen_version
    said = gettext("The comment is back in the queue.")
    return _step(key, forms, lambda desk, row: desk.take_up(row, seen_version=seen), said)


@needs("comments.answer")
def note(key: str) -> ResponseReturnValue:
    """Keep a note for colleagues."""
    form = NoteForm(prefix="note")
    forms, seen, words = Forms(note=form), form.seen_version, form.note.data
    if not form.validate():
        return _page(queries.get(session(), key=key), forms, form, 400)
    return _step(key, forms, lambda desk, row: desk.note(row, words, seen_version=seen), gettext("The note is saved."))


@needs("comments.answer")
def publish(key: str) -> ResponseReturnValue:
    """Keep the published form and the theme, unless something in it should be looked at first."""
    row, form = queries.get(session(), key=key), PublicForm(prefix="public")
    _offer_themes(form)
    forms, seen = Forms(public=form), form.seen_version
    if not form.validate():
        return _page(row, forms, form, 400)
    found = _findings(row, form)
    if found and not form.nobody.data:
        form.problem(form.nobody, gettext("Look at what was found. Change the words, or tick the box"))
        return _page(row, forms, form, 400, found)
    words, theme = form.words(), queries.theme(session(), slug=form.theme.data)
    said = (
        gettext("The published form is saved. Families see it now: the theme is published.")
        if theme.published_at
        else gettext("The published form is saved. Families see it once the theme is published.")
    )
    return _step(key, forms, lambda desk, row: desk.publish(row, words, theme, seen_version=seen), said)


@needs("comments.answer")
def keep_out(key: str) -> ResponseReturnValue:
    """Keep a comment out of what is published, with the reason."""
    form = KeepOutForm(prefix="out")
    forms, seen = Forms(keep_out=form), form.seen_version
    if not form.validate():
        return _page(queries.get(session(), key=key), forms, form, 400)
    why, reason = KeptOut(form.why.data), form.reason.data
    said = gettext("The comment is kept out. The reason is stored.")
    return _step(key, forms, lambda desk, row: desk.keep_out(row, why, reason, seen_version=seen), said)


@needs("comments.answer")
def answer(key: str) -> ResponseReturnValue:
    """Mail an answer to whoever left an address."""
    form = AnswerForm(prefix="answer")
    forms, seen, words = Forms(answer=form), form.seen_version, form.answer.data
    if not form.validate():
        return _page(queries.get(session(), key=key), forms, form, 400)
    said, ours = gettext("The answer goes out by mail. The address is deleted."), council.current()
    return _step(key, forms, lambda desk, row: desk.answer(row, words, council=ours, seen_version=seen), said)


def _step(key: str, forms: Forms, act: Callable[[Desk, Comment], None], said: str) -> ResponseReturnValue:
    """Take one step; 409 when somebody else was first, with what was typed still there."""
    desk = Desk(session(), keys=_keys(), actor=current_actor(), at=now())
    try:
        act(desk, queries.get(session(), key=key))
    except (ChangedMeanwhile, CannotOpen):
        session.rollback()
        forms.step.form_errors = [
            gettext("Somebody else changed this comment while you had it open. Look at it once more.")
        ]
        return _page(queries.get(session(), key=key), forms, forms.step, 409)
    flash(said)
    return redirect(url_for("admin.comments.show", key=key), code=303)


def _findings(row: Comment, form: PublicForm) -> list[str]:
    try:
        original = sealing.open_inside(row, keys=_keys()).words
    except CannotOpen:
        original = ""
    ours = council.current()
    names = (ours.name, ours.county, *(district.name["en"] for district in ours.districts))
    known = _KNOWN | {word.casefold() for name in names for word in name.split()}
    found = [one for words in form.words().values() for one in copying.findings(words, original, known=known)]
    return admin_presenters.findings(found)


def _page(
    row: Comment, forms: Forms, wrong: SeenForm | None = None, status: int = 200, found: Sequence[str] = ()
) -> ResponseReturnValue:
    for form in forms.all():
        form.version.data = str(row.row_version)
    shown = admin_presenters.whole(
        row,
        subjects.resolve(row.about),
        keys=_keys(),
        staff=accounts.names(session(), [row.decided_by, row.answered_by]),
        today=days.today(),
    )
    _offer_themes(forms.public)
    if wrong is not forms.public:
        forms.public.show(shown.theme_slug, row.public_words)
    if wrong is not forms.note and shown.inside:
        forms.note.note.data = shown.inside.note
    page = render_template(
        "feedback/comments/admin/show.html",
        comment=shown,
        forms=forms,
        wrong=wrong or forms.step,
        found=found,
        may_answer=allowed("comments.answer"),
    )
    looked_at, actor = row.uuid, current_actor()
    # A refused change holds SQLite's one writer, which the look needs for itself.
    session.rollback()
    with database().transaction() as own:
        Desk(own, keys=_keys(), actor=actor, at=now()).record_look(looked_at)
    return page, status


def _offer_themes(form: PublicForm) -> None:
    titles = [(theme.slug, admin_presenters.theme_title(theme)) for theme in queries.themes(session())]
    form.theme.choices = [Choice("", gettext("Choose a theme")), *(Choice(slug, title) for slug, title in titles)]


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found
