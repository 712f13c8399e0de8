"""The county that tests stand on: its real districts, a small vocabulary, and one postcode of each district."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import council
from localoffer.listings.models import Term, TermText
from localoffer.places.models import District, DistrictText, OutwardCode, Postcode

FOLDER = Path(__file__).resolve().parents[2] / "county" / "staffordshire"
POSTCODES = {
    "ST162LH": ("stafford", 392000, 323200),
    "WS136YU": ("lichfield", 411800, 309600),
    "B797BZ": ("tamworth", 420700, 304100),
    "ST52AG": ("newcastle-under-lyme", 384900, 346000),
    "ST136HQ": ("staffordshire-moorlands", 398400, 356500),
    "DE142EB": ("east-staffordshire", 424100, 323200),
    "WS111BG": ("cannock-chase", 397900, 310200),
    "WV81PX": ("south-staffordshire", 387100, 303300),
}
NEEDS = {
    "autism": ("communication-and-interaction", "Autism", "Autyzm", "آٹزم"),
    "speech-and-language": ("communication-and-interaction", "Speech and language", "Mowa i język", "بول چال"),
    "hearing": ("sensory-and-physical", "Hearing", "Słuch", "سماعت"),
    "adhd": ("social-emotional-and-mental-health", "ADHD", "ADHD", "اے ڈی ایچ ڈی"),
    "not-sure": (None, "Not sure yet", "Jeszcze nie wiadomo", "ابھی معلوم نہیں"),
}
KINDS = {
    "life-skills": ("Life skills and independence", "Umiejętności życiowe", "زندگی کے ہنر"),
    "activities": ("Clubs and activities", "Zajęcia i kluby", "کلب اور سرگرمیاں"),
    "short-breaks": ("Short breaks", "Krótki odpoczynek", "مختصر وقفے"),
    "advice": ("Information and advice", "Informacje i porady", "معلومات اور مشورہ"),
}


def load(session: Session) -> None:
    """Put the county into an empty database."""
    for position, setting in enumerate(council.load(FOLDER / "council.toml").districts):
        texts = [DistrictText(language=language, name=name) for language, name in setting.name.items()]
        session.add(District(slug=setting.slug, gss=setting.gss, position=position, texts=texts))
    session.flush()
    ids = {district.slug: district.id for district in session.scalars(select(District))}
    for postcode, (slug, easting, northing) in POSTCODES.items():
        session.add(Postcode(postcode=postcode, district_id=ids[slug], easting=easting, northing=northing))
    session.add(Postcode(postcode="ST11HL", council="Stoke-on-Trent", easting=388300, northing=347600))
    session.add(OutwardCode(outward="B1", council="Birmingham", easting=406200, northing=286900))
    session.add(OutwardCode(outward="ST16", district_id=ids["stafford"], easting=392000, northing=323500))
    for position, (code, (area, *names)) in enumerate(NEEDS.items()):
        session.add(_term("need", code, position, names, broader=area))
    for position, (code, kind_names) in enumerate(KINDS.items()):
        session.add(_term("kind", code, position, kind_names))
    areas = sorted({area for area, *_ in NEEDS.values() if area})
    for position, code in enumerate(areas):
        session.add(_term("area", code, position, [code.replace("-", " ").capitalize()] * 3))


def _term(vocabulary: str, code: str, position: int, names: object, *, broader: str | None = None) -> Term:
    assert isinstance(names, list | tuple)
    texts = [TermText(language=language, name=name) for language, name in zip(("en", "pl", "ur"), names, strict=True)]
    return Term(vocabulary=vocabulary, code=code, position=position, broader=broader, texts=texts)
