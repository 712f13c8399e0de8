"""Made-up referrals from the county's ``demonstration_referrals.yaml``, for the team's screens of a demonstration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.referrals import answers as told
from localoffer.referrals import needs, submission
from localoffer.referrals.casework import demonstration as agreeing
from localoffer.referrals.casework.hours import year_of
from localoffer.referrals.choices import ContactWay, Goal, Hard, RiskNow, SafeToPhone, YesNo
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.models import Referral, StageChange
from localoffer.referrals.telling.notifying import Desk
from localoffer.referrals.vocabulary import ReferralStage, Referrer
from localoffer.working_days import day_of
from localoffer.yaml_texts import load_yaml

NAME = "demonstration_referrals.yaml"
_PHONE = "01632 960000"
_ACTOR = "command"


@dataclass(frozen=True)
class Making:
    """With which keys and for which desk they are made, when, and whose work some of them are (``staff:<id>``)."""

    keys: KeyRing
    desk: Desk
    at: datetime
    team: str


def load(session: Session, county: Path, making: Making) -> int:
    """Make the referrals of the file that are not there yet; return how many those were. None without the file.

    Raises:
        ValueError: when one of them cannot be read.
    """
    there = {referral.journey_hash for referral in made(session, county)}
    new = [one for one in _read(county) if drafts.journey_hash(_token(one)) not in there]
    for one in new:
        _make(session, one, making)
    return len(new)


def made(session: Session, county: Path) -> Sequence[Referral]:
    """Return the referrals of the file that are there."""
    hashes = [drafts.journey_hash(_token(one)) for one in _read(county)]
    return session.scalars(select(Referral).where(Referral.journey_hash.in_(hashes))).all()


def uncount(session: Session, county: Path) -> None:
    """Count those that are there no longer among the needs; to be done before they are erased."""
    told = {drafts.journey_hash(_token(one)): one for one in _read(county)}
    for referral in made(session, county):
        if referral.set_aside_at is None:
            came = referral.received_at
            needs.take_back(session, _answers(told[referral.journey_hash], came), at=came)


def _read(county: Path) -> list[Mapping[str, Any]]:
    path = county / NAME
    entries: list[Mapping[str, Any]] = load_yaml(path.read_text(encoding="utf-8")) if path.exists() else []
    return entries


def _token(one: Mapping[str, Any]) -> str:
    """Return a token that no browser has: always the same for the same person."""
    return f"demonstration {' '.join(one['name'])}"


def _make(session: Session, one: Mapping[str, Any], making: Making) -> None:
    came = making.at - timedelta(days=one["days_ago"])
    referral = submission.submit(
        session,
        draft=Draft(_token(one), _answers(one, came)),
        keys=making.keys,
        desk=making.desk,
        language="en",
        at=came,
        set_aside_for=one.get("set_aside", ()),
    )
    referral.assigned_to = making.team if one.get("assigned") else ""
    stage = ReferralStage(one.get("stage", ReferralStage.RECEIVED))
    if stage is not ReferralStage.RECEIVED:
        moved = came + timedelta(days=1)
        referral.changes.append(
            StageChange(from_stage=referral.stage, to_stage=stage, sealed_note=None, made_by=_ACTOR, made_at=moved)
        )
        referral.stage, referral.stage_changed_at = stage, moved
    year = year_of(day_of(making.at), first_month=making.desk.council.hours_begin_in)
    agreeing.agree(session, referral, one, year=year, keys=making.keys, actor=making.team, at=came + timedelta(days=1))


def _answers(one: Mapping[str, Any], came: datetime) -> told.Answers:
    first, last = one["name"]
    referrer, interpreter = Referrer(one["referrer"]), YesNo.YES if one.get("interpreter") else YesNo.NO
    is_other = referrer in {Referrer.PROFESSIONAL, Referrer.SOMEONE_ELSE}
    return told.Answers(
        who=told.Who(referrer),
        about_you=told.AboutYou("A. Demonstration", "Teacher", "Demonstration school", phone=_PHONE)
        if is_other
        else None,
        young_person=told.YoungPerson(first, last),
        date_of_birth=told.DateOfBirth(day_of(came - timedelta(days=366 * one["age"]))),
        home=told.Home(district=one["district"]),
        day_to_day=told.DayToDay(tuple(map(Hard, one["hard"]))),
        learn=told.Learn(tuple(map(Goal, one["goals"]))),
        contact=told.Contact(
            "C. Demonstration", phone=_PHONE, ways=(ContactWay.PHONE,), safe_to_phone=SafeToPhone.PHONE_AND_MESSAGE
        ),
        speaking=told.Speaking(one["language"], interpreter=interpreter),
        risk=told.Risk(RiskNow.YES if one.get("urgent") else RiskNow.NO),
        agreement=told.Agreement(YesNo.YES),
    )
