"""What a mail looks like when it goes out, and the folder that stands for a mail server in demonstration."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from localoffer.directions import left_to_right
from localoffer.outbox.mail import compose
from localoffer.outbox.message import Message
from localoffer.outbox.senders import Account, ByWay, FileSender, NotifySender, NotSent, SmtpSender, sender_for
from localoffer.vocabulary import SentBy
from tests.support import notify_server

FROM = "Local Offer <local-offer@council.example.org>"


WRITTEN = datetime(2026, 11, 22, 9, tzinfo=UTC)


def mail(**changed: str) -> Message:
    told: dict[str, Any] = {
        "to": "someone@example.org",
        "subject": "Hello",
        "body": "Good day.\n",
        "language": "en",
        **changed,
    }
    return Message(identity="0123456789abcdef", kind="receipt", written_at=WRITTEN, **told)


def text() -> Message:
    return replace(mail(), way=SentBy.TEXT, to="07700 900123", subject="", body="Good day.")


def test_a_mail_says_what_it_is() -> None:
    made = compose(mail(), mail_from=FROM)
    assert made["From"] == FROM
    assert made["Message-ID"] == "<0123456789abcdef@council.example.org>"
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["Content-Language"] == "en"
    assert made["Date"].datetime == datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_each_line_written_right_to_left_says_so() -> None:
    body = f"ہمیں آپ کا فارم مل گیا۔\n\n{left_to_right('2345-ABCD')}\n"
    made = message_from_bytes(compose(mail(body=body, language="ur"), mail_from=FROM).as_bytes(), policy=default)
    lines = made.get_content().splitlines()
    assert [line[:1] for line in lines] == ["\u200f", "", "\u200f"]
    assert "\u20662345-ABCD\u2069" in lines[2]


def test_a_line_break_in_a_header_is_refused() -> None:
    with pytest.raises(ValueError, match="one line"):
        compose(mail(subject="Hello\nBcc: other@example.org"), mail_from=FROM)


def test_the_folder_gets_one_whole_file_for_each_mail_however_often_it_is_sent(tmp_path: Path) -> None:
    sender = FileSender(tmp_path / "mail", FROM)
    sender.send(mail())
    sender.send(mail())
    (written,) = list((tmp_path / "mail").iterdir())
    assert written.suffix == ".eml"
    assert message_from_bytes(written.read_bytes(), policy=default)["Subject"] == "Hello"
    assert written.stat().st_mode & 0o077 == 0


def test_the_folder_gets_texts_too(tmp_path: Path) -> None:
    FileSender(tmp_path, FROM).send(text())
    (written,) = list(tmp_path.iterdir())
    assert written.suffix == ".txt"
    assert written.read_text("utf-8") == "To: 07700 900123\n\nGood day.\n"


ACCOUNTS = {
    "both": Account(notify_server.KEY, notify_server.EMAIL_TEMPLATE, notify_server.TEXT_TEMPLATE),
    "texts alone": Account(notify_server.KEY, text_template=notify_server.TEXT_TEMPLATE),
    "mails alone": Account(notify_server.KEY, email_template=notify_server.EMAIL_TEMPLATE),
}


@pytest.mark.parametrize(
    ("smtp_url", "account", "mails", "texts"),
    [
        (None, None, FileSender, FileSender),
        ("smtp://localhost:25", None, SmtpSender, type(None)),
        (None, "both", NotifySender, NotifySender),
        ("smtp://localhost:25", "texts alone", SmtpSender, NotifySender),
        (None, "mails alone", NotifySender, type(None)),
    ],
)
def test_mails_and_texts_take_the_ways_out_that_are_set(
    tmp_path: Path, smtp_url: str | None, account: str | None, mails: type, texts: type
) -> None:
    notify = ACCOUNTS[account] if account else None
    chosen = sender_for(smtp_url=smtp_url, notify=notify, mail_from=FROM, var=tmp_path)
    assert isinstance(chosen, ByWay)
    assert (type(chosen.mails), type(chosen.texts)) == (mails, texts)


def test_a_text_without_a_way_out_says_so(tmp_path: Path) -> None:
    sender = sender_for(smtp_url="smtp://localhost:25", notify=None, mail_from=FROM, var=tmp_path)
    with pytest.raises(NotSent, match="no way out for texts"):
        sender.send(text())


@pytest.mark.parametrize("address", ["http://localhost", "localhost:25", "smtp://"])
def test_an_address_that_is_no_mail_server_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="mail server"):
        SmtpSender(address, FROM)


def test_a_key_that_notify_never_made_is_refused() -> None:
    with pytest.raises(ValueError, match="two ids"):
        NotifySender(Account("local-offer"))


def test_the_key_of_notify_is_not_shown() -> None:
    assert notify_server.SECRET not in repr(ACCOUNTS["both"])


def test_the_password_of_the_mail_server_is_not_shown() -> None:
    assert "hunter2" not in repr(SmtpSender("smtp://user:hunter2@localhost", FROM))
