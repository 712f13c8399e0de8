"""The document for an inspector says what the table of duties says, heading by heading."""

from __future__ import annotations

import json
from datetime import date

import pytest
import typst
from flask import Flask

import config
from localoffer.guide.duties import admin_inspection, admin_presenters, coverage
from localoffer.guide.duties.admin_inspection import Front, Heard, Table, Told
from localoffer.guide.duties.coverage import Place, Services
from localoffer.guide.duties.models import Duty

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 22)
TEMPLATE = config.ROOT / "templates" / "guide" / "duties" / "inspection.typ"
FRONT = Front("A council", "The offer", "https://offer.example.org/guide", "22 November 2026", "#1d4d4f")
HEARD = Heard(
    involved=(Told("March 2026, meeting: A talk about breaks", ("Parents told us what they need.",)),),
    numbers=(Table("Comments that came in 2026", ("What became of them", "Comments"), (("Answered", "12"),)),),
    notes=("0 comments have waited for longer than 12 months.",),
)


def document() -> dict[str, object]:
    words = {"en": {"title": "Transport #to [school]", "explanation": "How children get there."}}
    law = {"law": "An act", "law_url": "https://www.legislation.gov.uk/a"}
    meets = {"pages": ["transport"], "services": "kind=transport", "owner": "Transport team"}
    duty = Duty(code="C8", words=words, checked_on=TODAY, checked_by="staff:1", **law, **meets)
    place = Place("transport", "Getting to school", "en", is_page=True, checked_on=TODAY, review_due=date(2027, 5, 22))
    met = coverage.cover(
        [duty], {"transport": place}, lambda query: Services(query, 4, {"stafford": 4, "lichfield": 1}), today=TODAY
    )
    rows = admin_presenters.rows(met, {"stafford": "Stafford", "lichfield": "Lichfield"}, {"staff:1": "Ada"})
    return admin_inspection.told(FRONT, rows, [Told("Complaints", ("The number of the team",))], HEARD)


def test_it_says_of_each_duty_the_law_what_meets_it_and_what_is_missing(app: Flask) -> None:
    with app.test_request_context("/"):
        told = json.dumps(document())
    for said in (
        "C8. Transport #to [school]",
        "https://www.legislation.gov.uk/a",
        "Getting to school (checked 22 November 2026, next review by 22 May 2027)",
        "22 November 2026, Ada",
        "Fewer than 3 services: Lichfield (1).",
        "1 gap in pages is open.",
        "Transport team",
    ):
        assert said in told, said


def test_its_headings_are_the_strands_the_duties_and_how_families_were_heard(app: Flask) -> None:
    with app.test_request_context("/"):
        told = json.dumps(document())
    found = json.loads(typst.query(str(TEMPLATE), "heading", root=str(TEMPLATE.parents[2]), sys_inputs={"told": told}))
    headings = [(one["level"], one["body"]["text"]) for one in found if "text" in one["body"]]
    assert headings == [
        (1, "The offer: what the law asks, and what meets it"),
        (2, "In short"),
        (2, "What must be published"),
        (3, "C8. Transport #to [school]"),
        (2, "Services by district"),
        (2, "How families were involved"),
        (3, "March 2026, meeting: A talk about breaks"),
        (2, "Comments and responses"),
        (3, "Comments that came in 2026"),
        (2, "Still to be written by the council"),
        (3, "Complaints"),
    ]
