"""What a referral holds sealed: each under the referral's own data key, bound to its place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from localoffer.crypto import CannotOpen, KeyRing, seal, unseal
from localoffer.referrals.answers import Answers
from localoffer.referrals.models import Referral, StageChange


@dataclass(frozen=True)
class Summary:
    """What the queue shows of a child or young person. ``form_language`` is that of the pages the referrer read."""

    first_name: str
    last_name: str
    known_as: str
    born: date
    form_language: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def seal_contents(referral: Referral, *, data_key: bytes, summary: Summary, answers: Answers) -> None:
    """Put summary and answers into a referral that has its ``uuid``."""
    told = {**vars(summary), "born": summary.born.isoformat()}
    referral.sealed_summary = seal(data_key, json.dumps(told).encode(), place=_place(referral, "sealed_summary"))
    written = json.dumps(answers.to_json()).encode()
    referral.sealed_answers = seal(data_key, written, place=_place(referral, "sealed_answers"))


def open_summary(referral: Referral, *, keys: KeyRing) -> Summary:
    """Open what the queue shows.

    Raises:
        CannotOpen: when the referral's key was destroyed, or its bytes were changed.
    """
    told = json.loads(
        unseal(_data_key(referral, keys), referral.sealed_summary, place=_place(referral, "sealed_summary"))
    )
    return Summary(**{**told, "born": date.fromisoformat(told["born"])})


def open_answers(referral: Referral, *, keys: KeyRing) -> Answers:
    """Open every answer.

    Raises:
        CannotOpen: when the referral's key was destroyed, or its bytes were changed.
    """
    written = unseal(_data_key(referral, keys), referral.sealed_answers, place=_place(referral, "sealed_answers"))
    return Answers.from_json(json.loads(written))


def seal_note(referral: Referral, note: str, *, keys: KeyRing, made_at: datetime) -> bytes | None:
    """Seal the note of a move made at that moment; None for an empty one."""
    if not note:
        return None
    return seal(_data_key(referral, keys), note.encode(), place=_note_place(referral, made_at))


def open_note(referral: Referral, change: StageChange, *, keys: KeyRing) -> str:
    """Open the note of a move; empty when it has none.

    Raises:
        CannotOpen: when the referral's key was destroyed, or the note's bytes were changed.
    """
    if change.sealed_note is None:
        return ""
    return unseal(_data_key(referral, keys), change.sealed_note, place=_note_place(referral, change.made_at)).decode()


def seal_text(referral: Referral, text: str, *, keys: KeyRing, column: str, at: datetime) -> bytes:
    """Seal something written about a referral, for one column (``referral_messages.sealed_text``) and moment."""
    return seal(_data_key(referral, keys), text.encode(), place=_text_place(referral, column, at))


def open_text(referral: Referral, sealed: bytes, *, keys: KeyRing, column: str, at: datetime) -> str:
    """Open what ``seal_text`` made.

    Raises:
        CannotOpen: when the referral's key was destroyed, or the bytes were changed or moved.
    """
    return unseal(_data_key(referral, keys), sealed, place=_text_place(referral, column, at)).decode()


def seal_file(referral: Referral, content: bytes, *, keys: KeyRing, column: str, at: datetime) -> bytes:
    """Seal a file that belongs to a referral, for one column (``referral_letters.sealed_pdf``) and moment."""
    return seal(_data_key(referral, keys), content, place=_text_place(referral, column, at))


def open_file(referral: Referral, sealed: bytes, *, keys: KeyRing, column: str, at: datetime) -> bytes:
    """Open what ``seal_file`` made.

    Raises:
        CannotOpen: when the referral's key was destroyed, or the bytes were changed or moved.
    """
    return unseal(_data_key(referral, keys), sealed, place=_text_place(referral, column, at))


def _data_key(referral: Referral, keys: KeyRing) -> bytes:
    key = referral.key
    if key is None:
        raise CannotOpen("the key of this referral was destroyed")
    return keys.unwrap(key.key_id, key.wrapped)


def _place(referral: Referral, column: str) -> str:
    return f"referrals.{column}:{referral.uuid}"


def _note_place(referral: Referral, made_at: datetime) -> str:
    return f"referral_stage_changes.sealed_note:{referral.uuid}:{made_at.isoformat()}"


def _text_place(referral: Referral, column: str, at: datetime) -> str:
    return f"{column}:{referral.uuid}:{at.isoformat()}"
