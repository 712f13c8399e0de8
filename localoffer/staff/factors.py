"""The second factor: codes that work once, recovery codes of which only hashes are kept, and no mail."""

from __future__ import annotations

import hmac
from typing import Any

import segno
from flask_security import MailUtil, MfRecoveryCodesUtil, Totp

from localoffer import db
from localoffer.staff import trail


class NoMail(MailUtil):
    """Flask-Security sends no mail of its own: the outbox is the only way out."""

    def send_mail(self, *_args: object, **_kwargs: object) -> None:
        raise RuntimeError("sign-in sends no mail")


class OnceOnlyTotp(Totp):
    """Codes that work once: the time step of the last one is kept with the account."""

    def get_last_counter(self, user: Any) -> int | None:
        counter: int | None = user.last_code_counter
        return counter

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        user.last_code_counter = tmatch.counter

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Return the QR code as an SVG data address."""
        address: str = segno.make(self.get_totp_uri(username, totp), error="m").svg_data_uri(scale=5, border=2)
        return address


class HashedRecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes of which only keyed hashes are kept: they are shown once, when they are made."""

    def create_recovery_codes(self, user: Any) -> list[str]:
        codes = super().create_recovery_codes(user)
        trail.record(db.session(), "staff.recovery_codes_made", actor=f"staff:{user.id}", subject_id=str(user.id))
        return list(codes)

    def get_recovery_codes(self, user: Any) -> list[str]:
        return []

    def check_recovery_code(self, user: Any, code: str) -> bool:
        given = _hash_of_code(code)
        return any(hmac.compare_digest(given, stored) for stored in user.mf_recovery_codes or [])

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        given = _hash_of_code(code)
        user.mf_recovery_codes = [stored for stored in user.mf_recovery_codes or [] if stored != given]
        return True

    def _encrypt_codes(self, codes: list[str]) -> list[str]:
        return [_hash_of_code(code) for code in codes]


def _hash_of_code(code: str) -> str:
    plain = "".join(character for character in code.casefold() if character.isalnum())
    return trail.keys().keyed_hash("recovery code of staff", plain.encode()).hex()
