"""Passkeys as the second factor: a fingerprint, a face or a PIN proves who it is, and no false site can ask for it.

Flask-Security's views drive them. The device always asks for the person, so that a key that was found opens nothing. A
first passkey is added at the first sign-in, between the password and being signed in: nobody is signed in by half.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask, flash, g, request, session
from flask_login import current_user
from flask_security import WebauthnUtil
from flask_security.proxies import _datastore, _security
from flask_security.signals import wan_registered
from flask_security.tf_plugin import tf_clean_session
from flask_security.utils import set_request_attr
from flask_security.webauthn import WebAuthnRegisterResponseForm, WebAuthnSigninResponseForm
from sqlalchemy.orm import Session
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from wtforms import RadioField

from localoffer import db
from localoffer.db import MissingRow
from localoffer.forms.base import Form
from localoffer.forms.fields import TextField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import gettext, lazy_gettext
from localoffer.staff import browsers, trail
from localoffer.staff.models import User

_SECONDARY = "secondary"
_ADDING = {"security.wan_register", "security.wan_register_response"}
_SETTING_UP = {"setup_from_login", "validating_profile"}
_FIVE_MINUTES = timedelta(minutes=5)
_LONGEST_NAME = 64

SETTINGS: dict[str, Any] = {
    "SECURITY_WEBAUTHN": True,
    "SECURITY_WAN_ALLOW_AS_FIRST_FACTOR": False,
    "SECURITY_WAN_ALLOW_AS_MULTI_FACTOR": False,
    "SECURITY_WAN_ALLOW_AS_VERIFY": [_SECONDARY],
    "SECURITY_WAN_NAME_ALLOWED_CHARS": None,
    "SECURITY_WAN_NAME_MAX_LENGTH": _LONGEST_NAME,
    "SECURITY_WAN_REGISTER_URL": "/passkeys/add",
    "SECURITY_WAN_SIGNIN_URL": "/two-factor/passkey",
    "SECURITY_WAN_VERIFY_URL": "/sign-in/passkey-again",
    "SECURITY_WAN_DELETE_URL": "/passkeys/remove",
    "SECURITY_WAN_POST_REGISTER_VIEW": "admin.account",
    # people who cannot hurry need longer than the library's minute
    "SECURITY_WAN_SIGNIN_WITHIN": _FIVE_MINUTES,
    "SECURITY_WAN_REGISTER_WITHIN": _FIVE_MINUTES,
    "SECURITY_WAN_SIGNIN_TIMEOUT": 300_000,
    "SECURITY_WAN_REGISTER_TIMEOUT": 300_000,
    "SECURITY_WAN_REGISTER_TEMPLATE": "security/passkey_add.html",
    "SECURITY_WAN_SIGNIN_TEMPLATE": "security/passkey.html",
    "SECURITY_WAN_VERIFY_TEMPLATE": "security/passkey_again.html",
    "SECURITY_TWO_FACTOR_SELECT_TEMPLATE": "security/choose.html",
}


class LastFactor(Exception):
    """Without this passkey the account would have no second factor."""


class Passkeys(WebauthnUtil):
    """What is asked of a device: that it knows the person, and remembers the site where it can."""

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.REQUIRED
        )

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:
        return UserVerificationRequirement.REQUIRED


@dataclass(frozen=True)
class _Usage:
    data: str = _SECONDARY


class AddForm(Form):
    """What a new passkey is called. The view asks for ``usage`` and ``clean_name``."""

    name = TextField(
        lazy_gettext("Name of the passkey"),
        [
            Required(lazy_gettext("Enter a name for the passkey")),
            MaxLength(_LONGEST_NAME, lazy_gettext("Use 64 characters or fewer for the name")),
        ],
        hint=lazy_gettext("So that you know it again, for example “Work laptop”"),
        width="20",
        autocomplete="off",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usage, self.clean_name = _Usage(), ""
        if not self.is_submitted():
            self.name.data = browsers.describe(request.user_agent.string)

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        self.clean_name = self.name.data
        if any(self.clean_name == passkey.name for passkey in current_user.webauthn):
            self.problem(self.name, gettext("You have a passkey with this name already"))
        return not self.errors


class AddedForm(WebAuthnRegisterResponseForm):
    """What the device answered when it was asked for a new passkey."""

    def validate(self, **kwargs: Any) -> bool:
        if super().validate(**kwargs):
            return True
        flash(gettext("That did not work, and no passkey was added. Try again."))
        return False


class UsedForm(WebAuthnSigninResponseForm):
    """What the device answered when it was asked for a passkey: at sign-in, or once more before something that matters.

    The library lets in whoever the passkey belongs to; here it must belong to whoever gave the password.
    """

    def validate(self, **kwargs: Any) -> bool:
        right = super().validate(**kwargs)
        if right and self.user and self.user.active and self.user.fs_uniquifier == _whose_turn():
            return True
        number = str(self.user.id) if self.user else trail.UNKNOWN
        trail.note("staff.sign_in_failed", subject_id=number, details={"step": "passkey"})
        flash(gettext("That did not work. Use a passkey that you added to this account."))
        return False


class ChooseForm(Form):
    """Which second factor somebody who has both wants to use; the view says which there are."""

    which = RadioField()


def init_app(app: Flask) -> None:
    """Let a first passkey be added at the first sign-in, and write down what happens to passkeys."""
    app.before_request_funcs.setdefault("security", []).append(_let_the_first_be_set_up)
    wan_registered.connect(_added, app)


def remove(session: Session, user: User, number: int) -> str:
    """Remove one of somebody's passkeys and return what it was called.

    Raises:
        LastFactor: when nothing but the password would be left.
        MissingRow: when they have none of that number.
    """
    found = next((passkey for passkey in user.webauthn if passkey.id == number), None)
    if found is None:
        raise MissingRow
    if len(user.webauthn) == 1 and user.tf_primary_method is None:
        raise LastFactor
    user.webauthn.remove(found)
    trail.record(session, "staff.passkey_removed", actor=f"staff:{user.id}", subject_id=str(user.id))
    return found.name


def _whose_turn() -> str | None:
    """Return the mark of the account whose passkey is asked for."""
    if current_user.is_authenticated:
        mark: str = current_user.fs_uniquifier
        return mark
    return session.get("tf_user_id")


def _let_the_first_be_set_up() -> None:
    """Let whoever has given the right password alone set up a first second factor, and none once there is one.

    The library asks that at the password only, so that a browser could wait with it until the account's owner has one.
    """
    if session.get("tf_state") not in _SETTING_UP or current_user.is_authenticated:
        return
    user = _datastore.find_user(fs_uniquifier=session.get("tf_user_id"))
    if user is None or not user.active or user.tf_primary_method or user.webauthn:
        tf_clean_session()  # type: ignore[no-untyped-call]
    elif request.endpoint in _ADDING:
        # for this request alone: nobody is signed in by it
        g._login_user = user
        set_request_attr("fs_authn_via", "session")
        set_request_attr("fs_paa", time.time())


def _added(_app: Flask, **_more: object) -> None:
    # the account itself: the signal brings what stands for it, which cannot be signed in to
    user: User = current_user._get_current_object()
    trail.record(db.session(), "staff.passkey_added", actor=f"staff:{user.id}", subject_id=str(user.id))
    if session.get("tf_state") in _SETTING_UP and session.get("signed_in_by") is None:
        _security.two_factor_plugins.tf_complete(user, True)
    else:
        flash(gettext("The passkey is added. You can sign in with it from now on."))
