"""The forms of sign-in: password, code, recovery code, and choosing a password.

Flask-Security's views drive them, so they carry the names that it asks for (``user``, ``next``, ``window``…). A sign-in
that fails says the same whatever was wrong with it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app, flash, request, url_for
from flask_login import current_user
from flask_security.proxies import _security
from flask_wtf import FlaskForm
from sqlalchemy import func, select
from wtforms import HiddenField

from localoffer import council, db
from localoffer.forms.base import Form
from localoffer.forms.fields import EmailField, TextField
from localoffer.forms.validators import Required
from localoffer.languages import gettext, lazy_gettext, ngettext
from localoffer.staff import accounts, passwords, throttle, trail
from localoffer.staff.models import User

_AUTHENTICATOR = "authenticator"


class PasswordField(TextField):
    """A password: kept exactly as typed, and never put back into a page."""

    type_attribute = "password"
    defaults = {"spellcheck": False, "autocapitalize": "none"}

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[0]


class CodeField(TextField):
    """The digits of an app: worth nothing once they were tried, so never put back into a page."""


def blank_passwords(form: FlaskForm) -> None:
    """Take what was typed out of a form's passwords and codes, before it is drawn."""
    for field in form:
        if isinstance(field, PasswordField | CodeField):
            field.data = ""


class ThrottledForm(Form):
    """A form that checks a secret of an account: each try is counted, and too many have to wait."""

    has_to_wait = False

    def may_try(self, account: str) -> bool:
        """Count a try; False, with the sentence that says for how long, when it has to wait."""
        wait = throttle.begin(account)
        if wait:
            self.has_to_wait = True
            self.form_errors.append(_waiting(wait))
            trail.note("staff.sign_in_held", details={"step": type(self).__name__})
        return not wait

    def refuse(self, *, step: str, account: int | None) -> None:
        """Record that the secret was wrong."""
        known = trail.UNKNOWN if account is None else str(account)
        trail.note("staff.sign_in_failed", subject_id=known, details={"step": step})


class SignInForm(ThrottledForm):
    """E-mail address and password. After ``validate``, ``user`` is who they belong to."""

    email = EmailField(
        lazy_gettext("E-mail address"), [Required(lazy_gettext("Enter your e-mail address"))], autocomplete="username"
    )
    password = PasswordField(
        lazy_gettext("Password"), [Required(lazy_gettext("Enter your password"))], autocomplete="current-password"
    )
    next = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user: User | None = None
        self.requires_confirmation = False
        self.next.data = self.next.data or request.args.get("next") or url_for("admin.home")

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators) or not self.may_try(self.email.data):
            return False
        with db.database().session(writes=False) as session:
            account = session.execute(
                select(User.id, User.password, User.active).where(func.lower(User.email) == self.email.data.lower())
            ).one_or_none()
        # outside any writing transaction: hashing takes long, and on SQLite there is one writer
        right = passwords.matches(self.password.data, account.password if account else None)
        if not right or account is None or not account.active:
            self.refuse(step="password", account=account.id if account else None)
            self.form_errors.append(gettext("The e-mail address or the password is not right"))
            return False
        self.user = db.session.get(User, account.id)
        return self.user is not None


class PasswordAgainForm(ThrottledForm):
    """The password once more, before something that matters."""

    password = PasswordField(
        lazy_gettext("Password"), [Required(lazy_gettext("Enter your password"))], autocomplete="current-password"
    )
    next = HiddenField()

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.next.data = self.next.data or request.args.get("next") or url_for("admin.home")

    def validate(self, extra_validators: Any = None) -> bool:
        number, stored, email = current_user.id, current_user.password, current_user.email
        if not super().validate(extra_validators) or not self.may_try(email):
            return False
        if not passwords.matches(self.password.data, stored):
            self.refuse(step="password again", account=number)
            self.problem(self.password, gettext("The password is not right"))
            return False
        throttle.forgive(db.session(), email)
        return True


class SetUpForm(Form):
    """Asks for a new key for the authenticator app, the one second factor there is."""

    setup = HiddenField(default=_AUTHENTICATOR)

    def validate(self, extra_validators: Any = None) -> bool:
        return bool(super().validate(extra_validators)) and self.setup.data == _AUTHENTICATOR


class CodeForm(ThrottledForm):
    """The six digits that the authenticator app shows. The view sets ``user``, ``primary_method`` and the secret."""

    code = CodeField(
        lazy_gettext("Code"),
        [Required(lazy_gettext("Enter the 6 digits that your app shows"))],
        hint=lazy_gettext("6 digits, for example 123456"),
        width="10",
        autocomplete="one-time-code",
        inputmode="numeric",
        spellcheck=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user: Any = None
        self.primary_method = ""
        self.tf_totp_secret = ""
        self.is_setup = False

    def validate(self, extra_validators: Any = None) -> bool:
        assert self.user is not None  # noqa: S101 - the view sets it
        number, email, active = self.user.id, self.user.email, self.user.active
        if not super().validate(extra_validators) or not self.may_try(email):
            return False
        typed = "".join(character for character in self.code.data if not character.isspace())
        right = active and self.primary_method == _AUTHENTICATOR and self._is_right(typed)
        if not right:
            self.refuse(step="code", account=number)
            said = gettext("The code is not right. Each code works once: enter the next one that your app shows.")
            self.problem(self.code, said)
        if not right and self.is_setup:
            # the library goes back to the beginning and says nothing
            flash(gettext("The code was not right, and nothing has changed. Start again with a new picture."))
        return bool(right)

    def _is_right(self, typed: str) -> bool:
        window = current_app.config["SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY"]
        right: bool = _security.totp_factory.verify_totp(
            token=typed, totp_secret=self.tf_totp_secret, user=self.user, window=window
        )
        return right


class RecoveryForm(ThrottledForm):
    """One of the recovery codes, instead of a code from the app. The view sets ``user``."""

    code = TextField(
        lazy_gettext("Recovery code"),
        [Required(lazy_gettext("Enter one of your recovery codes"))],
        width="20",
        autocomplete="off",
        spellcheck=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user: User | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        assert self.user is not None  # noqa: S101 - the view sets it
        number, email, active = self.user.id, self.user.email, self.user.active
        if not super().validate(extra_validators) or not self.may_try(email):
            return False
        right = active and _security.mf_recovery_codes_util.check_recovery_code(self.user, self.code.data)
        if not right:
            self.refuse(step="recovery code", account=number)
            self.problem(self.code, gettext("That is not one of your recovery codes, or it was used already"))
        return bool(right)


class ChoosePasswordForm(Form):
    """A new password, for the account that a link belongs to; ``words`` are what it must not hold."""

    password = PasswordField(
        lazy_gettext("New password"),
        [Required(lazy_gettext("Enter a password"))],
        hint=lazy_gettext("15 characters or more. Three or four words that do not belong together work well."),
        autocomplete="new-password",
    )
    again = PasswordField(
        lazy_gettext("New password again"),
        [Required(lazy_gettext("Enter the password a second time"))],
        autocomplete="new-password",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = council.current()
        self.words = accounts.guessable(user, ours.name, ours.county, ours.site_name, "localoffer")

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        wrong = passwords.fault(self.password.data, words=self.words)
        if wrong:
            self.problem(self.password, wrong)
        elif self.password.data != self.again.data:
            self.problem(self.again, gettext("The two passwords are not the same"))
        return not self.errors


def _waiting(wait: timedelta) -> str:
    minutes = max(1, round(wait.total_seconds() / 60))
    return ngettext(
        "There were too many tries. Wait %(num)s minute, then try again.",
        "There were too many tries. Wait %(num)s minutes, then try again.",
        minutes,
    )
