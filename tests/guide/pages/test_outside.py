"""The command tells which links to other sites no longer lead anywhere."""

from __future__ import annotations

from email.message import Message
from urllib.error import HTTPError, URLError

import pytest

from localoffer.guide.content import PageContent
from localoffer.guide.pages.outside import addresses, fault

ADDRESS = "https://www.gov.uk/somewhere"


def test_each_address_of_another_site_is_asked_once() -> None:
    body = f"[one]({ADDRESS}), [again]({ADDRESS}), [ours](page:turning-16), [other](https://www.nhs.uk/x), [not](http://a.b)"
    assert addresses([PageContent(title="", body=body), PageContent(title="", body=body)]) == [
        ADDRESS,
        "https://www.nhs.uk/x",
    ]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (None, None),
        (HTTPError(ADDRESS, 404, "Not Found", Message(), None), "it answers 404"),
        (HTTPError(ADDRESS, 503, "Unavailable", Message(), None), "it answers 503"),
        (HTTPError(ADDRESS, 403, "Forbidden", Message(), None), None),
        (URLError("no such host"), "nobody answers (URLError)"),
        (TimeoutError(), "nobody answers (TimeoutError)"),
    ],
)
def test_what_a_site_answers_is_said_in_a_few_words(answer: OSError | None, says: str | None) -> None:
    def ask(_address: str) -> None:
        if answer is not None:
            raise answer

    assert fault(ADDRESS, ask) == says
