"""What the council decided about asking for Life Skills support: who may, at which ages, and what it promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True)
class MayRefer:
    """Who may ask for Life Skills support (codes of ``vocabulary.Referrer``), as decided on a day."""

    who: tuple[str, ...]
    since: date


@dataclass(frozen=True)
class Ages:
    """Whom Life Skills support is for, both ages included, and from which age somebody may ask by themselves."""

    last: int
    to_refer_oneself: int
    since: date
    first: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last or not 0 <= self.to_refer_oneself <= self.last:
            raise ValueError("in referrals.ages, first and to_refer_oneself should be 0 to last")


class State(StrEnum):
    """Whether the team can take more referrals on."""

    OPEN = "open"
    WAITING = "waiting"
    PAUSED = "paused"


@dataclass(frozen=True)
class Intake:
    """How things stand for a new referral, and since when; ``weeks`` is how long people wait in ``waiting``."""

    state: str
    since: date
    weeks: int = 0

    def __post_init__(self) -> None:
        if self.state not in set(State):
            raise ValueError(f"state in referrals.intake should be one of {', '.join(State)}")
        if (self.weeks > 0) != (self.state == State.WAITING):
            raise ValueError("weeks in referrals.intake should be 1 or more with waiting, and left out otherwise")


@dataclass(frozen=True)
class Promise:
    """Within how many working days the team answers or rings. An ``example`` is shown in demonstrations only."""

    working_days: int
    since: date
    example: bool = False

    def __post_init__(self) -> None:
        if self.working_days < 1:
            raise ValueError("working_days of a promise should be 1 or more")


@dataclass(frozen=True)
class SaysWhy:
    """That whoever of the team asks to see something sensitive has to say why, as decided on a day."""

    since: date


@dataclass(frozen=True)
class Referring:
    """What the council decided about asking for Life Skills support. Without ``promise`` it names no time.

    Without ``says_why`` nobody of the team has to say why they ask to see something sensitive; each look is recorded.
    """

    may_refer: MayRefer
    ages: Ages
    intake: Intake
    promise: Promise | None = None
    says_why: SaysWhy | None = None
