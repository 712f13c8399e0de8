"""The data map of how organisations keep their listings right."""

from __future__ import annotations

from localoffer.privacy.data_map.kinds import Basis, Group, Kept, Readers, Use

_FINDS = "So that other rows can name this one"
_HASH = Readers.NOBODY

FRESHNESS = (
    Group(
        "provider_links",
        "A link by which an organisation keeps its listings right",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.PROVIDER_LINK,
        {
            "id": Use(_FINDS, seen_by=_HASH),
            "uuid": Use(
                "The id in the audit and in mail that waits; with the site's keys, what opens the link", seen_by=_HASH
            ),
            "listing_id": "Which service",
            "organisation_id": "Which organisation, where it is asked about all its services",
            "language": "To write in the right language",
            "made_at": "When it was made",
            "made_by": "Which member of staff sent it, or the site by itself",
            "ends_on": "So that it ends, and to erase it in time",
            "key_id": Use("Which key opens the address", seen_by=_HASH),
            "sealed_address": "The address of the organisation that it was sent to, encrypted; each look is recorded",
            "address_hash": Use("To know an address that takes no mail; a keyed hash", seen_by=_HASH),
            "mails": "How often it was sent",
            "mailed_on": "When it was sent last",
            "answers": "How often it was used, so that nobody sends without end",
            "given_up_on": "When a person had to take over, because nobody answered",
            "refused_on": "That the address takes no mail",
            "revoked_on": "When staff ended it",
            "revoked_by": "Which member of staff ended it",
        },
    ),
    Group(
        "provider_questions",
        "What an organisation answered about a service",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.PROVIDER_LINK,
        {
            "id": Use(_FINDS, seen_by=_HASH),
            "uuid": Use("The id in the audit", seen_by=_HASH),
            "link_id": "By which link",
            "listing_id": "About which service",
            "asked_on": "When the mail asked about it",
            "ended_on": "So that it is not asked about again too soon",
            "answer": "Whether it is right, was changed or has closed",
            "answered_on": "When",
            "version_number": "Which changes wait for a commissioner",
            "key_id": Use("Which key opens the words", seen_by=_HASH),
            "sealed_words": "What the organisation wrote to the council, encrypted",
            "settled_on": "When a commissioner dealt with it",
            "settled_by": "Which member of staff",
        },
    ),
)
