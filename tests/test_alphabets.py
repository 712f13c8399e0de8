"""Names in the order of each language's alphabet."""

from __future__ import annotations

from pathlib import Path

import pytest

from localoffer import alphabets
from localoffer.alphabets import Alphabet

pytestmark = pytest.mark.any_database

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


def alphabet(code: str) -> Alphabet:
    return Alphabet((TRANSLATIONS / code / alphabets.FILE).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("code", "in_order"),
    [
        ("pl", "Autyzm ą Bieg Cis Ćma Lot Łyk Miś Ósmy Piec Zima Źle Żona"),
        ("ro", "Autism ăla Întâi Sat Școală Tata Țară Zi"),
        ("hu", "Alma Álom Asztal Cím Család Dal Gáz Gyerek Nap Nyár Oktatás Óra Öröm Őz Sor Szó Tanár Tyúk Zene Zsák"),
        ("bg", "Аутизъм Грижа Ежедневие Здраве Йод Училище Щъркел Ъгъл Юг Ябълка"),
        ("uk", "Аутизм Гра Ґанок Дім Есе Єднання Зір Игрек Ікона Їжа Йод Яблуко"),
        ("ur", "آٹزم اسکول بچہ پلان تعلیم ٹیم خاندان ڈاکٹر رابطہ گھر مدد ہفتہ یقین"),
        ("ar", "اختبار أسرة آلة بيت تعليم خدمة دعم رعاية صحة مدرسة يوم"),
        ("pa", "ਉਮਰ ਓਟ ਅਪੀਲ ਆਸ ਇਲਾਜ ਏਕਾ ਸਕੂਲ ਸ਼ਬਦ ਹੱਕ ਕਮੀ ਕਾਰ ਕਿਤਾਬ ਖੇਡ ਗੱਲ ਘਰ ਜਾਂਚ ਪਰਿਵਾਰ ਮਦਦ ਲੋੜ"),
    ],
)
def test_names_stand_as_their_language_has_them(code: str, in_order: str) -> None:
    names = in_order.split()
    assert sorted(set(names), key=alphabet(code).key) == names


def test_letters_of_another_language_stand_with_what_they_are_without_their_marks() -> None:
    polish = alphabet("pl")
    assert sorted(["Zoo", "Éa", "Eb", "Ez"], key=polish.key) == ["Éa", "Eb", "Ez", "Zoo"]


def test_blanks_and_numbers_come_before_letters_and_hyphens_count_for_nothing() -> None:
    names = ["Art Club", "Artful", "1-1 help", "Art-ist", "Äpfel"]
    assert sorted(names, key=Alphabet("a b c").key) == ["1-1 help", "Äpfel", "Art Club", "Artful", "Art-ist"]


@pytest.mark.parametrize(
    ("code", "name", "initial"),
    [("hu", "szülő", "Sz"), ("hu", "Álom", "A"), ("pl", "źle", "Ź"), ("ar", "أسرة", "ا"), ("pl", "“Ela”", "E")],
)
def test_a_name_stands_under_its_letter(code: str, name: str, initial: str) -> None:
    assert alphabet(code).initial(name) == initial


@pytest.mark.parametrize("path", sorted(TRANSLATIONS.glob(f"*/{alphabets.FILE}")), ids=lambda path: path.parent.name)
def test_no_letter_stands_twice(path: Path) -> None:
    letters = path.read_text(encoding="utf-8").replace("=", " ").split()
    assert len(letters) == len(set(letters)) >= 22
