"""What stands around the questions of the form on paper: for whom, whom to ring, where to send it, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.council import Council
from localoffer.languages import Language, format_list, gettext
from localoffer.referrals.vocabulary import Referrer
from localoffer.referring import Ages


@dataclass(frozen=True)
class Sheet:
    """The words around the questions, in one language. ``address`` is what goes onto the envelope, in English."""

    title: str
    lead: str
    emergency: list[str]
    how: list[str]
    send_to: str
    address: list[str]
    ring: list[str]
    next_title: str
    next: list[str]
    signed: list[str]
    tick_one: str
    tick_many: str
    date_parts: list[str]
    page: str
    version: str


def sheet(council: Council, language: Language, *, may_refer: frozenset[Referrer], base_url: str) -> Sheet:
    """Return the words around the questions in the current language.

    Args:
        may_refer: who can fill the form in.
        base_url: what the address of the form on screen begins with.
    """
    site = f"{base_url}{language.prefix}"
    return Sheet(
        title=gettext("Ask for 1-1 Life Skills support"),
        lead=gettext(
            "You do not need a diagnosis, a social care assessment or an education, health and care (EHC) plan."
        ),
        emergency=_emergency(council),
        how=[*_for_whom(council.referring.ages, may_refer), *_how(council, f"{site}/refer/life-skills")],
        send_to=gettext("Send the form to:"),
        address=council.local_offer.post.splitlines() or [gettext("Ring us, and we tell you where to send it.")],
        ring=_ring(council, language),
        next_title=gettext("What happens next"),
        next=_next(f"{site}/privacy"),
        signed=[gettext("Your name"), gettext("The date")],
        tick_one=gettext("Tick one box."),
        tick_many=gettext("Tick all the boxes that are right."),
        date_parts=[gettext("Day"), gettext("Month"), gettext("Year")],
        page=gettext("Page %(number)s of %(total)s", number="{number}", total="{total}"),
        version=f"{council.site_name} · {council.privacy_version} · {language.code}",
    )


def _emergency(council: Council) -> list[str]:
    return [
        gettext("If a child is in danger now, ring 999."),
        gettext("If you are worried about a child, ring the council: %(phone)s", phone=council.front_door.phone),
        gettext("In the evening, at night and at weekends, ring: %(phone)s", phone=council.out_of_hours.phone),
        gettext("A letter takes days. Do not use this form for something that cannot wait."),
    ]


def _for_whom(ages: Ages, may_refer: frozenset[Referrer]) -> list[str]:
    return [
        gettext(
            "A worker helps one child or young person to learn things for everyday life, "
            "such as cooking, travelling or making friends."
        ),
        _of_which_age(ages),
        _who_can_ask(may_refer),
    ]


def _of_which_age(ages: Ages) -> str:
    if ages.first:
        return gettext(
            "It is for any child or young person with special educational needs, from age %(first)s to %(last)s.",
            first=ages.first,
            last=ages.last,
        )
    return gettext(
        "It is for any child or young person with special educational needs, of any age up to %(age)s.", age=ages.last
    )


def _who_can_ask(may_refer: frozenset[Referrer]) -> str:
    if may_refer == frozenset(Referrer):
        return gettext("Parents, carers, young people and professionals can all ask.")
    titles = [str(one.title) for one in Referrer if one in may_refer]
    return gettext("These people can fill in the form: %(people)s.", people=format_list(titles))


def _how(council: Council, address: str) -> list[str]:
    return [
        gettext("You can write in any language. Leave empty what you do not want to answer."),
        gettext("If you need more room, use more paper and write the number of the question on it."),
        gettext("You can fill in the form on a phone or a computer too: %(address)s", address=address),
        gettext(
            "Ring us if you want help with it, another copy, large print or an interpreter: %(phone)s",
            phone=council.local_offer.phone,
        ),
    ]


def _ring(council: Council, language: Language) -> list[str]:
    hours, _ = council.local_offer.hours_in(language.code)
    return [gettext("Phone: %(phone)s", phone=council.local_offer.phone), *([hours] if hours else [])]


def _next(address: str) -> list[str]:
    return [
        gettext("Somebody in the team reads each form, and then contacts you in a way that you said is safe."),
        gettext("We use what you tell us to decide how we can help. We share it only if you agree."),
        gettext("Ring us if you want to know more about that, or read it here: %(address)s", address=address),
        gettext("Keep this page, and send us the others. Write down here when you sent them."),
    ]
