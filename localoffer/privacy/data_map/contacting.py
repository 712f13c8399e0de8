"""The data map of what families ask of the team: to be rung, or to be sent a copy on paper."""

from __future__ import annotations

from localoffer.privacy.data_map.kinds import Basis, Group, Kept, Readers, Use

_HASH = Readers.NOBODY

CONTACTING: tuple[Group, ...] = (
    Group(
        "contact_requests",
        "A wish to be rung or to have a paper copy",
        Basis.TASK,
        Readers.CALLERS,
        Kept.CONTACT,
        {
            "id": Use("So that other rows can name this one", seen_by=_HASH),
            "uuid": Use("The id in the audit and in mail that waits", seen_by=_HASH),
            "reference": "To talk about the request without a name",
            "kind": "Whether to ring or to send something",
            "sent_hash": Use("So that a double click asks once; a hash", seen_by=_HASH),
            "language": "The language of the page",
            "made_at": "To deal with the oldest first",
            "due_on": "The day on which somebody rings or tries again",
            "state": "Whether it is dealt with",
            "tries": "How often nobody was reached",
            "done_at": "To erase it in time",
            "done_by": "Who dealt with it",
            "set_aside_at": "That it waits apart as possible spam, and to erase it in time",
            "set_aside_for": "What made it look like spam: codes, nothing of the person",
            "row_version": Use("So that two people do not undo each other's change", seen_by=_HASH),
            "key_id": Use("Which key opens it", seen_by=_HASH),
            "sealed": "Who asks, how to reach them and what they wrote, encrypted",
            "sealed_notes": "What the team did and wrote about it, encrypted",
        },
    ),
    Group(
        "call_wish",
        "What a wish to be rung says",
        Basis.HEALTH,
        Readers.CALLERS,
        Kept.CONTACT,
        {
            "name": "To know whom to ask for",
            "phone": "To ring them",
            "days": "So that no call puts anybody at risk",
            "times": "So that no call puts anybody at risk",
            "leave_message": "So that no message puts anybody at risk",
            "language": "To speak their language",
            "interpreter": "To book an interpreter",
            "words": "To be ready for the call",
        },
        inside="contact_requests.sealed",
    ),
    Group(
        "paper_wish",
        "What a wish for a paper copy says",
        Basis.HEALTH,
        Readers.CALLERS,
        Kept.CONTACT,
        {
            "name": "To address the letter",
            "address": "To send the letter",
            "what": "To know what to print",
            "size": "To print it so that they can read it",
            "language": "To send it in their language",
            "words": "To know what else to print",
            "other_format": "To make it in a way that they can use",
            "services": "Which services to print",
        },
        inside="contact_requests.sealed",
    ),
    Group(
        "contact_note",
        "What the team wrote about a request",
        Basis.TASK,
        Readers.CALLERS,
        Kept.CONTACT,
        {
            "at": "When something was done",
            "by": "Which member of staff did it",
            "done": "Whether it was dealt with",
            "words": "What the next person needs to know",
        },
        inside="contact_requests.sealed_notes",
    ),
)
