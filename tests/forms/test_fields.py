"""What people type arrives tidy, and is never lost."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from wtforms import Field

from localoffer.forms.base import Form
from localoffer.forms.fields import (
    CheckboxesField,
    Choice,
    EmailField,
    PhoneField,
    RadiosField,
    SelectField,
    TextAreaField,
    TextField,
    tidy,
)
from localoffer.forms.validators import MaxLength, Required
from tests.forms.conftest import Send

HARD = [Choice("money", "Using money"), Choice("travel", "Travelling"), Choice("none", "None of these", alone=True)]


class Asked(Form):
    name = TextField("Name", [Required("Enter a name")], spellcheck=False, autocomplete="name")
    phone = PhoneField("Phone")
    email = EmailField("E-mail")
    more = TextAreaField("More")
    who = RadiosField("Who", choices=[("parent", "A parent"), ("young", "A young person")])
    hard = CheckboxesField("Hard", choices=HARD)
    place = SelectField("Place", choices=[("", "Choose one"), ("tamworth", "Tamworth")])


def errors(field: Field) -> list[str]:
    return [str(error) for error in field.errors]


def test_spaces_around_words_and_invisible_characters_go(send: Send[Asked]) -> None:
    form = send(Asked, {"name": "  Ann\x00a \n", "more": "one\r\ntwo\r"})

    assert form.name.data == "Anna"
    assert form.more.data == "one\ntwo"


@given(st.text())
def test_tidying_twice_is_tidying_once(typed: str) -> None:
    assert tidy(tidy(typed)) == tidy(typed)


def test_a_telephone_number_in_urdu_digits_is_kept_in_digits_that_can_be_dialled(send: Send[Asked]) -> None:
    assert send(Asked, {"name": "A", "phone": "۰۱۶۳۲ 960001"}).phone.data == "01632 960001"


def test_what_was_not_sent_is_empty_and_not_none(send: Send[Asked]) -> None:
    form = send(Asked, {"name": "A"})

    assert (form.phone.data, form.who.data, form.hard.data, form.place.data) == ("", "", [], "")
    assert form.mistakes() == []


@pytest.mark.parametrize(("field", "typed"), [("who", "someone"), ("hard", ["money", "flying"]), ("place", "york")])
def test_an_answer_that_is_not_on_the_list_is_refused(send: Send[Asked], field: str, typed: object) -> None:
    form = send(Asked, {"name": "A", field: typed})

    assert errors(form[field]) == ["Choose one of the answers on the list"]


def test_ticked_answers_come_in_the_order_of_the_page_and_once_each(send: Send[Asked]) -> None:
    assert send(Asked, {"name": "A", "hard": ["travel", "money", "travel"]}).hard.data == ["money", "travel"]


def test_none_of_these_does_not_go_with_others(send: Send[Asked]) -> None:
    form = send(Asked, {"name": "A", "hard": ["none", "money"]})

    assert errors(form.hard) == ["Choose either some of the answers, or only one after “or”"]
    assert form.hard.data == ["money", "none"]


def test_choices_may_be_given_after_the_form_is_made(plain_app: Flask) -> None:
    with plain_app.test_request_context("/", method="POST", data={"name": "A", "place": "leek"}):
        form = Asked()
        form.place.choices = [("", "Choose one"), ("leek", "Leek")]

        assert form.validate()


def test_mistakes_stand_in_the_order_of_the_page_and_the_form_s_own_last(send: Send[Asked]) -> None:
    form = send(Asked, {"who": "nobody"})
    form.form_errors.append("Something else is wrong")
    form.problem(form.place, "Choose another place")

    assert [(one.text, one.target) for one in form.mistakes()] == [
        ("Enter a name", "name"),
        ("Choose one of the answers on the list", "who"),
        ("Choose another place", "place"),
        ("Something else is wrong", ""),
    ]


def test_a_form_that_is_opened_shows_what_is_known(plain_app: Flask) -> None:
    with plain_app.test_request_context("/"):
        form = Asked()
        form.fill({"name": "Anna", "hard": ["money"], "something else": 1})

        assert (form.name.data, form.hard.data, form.who.data) == ("Anna", ["money"], "")


def test_a_form_that_was_sent_keeps_what_was_typed(plain_app: Flask) -> None:
    with plain_app.test_request_context("/", method="POST", data={"name": "Typed"}):
        form = Asked()
        form.fill({"name": "Known"})

        assert form.name.data == "Typed"


def test_a_form_without_its_token_says_to_send_it_again(plain_app: Flask) -> None:
    plain_app.config["WTF_CSRF_ENABLED"] = True
    with plain_app.test_request_context("/", method="POST", data={"name": "A"}):
        form = Asked()

        assert not form.validate()
        assert [one.text for one in form.mistakes()] == [
            "We could not be sure that this form came from you. Send it once more."
        ]


class AskedTwice(Form):
    first = TextField("First name", [MaxLength(3, "Use 3 characters or fewer")])
    last = TextField("What is the last name?", [MaxLength(3, "Use 3 characters or fewer")])


def test_no_two_links_to_mistakes_read_alike(send: Send[AskedTwice]) -> None:
    both, one = send(AskedTwice, {"first": "Zebedee", "last": "Quill"}), send(AskedTwice, {"first": "Zebedee"})

    assert [mistake.text for mistake in both.mistakes()] == [
        "First name: Use 3 characters or fewer",
        "What is the last name? Use 3 characters or fewer",
    ]
    assert [mistake.text for mistake in one.mistakes()] == ["Use 3 characters or fewer"]
