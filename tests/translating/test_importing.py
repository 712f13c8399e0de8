"""A file that comes home: looked at, taken over whole, and taken back as one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage
from localoffer.guide.pages import publishing as pages
from localoffer.guide.pages import queries
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.content import TEXT_FIELDS
from localoffer.listings.models import Listing
from localoffer.referrals.deciding.vocabulary import Template
from localoffer.translating import desk, importing, saving
from localoffer.translating.files import reading_xliff, workbook, xliff
from localoffer.translating.files.units import Exchange, Unit, units_of
from localoffer.translating.importing import LookAgain, NotNow
from localoffer.translating.models import TranslationFile
from localoffer.translating.saving import Translation
from localoffer.translating.sources import SOURCES
from localoffer.translating.sources.listings import Listings
from localoffer.translating.texts import ChangedMeanwhile, Name, Text, Writer
from localoffer.translating.vocabulary import Kind, Outcome, Refusal, Standing
from tests.support.queries import queries_of

pytestmark = [pytest.mark.any_database, pytest.mark.usefixtures("inside")]

EVERY = list(Kind)
PAGE = Name(Kind.PAGE, "turning-16", "pl")
CLUB = Name(Kind.LISTING, "saturday-club", "pl")


def whole(session: Session, name: Name) -> Text:
    session.expire_all()
    return desk.one(session, name)[0]


def units(text: Text) -> list[Unit]:
    return list(units_of(text, SOURCES[text.name.kind].fields, ""))


def translated(told: list[Unit], *, but: Callable[[Unit], str] | None = None) -> Exchange:
    """Return units as an agency sends them home: each English text with a Polish word before it."""
    say = but or (lambda unit: f"Po polsku: {unit.english}"[:110])
    return Exchange("pl", tuple(Unit(one.mark, one.english, say(one)) for one in told))


def brought(session: Session, told: Exchange, writer: Writer) -> TranslationFile:
    return importing.keep(session, told, name="from-agency.xlf", writer=writer)


def apply(session: Session, file: TranslationFile, writer: Writer, *, by_machine: bool = False) -> int:
    shown = importing.fingerprint(importing.look(session, file, allowed=EVERY))
    return importing.apply(session, file, shown=shown, allowed=EVERY, all_by_machine=by_machine, writer=writer)


def outcomes(session: Session, file: TranslationFile) -> dict[str, tuple[Outcome, Refusal | None]]:
    looked = importing.look(session, file, allowed=EVERY)
    return {one.text.name.key if one.text else one.mark: (one.outcome, one.refusal) for one in looked}


def test_every_text_of_the_site_goes_out_and_comes_home_as_it_was(
    session: Session, turning_16: GuidePage, club: Listing
) -> None:
    texts = [
        text
        for kind, source in SOURCES.items()
        for text in source.texts(session, "ur", {row.name.key for row in source.rows(session, ["ur"], ())})
    ]
    assert {text.name.kind for text in texts} >= {Kind.PAGE, Kind.LISTING, Kind.TEMPLATE, Kind.TERM}
    told = Exchange("ur", tuple(unit for text in texts for unit in units(text)))
    for home in (reading_xliff.read(xliff.write(told)), workbook.read(workbook.write(told))):
        assert [(one.mark, one.english, one.translation) for one in home.units] == [
            (one.mark, one.english, one.translation) for one in told.units
        ]


def test_the_desk_has_every_field_of_a_listing() -> None:
    assert {field.name for field in Listings.fields} == set(TEXT_FIELDS)


def test_a_file_is_taken_over_whole_and_taken_back_as_one(
    session: Session, turning_16: GuidePage, club: Listing, writer: Writer
) -> None:
    told = translated(
        [*units(whole(session, PAGE)), *units(whole(session, CLUB))], but=lambda one: f"Tak {one.english}"
    )
    file = brought(session, told, writer)
    assert set(outcomes(session, file).values()) == {(Outcome.CHANGED, None)}

    assert apply(session, file, writer, by_machine=True) == 2
    for name in (PAGE, CLUB):
        stands = desk.one(session, name)[1]
        assert stands.standing is Standing.BEING_TRANSLATED
        assert stands.is_machine_made
    assert whole(session, CLUB).newest["name"] == "Tak Saturday club"
    with pytest.raises(NotNow):
        apply(session, file, writer)

    assert importing.undo(session, file, writer=writer) == 2
    assert whole(session, CLUB).newest == {}
    assert desk.one(session, PAGE)[1].standing is Standing.MISSING
    assert "pl" not in content_of_version(latest_version(club)).words


def test_what_everybody_changes_waits_until_all_texts_of_a_file_are_changed(
    session: Session, database: Database, turning_16: GuidePage, club: Listing, writer: Writer
) -> None:
    """Or it and a colleague who saves the second text would wait for each other."""
    told = translated([*units(whole(session, PAGE)), *units(whole(session, CLUB))])
    file = brought(session, told, writer)
    changes: tuple[Callable[[], int], ...] = (
        lambda: apply(session, file, writer),
        lambda: importing.undo(session, file, writer=writer),
    )
    for change in changes:
        with queries_of(database) as asked:
            assert change() == 2
        changed = [one.split()[1 if one.startswith("UPDATE") else 2] for one in asked if not one.startswith("SELECT")]
        last = [number for number, table in enumerate(changed) if table in {"guide_versions", "listing_versions"}][-1]
        shared = [number for number, table in enumerate(changed) if table in {"audit_head", "change_numbers"}]
        assert len(shared) > 1
        assert min(shared) > last


def test_what_somebody_has_changed_since_is_not_taken_back(
    session: Session, turning_16: GuidePage, club: Listing, writer: Writer
) -> None:
    file = brought(session, translated([*units(whole(session, PAGE)), *units(whole(session, CLUB))]), writer)
    apply(session, file, writer)
    saving.save(session, whole(session, CLUB), Translation({"name": "Inaczej"}), writer=writer)
    with pytest.raises(ChangedMeanwhile):
        importing.undo(session, file, writer=writer)


def test_what_has_changed_since_it_was_shown_is_shown_again(
    session: Session, turning_16: GuidePage, writer: Writer
) -> None:
    file = brought(session, translated(units(whole(session, PAGE))), writer)
    shown = importing.fingerprint(importing.look(session, file, allowed=EVERY))
    saving.save(
        session,
        whole(session, PAGE),
        Translation({"title": "Ktoś inny", "body": whole(session, PAGE).english["body"]}),
        writer=writer,
    )
    with pytest.raises(LookAgain):
        importing.apply(session, file, shown=shown, allowed=EVERY, all_by_machine=False, writer=writer)


def test_each_text_that_is_not_taken_says_why(
    session: Session, turning_16: GuidePage, club: Listing, writer: Writer
) -> None:
    of_page, of_club = units(whole(session, PAGE)), units(whole(session, CLUB))
    without_places = translated(of_page, but=lambda _: "Bez niczego")
    assert outcomes(session, brought(session, without_places, writer))["turning-16"] == (
        Outcome.REFUSED,
        Refusal.PLACES_DIFFER,
    )
    long = translated(of_club, but=lambda _: "x" * 20_001)
    assert outcomes(session, brought(session, long, writer))["saturday-club"][1] is Refusal.TOO_LONG
    twice = translated([*of_club, of_club[0]])
    assert outcomes(session, brought(session, twice, writer))["saturday-club"][1] is Refusal.TWICE
    nameless = translated(of_club[1:])
    assert outcomes(session, brought(session, nameless, writer))["saturday-club"][1] is Refusal.NEEDS_NAME
    empty = translated(of_club, but=lambda _: "")
    assert outcomes(session, brought(session, empty, writer))["saturday-club"] == (Outcome.EMPTY, None)
    unknown = Exchange("pl", (Unit("listing:gone:name:0", "Gone", "Nie ma"), Unit("what is this", "a", "b")))
    assert {one[1] for one in outcomes(session, brought(session, unknown, writer)).values()} == {Refusal.UNKNOWN}
    other = [Unit(one.mark, one.english.upper(), f"Tak {one.english}") for one in of_club]
    assert outcomes(session, brought(session, Exchange("pl", tuple(other)), writer))["saturday-club"] == (
        Outcome.CHANGED,
        None,
    ), "however a tool writes the English"
    accepted = whole(session, Name(Kind.TEMPLATE, Template.ACCEPTED.value, "pl"))
    same = brought(session, Exchange("pl", tuple(units(accepted))), writer)
    assert outcomes(session, same)["accepted"] == (Outcome.UNCHANGED, None)
    refused = importing.look(session, brought(session, translated(of_club), writer), allowed=[Kind.PAGE])
    assert [one.refusal for one in refused] == [Refusal.NOT_ALLOWED]


def test_a_translation_of_earlier_english_is_not_taken(session: Session, turning_16: GuidePage, writer: Writer) -> None:
    told = translated(units(whole(session, PAGE)))
    content = PageContent.of_json(queries.latest(turning_16, "en").content)  # type: ignore[union-attr]
    changed = PageContent(title="Being 16", summary=content.summary, body=content.body)
    pages.save_draft(session, page=turning_16, language="en", content=changed, **vars(writer))
    pages.publish(session, page=turning_16, language="en", **vars(writer))
    assert outcomes(session, brought(session, told, writer))["turning-16"][1] is Refusal.ENGLISH_MOVED_ON
