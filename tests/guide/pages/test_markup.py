"""The guide's subset of Markdown: what it takes, what it leaves as text, and how it is drawn."""

from __future__ import annotations

import pytest

from localoffer.guide.content import PageContent
from localoffer.guide.pages.checking import Fault, Known, Problem, filled, problems
from localoffer.guide.pages.drawing import draw, draw_line, draw_steps
from localoffer.guide.pages.links import Link
from localoffer.guide.pages.markup import Embed, heading_ids, held

KNOWN = Known(
    pages={"turning-16": ["money"]},
    parts=["plan-steps"],
    listings=["lego-club"],
    filters={"kind": ["short-breaks"], "way": ["refer_yourself"]},
)


def address_of(link: Link) -> str:
    return "" if link.to == "gone" else f"/{link.kind}/{link.to}"


def drawn(body: str) -> str:
    return "".join(str(piece.markup) for piece in draw(body, address_of))


def faults(body: str) -> list[Problem]:
    return problems(PageContent("A page", body=body), KNOWN)


def test_headings_lists_bold_links_and_tables_are_drawn() -> None:
    text = drawn("## Money\n\n- **one** and [two](page:turning-16)\n\n1. three\n\n| A | B |\n| --- | --- |\n| 1 | 2 |")

    assert '<h2 id="money" class="govuk-heading-m">Money</h2>' in text
    assert '<strong>one</strong> and <a class="govuk-link" href="/page/turning-16">two</a>' in text
    assert '<ol class="govuk-list govuk-list--number">' in text
    assert '<td class="govuk-table__cell" data-label="B">2</td>' in text


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<b onclick='x()'>x</b>",
        "[x](javascript:alert(1))",
    ],
)
def test_nothing_else_becomes_markup(body: str) -> None:
    text = drawn(body)
    assert not any(forbidden in text for forbidden in ("<script", "<b ", "<img", "href"))


def test_a_picture_from_elsewhere_is_only_a_link_to_it() -> None:
    assert "<img" not in drawn("![a](https://x.example/a.png)")


def test_a_link_to_what_has_gone_becomes_its_words() -> None:
    assert drawn("See [that page](page:gone) now.") == '<p class="govuk-body">See that page now.</p>\n'


def test_an_embed_stands_on_a_line_of_its_own() -> None:
    pieces = draw("Before\n\n[[services kind=short-breaks]]\n\nAfter [[services kind=short-breaks]]", address_of)

    assert [piece.embed for piece in pieces] == [None, Embed("services", "kind=short-breaks"), None]
    assert "[[services" in pieces[2].markup


def test_a_gap_is_marked_wherever_it_stands() -> None:
    body = "Ring [[fill The number]].\n\n- **Since** [[fill Which day]]\n\n[[fill The whole line]]"
    content = PageContent("A page", who_decides="[[fill Who]]", body=body)

    assert held(body).fills == ("The number", "Which day", "The whole line")
    assert filled(content) == ["Who", "The number", "Which day", "The whole line"]
    assert drawn(body).count('<mark class="lo-gap">') == 3
    assert draw_line("By [[fill <b>Who</b>]].").count("&lt;b&gt;") == 1


def test_headings_have_the_names_that_they_are_given_where_they_fit() -> None:
    named = draw("## Pieniądze\n\n## Praca", address_of, ["money", "work"])
    own = draw("## Pieniądze", address_of, ["money", "work"])

    assert 'id="money"' in named[0].markup
    assert 'id="work"' in named[0].markup
    assert 'id="pieniądze"' in own[0].markup


def test_two_headings_alike_have_two_names() -> None:
    assert heading_ids(held("## Money\n\n### Money").headings) == ["money", "money-2"]


def test_steps_are_a_numbered_list() -> None:
    text = draw_steps("1. **Ask.** You ask.\n2. **Wait.** We look.", address_of)

    assert text.count('<li class="lo-steps__item">') == 2
    assert '<ol class="lo-steps">' in text


@pytest.mark.parametrize(
    "body",
    [
        "[a](page:turning-16)",
        "[a](page:turning-16#money)",
        "[a](services:kind=short-breaks&way=refer_yourself&q=lego)",
        "[a](listing:lego-club)",
        "[a](go:life-skills)",
        "[a](https://www.gov.uk/help)",
        "[[services kind=short-breaks way=refer_yourself]]",
        "[[contact front_door]]",
        "[[steps plan-steps]]",
        "[[fill Anything]]",
    ],
)
def test_what_leads_somewhere_is_no_problem(body: str) -> None:
    assert faults(body) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("[a](page:nowhere)", Fault.NO_PAGE),
        ("[a](page:turning-16#work)", Fault.NO_HEADING),
        ("[a](listing:gone)", Fault.NO_LISTING),
        ("[a](go:nowhere)", Fault.NO_PLACE),
        ("[a](services:kind=nothing)", Fault.BAD_QUERY),
        ("[a](services:way_in=refer_yourself)", Fault.BAD_QUERY),
        ("[a](http://example.org/)", Fault.NOT_A_LINK),
        ("[a](/services)", Fault.NOT_A_LINK),
        ("[a](javascript:alert)", Fault.NOT_A_LINK),
        ("[[services]]", Fault.BAD_QUERY),
        ("[[contact nobody]]", Fault.NO_CONTACT),
        ("[[steps turning-16]]", Fault.NO_STEPS),
        ("[[film of-us]]", Fault.NOT_AN_EMBED),
        ("# A title", Fault.TITLE_IN_BODY),
    ],
)
def test_what_leads_nowhere_is_named(body: str, fault: Fault) -> None:
    assert [problem.fault for problem in faults(body)] == [fault]


def test_a_query_at_the_end_and_a_missing_title_are_problems_too() -> None:
    found = problems(PageContent(""), KNOWN, services="kind=nothing")
    assert found == [Problem(Fault.NO_TITLE, ""), Problem(Fault.BAD_QUERY, "kind=nothing")]
