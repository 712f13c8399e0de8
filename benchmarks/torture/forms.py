"""Forms that are filled in and stand before the button that sends them, made through the application's own code."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Lock

from sqlalchemy.exc import OperationalError

from benchmarks.filled_in import ANSWERS
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals.answers import Answers, Strengths, YoungPerson
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft

_AT_ONCE = 25
_BEGUN_BEFORE = timedelta(minutes=12)


@dataclass
class Journey:
    """One form: the browser's token, the child's first name, which no other form has, and the reference it was told."""

    token: str
    child: str
    reference: str = ""


class Forms:
    """Makes forms a few at a time, as many as are asked for."""

    def __init__(self, database: Database, keys: KeyRing) -> None:
        self._database, self._keys = database, keys
        self._ready: deque[Journey] = deque()
        self._made = 0
        self._lock = Lock()

    def take(self) -> Journey:
        """Return a form that nobody has sent."""
        with self._lock:
            while not self._ready:
                try:
                    self._ready.extend(self._make())
                except OperationalError:
                    # the site's own writers were quicker for five seconds; what was rolled back is made anew
                    continue
            return self._ready.popleft()

    def _make(self) -> list[Journey]:
        made = [Journey(drafts.new_token(), f"Kind{self._made + number:06d}") for number in range(_AT_ONCE)]
        self._made += len(made)
        with self._database.transaction() as session:
            for journey in made:
                draft = Draft(journey.token, answers_of(journey.child))
                drafts.save(session, draft, keys=self._keys, at=now() - _BEGUN_BEFORE)
        return made


def answers_of(child: str) -> Answers:
    """Return answers that differ from those of every other child."""
    return replace(
        ANSWERS,
        young_person=YoungPerson(child, "Quillfeather", ""),
        strengths=Strengths(f"{child} likes xylophones"),
    )
