"""What the queue of requests shows, as finished words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from localoffer.contacting import wishes
from localoffer.contacting.forms import WEEKDAYS
from localoffer.contacting.models import ContactRequest
from localoffer.contacting.vocabulary import ANY, ContactKind, PrintSize, RequestState, Sign
from localoffer.contacting.wishes import CallWish, Note, PaperWish, Wish
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.languages import LANGUAGES, format_date, format_list, gettext, lazy_gettext, ngettext
from localoffer.vocabulary import Day, PartOfDay
from localoffer.working_days import LONDON, day_of

_NOON, _EVENING = 12, 17
_SIGNS = {
    Sign.FILLED_THE_EMPTY_BOX: lazy_gettext("It filled in the box that people do not see"),
    Sign.LINKS: lazy_gettext("It holds several links"),
    Sign.BUSY_ADDRESS: lazy_gettext("Many requests came from the same address"),
}


@dataclass(frozen=True)
class Row:
    """One line of a list. ``safe`` says when it is safe to ring; ``is_safe_now`` whether that is now."""

    reference: str
    kind: str
    received: str
    due: str
    language: str
    safe: str
    tries: str
    is_late: bool
    is_safe_now: bool


@dataclass(frozen=True)
class NoteShown:
    """What somebody did about a request, and wrote."""

    when: str
    by: str
    done: bool
    words: str


@dataclass(frozen=True)
class Whole:
    """One request with everything in it; ``facts`` are pairs of a name and what was told, None where it cannot be read.

    ``phone`` is the number to ring, empty where nobody is to be rung; ``services`` the keys of the services to print.
    """

    row: Row
    is_open: bool
    set_aside_for: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] | None
    phone: str = ""
    may_leave_message: bool = False
    services: tuple[str, ...] = ()
    notes: tuple[NoteShown, ...] = ()


def row(request: ContactRequest, *, keys: KeyRing, at: datetime) -> Row:
    """Return one line of a list at a moment; names and numbers are not in it."""
    wish, today = _opened(request, keys), day_of(at)
    call = wish if isinstance(wish, CallWish) else None
    waits = request.state is RequestState.WAITING
    return Row(
        reference=request.reference,
        kind=gettext("Ring them") if request.kind is ContactKind.CALL else gettext("Send a paper copy"),
        received=format_date(day_of(request.made_at)),
        due=format_date(request.due_on) if waits else format_date(day_of(request.done_at or at)),
        language=_language(wish.language) if wish else "",
        safe=_safe(call) if call else "",
        tries=ngettext("%(num)s try", "%(num)s tries", request.tries) if request.tries else "",
        is_late=waits and request.due_on < today,
        is_safe_now=waits and call is not None and is_safe(call, at),
    )


def whole(
    request: ContactRequest,
    *,
    keys: KeyRing,
    staff: Mapping[str, str],
    papers: Mapping[str, str],
    at: datetime,
) -> Whole:
    """Return one request with everything in it.

    Args:
        staff: the names of members of staff by how the audit names them.
        papers: the names of what can be asked for on paper, by code.
    """
    wish = _opened(request, keys)
    call, paper = (wish if isinstance(wish, kind) else None for kind in (CallWish, PaperWish))
    return Whole(
        row=row(request, keys=keys, at=at),
        is_open=request.state is RequestState.WAITING and wish is not None,
        set_aside_for=tuple(str(_SIGNS[Sign(code)]) for code in request.set_aside_for),
        facts=tuple(_facts(wish, papers)) if wish else None,
        phone=call.phone if isinstance(call, CallWish) else "",
        may_leave_message=isinstance(call, CallWish) and call.leave_message,
        services=paper.services if isinstance(paper, PaperWish) else (),
        notes=tuple(_note(note, staff) for note in wishes.open_notes(request, keys=keys)) if wish else (),
    )


def is_safe(call: CallWish, at: datetime) -> bool:
    """Return whether somebody said that a moment is safe to ring them."""
    local = at.astimezone(LONDON)
    if local.weekday() >= len(WEEKDAYS) or local.hour >= _EVENING:
        return False
    part = PartOfDay.MORNING if local.hour < _NOON else PartOfDay.AFTERNOON
    return bool({ANY, WEEKDAYS[local.weekday()]} & {*call.days}) and bool({ANY, part} & {*call.times})


def _opened(request: ContactRequest, keys: KeyRing) -> Wish | None:
    try:
        return wishes.open_wish(request, keys=keys)
    except CannotOpen:
        return None


def _safe(call: CallWish) -> str:
    any_day, any_time = ANY in call.days, ANY in call.times
    days = gettext("any weekday") if any_day else format_list([str(Day(code).title) for code in call.days])
    times = gettext("any time") if any_time else format_list([str(PartOfDay(code).title) for code in call.times])
    return gettext("%(days)s: %(times)s", days=days, times=times)


def _language(told: str) -> str:
    return str(LANGUAGES[told].locale.get_language_name("en")) if told in LANGUAGES else told


def _yes(is_so: bool) -> str:
    return gettext("Yes") if is_so else gettext("No")


def _facts(wish: Wish, papers: Mapping[str, str]) -> list[tuple[str, str]]:
    nothing = gettext("Not provided")
    named = [(gettext("Name"), wish.name)]
    if isinstance(wish, CallWish):
        return [
            *named,
            (gettext("Safe to ring"), _safe(wish)),
            (gettext("Safe to leave a message"), _yes(wish.leave_message)),
            (gettext("Language"), _language(wish.language)),
            (gettext("Interpreter"), _yes(wish.interpreter)),
            (gettext("In their words"), wish.words or nothing),
        ]
    size = str(PrintSize(wish.size).title)
    return [
        *named,
        (gettext("What to send"), "\n".join(papers.get(code, code) for code in wish.what) or nothing),
        (gettext("Other pages or services"), wish.words or nothing),
        (gettext("How to make it"), f"{size}: {wish.other_format}" if wish.other_format else size),
        (gettext("Language"), _language(wish.language)),
        (gettext("Postal address"), wish.address),
    ]


def _note(note: Note, staff: Mapping[str, str]) -> NoteShown:
    day = format_date(day_of(datetime.fromisoformat(note.at)))
    return NoteShown(day, staff.get(note.by, note.by), note.done, note.words)
