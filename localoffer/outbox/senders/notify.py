"""GOV.UK Notify as the way out, for mails and for texts.

Notify has no key by which it would take the same message only once. Each message carries its ``identity`` as Notify's
``reference``, and a repeated try first asks whether Notify has it. So a message goes out at least once, and twice only
when a worker ends, or an answer is lost, in the moment before Notify lists what it has just taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from localoffer.outbox.mail import marked
from localoffer.outbox.message import Message
from localoffer.outbox.senders.sending import NotSent, RefusedForGood
from localoffer.vocabulary import SentBy

_KEY = re.compile(r".*[0-9a-f-]{36}-[0-9a-f-]{36}")
_WRONG_ADDRESS = {"InvalidPhoneError", "InvalidEmailError"}
_WRONG_FIELD = ("email_address ", "phone_number ")


@dataclass(frozen=True)
class Account:
    """The council's account at Notify: its key, and the ids of its one template for mails and its one for texts.

    A way out whose template is empty is not Notify's.
    """

    key: str = field(repr=False)
    email_template: str = ""
    text_template: str = ""
    url: str = "https://api.notifications.service.gov.uk"
    timeout: float = 15.0


class NotifySender:
    """Sends by GOV.UK Notify.

    Raises:
        ValueError: when the key of the account is none.
    """

    def __init__(self, account: Account) -> None:
        if not _KEY.fullmatch(account.key):
            raise ValueError("the key of GOV.UK Notify must end with two ids")
        self._account = account
        self._client = NotificationsAPIClient(account.key, base_url=account.url, timeout=account.timeout)

    def send(self, message: Message) -> None:
        """Send ``message``, unless Notify has it from an earlier try.

        Raises:
            RefusedForGood: when Notify says that there can be no such address or number.
            NotSent: when Notify does not answer or refuses.
        """
        try:
            if not (message.is_repeated and self._has(message)):
                self._hand_over(message)
        except APIError as error:
            # Notify's own words may repeat the address, and its request holds all of it
            raise _fault(error) from None

    def _has(self, message: Message) -> bool:
        found: dict[str, Any] = self._client.get_all_notifications(reference=message.identity)
        return bool(found["notifications"])

    def _hand_over(self, message: Message) -> None:
        if message.way is SentBy.TEXT:
            self._client.send_sms_notification(
                phone_number=message.to,
                template_id=self._account.text_template,
                personalisation={"body": message.body},
                reference=message.identity,
            )
        else:
            self._client.send_email_notification(
                email_address=message.to,
                template_id=self._account.email_template,
                personalisation={"subject": message.subject, "body": marked(message.body)},
                reference=message.identity,
            )


def _fault(error: APIError) -> NotSent:
    told = error.message if isinstance(error, HTTPError) and error.status_code == 400 else []
    errors = [one for one in told if isinstance(one, dict)]
    if any(_is_about_the_address(one) for one in errors):
        return RefusedForGood("no such address, says GOV.UK Notify")
    return NotSent(f"GOV.UK Notify answered {error.status_code}" if error.response is not None else "no answer")


def _is_about_the_address(told: dict[str, Any]) -> bool:
    is_wrong_field = told.get("error") == "ValidationError" and str(told.get("message")).startswith(_WRONG_FIELD)
    return told.get("error") in _WRONG_ADDRESS or is_wrong_field
