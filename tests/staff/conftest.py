"""Members of staff, and how they sign in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.db import now
from localoffer.staff import accounts, passwords
from localoffer.staff.models import User
from tests.support.client import CheckedClient

PASSWORD = "seven quiet lanterns"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def make_user(app: Flask, session: Session) -> Callable[..., User]:
    """Make a member of staff who has a password and an authenticator app."""

    def make(email: str = "ada@staff.example.org", role: str = "manager", *, set_up: bool = True) -> User:
        user = accounts.create_user(session, email=email, name="Ada", role=role)
        accounts.set_password(session, user, passwords.hashed(PASSWORD))
        if set_up:
            factory = app.extensions["security"].totp_factory
            user.tf_primary_method = "authenticator"
            user.tf_totp_secret = factory._totp.from_source({"type": "totp", "v": 1, "key": SECRET}).to_json(
                encrypt=True
            )
            user.mf_recovery_codes = ["none of them is used"]
        session.commit()
        return user

    return make


def code(ahead: timedelta = timedelta(0)) -> str:
    """Return what the authenticator app shows, now or a while ahead."""
    return pyotp.TOTP(SECRET).at(int((now() + ahead).timestamp()))


def sign_in(client: CheckedClient, email: str = "ada@staff.example.org") -> None:
    """Sign in with password and code."""
    sent = client.send("/admin/sign-in", {"email": email, "password": PASSWORD})
    assert sent.status_code == 302, sent.get_data(as_text=True)[:500]
    done = client.send("/admin/two-factor", {"code": code()})
    assert done.status_code == 302
