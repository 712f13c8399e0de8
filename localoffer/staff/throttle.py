"""How often somebody may try to sign in: rows, so that it holds across processes and restarts.

A try is counted before it is looked at and forgiven when it succeeds, so that many at once gain nothing: each finds the
others, and at most as many go ahead as one after another. After a few
free tries each further one has to wait twice as long as the one before, up to a quarter of an hour: an account is never
locked for good. What is counted is keyed hashes of the account and of the address, known or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from localoffer import db
from localoffer.db import now
from localoffer.staff import trail
from localoffer.staff.models import SignInAttempt
from localoffer.web.networks import ONE_ADDRESS, network

WINDOW = timedelta(hours=24)
LONGEST = timedelta(minutes=15)
_FIRST = 5.0


@dataclass(frozen=True)
class Tries:
    """How many tries are free before waiting begins."""

    account: int = 6
    # a whole office can share one address
    address: int = 60


FREE = Tries()


def begin(account: str) -> timedelta:
    """Count a try for an account from this request's address; return how long to wait instead, zero for go ahead.

    It is counted in a short transaction of its own before the others are looked at, and not kept when it has to wait.
    What the request itself had not committed is given up first.
    """
    db.session.rollback()
    account_hash, address_hash = hash_account(account), hash_address(request.remote_addr or "")
    with db.database().transaction() as session:
        this = SignInAttempt(account_hash=account_hash, address_hash=address_hash, made_at=now())
        session.add(this)
        session.flush()
        this_one = SignInAttempt.id == this.id
    with db.database().transaction() as session:
        wait = max(
            _wait(session, ~this_one, SignInAttempt.account_hash == account_hash, free=FREE.account),
            _wait(session, ~this_one, SignInAttempt.address_hash == address_hash, free=FREE.address),
        )
        if wait:
            session.execute(delete(SignInAttempt).where(this_one))
    return wait


def forgive(session: Session, account: str) -> None:
    """Forget the tries of an account, because somebody has just signed in to it."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.account_hash == hash_account(account)))


def remove_old(session: Session) -> int:
    """Remove the tries that no longer count; return how many they were."""
    removed = session.execute(delete(SignInAttempt).where(SignInAttempt.made_at < now() - WINDOW))
    return int(removed.rowcount)  # type: ignore[attr-defined]


def hash_account(account: str) -> bytes:
    """Return what an account is counted under."""
    return trail.keys().keyed_hash("sign-in account", account.strip().casefold().encode())


def hash_address(address: str) -> bytes:
    """Return what an address is counted under; of IPv6 only the network, which one person has to themselves."""
    return trail.keys().keyed_hash("sign-in address", network(address, of_ipv4=ONE_ADDRESS).encode())


def _wait(session: Session, *which: ColumnElement[bool], free: int) -> timedelta:
    moment = now()
    # what is later than any wait was written by a clock that has since been put back
    lately = SignInAttempt.made_at.between(moment - WINDOW, moment + LONGEST)
    tried, last = session.execute(select(func.count(), func.max(SignInAttempt.made_at)).where(*which, lately)).one()
    if tried < free:
        return timedelta(0)
    pause = timedelta(seconds=_FIRST * 2.0 ** min(tried - free, 20))
    ends: datetime = last + min(pause, LONGEST)
    return max(ends - moment, timedelta(0))
