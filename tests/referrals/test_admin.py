"""What the team sees of referrals, and how it moves them on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import sealing, triage
from localoffer.referrals.answers import Home
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.models import Referral, ReferralKey, StageChange
from localoffer.referrals.vocabulary import ReferralStage
from tests.referrals.conftest import everything_stored
from tests.referrals.team import send
from tests.referrals.test_submission import ANSWERS, submit
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

QUEUE = "/admin/referrals"
SignIn = Callable[..., CheckedClient]


@pytest.fixture
def refer(app: Flask, database: Database) -> Callable[..., str]:
    """Send a referral and return its reference."""

    def make(district: str = "stafford", stage: ReferralStage = ReferralStage.RECEIVED) -> str:
        answers = ANSWERS.with_section("home", Home("ST16 2LH", district))
        with database.transaction() as session:
            referral = submit(app, session, Draft(drafts.new_token(), answers))
            referral.stage = stage
            return referral.reference

    return make


def actions(database: Database) -> list[tuple[str, str]]:
    """Return who did what, in order."""
    with database.session(writes=False) as session:
        entries = session.scalars(select(audit.AuditEntry).order_by(audit.AuditEntry.number))
        return [(entry.actor, entry.action) for entry in entries]


def test_the_queue_shows_the_oldest_first(staff_client: SignIn, refer: Callable[..., str]) -> None:
    references = [refer(), refer("tamworth")]
    page = staff_client().page(QUEUE)
    rows = ["".join(row.itertext()) for row in page.all(".//tbody/tr")]
    assert [reference in row for reference, row in zip(references, rows, strict=True)] == [True, True]
    for said in ("Zebedee Quillfeather", "Stafford", "Received", "Polish", "A parent or carer"):
        assert said in page.words


def test_the_queue_is_narrowed_by_stage_and_district(staff_client: SignIn, refer: Callable[..., str]) -> None:
    wanted = refer("tamworth", ReferralStage.ACCEPTED)
    others = [refer("tamworth"), refer("stafford", ReferralStage.ACCEPTED)]
    page = staff_client().page(f"{QUEUE}?stage=accepted&district=tamworth")
    assert wanted in page.words
    assert not [other for other in others if other in page.words]
    assert "1 referral Urgent first, then: Oldest first" in page.words
    assert "Accepted (1)" in page.words


def test_whatever_stands_in_the_address_the_queue_opens(staff_client: SignIn) -> None:
    client = staff_client()
    for query in ("?stage=nonsense&district=nowhere&page=-4", "?page=99", "?page=x"):
        assert client.page(f"{QUEUE}{query}").heading == "Referrals"


def test_one_referral_is_shown_whole(staff_client: SignIn, refer: Callable[..., str]) -> None:
    client, reference = staff_client(), refer()
    page = client.page(f"{QUEUE}/{reference}")
    for said in ("Zebedee Quillfeather", "27 March 2015", "philippa@example.org", "Polish", "I’m not sure"):
        assert said in page.words
    assert page.with_class("govuk-summary-list__actions") == []
    assert "ST16 2LH" not in page.words, "where the child lives is shown to whoever asks for it"
    shown = send(client, reference, "reveal", {"reveal-part": "home"})
    assert "ST16 2LH" in shown.page.words


def test_every_look_is_written_down(
    staff_client: SignIn, refer: Callable[..., str], database: Database, keys: KeyRing
) -> None:
    reference = refer()
    client = staff_client()
    client.page(QUEUE)
    client.page(f"{QUEUE}/{reference}")
    assert [action for _, action in actions(database)] == [
        "referral.submitted",
        "referral.queue_viewed",
        "referral.viewed",
    ]
    assert actions(database)[-1][0].startswith("staff:")
    with database.session(writes=False) as session:
        assert audit.verify(session, key=keys.audit) == 3


def test_a_referral_moves_on_with_a_note_that_only_the_team_can_read(
    staff_client: SignIn, refer: Callable[..., str], database: Database, keys: KeyRing
) -> None:
    reference = refer()
    client = staff_client()
    fields = {
        "to": "being_looked_at",
        "note": "Wobblesome note",
        "version": client.page(f"{QUEUE}/{reference}").value("version"),
    }
    response = client.send(f"{QUEUE}/{reference}/move", fields, page=f"{QUEUE}/{reference}")
    assert (response.status_code, response.location) == (303, f"{QUEUE}/{reference}")
    page = client.page(f"{QUEUE}/{reference}")
    for said in ("Moved from Received to Being looked at", "Ada Lovelace", "Wobblesome note"):
        assert said in page.words
    assert "Wobblesome" not in everything_stored(database)
    assert "referral.moved" in [action for _, action in actions(database)]
    with database.session(writes=False) as session:
        assert audit.verify(session, key=keys.audit) == len(actions(database))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Choose where to move it to"),
        ({"to": "finished"}, "Choose one of the answers on the list"),
        ({"to": "more_information"}, "Enter a note that says why"),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    staff_client: SignIn, refer: Callable[..., str], database: Database, fields: dict[str, str], says: str
) -> None:
    reference = refer()
    client = staff_client()
    version = client.page(f"{QUEUE}/{reference}").value("version")
    response = client.send(f"{QUEUE}/{reference}/move", {"version": version, **fields}, page=f"{QUEUE}/{reference}")
    assert response.status_code == 400
    assert says in response.page.words  # type: ignore[attr-defined]
    with database.session(writes=False) as session:
        assert session.scalars(select(StageChange)).all() == []


def test_two_people_at_once_are_shown_each_others_change(
    staff_client: SignIn, refer: Callable[..., str], database: Database
) -> None:
    # given two people who look at the same referral
    reference = refer()
    ada, bob = staff_client(), staff_client("manager", "Bob")
    version = ada.page(f"{QUEUE}/{reference}").value("version")
    address = f"{QUEUE}/{reference}/move"
    # when one moves it, and then the other
    first = {"to": "being_looked_at", "note": "I have it", "version": version}
    assert ada.send(address, first, page=f"{QUEUE}/{reference}").status_code == 303
    response = bob.send(
        address, {"to": "withdrawn", "note": "They rang", "version": version}, page=f"{QUEUE}/{reference}"
    )
    # then the second sees both, and can still do it
    assert response.status_code == 409
    page = response.page  # type: ignore[attr-defined]
    for said in ("I have it", "Ada Lovelace", "Withdrawn"):
        assert said in page.words
    assert page.value("note").strip() == "They rang"
    again = {"to": "withdrawn", "note": "They rang", "version": page.value("version")}
    assert bob.send(address, again, page=f"{QUEUE}/{reference}").status_code == 303


def test_a_move_that_loses_the_race_in_the_database_is_refused(
    refer: Callable[..., str], database: Database, keys: KeyRing
) -> None:
    refer()
    with database.session(writes=False) as early:
        stale = early.scalars(select(Referral)).one()
        early.refresh(stale, ["key", "changes"])
        early.expunge_all()
    seen = stale.row_version

    def move(session: Session, referral: Referral, to: ReferralStage) -> None:
        triage.move(session, referral=referral, to=to, note="", seen_version=seen, keys=keys, actor="staff:1", at=now())

    with database.transaction() as session:
        move(session, session.scalars(select(Referral)).one(), ReferralStage.WITHDRAWN)
    with database.session(writes=True) as session:
        session.add(stale)
        with pytest.raises(triage.ChangedMeanwhile):
            move(session, stale, ReferralStage.BEING_LOOKED_AT)


@pytest.mark.parametrize("before", list(ReferralStage))
def test_only_the_moves_in_the_table_can_be_made(
    refer: Callable[..., str], database: Database, keys: KeyRing, before: ReferralStage
) -> None:
    refer(stage=before)
    for after in set(ReferralStage) - set(triage.MOVES[before]):
        with database.session(writes=True) as session:
            referral = session.scalars(select(Referral)).one()
            with pytest.raises(triage.NotAllowed):
                triage.move(
                    session,
                    referral=referral,
                    to=after,
                    note="x",
                    seen_version=referral.row_version,
                    keys=keys,
                    actor="staff:1",
                    at=now(),
                )


def test_an_erased_referral_says_so(staff_client: SignIn, refer: Callable[..., str], database: Database) -> None:
    reference = refer()
    with database.transaction() as session:
        session.delete(session.scalars(select(ReferralKey)).one())
    client = staff_client()
    assert "Erased" in client.page(QUEUE).words
    assert "has been erased" in client.page(f"{QUEUE}/{reference}").words


def test_notes_are_bound_to_their_move(
    staff_client: SignIn, refer: Callable[..., str], database: Database, keys: KeyRing
) -> None:
    refer()
    with database.transaction() as session:
        referral = session.scalars(select(Referral)).one()
        for to in (ReferralStage.BEING_LOOKED_AT, ReferralStage.ACCEPTED):
            triage.move(
                session,
                referral=referral,
                to=to,
                note=f"To {to.value}",
                seen_version=referral.row_version,
                keys=keys,
                actor="staff:1",
                at=now(),
            )
    with database.session(writes=False) as session:
        referral = session.scalars(select(Referral)).one()
        notes = [sealing.open_note(referral, change, keys=keys) for change in referral.changes]
    assert notes == ["To being_looked_at", "To accepted"]


def test_only_those_who_may_see_referrals_do(
    client: CheckedClient, staff_client: SignIn, refer: Callable[..., str]
) -> None:
    reference = refer()
    assert client.get(QUEUE).status_code == 303
    editor = staff_client("editor", "Eve")
    for address in (QUEUE, f"{QUEUE}/{reference}"):
        assert editor.get(address).status_code == 403
    assert editor.send(f"{QUEUE}/{reference}/move", {"to": "withdrawn"}, page="/admin").status_code == 403


def test_a_reference_that_is_not_there_is_not_found(staff_client: SignIn) -> None:
    assert staff_client().get(f"{QUEUE}/AAAA-AAAA").status_code == 404
