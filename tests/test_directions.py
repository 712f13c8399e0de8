"""Numbers and references keep their order among words written right to left: in titles, mails and on paper."""

from __future__ import annotations

import re
from pathlib import Path

from localoffer.directions import apart
from localoffer.languages import speaking

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
# staff read English alone
FOR_FAMILIES = [path for path in TEMPLATES.rglob("*.html") if not {"admin", "staff", "security"} & set(path.parts)]
PUT_IN = re.compile(r"\b(reference|phone|code|postcode|night)=(?!\w+\|apart)[\w.]+")
TITLE = re.compile(r"{% block (?:title|description) %}(.*?){% endblock (?:title|description) %}", re.DOTALL)


def test_a_reference_in_a_title_is_set_apart() -> None:
    titles = [(path.name, title) for path in FOR_FAMILIES for title in TITLE.findall(path.read_text(encoding="utf-8"))]
    assert len(titles) > 50
    assert [(name, title) for name, title in titles if PUT_IN.search(title)] == []


def test_it_is_set_apart_where_words_are_written_right_to_left_and_nowhere_else() -> None:
    with speaking("ur"):
        assert apart("2345-ABCD") == "\u20662345-ABCD\u2069"
    with speaking("pl"):
        assert apart("2345-ABCD") == "2345-ABCD"
