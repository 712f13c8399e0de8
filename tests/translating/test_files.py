"""Files for agencies: nothing is lost on the way out and home, and what would do harm is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from babel.messages.catalog import Catalog
from hypothesis import given, settings
from hypothesis import strategies as st

from localoffer.translating.files import reading_xliff, workbook
from localoffer.translating.files.units import LARGEST, Exchange, Fault, Unit, Unreadable
from localoffer.translating.files.xliff import NAMESPACE
from localoffer.translating.files.xliff import write as write_xliff
from scripts import agency, catalogues

_AWKWARD = [
    "  leading and trailing  ",
    "one\r\ntwo\rthree\nfour\n\n",
    "ہم سے 01785 123456 پر بات کریں 👩‍👧‍👦 \u200f\u200e",
    "=1+1",
    "_x000D_ and __x0041_",
    "{reference} {day} {reference} [[steps plan]] [[fill the day]] [money](page:turning-16#money)",
    "<b>&amp; ]]> <!-- --></b>",
    "tab\tbell\x07 end\ufffe",
    "'quoted",
]
_letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_texts = st.text(_letters, max_size=60) | st.sampled_from(_AWKWARD)
_units = st.builds(
    Unit,
    mark=st.from_regex(r"page:[a-z]{1,8}:body:[0-9a-f]{16}", fullmatch=True),
    english=_texts.filter(bool),
    translation=_texts,
    title=_texts,
    note=_texts,
)


class _Format(NamedTuple):
    write: Callable[[Exchange], bytes]
    read: Callable[[bytes], Exchange]


_FORMATS = [_Format(write_xliff, reading_xliff.read), _Format(workbook.write, workbook.read)]


@pytest.mark.parametrize("form", _FORMATS, ids=["xliff", "workbook"])
@settings(max_examples=20, deadline=None)
@given(units=st.lists(_units, min_size=1, max_size=6), marked=st.booleans())
def test_nothing_is_lost_on_the_way_out_and_home(form: _Format, units: list[Unit], marked: bool) -> None:
    told = Exchange(
        "ur", tuple(Unit(**vars(one) | {"is_machine_made": marked and bool(one.translation)}) for one in units)
    )
    home = form.read(form.write(told))
    assert home.language == "ur"
    assert [(one.mark, one.english, one.translation, one.is_machine_made) for one in home.units] == [
        (one.mark, one.english, one.translation, one.is_machine_made) for one in told.units
    ]


@pytest.mark.parametrize("text", _AWKWARD)
@pytest.mark.parametrize("form", _FORMATS, ids=["xliff", "workbook"])
def test_what_is_awkward_comes_home_as_it_went(form: _Format, text: str) -> None:
    unit = Unit("page:one:body:0123456789abcdef", text, text)
    assert form.read(form.write(Exchange("pl", (unit,)))).units == (unit,)


def test_the_file_is_built_as_the_standard_says() -> None:
    kept = Unit("template:accepted:text:0123456789abcdef", "On {day} we said yes.", "Tak: {day}", note="term = termin")
    two = [kept, Unit("page:a:title:0123456789abcdef", "Title", ""), Unit("page:a:body:0123456789abcdef", "B", "C")]
    root = ElementTree.fromstring(write_xliff(Exchange("pl", tuple(two))))  # noqa: S314 - our own
    assert root.tag == _name("xliff")
    assert root.attrib == {"version": "2.0", "srcLang": "en-GB", "trgLang": "pl"}
    files = root.findall(_name("file"))
    assert [file.get("original") for file in files] == ["template:accepted", "page:a"]
    for file in files:
        assert len({unit.get("id") for unit in file}) == len(file)
        for unit in file:
            assert [child.tag for child in unit if child.tag != _name("originalData")] == [
                _name("notes"),
                _name("segment"),
            ]
            data = {one.get("id") for one in unit.iter(_name("data"))}
            assert {one.get("dataRef") for one in unit.iter(_name("ph"))} <= data
    (place,) = [one.text for one in root.iter(_name("data"))]
    assert place == "{day}"
    assert [segment.get("state") for segment in root.iter(_name("segment"))] == ["translated", "initial", "translated"]


def test_a_tool_may_cut_a_text_into_segments() -> None:
    cut = f"""<xliff xmlns="{NAMESPACE}" version="2.1" srcLang="en" trgLang="pl"><file id="f"><unit id="u" name="m">
      <originalData><data id="d">{{day}}</data></originalData>
      <segment><source>One. </source><target>Raz. </target></segment>
      <ignorable><source>\n\n</source></ignorable>
      <segment><source>Two <ph id="1" dataRef="d"/></source><target><ph id="1" dataRef="d"/> dwa</target></segment>
    </unit></file></xliff>"""
    (unit,) = reading_xliff.read(cut.encode()).units
    assert (unit.english, unit.translation) == ("One. \n\nTwo {day}", "Raz. \n\n{day} dwa")


_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_HEAD = f'<xliff xmlns="{NAMESPACE}" version="2.0" trgLang="pl">'


_NAMED = '<ph dataRef="d"/>'
_GROWING = (
    f'{_HEAD}<file><unit name="m"><originalData><data id="d">{"x" * 100_000}</data></originalData>'
    f"<segment><source>{_NAMED * 1000}</source></segment></unit></file></xliff>"
)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (f"{_BOMB}{_HEAD}&b;</xliff>", Fault.HOSTILE),
        (f"{_OUTSIDE}{_HEAD}&a;</xliff>", Fault.HOSTILE),
        (f"{_HEAD}{'<group>' * 100}", Fault.TOO_LARGE),
        (f"{_HEAD}<file>", Fault.BROKEN),
        ("no xml at all", Fault.BROKEN),
        ("<html/>", Fault.NOT_OURS),
        (
            f'{_HEAD}<file><unit><segment><source><cp hex="D800"/></source></segment></unit></file></xliff>',
            Fault.BROKEN,
        ),
        ("x" * (LARGEST + 1), Fault.TOO_LARGE),
        (_GROWING, Fault.TOO_LARGE),
    ],
)
def test_a_file_that_would_do_harm_is_refused(content: str, fault: str) -> None:
    with pytest.raises(Unreadable, match=fault):
        reading_xliff.read(content.encode())


def test_a_workbook_that_would_do_harm_is_refused() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        made.writestr("xl/workbook.xml", f"{_BOMB}<x>&b;</x>")
    with pytest.raises(Unreadable, match=Fault.HOSTILE):
        workbook.read(kept.getvalue())
    with pytest.raises(Unreadable, match=Fault.BROKEN):
        workbook.read(b"PK no zip")


def test_a_text_that_no_cell_can_hold_is_not_cut() -> None:
    with pytest.raises(workbook.TooLong, match="A long page"):
        workbook.write(Exchange("pl", (Unit("page:a:body:0", "x" * 40_000, "", title="A long page"),)))


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


@pytest.mark.parametrize("ending", ["xlf", "xlsx"])
def test_the_words_of_the_site_go_out_and_come_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    kept: list[Catalog] = []
    monkeypatch.setattr(catalogues, "keep", lambda catalogue, _language, _domain: kept.append(catalogue))
    path = tmp_path / f"words.{ending}"
    assert agency.export("pl", path) > 1000
    assert agency.bring_home("pl", path) == (0, [])

    told = workbook.read(path.read_bytes()) if ending == "xlsx" else reading_xliff.read(path.read_bytes())
    one = next(unit for unit in told.units if "%(" in unit.english and unit.translation)
    change = workbook.write if ending == "xlsx" else write_xliff
    path.write_bytes(change(Exchange("pl", (replace(one, translation=f"Tak: {one.translation}"),))))
    assert agency.bring_home("pl", path) == (1, [])
    assert [message.string for message in kept[0] if message.string and f"Tak: {one.translation}" in message.string]

    path.write_bytes(change(Exchange("pl", (replace(one, mark="message:0123456789abcdef:0"),))))
    assert "no such message" in agency.bring_home("pl", path)[1][0]
    path.write_bytes(change(Exchange("pl", (replace(one, translation="Nic %(other)s"),))))
    assert agency.bring_home("pl", path)[1]
    assert len(kept) == 1, "nothing is written where something is wrong"
