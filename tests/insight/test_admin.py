"""Commissioners read figures, as pages, spreadsheets and a report, and can pick nobody out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.feedback import counts
from localoffer.feedback.counts import Counted, NeedSought, SearchMade
from localoffer.feedback.vocabulary import Results
from localoffer.insight import admin_export, steps
from localoffer.insight.admin_figures import Figure, Line
from localoffer.insight.admin_form import ASKED_OF_ALL
from localoffer.insight.admin_making import GROUPS, MAKERS
from localoffer.insight.steps import StepTaken
from localoffer.referrals import needs
from localoffer.referrals.answers import Answers, ChosenDistrict, DayToDay
from localoffer.referrals.choices import Hard
from localoffer.referrals.vocabulary import Referrer
from localoffer.staff import guard
from tests.insight.making import moment, refer
from tests.support.client import CheckedClient
from tests.support.listings import listing
from tests.support.passing_time import morning_of
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database

ADDRESS = "/admin/figures"
_MOST_QUERIES = 12
THIS_YEAR = 2026


@pytest.fixture(autouse=True)
def day_that_stays() -> Iterator[None]:
    with morning_of(date(THIS_YEAR, 11, 23)):
        yield


@pytest.fixture
def reader(staff_client: Callable[..., CheckedClient]) -> CheckedClient:
    """A signed-in viewer."""
    return staff_client("viewer")


@pytest.fixture
def filled(session: Session) -> Session:
    """Something to count of each kind: 9 parents, 6 professionals and 2 young people asked, among others."""
    for number, referrer in ((9, Referrer.PARENT), (6, Referrer.PROFESSIONAL), (2, Referrer.YOUNG_PERSON)):
        for _ in range(number):
            refer(session, moment(THIS_YEAR, 1, 20), referrer=referrer)
    listing(session)
    day = date(THIS_YEAR, 1, 20)
    searched: dict[Counted, int] = {
        NeedSought(day, "stafford", "autism", Results.NONE): 6,
        NeedSought(day, "stafford", "autism", Results.MANY): 31,
        NeedSought(day, "tamworth", "hearing", Results.NONE): 3,
        SearchMade(day, "en", Results.NONE): 8,
        SearchMade(day, "en", Results.MANY): 40,
    }
    counts.add(session, searched)
    for district, number in (("stafford", 9), ("lichfield", 6), ("tamworth", 3)):
        for _ in range(number):
            told = Answers(chosen_district=ChosenDistrict(district), day_to_day=DayToDay((Hard.BODY,)))
            needs.count(session, told, at=moment(THIS_YEAR, 1, 20))
    steps.add(session, dict.fromkeys((StepTaken(day, step) for step in ASKED_OF_ALL), 20))
    session.commit()
    return session


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))


@pytest.mark.usefixtures("filled")
def test_a_figure_has_a_sentence_a_chart_a_table_and_a_spreadsheet(reader: CheckedClient) -> None:
    # given a figure with one small number
    page = reader.page(f"{ADDRESS}/referrers")
    # then it is hidden, with the next that it could be worked out from, in page and spreadsheet alike
    assert "17 are counted. The biggest number is 9: A parent or carer." in page.words
    assert page.all(".//figure//{*}svg")
    shown = [["A parent or carer", "9"], ["The young person", "not shown"], ["A professional", "not shown"]]
    lines = rows(reader.get(f"{ADDRESS}/referrers.csv").get_data(as_text=True))
    assert lines == [["Who asked", "Referrals"], *shown, ["Someone else who helps", "0"], ["Together", "17"]]
    table = [["".join(cell.itertext()).strip() for cell in row] for row in page.all(".//tbody/tr")]
    assert table == lines[1:]


def test_a_sum_that_one_figure_hides_is_told_by_no_other(reader: CheckedClient, session: Session) -> None:
    # given 8 referrals of one month, of which 4 came in each of two languages
    for language in ("en", "pl"):
        for _ in range(4):
            refer(session, moment(THIS_YEAR, 1, 20), language=language)
    session.commit()
    # then no figure says that there were 8: it would tell the 4
    for code in ("months", "districts", "ages", "languages", "referrers", "first-answer", "endings"):
        page = reader.page(f"{ADDRESS}/{code}")
        assert "Too few are counted to show how many." in page.words
        lines = rows(reader.get(f"{ADDRESS}/{code}.csv").get_data(as_text=True))
        assert {line[1] for line in lines[1:]} == {"not shown"}


@pytest.mark.usefixtures("filled")
def test_a_line_about_listings_leads_to_those_listings(reader: CheckedClient) -> None:
    links = reader.page("/admin/figures/listings").links
    for only in ("overdue", "unchecked", "without-pl"):
        assert f"/admin/listings?only={only}" in links


@pytest.mark.usefixtures("filled")
def test_the_heat_map_is_darkest_where_most_is_searched_for_each_service(reader: CheckedClient) -> None:
    page = reader.page(f"{ADDRESS}/demand")
    assert page.all(".//{*}svg[@role='img']")
    assert "The most searches for each service: Stafford: Autism." in page.words
    assert "Referrals, for any need" in page.words
    assert "Stafford, Referrals: Sensory and physical: 9" in page.words
    assert "Tamworth, Referrals: Sensory and physical: not shown" in page.words
    lines = rows(reader.get(f"{ADDRESS}/demand.csv").get_data(as_text=True))
    assert lines[1] == ["Stafford: Autism", "37", "6", "1", "0"]
    assert lines[2][1:3] == ["not shown", "not shown"]


@pytest.mark.usefixtures("filled")
def test_no_page_asks_the_database_often(reader: CheckedClient, database: Database) -> None:
    # the first page of a process reads the listings
    reader.page(f"{ADDRESS}/months")
    for code in ("", *MAKERS, f"years/{THIS_YEAR}"):
        with queries_of(database) as asked:
            reader.page(f"{ADDRESS}/{code}".rstrip("/"))
        assert len(asked) <= _MOST_QUERIES, code


@pytest.mark.usefixtures("filled")
def test_the_report_holds_every_figure_as_page_and_pdf(reader: CheckedClient) -> None:
    page = reader.page(f"{ADDRESS}/years/{THIS_YEAR}")
    assert [heading.get("id") for heading in page.all(".//h2") if heading.get("id")] == list(MAKERS)
    assert "The year is not over" in page.words
    pdf = reader.get(f"{ADDRESS}/years/{THIS_YEAR}.pdf")
    assert pdf.data.startswith(b"%PDF")
    assert b"pdfuaid" in pdf.data


def test_the_report_is_taken_away_only_by_whoever_has_just_proved_who_they_are(app: Flask) -> None:
    assert guard.needs_recent_proof(app.view_functions["admin.figures.document"])


def test_pages_of_a_year_in_which_nothing_was_counted_say_so(reader: CheckedClient) -> None:
    page = reader.page(f"{ADDRESS}/years/{THIS_YEAR - 1}")
    assert "Nothing is counted for this year yet." in page.words
    assert not page.all(".//figure")
    assert reader.get(f"{ADDRESS}/years/{THIS_YEAR - 1}.pdf").data.startswith(b"%PDF")


def test_the_first_page_leads_to_every_figure(reader: CheckedClient, filled: Session) -> None:
    refer(filled, moment(THIS_YEAR - 2))
    filled.commit()
    page = reader.page(f"{ADDRESS}?year={THIS_YEAR - 1}")
    addresses = [link.get("href") for link in page.all(".//a[@href]")]
    named = [code for _, figures in GROUPS for code, _ in figures]
    assert sorted(named) == sorted(MAKERS)
    assert {f"{ADDRESS}/{code}?year={THIS_YEAR - 1}" for code in named} <= set(addresses)
    assert [one.get("value") for one in page.all(".//option")] == [str(THIS_YEAR - ago) for ago in range(3)]


def test_what_is_not_there_is_not_found_and_no_year_breaks_a_page(reader: CheckedClient) -> None:
    for wanted in ("nothing", "nothing.csv", f"years/{THIS_YEAR + 1}", "years/0.pdf"):
        reader.page(f"{ADDRESS}/{wanted}", status=404)
    for year in ("soon", "-4", "99999"):
        assert str(THIS_YEAR) in reader.page(f"{ADDRESS}/months?year={year}").title


def test_figures_are_for_those_who_plan(staff_client: Callable[..., CheckedClient]) -> None:
    found = {role: staff_client(role).get(ADDRESS).status_code for role in ("viewer", "editor", "manager", "triage")}
    assert found == {"viewer": 200, "editor": 200, "manager": 200, "triage": 403}


def test_a_spreadsheet_takes_no_text_for_a_formula() -> None:
    figure = Figure("code", "", "", "First", ("Number",), (Line("=1+1", ("5",)),), ())
    assert rows(admin_export.as_csv(figure).decode()) == [["First", "Number"], ["'=1+1", "5"]]
