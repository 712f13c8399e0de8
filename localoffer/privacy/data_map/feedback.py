"""The data map of what families say: what they could not find, comments, corrections, surveys."""

from __future__ import annotations

from localoffer.privacy.data_map.kinds import Basis, Group, Kept, Readers, Use

_FINDS = "So that other rows can name this one"
_HASH = Readers.NOBODY

FEEDBACK = (
    Group(
        "missing_support",
        "What somebody could not find",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.MISSING_SUPPORT,
        {
            "id": Use(_FINDS, seen_by=_HASH),
            "uuid": Use("The id in the audit", seen_by=_HASH),
            "sent_hash": Use("So that a double click tells once; a hash", seen_by=_HASH),
            "told_on": "To see when support was missing; no time of day",
            "language": "To see for whom it was missing",
            "district": "To see where it was missing",
            "needs": "To see what was missing; ticked by whoever told",
            "kinds": "To see what was missing; ticked by whoever told",
            "age_band": "To see for which age it was missing",
            "key_id": Use("Which key opens the words", seen_by=_HASH),
            "sealed_words": "What they wrote, without addresses and numbers, encrypted",
        },
    ),
)
