"""A manager holds a referral for the law, and lets it go again, in the browser."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import now
from localoffer.referrals.models import Referral
from tests.privacy import making
from tests.support.client import CheckedClient


def held(session: Session) -> bool:
    """Whether the one referral that there is is held."""
    found = session.scalars(select(Referral.held_since)).one() is not None
    session.rollback()
    return found


def test_a_manager_holds_a_referral_and_lets_it_go(manager: CheckedClient, session: Session, keys: KeyRing) -> None:
    reference = making.referral(session, keys, changed_at=now()).reference
    session.commit()
    # given the way from the referral to the page
    path = f"/admin/privacy/hold/{reference}"
    assert path in manager.page(f"/admin/referrals/{reference}").links
    # when it is held, with a reason
    assert manager.send(path, {}).status_code == 400
    assert not held(session)
    assert manager.send(path, {"because": "court"}).status_code == 303
    assert held(session)
    words = manager.page(path).words
    assert "It is held since" in words
    assert "A court or a tribunal" in words
    # then it can be let go, and both are in the audit by id
    assert manager.send(f"{path}/release", {}, page=path).status_code == 303
    assert not held(session)
    actions = [entry.action for entry in session.scalars(select(audit.AuditEntry).order_by(audit.AuditEntry.number))]
    assert [one for one in actions if one in ("referral.held", "referral.hold_ended")] == [
        "referral.held",
        "referral.hold_ended",
    ]


def test_the_team_cannot_hold(staff_client: Callable[..., CheckedClient], session: Session, keys: KeyRing) -> None:
    reference = making.referral(session, keys, changed_at=now()).reference
    session.commit()
    team = staff_client("triage")
    assert team.get(f"/admin/privacy/hold/{reference}").status_code == 403
    assert f"/admin/privacy/hold/{reference}" not in team.page(f"/admin/referrals/{reference}").links
