"""Every role on every route where it matters whose thing it is: one's own, another's, and what is nobody's.

Real views on a real database: what is somebody's alone is not there for others, what nobody does to themselves is
refused, and what belongs to the team opens whoever began it. A new route that names a thing is put in one of the lists.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.guide.content import PageContent
from localoffer.guide.pages import publishing as guide
from localoffer.guide.pages.files import PageSettings
from localoffer.listings import publishing
from localoffer.listings.bulk import runs
from localoffer.listings.bulk.runs import By
from localoffer.listings.content import ListingContent, Words
from localoffer.referrals.casework import notes
from localoffer.referrals.casework.models import CaseNote
from localoffer.referrals.queueing import saved_views
from localoffer.referrals.queueing.saved_views import Person
from localoffer.staff import guard, roles, sessions
from localoffer.staff.models import Passkey, User
from localoffer.vocabulary import WayIn
from tests.referrals.conftest import staff_client
from tests.referrals.team import find, refer
from tests.staff.test_guard import admin_rules
from tests.support import staff
from tests.support.client import CheckedClient

__all__ = ["staff_client"]
pytestmark = pytest.mark.any_database

Owner: TypeAlias = Literal["own", "another", "nobody"]
OWNERS: tuple[Owner, ...] = ("another", "nobody", "own")
FROM_US = {"Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Cell:
    """A route whose thing has an owner: what it answers for each owner to those who have its permission."""

    endpoint: str
    thing: str
    answers: tuple[int, int, int]
    verb: str = "POST"
    sent: tuple[tuple[str, str], ...] = ()

    def answer(self, owner: Owner) -> int:
        return self.answers[OWNERS.index(owner)]


def _own_alone(endpoint: str, thing: str) -> Cell:
    return Cell(endpoint, thing, (404, 404, 303))


def _not_own(endpoint: str, thing: str, nobody: int = 404, **sent: str) -> Cell:
    return Cell(endpoint, thing, (303, nobody, 409), sent=tuple(sent.items()))


def _the_teams(endpoint: str, thing: str, answer: int, verb: str = "GET", **sent: str) -> Cell:
    return Cell(endpoint, thing, (answer, 404, answer), verb, tuple(sent.items()))


CELLS = (
    _own_alone("admin.remove_passkey", "passkey"),
    _own_alone("admin.referrals.open_with_view", "view"),
    _own_alone("admin.referrals.remove_view", "view"),
    _not_own("admin.people.send_link", "account"),
    _not_own("admin.people.sign_out", "account"),
    _not_own("admin.people.give_role", "account", role="viewer"),
    _not_own("admin.people.switch_off", "account"),
    _not_own("admin.people.switch_on", "account"),
    _the_teams("admin.people.show", "account", 200),
    _not_own("admin.review.decide", "draft", decision="publish", version="2"),
    _not_own("admin.guide.review", "page", decision="publish", version="2"),
    _the_teams("admin.referrals.change_note", "note", 200),
    _the_teams("admin.referrals.save_note", "note", 303, "POST", text="Rang again"),
    _the_teams("admin.bulk.show", "job", 200),
    # the worker has it: anybody of the team may stop it, and nothing else is to be done with it
    _the_teams("admin.bulk.again", "job", 409, "POST"),
    _the_teams("admin.bulk.apply", "job", 409, "POST"),
    _the_teams("admin.bulk.drop", "job", 409, "POST"),
    _the_teams("admin.bulk.refused", "job", 200),
    _the_teams("admin.bulk.stop", "job", 303, "POST"),
    _the_teams("admin.bulk.undo", "job", 409, "POST"),
    # ends nothing, and says nothing, where it is not one's own; last, because one's own is the browser that asks
    Cell("admin.end_sign_in", "sign_in", (303, 303, 303)),
)
# a number or a key in these addresses names something of the council's, or of a family's: it has no owner among staff
NOBODYS = (
    *(f"admin.{one}." for one in ("capacity", "comments", "corrections", "gaps", "help_rules", "listing_notices")),
    *(f"admin.{one}." for one in ("notices", "organisations", "outbox", "providers", "surveys", "synonyms")),
    *(f"admin.{one}." for one in ("taking_part", "texts", "translations", "venues")),
    "admin.guide.restore",
    "admin.review.bring_back",
    "admin.referrals.decision_letter",
    "admin.referrals.finish_task",
)
NAMING = {"number", "handle", "note", "task", "key", "message_id"}
Things = dict[tuple[str, Owner], dict[str, Any]]


class _Making:
    """Makes a thing of each kind for somebody, and for nobody."""

    def __init__(self, app: Flask, session: Session) -> None:
        self._app, self._session = app, session
        self._keys: KeyRing = app.extensions["localoffer_keys"]
        self._referral = refer(app)

    def of(self, user: User) -> dict[str, dict[str, Any]]:
        actor = f"staff:{user.id}"
        told = {"actor": actor, "audit_key": self._keys.audit}
        run = runs.import_file(self._session, name="a.csv", content=b"Name\n", by=By(actor, self._keys.audit))
        person = Person(user.id, self._keys.audit)
        view = saved_views.save(self._session, person, name="Mine", filters={"stage": "received"}, opens=False)
        at, referral = now(), find(self._session, self._referral)
        notes.add(self._session, referral, text=f"By {user.email}", keys=self._keys, actor=actor, at=at)
        note = self._session.scalars(select(CaseNote.id).where(CaseNote.made_by == actor)).one()
        made: dict[str, dict[str, Any]] = {
            "sign_in": {"handle": sessions.handle_of(sessions.of(self._session, user.id)[0])},
            "passkey": {"number": self._passkey(user).id},
            "view": {"number": view.id},
            "account": {"number": user.id},
            "draft": {"slug": self._draft(told)},
            "page": {"slug": self._page(told), "language": "en"},
            "note": {"reference": self._referral, "note": str(note)},
            "job": {"number": run.id},
        }
        self._session.commit()
        return made

    def of_nobody(self) -> dict[str, dict[str, Any]]:
        there_is_none: dict[str, dict[str, Any]] = {
            thing: {"number": 4711} for thing in ("passkey", "view", "account", "job")
        }
        return there_is_none | {
            "sign_in": {"handle": "nothing"},
            "draft": {"slug": "nothing"},
            "page": {"slug": "nothing", "language": "en"},
            "note": {"reference": self._referral, "note": "4711"},
        }

    def _passkey(self, user: User) -> Passkey:
        at, name = now(), f"key-{user.id}".encode()
        found = Passkey(user_id=user.id, name="Laptop", credential_id=name, public_key=name, usage="secondary")
        found.backup_state, found.device_type, found.lastuse_datetime = False, "single_device", at
        self._session.add(found)
        self._session.flush()
        return found

    def _draft(self, told: dict[str, Any]) -> str:
        content = ListingContent(
            words={"en": Words("Club", "A calm club.", "We play.")},
            kinds=("activities",),
            ways_in=(WayIn.CONTACT,),
            districts=("stafford",),
        )
        listing = publishing.create(self._session, content=content, **told)
        publishing.publish(self._session, listing=listing, **told)
        changed = content.with_changes(districts=("tamworth",))
        publishing.submit(self._session, listing=listing, content=changed, **told)
        return listing.slug

    def _page(self, told: dict[str, Any]) -> str:
        slug = f"by-{told['actor'].replace(':', '-')}"
        settings = PageSettings(section="support", position=1, owner="Families team")
        made = guide.create(self._session, slug=slug, settings=settings, content=PageContent(title="A page"), **told)
        guide.publish(self._session, page=made, language="en", **told)
        guide.save_draft(self._session, page=made, content=PageContent(title="Another"), language="en", **told)
        guide.send_for_review(self._session, page=made, language="en", **told)
        return slug


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_what_is_ones_own_anothers_and_nobodys(
    app: Flask, session: Session, database: Database, staff_client: Callable[..., CheckedClient], role: str
) -> None:
    # given two people of a role, a third who could publish and keep accounts, and a thing of each kind of the first two
    app.config["WTF_CSRF_ENABLED"] = False
    browser, other = staff_client(role, name="Own"), staff_client(role, name="Another")
    for one in ("manager", roles.ADMINISTRATOR):
        staff.make_user(app, session, one, email=f"third-{one}@staff.example.org")
    making = _Making(app, session)
    mine, theirs = (session.scalars(select(User).where(User.name == name)).one() for name in ("Own", "Another"))
    made: dict[Owner, dict[str, dict[str, Any]]] = {
        "own": making.of(mine),
        "another": making.of(theirs),
        "nobody": making.of_nobody(),
    }
    number = theirs.id
    session.commit()
    # when the first opens each of them, then it answers by whose it is; without the permission it is closed to all
    wrong = []
    adapter = app.url_map.bind("localhost")
    for cell, owner in ((cell, owner) for owner in OWNERS for cell in CELLS):
        path = adapter.build(cell.endpoint, made[owner][cell.thing], method=cell.verb)
        status = browser.open(path, method=cell.verb, data=dict(cell.sent), headers=FROM_US).status_code
        permission = guard.permission_of(app.view_functions[cell.endpoint])
        expected = cell.answer(owner) if permission in roles.ROLES[role] else 403
        if status != expected:
            wrong.append(f"{cell.verb} {path} ({cell.thing} of {owner}) answered {status} to {role}, not {expected}")
    assert not wrong, "\n".join(wrong)
    # and the other still has all that is theirs alone
    with database.session(writes=False) as looking:
        assert [one.name for one in looking.scalars(select(Passkey).where(Passkey.user_id == number))] == ["Laptop"]
        assert [one.name for one in saved_views.own(looking, number).views] == ["Mine"]
    if role != roles.ADMINISTRATOR:
        assert other.get("/admin").status_code == 200


def test_every_route_that_names_a_thing_says_whose_it_is(app: Flask) -> None:
    naming = {rule.endpoint for rule in admin_rules(app) if NAMING & rule.arguments}
    told = {cell.endpoint for cell in CELLS}
    assert {endpoint for endpoint in naming - told if not endpoint.startswith(NOBODYS)} == set()
    assert told <= {rule.endpoint for rule in admin_rules(app)}
