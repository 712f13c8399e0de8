"""Commissioners read, try out and change the rules; no change can leave a family without an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.guide.helping import queries, seeding
from localoffer.guide.helping.rules import Rule
from localoffer.languages import LANGUAGES
from localoffer.staff.models import User
from tests.guide.helping.conftest import ALL
from tests.support.client import CheckedClient
from tests.support.county import FOLDER
from tests.support.listings import listing
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database
RULES_PAGE = "/admin/help-rules"


@pytest.fixture
def manager(client: CheckedClient, make_user: Callable[..., User], rules: list[Rule]) -> CheckedClient:
    """A browser in which a manager is signed in, of a site with rules."""
    make_user(role="manager")
    sign_in(client)
    return client


def fields_of(rule: Rule, version: int = 1) -> dict[str, Any]:
    """Return what the form of a rule sends where nothing in it is changed."""
    told: dict[str, Any] = {name: rule.as_json()[name] for name in ("rung", "step", "page", "services")}
    for code in LANGUAGES:
        told |= {f"title_{code}": rule.texts[code].title, f"words_{code}": rule.texts[code].words}
    when = {question.value: list(codes) for question, codes in rule.when.items()}
    # the guide's pages are not in these tests, so there is none to choose
    return {**told, **when, "page": "", "position": str(rule.position), "version": str(version)}


def named(rules: list[Rule], code: str) -> Rule:
    return next(rule for rule in rules if rule.code == code)


def change(manager: CheckedClient, rule: Rule, **changed: Any) -> Any:
    page = f"{RULES_PAGE}/{rule.code}"
    return manager.send(page, {**fields_of(rule), **changed})


def test_a_changed_rule_is_what_families_read_and_its_history_is_kept(
    manager: CheckedClient, session: Session, rules: list[Rule]
) -> None:
    # when a commissioner changes what a rule says
    rule = named(rules, "now-anyone")
    assert change(manager, rule, title_en="Start here today").status_code == 303
    # then families read it, and the audit and the history say who did it
    assert "Start here today" in manager.page(f"/help/answer?{ALL}").words
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "help_rule.saved")).one()
    assert (entry.subject_id, entry.actor.partition(":")[0]) == ("now-anyone", "staff")
    session.commit()
    words = manager.page(f"{RULES_PAGE}/now-anyone/history").words
    assert "Changed: page, words" in words
    assert "Ada" in words
    # and an earlier state can come back
    assert manager.send(f"{RULES_PAGE}/now-anyone/history/1", {}, page=RULES_PAGE).status_code == 303
    assert rule.texts["en"].title in manager.page(f"/help/answer?{ALL}").words


@pytest.mark.parametrize(
    ("code", "changed", "said"),
    [
        ("now-anyone", {"who": ["parent"]}, "would be empty for some families, for example:"),
        ("now-anyone", {"services": "way=assessment"}, "must not lead to an assessment"),
        ("call-anyone", {"step": "services"}, "must end in somebody to ring"),
        ("now-anyone", {"step": "page"}, "Choose the page that the next step leads to"),
        ("now-anyone", {"services": "kind=wands"}, "The site knows no such search"),
        ("now-anyone", {"title_en": ""}, "Enter a heading in English"),
    ],
)
def test_a_change_that_would_break_a_promise_is_refused_in_a_sentence(
    manager: CheckedClient, session: Session, rules: list[Rule], code: str, changed: dict[str, Any], said: str
) -> None:
    answer = change(manager, named(rules, code), **changed)
    assert answer.status_code == 400
    assert said in answer.page.words
    assert queries.rules(session) == rules


def test_the_last_rule_for_everybody_cannot_be_taken_away_and_another_can(
    manager: CheckedClient, session: Session, rules: list[Rule]
) -> None:
    answer = manager.send(f"{RULES_PAGE}/call-anyone/remove", {}, page=f"{RULES_PAGE}/call-anyone")
    assert answer.status_code == 400
    assert "Keep a rule in it that fits everybody" in answer.page.words  # type: ignore[attr-defined]
    assert answer.page.value("title_en") == named(rules, "call-anyone").texts["en"].title  # type: ignore[attr-defined]
    gone = manager.send(f"{RULES_PAGE}/now-rest/remove", {}, page=f"{RULES_PAGE}/now-rest")
    assert gone.status_code == 303
    assert "now-rest" not in {rule.code for rule in queries.rules(session)}


def test_two_at_once_do_not_undo_each_other(manager: CheckedClient, rules: list[Rule]) -> None:
    rule = named(rules, "now-anyone")
    assert change(manager, rule, title_en="First").status_code == 303
    assert change(manager, rule, title_en="Second").status_code == 409


def test_a_new_rule_speaks_before_those_behind_it(manager: CheckedClient, rules: list[Rule]) -> None:
    new = {**fields_of(named(rules, "now-anyone")), "title_en": "For Stafford", "position": "1"}
    assert manager.send(f"{RULES_PAGE}/new", {**new, "district": ["stafford"]}).status_code == 303
    assert "For Stafford" in manager.page(f"/help/answer?{ALL}").words
    assert "For Stafford" not in manager.page("/help/answer?who=parent&district=lichfield").words


def test_a_commissioner_tries_out_what_a_family_would_see(
    manager: CheckedClient, session: Session, rules: list[Rule]
) -> None:
    # given no break for a family that wants one, the rule that speaks of breaks does not
    address = f"{RULES_PAGE}/try?{ALL.replace('want=do-things', 'want=rest')}"
    assert "now-rest" not in manager.page(address).words
    # and given one, it does
    listing(session, kinds=("short-breaks",), diagnosis_needed=False, assessment_needed=False, ehc_plan_needed=False)
    session.commit()
    page = manager.page(address)
    assert "now-rest" in page.words
    assert "First: the form for Life Skills support" in page.words
    assert manager.page(f"{RULES_PAGE}/try?age=900").heading == "What would this family see?"


def test_editors_read_the_rules_and_do_not_change_them(
    client: CheckedClient, make_user: Callable[..., User], rules: list[Rule]
) -> None:
    make_user(role="editor")
    sign_in(client)
    assert "You can begin today" in client.page(RULES_PAGE).words
    assert client.get(f"{RULES_PAGE}/now-anyone").status_code == 403


def test_loading_again_changes_nothing_and_leaves_what_staff_wrote(
    manager: CheckedClient, session: Session, keys: KeyRing, rules: list[Rule]
) -> None:
    assert change(manager, named(rules, "now-anyone"), title_en="Start here today").status_code == 303
    assert seeding.load(session, FOLDER, actor="command", audit_key=keys.audit) == 0
    assert named(queries.rules(session), "now-anyone").texts["en"].title == "Start here today"
