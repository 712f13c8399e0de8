"""The council's directory (Microsoft Entra ID, or whatever speaks OpenID Connect), asked who somebody is.

Authlib speaks the protocol: a code that is worth nothing without its verifier (PKCE), and an answer that belongs to one
question of one browser (state, nonce). Pinned here is whose word counts, to whom it was given and how it is signed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError

BACK = "/admin/council-account/back"
_EXTENSION = "localoffer_directory"
_NAME = "council"
_SIGNED_BY = ("RS256", "PS256", "ES256")
_PATIENCE = 10
_CLOCKS_MAY_DIFFER = 60
_LONGEST_SUBJECT = 255
# what a network, an answer that is no JSON, one that lacks something and one that is not genuine are told by
_FAULTS = (OSError, ValueError, KeyError, RuntimeError, AuthlibBaseError, JoseError)


class NotAnswered(Exception):
    """The directory could not be asked, or said nothing that can be relied on; ``kind`` is a code for the audit."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Person:
    """Who somebody is, by the word of the directory ``issuer``: the number that it gave them, and not their name.

    ``roles`` are what the directory says they are for this site, ``proved_at`` when they last proved it there.
    """

    issuer: str
    subject: str
    roles: tuple[str, ...] = ()
    proved_at: datetime | None = None


class Directory:
    """The directory of one application."""

    def __init__(self, app: Flask, *, issuer: str, client_id: str, client_secret: str, base_url: str) -> None:
        self._issuer, self._audience = issuer, client_id
        self._back = base_url + BACK
        self._client = OAuth(app).register(
            _NAME,
            client_id=client_id,
            client_secret=client_secret,
            server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid", "code_challenge_method": "S256", "default_timeout": _PATIENCE},
        )

    def ask(self, *, again: bool = False) -> ResponseReturnValue:
        """Send a browser to the directory; with ``again`` it must ask for the person even where it knows them.

        Raises:
            NotAnswered: when the directory cannot be reached, or is not the one that is set.
        """
        try:
            self._pin()
            more: dict[str, Any] = {"prompt": "login", "max_age": 0} if again else {}
            sent: ResponseReturnValue = self._client.authorize_redirect(self._back, **more)
        except _FAULTS as fault:
            raise NotAnswered(type(fault).__name__) from fault
        return sent

    def answer(self) -> Person:
        """Return who the browser was sent back for, after the directory has been asked itself.

        Raises:
            NotAnswered: when the directory cannot be reached or refuses, or its answer is not genuine, not for this
                site, not for this browser, or too old.
        """
        pinned = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._audience},
        }
        try:
            self._pin()
            token = self._client.authorize_access_token(claims_options=pinned, leeway=_CLOCKS_MAY_DIFFER)
            return _person(token["userinfo"])
        except _FAULTS as fault:
            raise NotAnswered(type(fault).__name__) from fault

    def _pin(self) -> None:
        known = self._client.load_server_metadata()
        if known.get("issuer") != self._issuer:
            raise NotAnswered("OtherIssuer")
        known["id_token_signing_alg_values_supported"] = list(_SIGNED_BY)


def init_app(app: Flask) -> None:
    """Give the application its directory, where one is set."""
    told = app.config["SETTINGS"]
    if told.oidc_issuer:
        app.extensions[_EXTENSION] = Directory(
            app,
            issuer=told.oidc_issuer,
            client_id=told.oidc_client_id,
            client_secret=told.oidc_client_secret,
            base_url=told.base_url,
        )


def current() -> Directory | None:
    """Return the directory of the current application, None where the council sets none."""
    found: Directory | None = current_app.extensions.get(_EXTENSION)
    return found


def _person(claims: dict[str, Any]) -> Person:
    told, proved = claims.get("roles", []), claims.get("auth_time")
    subject = str(claims["sub"])
    if not 0 < len(subject) <= _LONGEST_SUBJECT:
        raise ValueError("that is nobody's number")
    return Person(
        issuer=str(claims["iss"]),
        subject=subject,
        roles=tuple(str(role) for role in told) if isinstance(told, list) else (),
        proved_at=datetime.fromtimestamp(float(proved), UTC) if proved else None,
    )
