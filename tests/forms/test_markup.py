"""The boxes are drawn so that everybody can find, understand and fill them in."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, render_template_string

from localoffer.forms.base import Form
from localoffer.forms.dates import DateField
from localoffer.forms.fields import (
    CheckboxesField,
    Choice,
    EmailField,
    RadiosField,
    SelectField,
    TextAreaField,
    TextField,
)
from localoffer.forms.validators import Required

TEMPLATE = """<!doctype html><title>x</title>
{% from "components/fields.html" import field, error_summary %}
{{ error_summary(form) }}
<form method="post" novalidate>{% for one in form if one.kind %}{{ field(one, heading=heading) }}{% endfor %}</form>"""


class Everything(Form):
    name = TextField("Name", [Required("Enter a name")], hint="As you like it", autocomplete="name", spellcheck=False)
    email = EmailField("E-mail", [Required("Enter an address")])
    more = TextAreaField("More", [Required("Tell us more")])
    born = DateField("Born", [Required("Enter a date")], hint="Like 27 3 2015")
    who = RadiosField(
        "Who", [Required("Choose one")], choices=[Choice("me", "Me", hint="Or you"), Choice("no", "Nobody", alone=True)]
    )
    hard = CheckboxesField("Hard", [Required("Choose some")], choices=[("a", "A"), ("b", "B")], inline=True)
    place = SelectField("Place", [Required("Choose a place")], choices=[("", "Choose one"), ("x", "Exeter")])


NAMES = ["name", "email", "more", "born", "who", "hard", "place"]


def drawn(app: Flask, form_class: type[Form], typed: Mapping[str, object] | None, heading: bool = False) -> Element:
    method = "GET" if typed is None else "POST"
    with app.test_request_context("/", method=method, data=typed or {}):
        form = form_class()
        if typed is not None:
            form.validate()
        text = render_template_string(TEMPLATE, form=form, heading=heading)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parse(text)
    assert parser.errors == []
    return tree


def by_id(tree: Element, name: str) -> Element:
    found = tree.find(f".//*[@id='{name}']")
    assert found is not None, f"nothing has the id {name}"
    return found


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_every_box_has_a_label_and_every_description_is_there(plain_app: Flask) -> None:
    tree = drawn(plain_app, Everything, {})

    for box in [*tree.iter("input"), *tree.iter("textarea"), *tree.iter("select")]:
        assert tree.find(f".//label[@for='{box.get('id')}']") is not None
    for element in tree.iter():
        for name in element.get("aria-describedby", "").split():
            by_id(tree, name)


def test_mistakes_are_said_beside_the_box_and_above_in_the_same_words(plain_app: Flask) -> None:
    tree = drawn(plain_app, Everything, {})
    links = tree.findall(".//li/a")

    assert [link.get("href") for link in links] == ["#name", "#email", "#more", "#born-day", "#who", "#hard", "#place"]
    for name, link in zip(NAMES, links, strict=True):
        assert words(by_id(tree, f"{name}-error")) == f"Error: {words(link)}"
        by_id(tree, (link.get("href") or "").removeprefix("#"))


def test_no_mistake_no_summary(plain_app: Flask) -> None:
    tree = drawn(plain_app, Everything, None)

    assert "There is a problem" not in words(tree)
    assert tree.find(".//*[@class='govuk-error-message']") is None


def test_a_hint_and_a_mistake_describe_the_box_together(plain_app: Flask) -> None:
    tree = drawn(plain_app, Everything, {})

    assert by_id(tree, "name").get("aria-describedby") == "name-hint name-error"
    assert by_id(tree, "email").get("aria-describedby") == "email-error"
    fieldset = tree.find(".//fieldset")
    assert fieldset is not None
    assert fieldset.get("aria-describedby") == "born-hint born-error"


def test_what_was_typed_is_still_there_and_harmless(plain_app: Flask) -> None:
    typed = '"><script>alert(1)</script>'
    sent = {
        "name": typed,
        "more": f"</textarea>{typed}",
        "born-month": "Smarch",
        "who": "no",
        "hard": ["b"],
        "place": "x",
    }
    tree = drawn(plain_app, Everything, sent)

    assert tree.find(".//script") is None
    assert by_id(tree, "name").get("value") == typed
    assert by_id(tree, "more").text == f"</textarea>{typed}"
    assert by_id(tree, "born-month").get("value") == "Smarch"
    assert [by_id(tree, name).get("checked") is not None for name in ("who", "who-2", "hard", "hard-2")] == [
        False, True, False, True,
    ]  # fmt: skip
    assert tree.find(".//option[@selected]").get("value") == "x"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", NAMES)
def test_the_only_question_of_a_page_can_be_its_heading(plain_app: Flask, name: str) -> None:
    alone = type("Alone", (Form,), {name: getattr(Everything, name)})

    headings = list(drawn(plain_app, alone, None, heading=True).iter("h1"))

    assert [words(heading) for heading in headings] == [name.title() if name != "email" else "E-mail"]


def test_the_browser_helps_only_where_it_was_told_to(plain_app: Flask) -> None:
    tree = drawn(plain_app, Everything, None)

    assert (by_id(tree, "name").get("autocomplete"), by_id(tree, "name").get("spellcheck")) == ("name", "false")
    assert (by_id(tree, "email").get("type"), by_id(tree, "email").get("autocomplete")) == ("email", None)
    assert by_id(tree, "born-day").get("inputmode") == "numeric"
    assert not [box for box in tree.iter() if box.get("required") is not None]


def test_an_answer_that_stands_alone_comes_after_the_word_or(plain_app: Flask) -> None:
    divider = drawn(plain_app, Everything, None).find(".//*[@class='govuk-radios__divider']")

    assert divider is not None
    assert words(divider) == "or"


def test_addresses_are_written_left_to_right_in_every_language(plain_app: Flask) -> None:
    tree = drawn(plain_app, Everything, None)

    assert by_id(tree, "email").get("dir") == "ltr"
    assert by_id(tree, "more").get("dir") == "auto"
