"""The editor says how hard a page is to read, as the guards of the repository measure it."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from localoffer.guide.admin.beside import texts_of
from localoffer.guide.content import PageContent
from localoffer.plain_english import OLDEST_READER, Reading
from localoffer.plain_english import measure as measure_texts
from tests.support import reading_age
from tests.support.guide import blocks, page_files

PAGES = {slug: page.contents["en"] for slug, page in page_files().items()}


def measure(content: PageContent, *, explained: Collection[str]) -> Reading:
    return measure_texts(texts_of(content), explained=explained)


def page(body: str) -> PageContent:
    return PageContent(title="Short breaks", body=body)


@pytest.mark.parametrize("slug", sorted(PAGES))
def test_the_grade_is_that_of_the_dictionary_within_one_year(slug: str) -> None:
    measured = measure(PAGES[slug], explained=()).grade
    assert measured == pytest.approx(reading_age.grade(blocks(PAGES[slug])), abs=1.0)


def test_short_words_ask_for_a_young_reader_and_long_ones_for_an_old_one() -> None:
    easy = measure(
        page("You can ask for a break. You do not need a diagnosis. Ring us, and we will help. " * 3), explained=()
    )
    hard = measure(
        page("Eligibility determinations are undertaken following multidisciplinary consideration. " * 6), explained=()
    )
    assert easy.age is not None
    assert easy.age < OLDEST_READER
    assert not easy.is_too_hard
    assert hard.is_too_hard


def test_a_few_words_have_no_age() -> None:
    assert measure(page("Ring us."), explained=()).age is None


def test_a_sentence_without_a_breath_is_named_and_a_list_is_not_one_sentence() -> None:
    long = "We look at what you told us " + "and then at what others told us " * 3 + "and then we write."
    items = "\n".join(f"- a short item number {number} of this list" for number in range(9))
    assert measure(page(f"{long}\n\n{items}"), explained=()).long_sentences == (long,)


def test_an_acronym_is_named_unless_the_glossary_explains_it() -> None:
    body = "Ask the SENCo about EHC plans, or ring SENDIASS. EHCs differ. See GOV.UK or the NHS."
    assert measure(page(body), explained=["EHC", "Sendiass"]).unexplained == ("SENCo",)


def test_an_acronym_in_brackets_behind_its_words_is_explained_there() -> None:
    body = "You may have an education, health and care (EHC) plan. EHC plans differ. Ask the SENCo."
    assert measure(page(body), explained=()).unexplained == ("SENCo",)
