"""Commissioners see where support is missing, and read what families wrote about it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.feedback import counts, telling
from localoffer.feedback.counts import NeedSought, SearchMade, WordUsed
from localoffer.feedback.models import MissingSupport
from localoffer.feedback.telling import Missing
from localoffer.feedback.vocabulary import WHOLE_COUNTY, Results
from localoffer.staff.models import User
from localoffer.vocabulary import AgeBand
from localoffer.web.spreadsheets import inert
from tests.support.client import CheckedClient
from tests.support.listings import listing
from tests.support.staff import sign_in
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

ADDRESS = "/admin/gaps"


@pytest.fixture
def reader(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A signed-in editor."""
    make_user(role="editor")
    sign_in(client)
    return client


def count(session: Session, district: str, need: str, results: Results, number: int, day: date | None = None) -> None:
    counts.add(session, {NeedSought(day or today(), district, need, results): number})
    session.commit()


def tell(session: Session, keys: KeyRing, **told: object) -> MissingSupport:
    missing = Missing(**{"language": "en", **told})  # type: ignore[arg-type]
    telling.tell(session, missing=missing, mark=str(told), keys=keys, on=today())
    row = session.scalars(select(MissingSupport).order_by(MissingSupport.id.desc())).first()
    session.commit()
    assert row is not None
    return row


def table(page: Page) -> list[list[str]]:
    """Return the words of each line of the first table."""
    rows = page.one(".//table").findall(".//tbody/tr")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]


def test_the_report_shows_what_was_asked_beside_what_there_is(
    reader: CheckedClient, session: Session, keys: KeyRing
) -> None:
    listing(session, districts=("stafford",), needs=("autism",))
    count(session, "stafford", "autism", Results.NONE, 6)
    count(session, "stafford", "autism", Results.FEW, 7)
    count(session, "stafford", "autism", Results.SOME, 20)
    count(session, "tamworth", "hearing", Results.NONE, 3)
    count(session, "", "adhd", Results.MANY, 1200)
    count(session, "", "", Results.MANY, 5)
    tell(session, keys, district="tamworth", needs=("hearing",))

    page = reader.page(ADDRESS)

    assert table(page) == [
        ["Stafford: Autism", "33", "6", "7", "0", "1"],
        ["Tamworth: Hearing", "fewer than 5", "fewer than 5", "0", "fewer than 5 (Tamworth: Hearing)", "0"],
        ["No one district: ADHD", "1,200", "0", "0", "0", "0"],
        ["No one district: No one need", "5", "0", "0", "0", "1"],
    ]


def test_small_numbers_are_nowhere_in_the_page(reader: CheckedClient, session: Session, keys: KeyRing) -> None:
    count(session, "stafford", "autism", Results.NONE, 4)
    counts.add(
        session,
        {
            SearchMade(today(), "ur", Results.NONE): 3,
            WordUsed(today(), "zumba"): 4,
            WordUsed(today(), ""): 2,
        },
    )
    tell(session, keys, district="stafford", needs=("autism",))

    words = reader.page(ADDRESS).words

    assert "zumba" not in words
    assert "has: fewer than 5." in words
    assert "Urdu fewer than 5 fewer than 5" in words
    assert "could not find (fewer than 5)" in words


def test_the_report_is_narrowed_by_time_district_and_need_and_put_in_order(
    reader: CheckedClient, session: Session
) -> None:
    count(session, "stafford", "autism", Results.NONE, 9, today() - timedelta(days=8))
    count(session, "stafford", "hearing", Results.NONE, 6)
    count(session, "tamworth", "hearing", Results.MANY, 70)

    def first_cells(query: str) -> list[str]:
        return [row[0] for row in table(reader.page(f"{ADDRESS}?{query}"))]

    assert first_cells("") == ["Stafford: Autism", "Stafford: Hearing", "Tamworth: Hearing"]
    assert first_cells("days=7") == ["Stafford: Hearing", "Tamworth: Hearing"]
    assert first_cells("sort=asked") == ["Tamworth: Hearing", "Stafford: Autism", "Stafford: Hearing"]
    assert first_cells("district=stafford&need=hearing") == ["Stafford: Hearing"]
    assert first_cells("need=adhd&unasked=1&days=x&sort=magic&district=atlantis")[0] == "Cannock Chase: ADHD"
    assert "Nobody asked for that" in reader.page(f"{ADDRESS}?need=adhd").words


def test_the_report_is_exported_with_the_same_numbers(reader: CheckedClient, session: Session) -> None:
    count(session, "stafford", "autism", Results.NONE, 6)
    count(session, "=cmd|' /C calc'!A0", "autism", Results.NONE, 2)

    answer = reader.get(f"{ADDRESS}/export.csv?sort=district")

    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[1] == ["Stafford", "Autism", "6", "6", "0", "0", "0"]
    assert rows[2] == ["'=cmd|' /C calc'!A0", "Autism", "fewer than 5", "fewer than 5", "0", "0", "0"]


@given(some.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    assert not inert(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0"))
    assert inert(text).endswith(text)


def test_what_families_wrote_is_read_one_by_one(reader: CheckedClient, session: Session, keys: KeyRing) -> None:
    told = {"district": "stafford", "needs": ("autism",), "kinds": ("short-breaks",), "age_band": AgeBand.PRIMARY}
    tell(session, keys, language="ur", words="تیراکی <b>", **told)
    tell(session, keys, district=WHOLE_COUNTY, needs=("hearing",), words="Anything at weekends")
    tell(session, keys)

    page = reader.page(f"{ADDRESS}/told")
    assert "3 families" in page.words
    assert "تیراکی <b>" in page.words
    assert "Short breaks" in page.words
    assert "5 to 10" in page.words
    assert "Anywhere in the county" in page.words

    said = [(one.get("lang"), one.text) for one in page.with_class("lo-lines") if one.tag == "p"]
    assert said == [("en", "Anything at weekends"), ("ur", "تیراکی <b>")]

    assert "1 family" in reader.page(f"{ADDRESS}/told?district=county").words
    assert "Anything at weekends" not in reader.page(f"{ADDRESS}/told?district=stafford&need=autism").words
    assert "Nobody told us" in reader.page(f"{ADDRESS}/told?need=adhd").words


def test_words_that_name_somebody_are_removed_by_whoever_reads_them(
    reader: CheckedClient, session: Session, keys: KeyRing
) -> None:
    row = tell(session, keys, district="stafford", needs=("autism",), words="Zebedee Quillfeather needs a club")

    answer = reader.send(f"{ADDRESS}/told/{row.uuid}/remove?days=7", {}, page=f"{ADDRESS}/told")

    assert answer.status_code == 303
    page = reader.page(answer.location)
    assert "Zebedee" not in page.words
    assert "1 family" in page.words
    session.rollback()
    assert "missing_support.words_removed" in session.scalars(select(AuditEntry.action)).all()


def test_words_whose_key_is_gone_are_said_to_be_unreadable(
    reader: CheckedClient, session: Session, keys: KeyRing
) -> None:
    row = tell(session, keys, words="Once readable")
    row.key_id = "k0"
    session.commit()
    assert "their key is gone" in reader.page(f"{ADDRESS}/told").words


def test_english_words_on_an_urdu_page_are_not_called_urdu(
    reader: CheckedClient, session: Session, keys: KeyRing
) -> None:
    tell(session, keys, language="ur", words="A quiet club")
    (words,) = (one for one in reader.page(f"{ADDRESS}/told").with_class("lo-lines") if one.tag == "p")
    assert (words.get("lang"), words.get("dir")) == (None, "auto")


def test_what_nobody_told_cannot_be_removed(reader: CheckedClient) -> None:
    for key in ("nothing", "8f14e45f-ceea-467f-a5d6-1d1a3c4c0a11"):
        assert reader.send(f"{ADDRESS}/told/{key}/remove", {}, page=ADDRESS).status_code == 404


def test_the_first_page_leads_to_the_report_and_tells_no_number_that_it_hides(
    reader: CheckedClient, session: Session, keys: KeyRing
) -> None:
    tell(session, keys, words="Anything")
    page = reader.page("/admin")
    assert ADDRESS in page.links
    assert "Fewer than 5 Families who told us in 28 days" in page.words


def test_the_triage_team_does_not_read_it(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user(role="triage")
    sign_in(client)
    assert client.get(ADDRESS).status_code == 403
    assert ADDRESS not in client.page("/admin").links
