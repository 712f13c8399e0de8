"""The screens of one's own views of the queue, and of how one likes to work in it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from localoffer.db import session
from localoffer.languages import gettext
from localoffer.referrals.admin import here, queue_address
from localoffer.referrals.admin.queue_address import in_words, to_queue, told
from localoffer.referrals.admin.saved_views_forms import SaveViewForm
from localoffer.referrals.asking import at_hand
from localoffer.referrals.queueing import saved_views
from localoffer.referrals.queueing.filters import QueueFilter
from localoffer.referrals.queueing.saved_views import Own, Person
from localoffer.staff.guard import needs


@dataclass(frozen=True)
class ViewLink:
    """The way to one of somebody's views; ``current`` where the queue shows it."""

    name: str
    address: str
    current: bool


@dataclass(frozen=True)
class ViewRow:
    """One of somebody's views, as they change it."""

    number: int
    name: str
    address: str
    words: str
    opens: bool


def own() -> Own:
    """Return what whoever is signed in has saved."""
    return saved_views.own(session(), here.me())


def links(saved: Own, wanted: QueueFilter) -> list[ViewLink]:
    """Return the ways to somebody's views."""
    now = told(wanted)
    return [ViewLink(view.name, to_queue(view.filters), view.filters == now) for view in saved.views]


@needs("referrals.read")
def index() -> ResponseReturnValue:
    """List one's own views."""
    names, team, saved = here.names(), here.team(), own()
    rows = [
        ViewRow(
            number=view.id,
            name=view.name,
            address=to_queue(view.filters),
            words=in_words(queue_address.wanted(view.filters, names=names, team=team), names=names, team=team),
            opens=view is saved.opens_with,
        )
        for view in saved.views
    ]
    return render_template("referrals/admin/views.html", rows=rows, saved=saved)


@needs("referrals.read")
def new() -> ResponseReturnValue:
    """Ask what to call the view that the address tells."""
    return _page(SaveViewForm(formdata=None))


@needs("referrals.read")
def save() -> ResponseReturnValue:
    """Save the view that the address tells, and show it."""
    form = SaveViewForm()
    if not form.validate():
        return _page(form), 400
    filters = told(_wanted())
    try:
        saved_views.save(session(), _person(), name=form.name.data, filters=filters, opens=form.opens)
    except saved_views.NameTaken:
        form.problem(form.name, gettext("You have a view of that name: choose another name"))
        return _page(form), 400
    except saved_views.TooManyViews:
        form.problem(form.name, gettext("You have as many views as there can be: remove one first"))
        return _page(form), 400
    flash(gettext("Saved: %(name)s", name=form.name.data))
    return redirect(to_queue(filters), code=303)


@needs("referrals.read")
def open_with(number: int) -> ResponseReturnValue:
    """Let the queue open with one of one's own views; with everything that is open where the number is 0."""
    saved_views.open_with(session(), _person(), number or None)
    flash(gettext("Saved: the queue opens so from now on"))
    return _to_views()


@needs("referrals.read")
def remove(number: int) -> ResponseReturnValue:
    """Remove one of one's own views."""
    gone = saved_views.remove(session(), _person(), number)
    flash(gettext("Removed: %(name)s", name=gone.name))
    return _to_views()


@needs("referrals.read")
def set_keys() -> ResponseReturnValue:
    """Switch the single keys of the queue on or off."""
    on = request.form.get("keys") == "on"
    saved_views.set_keys(session(), _person(), on=on)
    flash(gettext("Keys are on") if on else gettext("Keys are off"))
    return _to_views()


def _page(form: SaveViewForm) -> str:
    names, team, wanted = here.names(), here.team(), _wanted()
    words = in_words(wanted, names=names, team=team)
    return render_template(
        "referrals/admin/new_view.html", form=form, words=words, filters=told(wanted), back=to_queue(told(wanted))
    )


def _wanted() -> QueueFilter:
    return queue_address.wanted(request.args, names=here.names(), team=here.team())


def _person() -> Person:
    return Person(here.me(), at_hand.keys().audit)


def _to_views() -> Response:
    return redirect(url_for("admin.referrals.saved_views"), code=303)
