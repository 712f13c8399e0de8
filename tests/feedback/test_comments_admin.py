"""Staff work through comments: release, note, publish in other words, keep out with a reason, and answer by mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.days import months_before, today
from localoffer.feedback.comments import copying, sealing
from localoffer.feedback.comments.clock import clock, due_on, first_due_from
from localoffer.feedback.comments.copying import Found
from localoffer.feedback.comments.models import Comment
from localoffer.feedback.comments.vocabulary import CommentState, KeptOut
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from localoffer.staff.models import User
from tests.feedback.saying import comment, theme
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

QUEUE = "/admin/comments"
NAMING = "Mrs Ironbottom never rang us back"


@pytest.fixture
def editor(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A signed-in editor."""
    make_user(role="editor")
    sign_in(client)
    return client


def step(editor: CheckedClient, row: Comment, name: str, prefix: str, **typed: str) -> int:
    """Take a step as the page of the comment offers it; return the answer's status."""
    page = f"{QUEUE}/{row.uuid}"
    told = {f"{prefix}-version": editor.page(page).value(f"{prefix}-version")}
    fields = {**told, **{f"{prefix}-{key}": value for key, value in typed.items()}}
    token = {"csrf_token": editor.page(page).value("note-csrf_token")}
    return editor.post(
        f"{page}/{name}", data={**token, **fields}, headers={"Sec-Fetch-Site": "same-origin"}
    ).status_code


def again(session: Session, row: Comment) -> Comment:
    session.rollback()
    session.refresh(row)
    session.commit()
    return row


def actions(session: Session) -> list[str]:
    session.rollback()
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject == "comment").order_by(AuditEntry.number))
    return [entry.action for entry in entries]


def test_a_comment_that_was_set_aside_shows_its_signs_and_is_released(
    editor: CheckedClient, session: Session, keys: KeyRing
) -> None:
    row = comment(session, keys, NAMING)
    assert "Ironbottom" not in editor.page(f"{QUEUE}?queue=set_aside").words
    assert "It seems to name somebody" in editor.page(f"{QUEUE}/{row.uuid}").words

    assert step(editor, row, "release", "step") == 303

    assert again(session, row).state is CommentState.NEW
    assert "Ironbottom" in editor.page(QUEUE).words
    assert actions(session)[-1] == "comment.released"


def test_the_published_form_goes_into_a_theme_and_the_original_stays_sealed(
    editor: CheckedClient, session: Session, keys: KeyRing
) -> None:
    row = comment(session, keys)
    theme(session)

    status = step(
        editor, row, "publish", "public", words_en="Evenings are empty.", words_pl="Wieczory.", theme="evenings"
    )

    assert status == 303
    assert again(session, row).public_words == {"en": "Evenings are empty.", "pl": "Wieczory."}
    assert "Evenings are empty." in editor.page("/you-said-we-did/evenings").words
    assert "comment.put_in_theme" in actions(session)


def test_a_published_form_that_gives_somebody_away_is_looked_at_once_more(
    editor: CheckedClient, session: Session, keys: KeyRing
) -> None:
    row = comment(session, keys, "We wait at the old mill since 2019 and nobody in the office ever rings")
    theme(session)
    given_away = {"words_en": "Families near Zebedee wait since 2019", "theme": "evenings"}

    assert step(editor, row, "publish", "public", **given_away) == 400
    assert again(session, row).public_words == {}
    assert step(editor, row, "publish", "public", **given_away, nobody="yes") == 303


def test_what_is_kept_out_needs_a_reason_and_leaves_its_theme(
    editor: CheckedClient, session: Session, keys: KeyRing
) -> None:
    row = comment(session, keys, theme=theme(session))

    assert step(editor, row, "keep-out", "out", why="individual", reason="") == 400
    assert step(editor, row, "keep-out", "out", why="individual", reason="About one family’s taxi") == 303

    kept = again(session, row)
    assert (kept.state, kept.kept_out, kept.theme_id) == (CommentState.KEPT_OUT, KeptOut.INDIVIDUAL, None)
    assert "About one family’s taxi" in editor.page(f"{QUEUE}/{row.uuid}").words
    assert step(editor, row, "take-up", "step") == 303
    assert again(session, row).state is CommentState.NEW


def test_an_answer_goes_out_in_their_language_and_the_address_goes(
    editor: CheckedClient, session: Session, keys: KeyRing
) -> None:
    row = comment(session, keys, "Brak zajęć", language="pl", email="zofia@example.org")
    assert "zofia@example.org" not in editor.page(f"{QUEUE}/{row.uuid}").words

    assert step(editor, row, "answer", "answer", answer="Zajęcia są w sobotę.") == 303

    answered = again(session, row)
    assert (answered.sealed_email, answered.wants_answer) == (None, True)
    assert sealing.open_inside(answered, keys=keys).answer == "Zajęcia są w sobotę."
    waiting = session.scalars(select(OutboxMessage)).one()
    mail = keys.open(waiting.key_id, waiting.sealed, place=store.place(waiting.message_id)).decode()
    assert "zofia@example.org" in mail
    assert "sobot" in mail
    assert "Brak" not in mail
    session.commit()
    page = editor.page(f"{QUEUE}/{row.uuid}")
    once_more = {
        "csrf_token": page.value("note-csrf_token"),
        "answer-version": page.value("note-version"),
        "answer-answer": "Jeszcze raz",
    }
    refused = editor.post(f"{QUEUE}/{row.uuid}/answer", data=once_more, headers={"Sec-Fetch-Site": "same-origin"})
    assert refused.status_code == 409


def test_a_note_is_sealed_beside_what_was_written(editor: CheckedClient, session: Session, keys: KeyRing) -> None:
    row = comment(session, keys, "Brak zajęć", email="zofia@example.org")

    assert step(editor, row, "note", "note", note="No clubs") == 303

    noted = again(session, row)
    assert sealing.open_inside(noted, keys=keys).note == "No clubs"
    assert sealing.open_email(noted, keys=keys) == "zofia@example.org"


def test_two_people_do_not_undo_each_others_step(editor: CheckedClient, session: Session, keys: KeyRing) -> None:
    row = comment(session, keys, NAMING)
    page = editor.page(f"{QUEUE}/{row.uuid}")
    told = {"csrf_token": page.value("note-csrf_token"), "step-version": page.value("step-version")}
    assert step(editor, row, "note", "note", note="Seen") == 303

    answer = editor.post(f"{QUEUE}/{row.uuid}/release", data=told, headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 409
    assert again(session, row).state is CommentState.SET_ASIDE


def test_each_look_is_written_down_without_a_word_of_it(editor: CheckedClient, session: Session, keys: KeyRing) -> None:
    row = comment(session, keys)
    editor.page(f"{QUEUE}/{row.uuid}")
    assert actions(session) == ["comment.viewed"]


def test_a_comment_whose_time_is_over_says_so(editor: CheckedClient, session: Session, keys: KeyRing) -> None:
    row = comment(session, keys)
    row.key_id = row.sealed = None
    session.commit()
    assert "no longer kept" in editor.page(f"{QUEUE}/{row.uuid}").words


def test_what_is_late_stands_first_on_the_first_page(editor: CheckedClient, session: Session, keys: KeyRing) -> None:
    comment(session, keys, on=months_before(today(), 13))
    comment(session, keys, on=months_before(today(), 11))
    assert "1 Comments not answered within 12 months" in editor.page("/admin").words
    assert "This day is over." in editor.page(f"{QUEUE}?queue=unpublished&language=en&about=site").words


def test_words_from_another_comment_do_not_open(session: Session, keys: KeyRing) -> None:
    first, second = comment(session, keys), comment(session, keys)
    second.sealed = first.sealed
    with pytest.raises(CannotOpen):
        sealing.open_inside(second, keys=keys)


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("public", "found"),
    [
        ("Families wait long for an answer.", []),
        (
            "A family said that nobody in the office ever rings back.",
            [(Found.COPIED, "nobody in the office ever rings")],
        ),
        (
            "Write to a@example.org or ring 01632 960 111.",
            [(Found.CONTACT, "a@example.org"), (Found.CONTACT, "01632 960 111")],
        ),
        ("A child of 9 waits.", [(Found.NUMBER, "9")]),
        ("The club in Zebedee is full. Families in Stafford and the EHC team agree.", [(Found.NAME, "Zebedee")]),
    ],
)
def test_what_may_give_somebody_away_is_found(public: str, found: list[tuple[Found, str]]) -> None:
    original = "We wait, and nobody in the office ever rings us"
    told = copying.findings(public, original, known={"stafford", "families"})
    assert [(one.found, one.words) for one in told] == found


@pytest.mark.any_database
@given(before=some.integers(0, 9), copied=some.integers(0, 12))
def test_no_run_of_more_words_than_allowed_is_passed_over(before: int, copied: int) -> None:
    original = " ".join(f"w{chr(97 + number)}" for number in range(12))
    run = original.split()[:copied]
    public = " ".join([*(f"x{chr(97 + number)}" for number in range(before)), *run])
    expected = [" ".join(run)] if copied > copying.MOST_WORDS_IN_A_ROW else []
    assert [one.words for one in copying.findings(public, original) if one.found is Found.COPIED] == expected


@pytest.mark.any_database
@pytest.mark.any_database
def test_what_is_due_from_a_day_on_came_on_one_day_or_later_in_leap_years_too() -> None:
    days = [date(2023, 1, 1) + timedelta(days=number) for number in range(3 * 366)]
    for day in days:
        first = first_due_from(day)
        assert due_on(first) >= day
        assert due_on(first - timedelta(days=1)) < day


def test_the_clock_counts_what_is_late_and_what_soon_will_be() -> None:
    day = date(2026, 11, 22)
    came = [date(2025, 11, 21), date(2025, 11, 22), date(2026, 1, 21), date(2026, 1, 22), date(2026, 11, 1)]
    told = clock(came, last_published=None, today=day)
    assert (told.waiting, told.late, told.soon, told.first_due) == (5, 1, 2, date(2026, 11, 21))
    assert due_on(date(2024, 2, 29)) == date(2025, 2, 28)
