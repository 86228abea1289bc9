"""What all lists of the staff pages ask alike: order, branch and page; and the words that find a debtor."""

import unicodedata
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import ColumnElement, Text, func, select
from sqlalchemy.dialects.postgresql import array
from sqlmodel import Session, col

from disposal.errors import DisposalError
from disposal.models.parties.party import Party
from disposal.services.public.queries import InvalidQuery, Query, Storable, not_a_choice
from disposal.services.records.id_sets import among
from notices.reading import Problem
from notices.reading.explain import excerpt
from notices.written.places import PROVINCES, province_spellings

MOST_PARTIES = 1_000
"""Parties that words may find in a list of something else; more are no answer."""

Words = Annotated[Storable, StringConstraints(max_length=100)]
Cursor = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,800}$")]


_POSITION = "WyIwMTg5MGE1ZCJd"


class WordsTooCommon(DisposalError):
    """The words are in the names of very many parties."""

    code = "words_too_common"
    status = 422

    def __init__(self, words: str) -> None:
        shown = words[:40]
        super().__init__(
            zh=f"名称含“{shown}”的主体超过{MOST_PARTIES:,}个；请多写几个字，如字号或合同编号。",
            en=f'more than {MOST_PARTIES:,} parties have "{shown}" in their names; write more of the name, or a '
            "contract number",
            field="q",
        )


class StaffQuery(Query):
    """The base of the queries of staff lists. ``sort`` names an order; a minus before it turns it round."""

    q: Words | None = Field(None, description="words of a name, or a whole number", examples=["虚构甲"])
    issuer: UUID | None = Field(None, description="id of the branch", examples=["01890a5d-ac96-774b-bcce-b302099a8057"])
    sort: str = Field("-entered", description="name of an order; a minus turns it round", examples=["-entered"])
    after: Cursor | None = Field(None, description="next_after of the page before", examples=[_POSITION])
    before: Cursor | None = Field(None, description="previous_before of the page after", examples=[_POSITION])

    @model_validator(mode="after")
    def _one_position(self) -> "StaffQuery":
        if self.after and self.before:
            raise PydanticCustomError("two_cursors", "give either before or after", {"field": "before"})
        return self

    @property
    def is_filtered(self) -> bool:
        """Return whether any filter is set, apart from order and page."""
        return bool(self.model_fields_set - {"sort", "after", "before"})


def position_unknown(cursor: str) -> InvalidQuery:
    """Return the refusal of a position that is none of this list."""
    zh, en = "不是本列表的翻页位置；请从第一页重新开始", "is no position in this list; begin again at its first page"
    return InvalidQuery([Problem(path="after", value=excerpt(cursor), zh=zh, en=en)])


def day_of(instant: Any) -> Any:
    """Return the day in China of a column of instants."""
    return func.date(func.timezone("Asia/Shanghai", instant))


def within(column: Any, least: Any, most: Any = None) -> list[ColumnElement[bool]]:
    """Build the conditions that a column lies between two values, both included; None is no bound."""
    return [
        *([column >= least] if least is not None else ()),
        *([column <= most] if most is not None else ()),
    ]


def plain(words: str) -> str:
    """Return letters and digits only, in one width and case, as parties are indexed."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words).casefold()))


def holds_words(words: str) -> ColumnElement[bool]:
    """Build the condition that a party's names or number hold the words; one character finds a name of one."""
    runs = func.text_runs(array([plain(words)], type_=Text))
    found: ColumnElement[bool] = Party.__table__.c.search_runs.contains(runs)  # type: ignore[attr-defined]
    return found


def of_parties(session: Session, words: str, column: Any) -> ColumnElement[bool]:
    """Build the condition that a column holds the id of a party that the words find. Raises: WordsTooCommon."""
    if not plain(words):
        return among(column, ())
    ids = session.execute(select(col(Party.id)).where(holds_words(words)).limit(MOST_PARTIES + 1)).scalars().all()
    if len(ids) > MOST_PARTIES:
        raise WordsTooCommon(words)
    return among(column, ids)


def in_province(session: Session, column: Any, name: str) -> ColumnElement[bool]:
    """Build the condition that a column holds a province, however it is written.

    Raises: InvalidQuery for a name that neither the country has nor a row holds: an empty list would look like an
    answer.
    """
    spellings = province_spellings(name) or (name,)
    condition: ColumnElement[bool] = column.in_(spellings)
    if len(spellings) == 1 and session.execute(select(column).where(condition).limit(1)).first() is None:
        known = PROVINCES.values()
        zh, en = not_a_choice("、".join(known), ", ".join(known))
        raise InvalidQuery([Problem(path="province", value=excerpt(name), zh=zh, en=en)])
    return condition
