"""What a listing states without words (ways in, cost, spaces, facts, languages), in the words that families search by.

These words are never shown: they only stand in the index, beside the listing's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from localoffer.vocabulary import Access, Cost, Coverage, Fact, Spaces, WayIn


@dataclass(frozen=True)
class Stated:
    """What one listing states beside its texts: its ways in, the facts that are so, what its venues offer."""

    ways_in: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    access: tuple[str, ...] = ()


_WORDS: dict[str, dict[str, str]] = {
    "en": {
        WayIn.DROP_IN: "drop in, no booking",
        WayIn.REFER_YOURSELF: "self refer, refer yourself",
        WayIn.PROFESSIONAL: "a professional refers you, referral by a teacher, school, GP, doctor",
        Cost.FREE: "free, no cost",
        Coverage.ONLINE: "online",
        Spaces.AVAILABLE: "has spaces now",
        Spaces.FEW: "has spaces now",
        Fact.COMES_TO_YOU: "comes to your home, at your house, home visit",
        Fact.OPEN_TO_ALL: "open to everyone",
        Fact.VISIT_FIRST: "visit first before joining",
        Fact.SHORT_NOTICE: "short notice, emergency",
        Fact.SCHOOL_HOLIDAYS: "school holidays",
        Fact.TRANSPORT: "transport, picks up",
        Fact.COMPLEX_NEEDS: "complex needs, tube fed",
        Fact.PERSONAL_CARE: "personal care, changing, nappies",
        Fact.MEDICATION: "gives medicine, medication",
        Fact.BEHAVIOUR_SUPPORT: "behaviour that challenges",
        Access.STEP_FREE: "wheelchair accessible, step free",
        Access.CHANGING_PLACES: "Changing Places toilet, hoist",
        Access.HEARING_LOOP: "hearing loop",
        Access.QUIET_SPACE: "quiet space",
        "diagnosis": "no diagnosis needed, without a diagnosis",
        "assessment": "no social care assessment needed, no social worker, without a social worker",
        "plan": "no EHC plan needed, no EHCP, without an EHCP",
        "pl": "speaks Polish",
        "ur": "speaks Urdu",
    },
    "pl": {
        WayIn.DROP_IN: "bez umawiania",
        WayIn.REFER_YOURSELF: "samodzielne zgłoszenie",
        Cost.FREE: "bezpłatnie, za darmo",
        Coverage.ONLINE: "online, przez internet",
        Spaces.AVAILABLE: "wolne miejsca",
        Spaces.FEW: "wolne miejsca",
        Fact.COMES_TO_YOU: "w domu",
        Fact.SCHOOL_HOLIDAYS: "ferie, wakacje",
        Fact.TRANSPORT: "transport, dowóz",
        Fact.MEDICATION: "leki",
        Fact.PERSONAL_CARE: "higiena osobista",
        "diagnosis": "bez diagnozy",
        "assessment": "bez oceny opieki społecznej",
        "plan": "bez planu EHC",
        "pl": "po polsku, język polski",
        "ur": "język urdu",
    },
    "ur": {
        WayIn.DROP_IN: "بغیر وقت لیے",
        WayIn.REFER_YOURSELF: "خود رابطہ",
        Cost.FREE: "مفت",
        Coverage.ONLINE: "آن لائن",
        Spaces.AVAILABLE: "جگہ خالی",
        Spaces.FEW: "جگہ خالی",
        Fact.COMES_TO_YOU: "گھر پر",
        Fact.SCHOOL_HOLIDAYS: "اسکول کی چھٹیاں",
        Fact.TRANSPORT: "ٹرانسپورٹ",
        Fact.MEDICATION: "دوا",
        Fact.PERSONAL_CARE: "ذاتی دیکھ بھال",
        "diagnosis": "تشخیص کے بغیر",
        "assessment": "سماجی نگہداشت کے جائزے کے بغیر",
        "plan": "ای ایچ سی پلان کے بغیر",
        "pl": "پولش زبان",
        "ur": "اردو زبان",
    },
}


def stated_words(row: Any, stated: Stated, language: str) -> str:
    """Return what a listing states as words of a language; ``row`` has the columns of the listing."""
    known = _WORDS.get(language, {})
    return ". ".join(known[code] for code in dict.fromkeys(_codes(row, stated)) if code in known)


def _codes(row: Any, stated: Stated) -> Iterable[str]:
    yield from stated.ways_in
    yield from (str(value) for value in (row.cost, row.coverage, row.spaces) if value is not None)
    yield from stated.facts
    yield from stated.access
    needed = {"diagnosis": row.diagnosis_needed, "assessment": row.assessment_needed, "plan": row.ehc_plan_needed}
    yield from (code for code, is_needed in needed.items() if is_needed is False)
    yield from row.languages_spoken
