"""A hostile file is refused with its reason, before it takes room, runs or reaches outside."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator

import pytest

from localoffer.listings.bulk import tables, workbooks
from localoffer.listings.bulk.refusing import Refused
from localoffer.listings.imports import feed_rows
from localoffer.web.spreadsheets import as_xlsx
from tests.listings.bulk.making import Bulk

pytestmark = pytest.mark.any_database

SHEET = "xl/worksheets/sheet1.xml"
LIMIT = 60_000_000


def workbook(**parts: bytes) -> bytes:
    """Return a workbook whose parts are replaced, or added, by what is given under their names."""
    made = io.BytesIO()
    told = {name.replace("__", "/"): content for name, content in parts.items()}
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx("Listings", ["Name"], [["Club"]]))) as plain,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book,
    ):
        for name in plain.namelist():
            book.writestr(name, told.pop(name) if name in told else plain.read(name))
        for name, content in told.items():
            book.writestr(name, content)
    return made.getvalue()


def sheet(rows: bytes, *, before: bytes = b"") -> bytes:
    """Return a workbook whose sheet has these rows."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    told = b'<?xml version="1.0"?>' + before + b'<worksheet xmlns="' + space + b'"><sheetData>' + rows
    return workbook(**{SHEET: told + b"</sheetData></worksheet>"})


def zip_bomb() -> bytes:
    return workbook(xl__media__big=b"\0" * 120_000_000)


def many_columns() -> bytes:
    return sheet(b"<row>" + b"<c/>" * 1_000_000 + b"</row>")


def far_out() -> bytes:
    return sheet(b'<row r="1"><c r="XFD1" t="inlineStr"><is><t>Name</t></is></c></row>')


def last_row() -> bytes:
    return sheet(b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Name</t></is></c></row>')


def deep() -> bytes:
    return sheet(b"<row>" + b"<c>" * 100 + b"</c>" * 100 + b"</row>")


def outside() -> bytes:
    told = b'<!DOCTYPE worksheet [<!ENTITY inside SYSTEM "file:///etc/passwd">]>'
    return sheet(b'<row><c t="inlineStr"><is><t>&inside;</t></is></c></row>', before=told)


def growing() -> bytes:
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    told = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{steps}]>'.encode()
    return sheet(b'<row><c t="inlineStr"><is><t>&l9;</t></is></c></row>', before=told)


def bare(before: str, letters: str = "utf-8") -> bytes:
    """Return a workbook whose sheet begins with something else than a tag, and has far too many rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    told = f'{before}<worksheet xmlns="{space}"><sheetData>{"<row/>" * 30_000}</sheetData></worksheet>'
    return workbook(**{SHEET: told.encode(letters)})


WORKBOOKS: dict[Callable[[], bytes], str] = {
    zip_bomb: "too_large_inside",
    many_columns: "too_many_columns",
    far_out: "too_many_columns",
    last_row: "too_many_rows",
    deep: "too_large_inside",
    outside: "entities",
    growing: "entities",
    lambda: workbook(xl__vbaProject_bin=b"\1").replace(b"vbaProject_bin", b"vbaProject.bin"): "macros",
    lambda: b"PK\3\4 and nothing else": "broken_workbook",
    lambda: sheet(b"<row><c></row>"): "broken_workbook",
    lambda: bare(" " * 70_000): "broken_workbook",
    lambda: bare(" " * 60_000): "too_many_rows",
    lambda: bare("", "utf-16-be"): "too_many_rows",
    lambda: bare("\n" * 40_000, "utf-16-le"): "broken_workbook",
}


@pytest.mark.parametrize(("make", "code"), WORKBOOKS.items(), ids=range(len(WORKBOOKS)))
def test_a_workbook_that_would_harm_is_refused_before_memory_grows(make: Callable[[], bytes], code: str) -> None:
    content = make()
    assert _refusal(lambda: workbooks.rows_of(content)) == code


TABLES = {
    "Name,".encode("utf-16"): "not_utf8",
    b"Name\nCaf\xe9": "not_utf8",
    b"Name\n\0": "not_a_table",
    b"Name\n" + b"," * 1_000_000: "row_too_long",
    b"Name\n" + b"," * 300: "too_many_columns",
    b'Name\n"' + b",,,,,,\n" * 100_000: "broken_row",
    b"Name\n" + b"x" * 30_000: "cell_too_long",
    b'Name\n"a"b': "broken_row",
}


@pytest.mark.parametrize(("content", "code"), TABLES.items(), ids=range(len(TABLES)))
def test_a_table_that_would_harm_is_refused_before_memory_grows(content: bytes, code: str) -> None:
    assert _refusal(lambda: tables.rows_of(content)) == code


@pytest.mark.parametrize(
    "row", ["[" * 100_000, '{"a": [' + "[]," * 300_000 + "[]]}", '{"id": ' + "9" * 5000 + "}"], ids=range(3)
)
def test_a_row_of_a_feed_that_would_take_room_has_no_value(row: str) -> None:
    text = f'{{"contents": [\n{row},\n{{"id": "2"}}\n]}}'
    tracemalloc.start()
    found = [*feed_rows.rows(text)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[0].fault
    assert found[0].value is None
    assert peak < LIMIT


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0 an old workbook", "old_workbook"),
        (b"", "no_headings"),
        (b"Colour,Shape\nred,round\n", "no_headings"),
        (b"Name,Name\na,b\n", "column_twice"),
        (b"Name\n", "no_rows"),
        (b"[]", "no_rows"),
        (b"%PDF-1.7\n", "no_headings"),
    ],
)
def test_what_is_no_table_of_listings_is_refused_as_a_whole(bulk: Bulk, content: bytes, code: str) -> None:
    run = bulk.run(bulk.read(content))
    assert (str(run.stage), run.problem["code"]) == ("refused", code)


def _refusal(read: Callable[[], Iterator[list[str]]]) -> str:
    tracemalloc.start()
    try:
        with pytest.raises(Refused) as raised:
            list(read())
        assert tracemalloc.get_traced_memory()[1] < LIMIT
    finally:
        tracemalloc.stop()
    return raised.value.code
