"""Links that work once: they show a button, and only the button uses them up, because mail scanners open links."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.utils import login_user

from localoffer import db
from localoffer.languages import gettext
from localoffer.staff import accounts, links, passwords, trail
from localoffer.staff.council_account import directory
from localoffer.staff.forms import ChoosePasswordForm, blank_passwords

blueprint = Blueprint("staff", __name__, url_prefix="/admin")


@blueprint.route("/one-time/<token>", methods=["GET", "POST"])
def one_time_link(token: str) -> ResponseReturnValue:
    """Show the button that signs in, or sign in with it; demonstration mode on this machine only."""
    if not links.allowed_here():
        abort(404)
    try:
        if request.method == "GET":
            user = accounts.whose_link(db.session(), token, purpose="sign_in")
            return render_template("staff/one_time_link.html", name=user.name)
        user = accounts.use_link(db.session(), token, purpose="sign_in")
    except accounts.LinkIsOver:
        return render_template("staff/link_over.html", purpose="sign_in"), 410
    login_user(user, remember=False, authn_via=["one_time_link"])
    return redirect(url_for("admin.home"), code=303)


@blueprint.route("/choose-password/<token>", methods=["GET", "POST"])
def choose_password(token: str) -> ResponseReturnValue:
    """Let the person whose link it is choose a password; the second factor is asked for afterwards as ever."""
    try:
        user = accounts.whose_link(db.session(), token, purpose="password")
    except accounts.LinkIsOver:
        return render_template("staff/link_over.html", purpose="password"), 410
    form = ChoosePasswordForm(user=user)
    if not form.validate_on_submit():
        blank_passwords(form)
        status = 400 if request.method == "POST" else 200
        has_directory = directory.current() is not None
        page = render_template(
            "staff/choose_password.html", form=form, email=user.email, token=token, has_directory=has_directory
        )
        return page, status
    # hashing takes long: nobody else's writing shall wait for it
    db.session.rollback()
    stored = passwords.hashed(form.password.data)
    try:
        user = accounts.use_link(db.session(), token, purpose="password")
    except accounts.LinkIsOver:
        return render_template("staff/link_over.html", purpose="password"), 410
    accounts.set_password(db.session(), user, stored)
    trail.record(db.session(), "staff.password_set", actor=f"staff:{user.id}", subject_id=str(user.id))
    flash(gettext("Your password is set. Sign in with it."))
    return redirect(url_for("security.login"), code=303)
