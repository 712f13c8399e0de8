"""The administrators' screens of who may work here. In English only."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer import council, db
from localoffer.languages import gettext
from localoffer.staff import accounts, guard, invitations, people_list, sessions, trail
from localoffer.staff.council_account import directory
from localoffer.staff.guard import needs
from localoffer.staff.home import Tile
from localoffer.staff.invitations import Mail, Site
from localoffer.staff.models import User
from localoffer.staff.people import Desk, OwnAccount
from localoffer.staff.people_forms import InviteForm, RoleForm
from localoffer.web import settings

blueprint = Blueprint("people", __name__, url_prefix="/people")


@blueprint.get("")
@needs("people.manage")
def index() -> str:
    """List everybody who may work here, or might once."""
    return render_template("staff/people/index.html", people=people_list.everybody(db.session()), own=_actor().id)


@blueprint.get("/invite")
@needs("people.manage")
def invite() -> str:
    """Ask whom to invite, and for what."""
    return render_template("staff/people/invite.html", form=InviteForm(formdata=None))


@blueprint.post("/invite")
@needs("people.manage", recent=True)
def send_invitation() -> ResponseReturnValue:
    """Make the account and send its link."""
    form = InviteForm()
    if not form.validate():
        return render_template("staff/people/invite.html", form=form), 400
    try:
        user = _desk().invite(email=form.email.data, name=form.name.data, role=form.role.data)
    except accounts.AccountExists:
        form.problem(form.email, gettext("There is an account with this email address already"))
        return render_template("staff/people/invite.html", form=form), 400
    flash(gettext("The invitation is on its way. Its link works once, for 48 hours."))
    return _back_to(user)


@blueprint.get("/<int:number>")
@needs("people.manage")
def show(number: int) -> ResponseReturnValue:
    """Show one account, and what can be done with it."""
    return _page(_user(number), RoleForm(formdata=None))


@blueprint.post("/<int:number>/role")
@needs("people.manage", recent=True)
def give_role(number: int) -> ResponseReturnValue:
    """Give somebody another role."""
    user, form = _user(number), RoleForm()
    if not form.validate():
        return _page(user, form, status=400)
    try:
        _desk().give_role(user, form.role.data)
    except (OwnAccount, accounts.LastAdministrator) as fault:
        return _refused(number, fault)
    flash(gettext("Saved. They sign in again, and then may do what this role may."))
    return _back_to(user)


@blueprint.post("/<int:number>/off")
@needs("people.manage")
def switch_off(number: int) -> ResponseReturnValue:
    """Switch an account off, at once."""
    user = _user(number)
    try:
        _desk().switch_off(user)
    except (OwnAccount, accounts.LastAdministrator) as fault:
        return _refused(number, fault)
    flash(gettext("The account is switched off. Whoever was signed in to it is out."))
    return _back_to(user)


@blueprint.post("/<int:number>/on")
@needs("people.manage", recent=True)
def switch_on(number: int) -> ResponseReturnValue:
    """Switch an account on again."""
    user = _user(number)
    try:
        _desk().switch_on(user)
    except OwnAccount as fault:
        return _refused(number, fault)
    flash(gettext("The account works again."))
    return _back_to(user)


@blueprint.post("/<int:number>/link")
@needs("people.manage", recent=True)
def send_link(number: int) -> ResponseReturnValue:
    """Send somebody a new link with which to choose a password."""
    user = _user(number)
    if not user.active:
        abort(409)
    try:
        _desk().send_link(user)
    except OwnAccount as fault:
        return _refused(number, fault)
    flash(gettext("A new link is on its way. It works once, for 48 hours, and the one before works no more."))
    return _back_to(user)


@blueprint.post("/<int:number>/sign-out")
@needs("people.manage")
def sign_out(number: int) -> ResponseReturnValue:
    """Sign somebody out everywhere."""
    user = _user(number)
    try:
        _desk().sign_out(user)
    except OwnAccount as fault:
        return _refused(number, fault)
    flash(gettext("They are signed out everywhere, and can sign in again."))
    return _back_to(user)


def tiles(session: Session) -> list[Tile]:
    """Return how many people have not taken their invitation up, for the first page."""
    number = people_list.number_waiting()
    return [Tile(gettext("Invitations that nobody has used"), number, url_for("admin.people.index"))]


def _refused(number: int, fault: Exception) -> ResponseReturnValue:
    db.session.rollback()
    form = RoleForm(formdata=None)
    form.form_errors = [
        gettext("You cannot change your own account. Ask another administrator.")
        if isinstance(fault, OwnAccount)
        else gettext("This is the last administrator. Make somebody else an administrator first.")
    ]
    return _page(_user(number), form, status=409)


def _page(user: User, form: RoleForm, *, status: int = 200) -> ResponseReturnValue:
    if not form.is_submitted() or form.form_errors:
        form.role.process(None, next((held.name for held in user.roles), ""))
    mail = invitations.last_mail(db.session(), user)
    page = render_template(
        "staff/people/show.html",
        person=people_list.person(db.session(), user),
        form=form,
        is_own=user.id == _actor().id,
        is_active=user.active,
        has_password=user.password is not None,
        has_council_account=user.council_account is not None,
        sign_ins=len(sessions.of(db.session(), user.id)),
        mail_waits=mail is Mail.WAITING,
        mail_refused=mail is Mail.REFUSED,
    )
    return page, status


def _back_to(user: User) -> ResponseReturnValue:
    return redirect(url_for("admin.people.show", number=user.id), code=303)


def _user(number: int) -> User:
    return people_list.get(db.session(), number)


def _actor() -> User:
    user = guard.signed_in()
    if user is None:
        abort(403)
    return user


def _desk() -> Desk:
    ours = council.current()
    has_directory = directory.current() is not None
    site = Site(name=ours.site_name, council=ours.name, base_url=settings().base_url, has_directory=has_directory)
    return Desk(db.session(), _actor(), trail.keys(), site)
