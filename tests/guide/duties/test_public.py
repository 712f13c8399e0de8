"""Families find all that there is from one page, and what the law asks from another."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.db import bump, now
from localoffer.guide.models import GuidePage
from localoffer.guide.pages.publishing import SUBJECT
from localoffer.guide.vocabulary import PARTS
from localoffer.languages import LANGUAGES
from tests.support.client import CheckedClient
from tests.support.listings import listing
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

CONTENTS, LAW = "/guide", "/guide/what-the-law-asks"


def addresses(page: Page) -> set[str]:
    return {link.get("href", "") for link in page.all(".//main//a")}


def section(page: Page, code: str) -> str:
    (found,) = page.all(f".//section[@aria-labelledby='{code}']")
    return " ".join("".join(found.itertext()).split())


@pytest.mark.usefixtures("county")
def test_every_duty_of_the_law_is_met_by_a_page_and_by_services_where_some_are_meant(client: CheckedClient) -> None:
    page = client.page(LAW)
    shown = page.all(".//section[@class='lo-duty']")
    assert len(shown) == 31
    assert "There is no page about this yet." not in page.words
    for code in ("c1", "c7", "c8", "c9", "c10", "c11", "c12", "c14", "c18"):
        assert " services" in section(page, code), code


@pytest.mark.usefixtures("duties")
def test_every_page_and_every_way_to_be_helped_can_be_reached_from_the_contents(
    client: CheckedClient, session: Session
) -> None:
    listing(session, kinds=("short-breaks",), districts=("tamworth",))
    session.commit()
    found = addresses(client.page(CONTENTS))
    slugs = session.scalars(select(GuidePage.slug).where(GuidePage.section != PARTS)).all()
    assert {f"/guide/{slug}" for slug in slugs} <= found
    assert {"/help", "/help/now", "/call-me", "/glossary", "/you-said-we-did", "/comment", "/paper-copy", LAW} <= found
    assert {"/services?kind=short-breaks", "/services?need=autism", "/services?district=tamworth"} <= found


@pytest.mark.usefixtures("duties")
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_law_and_the_contents_are_told_in_every_language(client: CheckedClient, code: str) -> None:
    prefix = LANGUAGES[code].prefix
    law = client.page(f"{prefix}{LAW}")
    links = [link for link in law.all(".//main//a") if "legislation.gov.uk" in link.get("href", "")]
    assert {link.get("lang") for link in links} == {"en"}
    assert f"{prefix}/guide/complaints" in addresses(law)
    assert f"{prefix}/guide/complaints" in addresses(client.page(f"{prefix}{CONTENTS}"))


@pytest.mark.usefixtures("duties")
def test_a_page_that_was_taken_away_stands_in_neither(client: CheckedClient, session: Session) -> None:
    page = session.scalars(select(GuidePage).where(GuidePage.slug == "complaints")).one()
    page.archived_at = now()
    bump(session, SUBJECT)
    session.commit()
    law = client.page(LAW)
    assert "/guide/complaints" not in addresses(law) | addresses(client.page(CONTENTS))
    assert "There is no page about this yet." in section(law, "c15")
