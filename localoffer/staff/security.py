"""Flask-Security, set up for council staff: a password, then always a code from an app or a passkey; nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, render_template, request, session
from flask_login import user_logged_in, user_logged_out
from flask_login.utils import _user_context_processor
from flask_security import Security, SQLAlchemySessionUserDatastore
from flask_security.proxies import _security
from flask_security.signals import tf_profile_changed, user_authenticated
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from localoffer import council, db
from localoffer.staff import forms, guard, passkeys, throttle, trail
from localoffer.staff.council_account import directory
from localoffer.staff.factors import HashedRecoveryCodes, NoMail, OnceOnlyTotp
from localoffer.staff.leading_on import refuse_other_places
from localoffer.staff.models import Passkey, Role, User

_CODES = 10
# passkeys are removed on the page of one's own account
_NOWHERE = {"security.two_factor_rescue", "security.wan_delete"}


def init_app(app: Flask) -> None:
    """Give the application its sign-in under ``/admin``."""
    app.config.update(_settings(app))
    datastore = SQLAlchemySessionUserDatastore(db.session, User, Role, Passkey)
    security = Security(
        app,
        datastore,
        login_form=forms.SignInForm,
        verify_form=forms.PasswordAgainForm,
        two_factor_setup_form=forms.SetUpForm,
        two_factor_verify_code_form=forms.CodeForm,
        mf_recovery_form=forms.RecoveryForm,
        two_factor_select_form=passkeys.ChooseForm,
        wan_register_form=passkeys.AddForm,
        wan_register_response_form=passkeys.AddedForm,
        wan_signin_response_form=passkeys.UsedForm,
        webauthn_util_cls=passkeys.Passkeys,
        mail_util_cls=NoMail,
        totp_cls=OnceOnlyTotp,
        mf_recovery_codes_util_cls=HashedRecoveryCodes,
        render_template=_render,  # type: ignore[arg-type]
    )
    security.want_json(lambda _request: False)
    security.login_manager.request_loader(lambda _request: None)
    app.before_request_funcs.setdefault("security", []).append(refuse_other_places)
    passkeys.init_app(app)
    security.login_context_processor(lambda: {"has_directory": directory.current() is not None})
    for endpoint in _NOWHERE:
        app.view_functions[endpoint] = _nowhere
    # pages of families must not load an account in order to be answered or drawn
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    app.template_context_processors[None].remove(_user_context_processor)
    # nobody is remembered for longer than a session, and this would open everybody's to see
    app.after_request_funcs[None].remove(security.login_manager._update_remember_cookie)
    user_logged_in.connect(_begin_session, app)
    user_logged_out.connect(_end_session, app)
    user_authenticated.connect(_record_sign_in, app)
    tf_profile_changed.connect(_record_new_app, app)


def _settings(app: Flask) -> dict[str, Any]:
    keys = app.extensions["localoffer_keys"]
    return passkeys.SETTINGS | {
        "SECURITY_WAN_RP_NAME": council_name(app),
        # under the key file's pepper rather than the secret key, whose change must not lock every member of staff out
        "SECURITY_TOTP_SECRETS": {"1": keys.keyed_hash("codes of staff", b"1").hex()},
        "SECURITY_TOTP_ISSUER": council_name(app),
        "SECURITY_PASSWORD_SALT": keys.keyed_hash("passwords of staff", b"1").hex(),
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_DATETIME_FACTORY": db.now,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_FLASH_MESSAGES": False,
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_URL_PREFIX": "/admin",
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_VERIFY_URL": "/sign-in/password-again",
        "SECURITY_POST_LOGIN_VIEW": "admin.home",
        "SECURITY_POST_VERIFY_VIEW": "admin.home",
        "SECURITY_POST_LOGOUT_VIEW": "security.login",
        "SECURITY_FRESHNESS": timedelta(minutes=15),
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=5),
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_REQUIRED": True,
        "SECURITY_TWO_FACTOR_ALWAYS_VALIDATE": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_SETUP_URL": "/two-factor/set-up",
        "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/two-factor",
        "SECURITY_TWO_FACTOR_RESCUE_URL": "/two-factor/help",
        "SECURITY_TWO_FACTOR_SELECT_URL": "/two-factor/choose",
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "admin.home",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": _CODES,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/two-factor/recovery-codes",
        "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/two-factor/recovery",
        "SECURITY_LOGIN_USER_TEMPLATE": "security/sign_in.html",
        "SECURITY_VERIFY_TEMPLATE": "security/password_again.html",
        "SECURITY_TWO_FACTOR_SETUP_TEMPLATE": "security/set_up.html",
        "SECURITY_TWO_FACTOR_VERIFY_CODE_TEMPLATE": "security/code.html",
        "SECURITY_MULTI_FACTOR_RECOVERY_TEMPLATE": "security/recovery.html",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "security/recovery_codes.html",
        "SECURITY_LOGOUT_USER_TEMPLATE": "security/sign_in.html",
    }


def council_name(app: Flask) -> str:
    """Return the name under which authenticator apps and passkeys show the account."""
    ours = app.extensions["localoffer_council"]
    assert isinstance(ours, council.Council)  # noqa: S101 - create_app puts it there
    return f"{ours.name} {ours.site_name}"


def _render(template: str, **context: Any) -> tuple[str, int]:
    """Draw a page of sign-in; a form that was sent and refused answers 400, one that has to wait 429."""
    if template == "security/code.html" and session.get("tf_state") == "validating_profile":
        # a first code that is wrong often means that the picture was not scanned: show it again
        template = "security/set_up.html"
        context |= _picture(context["two_factor_verify_code_form"])
    shown = [value for value in context.values() if isinstance(value, FlaskForm)]
    for form in shown:
        forms.blank_passwords(form)
    sent = [form for form in shown if form.errors]
    status = 200
    if request.method == "POST" and sent:
        status = 429 if any(getattr(form, "has_to_wait", False) for form in sent) else 400
    return render_template(template, **context), status


def _picture(form: forms.CodeForm) -> dict[str, str]:
    """Return what the set-up page shows of the key that a code is asked for."""
    values = _security.totp_factory.fetch_setup_values(form.tf_totp_secret, form.user)
    return {"authr_key": values["key"], "authr_qrcode": values["image"]}


def _nowhere(**_values: object) -> tuple[str, int]:
    return "", 404


def _begin_session(_app: Flask, user: User, **_more: object) -> None:
    session.pop("csrf_token", None)
    session.renew(user.id)  # type: ignore[attr-defined]


def _end_session(_app: Flask, user: User, **_more: object) -> None:
    number = getattr(user, "id", None)
    session.clear()
    session.renew(None)  # type: ignore[attr-defined]
    if number is not None:
        trail.record(db.session(), "staff.signed_out", actor=f"staff:{number}", subject_id=str(number))


def _record_sign_in(_app: Flask, user: User, **_more: object) -> None:
    proof = guard.PROOFS.get(str(request.endpoint))
    session["signed_in_by"] = proof
    if request.method not in db.SAFE_METHODS:
        _write_down(db.session(), user, proof)
        return
    # the council's directory sends the browser back with a GET, which commits nothing by itself
    with db.database().transaction() as writing:
        _write_down(writing, user, proof)


def _write_down(writing: Session, user: User, proof: str | None) -> None:
    throttle.forgive(writing, user.email)
    trail.record(writing, "staff.signed_in", actor=f"staff:{user.id}", subject_id=str(user.id), details={"by": proof})


def _record_new_app(_app: Flask, user: User, **_more: object) -> None:
    trail.record(db.session(), "staff.app_replaced", actor=f"staff:{user.id}", subject_id=str(user.id))
