"""Every mail and every text, in every language: neutral, readable, and short enough."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import language_state
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.feedback.comments import messages as comment_messages
from localoffer.feedback.corrections import messages as correction_messages
from localoffer.feedback.corrections.vocabulary import Outcome
from localoffer.languages import LANGUAGES, speaking
from localoffer.outbox import store, texts
from localoffer.outbox.mail import compose
from localoffer.outbox.message import RULE, Message
from localoffer.outbox.models import OutboxMessage
from localoffer.outbox.store import Leased
from localoffer.outbox.written import Written, apart_from_english
from localoffer.privacy import messages as privacy_messages
from localoffer.referrals import answers as told
from localoffer.referrals import choices, submission
from localoffer.referrals.drafting import drafts, saving_messages
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.following import family_messages
from localoffer.referrals.telling import admin_messages, messages, safe_ways, update_messages
from localoffer.referrals.telling.messages import Sent
from localoffer.referrals.telling.notifying import Desk
from localoffer.referrals.telling.safe_ways import SafeWay
from localoffer.referrals.vocabulary import Referrer
from localoffer.vocabulary import SentBy
from tests.referrals.test_submission import ANSWERS

pytestmark = pytest.mark.any_database

REFERENCE, TOKEN = "K7PM-2XQA", "Q" * 43
SITE = "https://localoffer.example.gov.uk"
UNTIL = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
CANARY = "Quillfeather"
PROMISED_BY = date(2026, 12, 7)
SENT = Sent(REFERENCE, SITE, promised_by=PROMISED_BY)
FOR_A_FAMILY = Sent(REFERENCE, SITE, promised_by=PROMISED_BY, family_reads="pl")
Write = Callable[[str, Any], Written]

MAILS: dict[str, Write] = {
    "receipt": lambda code, council: messages.receipt(SENT, language=code, council=council),
    "receipt of a professional": lambda code, council: messages.receipt(FOR_A_FAMILY, language=code, council=council),
    "update": lambda code, council: update_messages.update(
        language=code, council=council, reference=REFERENCE, base_url=SITE
    ),
    "own code": lambda code, council: family_messages.own_code(
        language=code, council=council, reference=REFERENCE, base_url=SITE, token=TOKEN, until=UNTIL
    ),
    "return link": lambda code, council: saving_messages.return_link(
        language=code, council=council, address=f"{SITE}/refer/life-skills/return/{TOKEN}", until=UNTIL
    ),
    "comment": lambda code, council: comment_messages.answer("We did.", UNTIL.date(), language=code, council=council),
    "correction": lambda code, council: correction_messages.answer(
        Outcome.PUT_RIGHT, "", service="Example club", language=code, council=council
    ),
    "complaint": lambda code, council: privacy_messages.receipt(REFERENCE, code, council),
}
TEXTS: dict[str, Write] = {
    "receipt": lambda code, council: messages.receipt(SENT, language=code, council=council, way=SentBy.TEXT),
    "update": lambda code, council: update_messages.update(
        language=code, council=council, reference=REFERENCE, base_url=SITE, way=SentBy.TEXT
    ),
    "own code": lambda code, council: family_messages.own_code(
        language=code, council=council, reference=REFERENCE, base_url=SITE, token=TOKEN, until=UNTIL, way=SentBy.TEXT
    ),
}
TEAM = {"notice": admin_messages.notice, "urgent": admin_messages.urgent}
ISOLATED = re.compile("\u2066[^\u2069]*\u2069")
ADDRESS = re.compile(r"https://\S+")
# a number of more than one group, which words written right to left would turn round
IN_GROUPS = re.compile(r"[0-9A-Z]+[ -][0-9A-Z]{2,}")


def written(app: Flask, write: Write, code: str) -> Written:
    with app.app_context():
        return write(code, app.extensions["localoffer_council"])


def telling_words(app: Flask, code: str) -> set[str]:
    """Return the words, in a language, by which somebody could guess what the form is about, or who sent it."""
    kinds = (choices.Hard, choices.Goal, choices.SchoolKind, choices.HowAgreed, Referrer)
    with app.app_context(), speaking(code):
        titles = [str(one.title) for kind in kinds for one in kind]
    return {*titles, "Life Skills", "SEND", "diagnosis", "disab", "school", "teacher", "special needs", CANARY}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", MAILS)
def test_a_mail_is_whole_and_in_its_readers_language(app: Flask, name: str, code: str) -> None:
    mail = written(app, MAILS[name], code)
    assert mail.language == code
    assert "%(" not in mail.subject + mail.body
    assert app.extensions["localoffer_council"].name in mail.body
    if code != "en":
        assert mail.body != written(app, MAILS[name], "en").body


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", MAILS)
def test_a_mail_betrays_nothing_to_whoever_looks_over_a_shoulder(app: Flask, name: str, code: str) -> None:
    mail = written(app, MAILS[name], code)
    seen = f"{mail.subject}\n{ADDRESS.sub('', mail.body)}".lower()
    assert [word for word in telling_words(app, code) if word.lower() in seen] == []
    assert len(mail.subject) <= 60


def test_a_receipt_says_who_is_contacted_and_by_when(app: Flask) -> None:
    to_family = written(app, MAILS["receipt"], "en").body
    assert "contacts you" in to_family
    assert "We contact you by 7 December 2026." in to_family
    # whoever asked for a family still has to give it the notice, in the language that the family reads
    to_others = written(app, MAILS["receipt of a professional"], "en").body
    assert "contacts the family" in to_others
    assert "We contact the family by 7 December 2026." in to_others
    assert f"{SITE}/pl/refer/life-skills/for-the-family" in to_others.splitlines()
    assert not any(words in to_others for words in ("contacts you", "do not need to do anything"))


@pytest.mark.parametrize("name", MAILS)
def test_numbers_keep_their_order_among_words_written_right_to_left(
    every_language: None, app: Flask, name: str
) -> None:
    for code in ("ur", "ar"):
        mail = written(app, MAILS[name], code)
        own, _ = apart_from_english(mail.body)
        rest = ADDRESS.sub("", ISOLATED.sub("", f"{mail.subject}\n{own}"))
        assert IN_GROUPS.findall(rest) == []


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_that_no_speaker_checked_has_the_english_below_it(app: Flask, name: str) -> None:
    own, english = apart_from_english(written(app, MAILS[name], "ur").body)
    assert english == ADDRESS.sub(lambda found: in_urdu(found[0]), written(app, MAILS[name], "en").body)
    assert own.splitlines()[0] not in english
    assert apart_from_english(written(app, MAILS[name], "en").body)[1] == ""


def test_a_mail_that_a_speaker_checked_stands_alone(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pl").mkdir()
    signed = "messages: {checked_by: Agnieszka, checked_on: 2026-11-22}"
    (tmp_path / "pl" / language_state.FILE).write_text(signed, encoding="utf-8")
    monkeypatch.setattr(language_state, "_checks", {})
    language_state.read_from(tmp_path)
    assert RULE not in written(app, MAILS["receipt"], "pl").body
    assert RULE in written(app, MAILS["receipt"], "ur").body


def in_urdu(address: str) -> str:
    """Return an address of an English mail as the English below an Urdu one has it: the page opens in Urdu."""
    return address if "/return/" in address or "/pl/" in address else address.replace(f"{SITE}/", f"{SITE}/ur/")


@pytest.mark.parametrize("name", MAILS)
def test_an_address_stands_bare_on_a_line_of_its_own(app: Flask, name: str) -> None:
    for code in LANGUAGES:
        lines = written(app, MAILS[name], code).body.splitlines()
        assert all(ADDRESS.fullmatch(line) for line in lines if "https://" in line)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", MAILS)
def test_a_mail_server_is_given_no_line_that_it_may_refuse(app: Flask, name: str, code: str) -> None:
    mail = written(app, MAILS[name], code)
    sent = Message("0123", "receipt", "someone@example.org", mail.subject, mail.body, mail.language, UNTIL)
    lines = compose(sent, mail_from="Local Offer <offer@example.org>").as_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 78


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_takes_two_parts_at_most_and_only_letters_that_arrive(app: Flask, name: str, code: str) -> None:
    text = written(app, TEXTS[name], code)
    assert text.subject == ""
    assert texts.parts(text.body) <= 2
    assert texts.as_text(text.body) == text.body
    assert text.body.startswith(app.extensions["localoffer_council"].site_name)
    assert [word for word in telling_words(app, code) if word in ADDRESS.sub("", text.body)] == []


def test_a_text_is_in_english_only_where_its_letters_cannot_carry_the_language(app: Flask) -> None:
    in_latin_letters = {"en", "pl", "ro", "hu"}
    for code in LANGUAGES:
        expected = code if code in in_latin_letters else "en"
        assert written(app, TEXTS["receipt"], code).language == expected


@pytest.mark.parametrize("name", ["update", "own code"])
def test_a_text_in_english_still_leads_to_the_page_in_the_readers_language(app: Flask, name: str) -> None:
    assert f"{SITE}/ur/refer/status" in written(app, TEXTS[name], "ur").body


@pytest.mark.parametrize("name", TEAM)
def test_what_the_team_gets_holds_the_reference_and_the_way_in_and_nothing_else(app: Flask, name: str) -> None:
    with app.app_context():
        mail = TEAM[name](council=app.extensions["localoffer_council"], reference=REFERENCE, base_url=SITE)
    assert REFERENCE in mail.subject
    assert f"{SITE}/admin/referrals/{REFERENCE}" in mail.body
    assert [word for word in telling_words(app, "en") if word in mail.subject + mail.body] == []


# --- by which way somebody is told ---

PARENT = told.Answers(
    who=told.Who(Referrer.PARENT),
    contact=told.Contact(
        "Philippa",
        phone="+44 (0)7700 900 123",
        email="philippa@example.org",
        ways=(choices.ContactWay.TEXT, choices.ContactWay.EMAIL),
        safe_to_text=choices.YesNo.YES,
    ),
)
BY_MAIL, BY_TEXT = SafeWay(SentBy.EMAIL, "philippa@example.org"), SafeWay(SentBy.TEXT, "+447700900123")
HELPER = told.AboutYou("Helen", role="Teacher", organisation="A school", email="helen@school.example.org")


def with_contact(**changed: Any) -> told.Answers:
    assert PARENT.contact is not None
    return replace(PARENT, contact=replace(PARENT.contact, **changed))


def test_somebody_is_told_by_each_way_that_they_chose() -> None:
    assert safe_ways.to_referrer(PARENT, texts=True) == (BY_MAIL, BY_TEXT)
    assert safe_ways.to_family(PARENT, texts=True) == (BY_MAIL, BY_TEXT)


@pytest.mark.parametrize(
    "changed",
    [
        {"safe_to_text": choices.YesNo.NO},
        {"safe_to_text": None},
        {"ways": (choices.ContactWay.EMAIL,)},
        {"phone": ""},
    ],
)
def test_no_text_goes_where_nobody_said_that_it_is_safe(changed: dict[str, Any]) -> None:
    assert safe_ways.to_referrer(with_contact(**changed), texts=True) == (BY_MAIL,)
    assert safe_ways.to_family(with_contact(**changed), texts=True) == (BY_MAIL,)


def test_no_text_goes_from_a_site_that_cannot_send_any() -> None:
    assert safe_ways.to_family(PARENT, texts=False) == (BY_MAIL,)


def test_a_family_that_did_not_choose_email_gets_none() -> None:
    answers = with_contact(ways=(choices.ContactWay.PHONE,))
    assert safe_ways.to_family(answers, texts=True) == ()


def test_whoever_fills_it_in_for_a_family_is_told_by_their_own_address_alone() -> None:
    answers = replace(PARENT, about_you=HELPER)
    assert safe_ways.to_referrer(answers, texts=True) == (SafeWay(SentBy.EMAIL, "helen@school.example.org"),)
    assert safe_ways.to_referrer(replace(PARENT, about_you=replace(HELPER, email="")), texts=True) == ()


def waiting(database: Database, keys: KeyRing) -> list[Message]:
    """Return all that waits in the outbox, opened."""
    with database.session(writes=False) as session:
        rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    leased = [
        Leased(row.id, row.message_id, row.kind, row.way, row.key_id, row.sealed, row.created_at, 1, row.created_at)
        for row in rows
    ]
    return [store.open_message(one, keys=keys) for one in leased]


def test_the_same_is_told_once_by_each_way(database: Database, keys: KeyRing, app: Flask, session: Session) -> None:
    council = app.extensions["localoffer_council"]
    for _ in range(2):
        with app.app_context():
            safe_ways.tell(
                session,
                (BY_MAIL, BY_TEXT),
                lambda way: messages.receipt(SENT, language="pl", council=council, way=way),
                keys=keys,
                kind="receipt",
                about="1",
            )
        session.commit()
    assert [(one.way, one.to) for one in waiting(database, keys)] == [
        (BY_MAIL.way, BY_MAIL.to),
        (BY_TEXT.way, BY_TEXT.to),
    ]


def typed(section: Any) -> Any:
    """Return a section of the answers with the canary in everything that somebody typed into it."""
    kept = {"district", "language", "email", "phone"}
    names = [one.name for one in fields(section) if one.name not in kept and type(getattr(section, one.name)) is str]
    return replace(section, **dict.fromkeys(names, CANARY))


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_that_somebody_typed_is_in_what_is_sent(
    app: Flask, session: Session, database: Database, keys: KeyRing, code: str
) -> None:
    # given a form that a professional filled in, with the same odd word in every box
    whole = replace(
        ANSWERS,
        who=told.Who(Referrer.PROFESSIONAL),
        contact=PARENT.contact,
        about_you=HELPER,
        speaking=told.Speaking(code),
    )
    sections = {one.name: getattr(whole, one.name) for one in fields(whole)}
    answers = told.Answers(**{name: section and typed(section) for name, section in sections.items()})
    desk = Desk(app.extensions["localoffer_council"], SITE, "team@example.org", "duty@example.org", sends_texts=True)
    # when it is sent
    with app.app_context():
        draft = Draft(drafts.new_token(), answers)
        drafts.save(session, draft, keys=keys, at=now())
        submission.submit(session, draft=draft, keys=keys, desk=desk, language=code, at=now())
    session.commit()
    # then the receipt, the notice and both messages to the family hold it nowhere
    sent = waiting(database, keys)
    assert sorted(one.kind for one in sent) == sorted(
        ["referral-notice", "referral-receipt", "referral-claim", "referral-claim"]
    )
    assert not any(CANARY in f"{one.subject}{one.body}{one.to}" for one in sent)
