"""What changed in a page is told word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localoffer.guide.admin.differences import changes
from localoffer.guide.content import PageContent
from localoffer.reviewing.differences import Did


def told(before: str, after: str) -> list[list[tuple[str, str]]]:
    (change,) = changes(PageContent(title="Page", body=before), PageContent(title="Page", body=after))
    assert change.field == "body"
    return [[(piece.did.value, piece.text) for piece in paragraph] for paragraph in change.paragraphs]


def test_one_word_in_a_long_page_is_one_word() -> None:
    before = "One.\n\nYou can ask for two nights away.\n\nThree."
    assert told(before, before.replace("two", "three")) == [
        [
            ("stayed", "You can ask for "),
            ("removed", "two"),
            ("added", "three"),
            ("stayed", " nights away."),
        ]
    ]


def test_a_paragraph_that_has_nothing_in_common_is_told_whole() -> None:
    assert told("Ring the school.", "Transport begins in September, and costs nothing.") == [
        [("removed", "Ring the school.")],
        [("added", "Transport begins in September, and costs nothing.")],
    ]


def test_what_is_the_same_is_not_told() -> None:
    same = PageContent(title="Page", summary="Words", body="One.\n\nTwo.")
    assert changes(same, same) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_word_that_was_added_or_removed_is_left_out(before: str, after: str) -> None:
    found = changes(PageContent(title="", body=before), PageContent(title="", body=after))
    pieces = [piece for change in found for paragraph in change.paragraphs for piece in paragraph]
    shown = {did: "".join(piece.text for piece in pieces if piece.did is did) for did in Did}
    for words, did in (
        (set(before.split()) - set(after.split()), Did.REMOVED),
        (set(after.split()) - set(before.split()), Did.ADDED),
    ):
        assert all(word in shown[did] for word in words)
