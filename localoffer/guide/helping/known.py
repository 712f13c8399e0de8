"""Which answers there are to each question: fixed ones, and the county's own districts and needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from localoffer.guide.helping.vocabulary import NOT_SURE, AgeBand, Assessed, Question, Urgent, Want, Who
from localoffer.listings import queries as listings
from localoffer.listings.search.documents import Vocabulary
from localoffer.places import queries as places

Known = Mapping[Question, Sequence[str]]


def of_codes(districts: Sequence[str], needs: Sequence[str]) -> Known:
    """Return the answers to each question in a county with these districts and needs."""
    return {
        Question.WHO: [*map(str, Who)],
        Question.AGE: [*map(str, AgeBand)],
        Question.DISTRICT: [*districts, NOT_SURE],
        Question.NEED: [*(code for code in needs if code != NOT_SURE), NOT_SURE],
        Question.WANT: [*map(str, Want), NOT_SURE],
        Question.ASSESSED: [*map(str, Assessed), NOT_SURE],
        Question.URGENT: [*map(str, Urgent)],
    }


def of_vocabulary(vocabulary: Vocabulary) -> Known:
    """Return the answers to each question as the search knows the county."""
    return of_codes([one.code for one in vocabulary.districts], [one.code for one in vocabulary.needs])


def of_database(session: Session) -> Known:
    """Return the answers to each question as the database knows the county."""
    districts = [district.slug for district in places.districts(session)]
    return of_codes(districts, [term.code for term in listings.terms(session, "need")])
