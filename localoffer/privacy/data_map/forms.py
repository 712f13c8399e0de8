"""The data map of the form: before it is sent, and what stands around a referral."""

from __future__ import annotations

from localoffer.privacy.data_map.kinds import Basis, Group, Kept, Readers, Use

_FINDS = "So that other rows can name this one"
_HASH = Readers.NOBODY

DRAFTS = (
    Group(
        "referral_drafts",
        "A form that is being filled in",
        Basis.HEALTH,
        Readers.BROWSER,
        Kept.DRAFT,
        {
            "token_hash": Use("To find the form of a browser; a hash of the browser's own token", seen_by=_HASH),
            "sealed": "The answers so far, or what staff typed in a call; only the browser's token makes the key",
            "created_at": Use("To know how long the form took", seen_by=_HASH),
            "changed_at": Use("To know when it was last touched", seen_by=_HASH),
            "expires_at": Use("To erase it in time", seen_by=_HASH),
            "saved_at": Use("To keep it longer for whoever wants to come back", seen_by=_HASH),
        },
    ),
    Group(
        "draft",
        "What a form that is being filled in holds",
        Basis.HEALTH,
        Readers.BROWSER,
        Kept.DRAFT,
        {
            "token": "The browser's own token; it is not in the row",
            "answers": "What was answered so far",
            "sent": "What the confirmation shows when it is opened again",
            "begun_at": "To know how long the form took",
            "unsent": "What was typed and not sent yet, so that nothing is lost",
            "carried": "What the form of another child begins with",
            "sitting": "The forms that were sent before it in the same sitting, for a professional",
            "return_code": "The code to come back with, so that the same browser sees it again",
            "saved_until": "Until when it can be come back to",
        },
        inside="referral_drafts.sealed",
    ),
    Group(
        "referral_draft_returns",
        "A way back to a saved form",
        Basis.TASK,
        Readers.NOBODY,
        Kept.DRAFT_RETURN,
        {
            "token_hash": "To know a return code or link again; a hash",
            "draft_hash": "Which form it leads to",
            "sealed_token": "The browser's token, under a key that only the code or the link makes",
            "one_use": "So that a link works once",
            "expires_at": "To erase it in time",
        },
    ),
)
AROUND = (
    Group(
        "form_opinions",
        "How the form was for somebody",
        Basis.TASK,
        Readers.TEAM,
        Kept.OPINION,
        {
            "id": Use(_FINDS, seen_by=_HASH),
            "day": "To see whether the form gets better; no time of day",
            "language": "To see in which language it is hard",
            "referrer": "To see for whom it is hard",
            "opinion": "Easy, all right or hard",
            "key_id": Use("Which key opens the words", seen_by=_HASH),
            "sealed_words": "What they wrote about the form, encrypted",
            "page_hash": Use("So that one form gets one opinion; a keyed hash of the browser's token", seen_by=_HASH),
        },
    ),
    Group(
        "referral_sent_signs",
        "Signs by which robots are known",
        Basis.SECURITY,
        Readers.NOBODY,
        Kept.SENT_SIGN,
        {
            "id": _FINDS,
            "kind": "Words, network or code",
            "hashed": "A keyed hash; of networks, another one each day",
            "at": "To forget it after two days",
        },
    ),
    Group(
        "referral_status_tries",
        "Wrong status codes",
        Basis.SECURITY,
        Readers.NOBODY,
        Kept.STATUS_TRY,
        {"id": _FINDS, "reference_hash": "So that codes cannot be guessed; a keyed hash", "at": "To forget it"},
    ),
    Group(
        "referral_views",
        "Views of the queue that a member of the team saved",
        Basis.TASK,
        Readers.STAFF,
        Kept.ACCOUNT,
        {
            "id": _FINDS,
            "user_id": "Whose view",
            "name": "What they call it; the page asks for no name of a family",
            "filters": "What it narrows the queue to: stage, district, language and the like",
        },
    ),
    Group(
        "referral_queue_settings",
        "How a member of the team works in the queue",
        Basis.TASK,
        Readers.STAFF,
        Kept.ACCOUNT,
        {
            "user_id": "Whose settings",
            "view_id": "Which view the queue opens with",
            "keys_on": "Whether single keys move in the queue",
        },
    ),
    Group(
        "referral_intake_changes",
        "Who said whether there is room for more referrals",
        Basis.TASK,
        Readers.TEAM,
        Kept.HISTORY,
        {
            "id": _FINDS,
            "state": "Open, waiting or paused",
            "weeks": "How long the wait is",
            "since": "From which day",
            "made_by": "Which member of staff",
            "made_at": "When",
        },
    ),
)
