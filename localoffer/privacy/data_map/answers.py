"""The data map of the form's answers, and of what is told before support starts."""

from __future__ import annotations

from collections.abc import Mapping

from localoffer.privacy.data_map.kinds import Basis, Group, Kept, Readers, Use


def _page(name: str, title: str, fields: Mapping[str, str | Use], basis: Basis = Basis.TASK) -> Group:
    return Group(
        name=f"answers.{name}",
        title=title,
        basis=basis,
        seen_by=Readers.TEAM,
        kept=Kept.CLOSED_REFERRAL,
        fields=fields,
        inside="referrals.sealed_answers",
    )


def _before(name: str, title: str, fields: Mapping[str, str | Use]) -> Group:
    return Group(
        name=f"before_support.{name}",
        title=title,
        basis=Basis.HEALTH,
        seen_by=Readers.FOLLOWERS,
        kept=Kept.CLOSED_REFERRAL,
        fields=fields,
        inside="referrals.sealed_before_support",
    )


ANSWERS = (
    _page(
        "who", "Who fills in the form", {"referrer": "To ask each person in their own words, and answer the right one"}
    ),
    _page(
        "family_agrees", "Whether the family agrees", {"agreed": "So that nobody is referred behind the family's back"}
    ),
    _page(
        "family_agreed",
        "How the family agreed",
        {"by": "Proof of who agreed", "how": "Proof of how they agreed", "on": "Proof of when they agreed"},
    ),
    _page(
        "about_you",
        "The professional or helper who fills it in",
        {
            "name": "To know whom to ask about the form",
            "role": "To know in which part a professional writes",
            "organisation": "To know where a professional works",
            "relationship": "To know how a helper knows the family",
            "phone": "To ask them about the form",
            "email": "To ask them about the form, and to send the receipt",
        },
    ),
    _page(
        "young_person",
        "The child or young person",
        {
            "first_name": "To know whom the support is for",
            "last_name": "To know whom the support is for, and to find a second form about them",
            "known_as": "To call them as they like",
        },
    ),
    _page("date_of_birth", "Date of birth", {"born": "To know whether the support is for this age, and what fits it"}),
    _page(
        "trusted_adult",
        "An adult whom a young person under 16 trusts",
        {
            "helps": "To know whether an adult helps, and may be talked to",
            "name": "To talk to that adult, only where the young person said yes",
            "relationship": "To know who that adult is to them",
            "phone": "To ring that adult, only where the young person said yes",
        },
    ),
    _page(
        "knows",
        "Whether a young person of 16 or over knows",
        {"knows": "So that nobody of 16 or over is referred unasked"},
    ),
    _page(
        "home",
        "Home",
        {
            "postcode": "To find support near them",
            "district": "To send the form to the right part of the county; worked out from the postcode",
            "council": "To name the right council to whoever lives elsewhere; worked out from the postcode",
        },
    ),
    _page("confirmed_district", "Whether the district is right", {"right": "Because a postcode can lie on a border"}),
    _page("chosen_district", "The district they chose", {"district": "Where the postcode does not tell it"}),
    _page(
        "school",
        "School or college",
        {"kind": "To plan support around the school day", "name": "To plan support around the school day"},
    ),
    _page("strengths", "Strengths", {"strengths": "So that support starts from what they are good at"}, Basis.HEALTH),
    _page(
        "day_to_day",
        "What is hard day to day",
        {
            "hard": "To find somebody who knows how to help; never a diagnosis",
            "words": "The same in the family's own words",
        },
        Basis.HEALTH,
    ),
    _page(
        "learn",
        "What they want to learn",
        {"goals": "The aims of the support", "own_goal": "An aim in their own words"},
        Basis.HEALTH,
    ),
    _page(
        "help_now",
        "Help they have now",
        {
            "words": "So that support fits with other help; never a reason to say no",
            "hours_used": "To plan the hours of this year; never a reason to say no",
        },
        Basis.HEALTH,
    ),
    _page(
        "contact",
        "How to reach the family",
        {
            "name": "To know whom to ask for",
            "relationship": "To know who that is to the child or young person",
            "phone": "To ring or text them, where that is safe",
            "email": "To write to them, and to send the receipt",
            "ways": "To use the ways that they like",
            "safe_to_phone": "So that no call or message puts anybody at risk",
            "safe_to_text": "So that no text puts anybody at risk",
            "safe_to_post": "So that no letter puts anybody at risk",
            "address": "To write a letter, where they chose that",
        },
    ),
    _page(
        "responsibility",
        "Parental responsibility",
        {
            "who": "To know who may decide for the child",
            "know": "So that nobody with parental responsibility is passed over unseen",
        },
    ),
    _page(
        "speaking",
        "Language and format",
        {
            "language": "To speak and write in their language",
            "other_language": "The same, for a language that is not on the list",
            "interpreter": "To book an interpreter",
            "formats": Use("To send it in a form that they can use", Basis.HEALTH),
        },
    ),
    _page("risk", "Whether somebody is at risk now", {"now": "So that somebody acts at once"}, Basis.HEALTH),
    _page(
        "agreement",
        "What they agree to",
        {
            "agreed": "That the team makes contact: agreement to the support, not the lawful basis",
            "share": "That the team shares what is needed with who could give the support",
        },
    ),
)
BEFORE_SUPPORT = (
    _before(
        "times_and_places",
        "Times and places",
        {
            "times": "To plan visits",
            "places": "To plan visits",
            "words": "To plan visits, in the family's own words",
        },
    ),
    _before(
        "worker",
        "Who the worker should be",
        {
            "gender": "To match the worker, where the family asks",
            "language": "To match the worker, where the family asks",
            "faith": "To match the worker, where the family asks; it may tell of religion",
            "words": "To match the worker, in the family's own words",
        },
    ),
    _before(
        "keeping_safe",
        "Keeping safe",
        {
            "allergies": "So that nobody comes to harm",
            "medication": "So that nobody comes to harm",
            "care": "To send somebody who can give personal care",
            "upsets": "So that the worker does not upset them",
            "helps": "So that the worker can help when they are upset",
        },
    ),
    _before(
        "transport", "Getting there", {"ways": "To plan journeys", "words": "To plan journeys, in their own words"}
    ),
)
