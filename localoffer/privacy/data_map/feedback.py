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
    Group(
        "corrections",
        "What somebody says is wrong on the page of a service",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.CORRECTION,
        {
            "id": Use(_FINDS, seen_by=_HASH),
            "uuid": Use("The id in the audit and in mail that waits", seen_by=_HASH),
            "sent_hash": Use("So that a double click tells once; a hash", seen_by=_HASH),
            "listing_id": "Which service",
            "wrong": "What on its page is wrong",
            "teller": "Whether the service, a family or somebody else says so; they need not say",
            "language": "To answer in the right language",
            "told_on": "To look at it in time; no time of day",
            "wants_answer": "Whether there was an address",
            "outcome": "What came of it",
            "decided_on": "Proof, and to erase it in time",
            "decided_by": "Which member of staff decided",
            "row_version": Use("So that two people do not undo each other's decision", seen_by=_HASH),
            "key_id": Use("Which key opens the words", seen_by=_HASH),
            "sealed": "What they wrote, their address and what was answered, encrypted",
        },
    ),
    Group(
        "correction",
        "What a correction says",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.CORRECTION,
        {
            "words": "To put the page right",
            "email": Use("To tell them what was done; removed with the answer", seen_by=Readers.NOBODY),
            "answer": "What they were told",
        },
        inside="corrections.sealed",
    ),
    Group(
        "survey_answers",
        "What somebody answered in a survey, without who they are",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.SURVEY_ANSWER,
        {
            "id": Use(_FINDS, seen_by=_HASH),
            "survey_id": "Which survey",
            "sent_hash": Use("So that a double click answers once; a hash", seen_by=_HASH),
            "day": "To erase it in time; no time of day",
            "language": "To see who was reached",
            "chosen": "What they chose of the answers that were given",
            "key_id": Use("Which key opens the words", seen_by=_HASH),
            "sealed_words": "What they wrote, without addresses and numbers, encrypted",
        },
    ),
)
