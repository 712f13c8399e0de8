"""Following a search with a feed reader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element, fromstring

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from localoffer.listings import feed
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.vocabulary import Cost, Fact, ListingStatus, Spaces, WayIn
from tests.support.client import CheckedClient
from tests.support.listings import change, listing

pytestmark = pytest.mark.any_database

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
THEN = datetime(2026, 10, 1, 12, tzinfo=UTC)


def read(answer: TestResponse) -> Element:
    """Return the feed, once it has what RFC 4287 asks of every feed and entry."""
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    root = fromstring(answer.get_data())  # noqa: S314 - our own
    assert root.tag == f"{ATOM}feed"
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    for part in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
            assert part.findtext(f"{ATOM}{name}")
        datetime.fromisoformat(part.findtext(f"{ATOM}updated", ""))
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    return root


def titles(root: Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title", "") for entry in root.findall(f"{ATOM}entry")]


def link(part: Element, rel: str) -> str:
    return next(one.get("href", "") for one in part.findall(f"{ATOM}link") if one.get("rel") == rel)


def test_what_changed_last_comes_first(client: CheckedClient, session: Session) -> None:
    listing(session, "Old", published_at=THEN)
    listing(session, "New", published_at=THEN + timedelta(days=2))
    session.commit()

    root = read(client.get("/services/feed.atom"))

    assert titles(root) == ["New", "Old"]
    assert root.findtext(f"{ATOM}title") == "New and changed services"
    assert root.findtext(f"{ATOM}updated") == "2026-10-03T12:00:00Z"


def test_a_feed_follows_one_search(client: CheckedClient, session: Session) -> None:
    listing(session, "Near", districts=("lichfield",), needs=("autism",), slug="near")
    listing(session, "Far", districts=("stafford",), needs=("autism",))
    listing(session, "Other need", districts=("lichfield",), needs=("hearing",))
    listing(session, "A draft", districts=("lichfield",), needs=("autism",), status=ListingStatus.DRAFT)
    session.commit()

    root = read(client.get("/services/feed.atom?need=autism&district=lichfield"))

    assert titles(root) == ["Near"]
    assert root.findtext(f"{ATOM}title") == "New and changed services: Autism · Lichfield"
    assert link(root, "self") == "http://localhost/services/feed.atom?district=lichfield&need=autism"
    assert link(root, "alternate") == "http://localhost/services?district=lichfield&need=autism"
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert link(entry, "alternate") == "http://localhost/services/near"
    assert entry.findtext(f"{ATOM}summary") == "A calm place to play."


def test_a_change_comes_to_the_top_and_keeps_its_identity(client: CheckedClient, session: Session) -> None:
    old = listing(session, "Old", published_at=THEN)
    listing(session, "New", published_at=THEN + timedelta(days=2))
    session.commit()
    before = read(client.get("/services/feed.atom"))

    change(session, old, published_at=THEN + timedelta(days=3))
    session.commit()
    after = read(client.get("/services/feed.atom"))

    assert titles(after) == ["Old", "New"]
    assert [one.text for one in before.iter(f"{ATOM}id")][1:] == [one.text for one in after.iter(f"{ATOM}id")][:0:-1]


def test_a_feed_is_in_the_language_of_the_page(client: CheckedClient, session: Session) -> None:
    listing(session, "Club", slug="club", translations={"pl": {"name": "Klub"}})
    listing(session, "Swimming", published_at=THEN)
    session.commit()

    root = read(client.get("/pl/services/feed.atom"))

    assert root.get(LANGUAGE) == "pl"
    assert set(titles(root)) == {"Klub", "Swimming"}
    said = {one.text: one.get(LANGUAGE) for one in root.iter(f"{ATOM}title")}
    assert (said["Klub"], said["Swimming"]) == (None, "en")
    assert any(one.get("href") == "http://localhost/pl/services/club" for one in root.iter(f"{ATOM}link"))


def test_a_feed_holds_the_newest_and_no_more(client: CheckedClient, session: Session) -> None:
    for number in range(feed.MOST + 3):
        listing(session, f"Club {number}", published_at=THEN + timedelta(hours=number))
    session.commit()

    found = titles(read(client.get("/services/feed.atom")))

    assert len(found) == feed.MOST
    assert (found[0], found[-1]) == (f"Club {feed.MOST + 2}", "Club 3")


def test_a_feed_with_nothing_in_it_is_a_feed_and_says_what_it_follows(client: CheckedClient) -> None:
    root = read(client.get("/services/feed.atom?q=zzzz&need=hearing"))
    assert titles(root) == []
    assert root.findtext(f"{ATOM}title") == "New and changed services: “zzzz” · Hearing"


def test_what_providers_write_stays_text(client: CheckedClient, session: Session) -> None:
    listing(session, "Tom & <b>Jerry</b> \x0b\x1f]]>", summary="\ufffe<script>")
    session.commit()

    root = read(client.get("/services/feed.atom"))

    assert titles(root) == ["Tom & <b>Jerry</b> ]]>"]
    assert root.find(f"{ATOM}entry//*[@type='html']") is None


@pytest.mark.parametrize(
    "query", ["q=lego+ST16+2LH", "q=lego+st162lh", "postcode=ST16+2LH&q=lego", "q=lego&page=3", "q=lego&sort=name"]
)
def test_a_feed_carries_no_postcode_and_no_page(client: CheckedClient, session: Session, query: str) -> None:
    listing(session, "Lego club")
    session.commit()

    answer = client.get(f"/services/feed.atom?{query}")
    page = client.page(f"/services?{query}")

    assert link(read(answer), "self") == "http://localhost/services/feed.atom?q=lego"
    assert "2LH" not in answer.get_data(as_text=True).upper()
    offered = page.one(".//head/link[@type='application/atom+xml']")
    assert offered.get("rel") == "alternate"
    assert offered.get("href", "").removesuffix("&district=stafford") == "/services/feed.atom?q=lego"


@pytest.mark.parametrize("query", ["q=lego&postcode=ST16+2LH&open=no_diagnosis", "q=lego+ST16+2LH&open=no_diagnosis"])
def test_a_feed_offered_beside_a_postcode_carries_its_district(
    client: CheckedClient, session: Session, query: str
) -> None:
    listing(session, "Lego club", districts=("stafford",), diagnosis_needed=False)
    listing(session, "Lego far away", districts=("tamworth",), diagnosis_needed=False)
    session.commit()

    offered = client.page(f"/services?{query}").one(".//head/link[@type='application/atom+xml']").get("href", "")

    assert offered == "/services/feed.atom?q=lego&district=stafford&open=no_diagnosis"
    assert titles(read(client.get(offered))) == ["Lego club"]


@pytest.mark.parametrize(
    "query",
    [
        "way=drop_in",
        "cost=free",
        "kind=advice",
        "open=no_plan&open=refer_yourself",
        "fact=transport",
        "access=step_free&access=parking",
        "day=sat&time=morning",
        "spaces=now",
        "language=ur",
        "age=17",
    ],
)
def test_a_feed_follows_every_filter(client: CheckedClient, session: Session, query: str) -> None:
    listing(
        session,
        "Wanted",
        ways_in=(WayIn.DROP_IN,),
        kinds=("advice",),
        ehc_plan_needed=False,
        facts={Fact.TRANSPORT: (True, None)},
        venues=({"town": "Leek", "access": ["step_free", "parking"]},),
        times=["sat-morning"],
        spaces=Spaces.FEW,
        languages_spoken=["ur"],
        age_from=16,
        age_to=18,
    )
    listing(
        session,
        "Other",
        ways_in=(WayIn.PROFESSIONAL,),
        cost=Cost.PAID,
        ehc_plan_needed=True,
        venues=({"town": "Leek", "access": ["parking"]},),
        times=["sat-evening", "sun-morning"],
        spaces=Spaces.FULL,
    )
    session.commit()

    root = read(client.get(f"/services/feed.atom?{query}"))

    assert titles(root) == ["Wanted"]
    assert link(root, "self") == f"http://localhost/services/feed.atom?{query}"


def test_words_that_only_look_like_a_postcode_stay() -> None:
    assert SearchCriteria(text="KS2 maths at 10am, B1 2").for_others().text == "KS2 maths at 10am, B1 2"


def test_a_reader_that_has_the_feed_gets_it_only_when_it_changed(client: CheckedClient, session: Session) -> None:
    listing(session)
    session.commit()
    first = client.get("/services/feed.atom")

    again = client.get("/services/feed.atom", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert first.headers["Cache-Control"] == "public, max-age=900"
    assert "Set-Cookie" not in first.headers


@pytest.mark.parametrize("query", ["district=nowhere", "q=%00", "q=" + "x" * 3000, "age=x", "page=999999999"])
def test_a_broken_address_is_still_a_feed(client: CheckedClient, query: str) -> None:
    read(client.get(f"/services/feed.atom?{query}"))
