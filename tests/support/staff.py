"""Members of staff for tests, and how they sign in."""

from __future__ import annotations

from datetime import timedelta

import pyotp
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.db import now
from localoffer.staff import accounts, passwords
from localoffer.staff.models import User
from tests.support.client import CheckedClient

PASSWORD = "seven quiet lanterns"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ADA = "ada@staff.example.org"


def make_user(app: Flask, session: Session, role: str = "manager", *, email: str = ADA, set_up: bool = True) -> User:
    """Make a member of staff with a password and, where ``set_up``, an authenticator app. Commits."""
    user = accounts.create_user(session, email=email, name="Ada", role=role)
    accounts.set_password(session, user, passwords.hashed(PASSWORD))
    if set_up:
        totp = app.extensions["security"].totp_factory._totp
        user.tf_primary_method = "authenticator"
        user.tf_totp_secret = totp.from_source({"type": "totp", "v": 1, "key": SECRET}).to_json(encrypt=True)
        user.mf_recovery_codes = ["none of them is used"]
    session.commit()
    return user


def code(secret: str = SECRET, *, ahead: timedelta = timedelta(0)) -> str:
    """Return what the authenticator app shows, now or a while ahead."""
    return pyotp.TOTP(secret).at(int((now() + ahead).timestamp()))


def sign_in(client: CheckedClient, email: str = ADA) -> None:
    """Sign in with password and code."""
    sent = client.send("/admin/sign-in", {"email": email, "password": PASSWORD})
    assert sent.status_code == 302, sent.get_data(as_text=True)
    done = client.send("/admin/two-factor", {"code": code()})
    assert done.status_code == 302, done.get_data(as_text=True)
