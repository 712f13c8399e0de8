"""A device that holds one passkey, as a browser speaks for it: it makes the key, and signs what a site asks."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url as text_of

_PRESENT, _KNOWN, _WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One passkey. ``knows_person`` is whether the device asked for a PIN or the like; ``origin`` the site it is on."""

    origin: str = "http://localhost"
    knows_person: bool = True
    used: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    identity: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def make(self, options: dict[str, Any]) -> str:
        """Return what a browser sends of a new passkey."""
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        made = bytes(16) + len(self.identity).to_bytes(2, "big") + self.identity + cbor2.dumps(public)
        data = self._data(_WITH_KEY) + made
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        told = text_of(self._client("webauthn.create", options))
        return self._sent({"clientDataJSON": told, "attestationObject": text_of(attested), "transports": ["internal"]})

    def sign(self, options: dict[str, Any]) -> str:
        """Return what a browser sends when somebody uses the passkey."""
        self.used += 1
        data, client = self._data(), self._client("webauthn.get", options)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        told = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._sent({name: text_of(value) for name, value in told.items()})

    def _data(self, more: int = 0) -> bytes:
        host = self.origin.partition("://")[2].partition(":")[0]
        flags = _PRESENT | more | (_KNOWN if self.knows_person else 0)
        return sha256(host.encode()).digest() + bytes([flags]) + self.used.to_bytes(4, "big")

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def _sent(self, response: dict[str, Any]) -> str:
        identity = text_of(self.identity)
        told = {"id": identity, "rawId": identity, "type": "public-key", "clientExtensionResults": {}}
        return json.dumps({**told, "response": response})
