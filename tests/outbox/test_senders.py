"""What a mail looks like when it goes out, and the folder that stands for a mail server in demonstration."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from localoffer.outbox.mail import Mail, compose, left_to_right
from localoffer.outbox.senders import FileSender, SmtpSender, sender_for

FROM = "Local Offer <local-offer@council.example.org>"


def mail(**changed: str) -> Mail:
    told = {"to": "someone@example.org", "subject": "Hello", "body": "Good day.\n", "language": "en", **changed}
    return Mail(identity="0123456789abcdef", kind="receipt", written_at=datetime(2026, 11, 22, 9, tzinfo=UTC), **told)


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


def test_without_a_mail_server_mail_goes_to_the_folder(tmp_path: Path) -> None:
    assert sender_for(smtp_url=None, mail_from=FROM, var=tmp_path) == FileSender(tmp_path / "mail", FROM)
    assert isinstance(sender_for(smtp_url="smtp://localhost:25", mail_from=FROM, var=tmp_path), SmtpSender)


@pytest.mark.parametrize("address", ["http://localhost", "localhost:25", "smtp://"])
def test_an_address_that_is_no_mail_server_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="mail server"):
        SmtpSender(address, FROM)


def test_the_password_of_the_mail_server_is_not_shown() -> None:
    assert "hunter2" not in repr(SmtpSender("smtp://user:hunter2@localhost", FROM))
