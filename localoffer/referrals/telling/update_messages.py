"""The message that says that there is something new to read. It says not what, and names nobody."""

from __future__ import annotations

from localoffer.council import Council
from localoffer.directions import Apart
from localoffer.languages import get, gettext
from localoffer.outbox.written import Said, Written, mail
from localoffer.referrals.telling.messages import as_text
from localoffer.vocabulary import SentBy


def update(
    *,
    language: str,
    council: Council,
    reference: str,
    base_url: str,
    way: SentBy = SentBy.EMAIL,
    to_young_person: bool = False,
) -> Written:
    """Write that there is an update, in a language, and how to read it with reference and code.

    Args:
        base_url: what the link begins with.
    """
    # in the reader's language, even where a text has to be in English
    address = f"{base_url}{get(language).prefix}/refer/status"
    if way is SentBy.TEXT:
        return as_text(language, lambda: _text(council, reference, address), to_young_person=to_young_person)

    def write(apart: Apart) -> Said:
        lines = (
            gettext("There is an update to your form %(reference)s.", reference=apart(reference)),
            gettext("To read it, open this page and enter the reference and your status code:"),
            address,
            gettext("If you lost your status code, ring %(phone)s.", phone=apart(council.local_offer.phone)),
            gettext(
                "If a child is in danger now, ring 999. If you are worried about a child, ring %(phone)s. "
                "In the evening, at night and at weekends, ring %(night)s.",
                phone=apart(council.front_door.phone),
                night=apart(council.out_of_hours.phone),
            ),
            gettext("This email was sent by a computer. Replies to it are not read."),
            apart(council.name),
        )
        subject = gettext("There is an update: %(reference)s", reference=apart(reference))
        return Said(subject, lines)

    return mail(language, write, to_young_person=to_young_person)


def _text(council: Council, reference: str, address: str) -> str:
    return gettext(
        "%(site)s: there is an update to your form %(reference)s. To read it, use your code: %(address)s",
        site=council.site_name,
        reference=reference,
        address=address,
    )
