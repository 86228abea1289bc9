"""The calculator of the statutory floor as JSON."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from disposal.api.bodies import CodeBody, json_answer
from disposal.api.errors import NOT_MODIFIED, declared
from disposal.api.examples import shown
from disposal.services.public.floor_calculator import FloorQuery, floor_for
from disposal.web.dependencies import Calendar
from notices.legal_source import SourceKind
from notices.windows.window import WindowUnit

router = APIRouter(prefix="/api/v1/floor", tags=["calculators 计算器"])


class WordsBody(BaseModel):
    """The same in both languages."""

    zh: str
    en: str


class TierBody(WordsBody):
    """The row of the law that binds."""

    code: str = Field(examples=["87-4"])
    notice_days: int
    unit: WindowUnit


class WarningBody(WordsBody):
    """A rule that was not read in a source: it is said and never blocks."""

    confirmed: bool


class FloorBody(BaseModel):
    """The latest lawful publication for a review, and whether the one asked about was early enough."""

    book_value: str = Field(examples=["193474338.54"])
    tier: TierBody
    medium: CodeBody
    review_on: date = Field(description="the review asked about, else the earliest one possible")
    latest_publication_on: date
    working_days: list[date] = Field(description="the working days that lie between the two")
    rule: WordsBody
    source: str
    source_kind: SourceKind = Field(description="how the words of the source are known")
    is_provisional: bool
    provisional_because: str
    provisional_because_en: str
    warnings: list[WarningBody]
    published_on: date | None
    was_early_enough: bool | None = Field(description="null unless both dates were given")


@router.get(
    "",
    response_model=FloorBody,
    response_description="the floor",
    responses=shown("floor", asked="/api/v1/floor?book_value=193474338.54&review_on=2022-09-01&published_on=2022-08-03")
    | NOT_MODIFIED
    | declared(409, 422),
)
async def find_floor(request: Request, query: Annotated[FloorQuery, Query()], calendar: Calendar) -> Response:
    """Find the latest lawful publication before a review, or the earliest review after a publication."""
    found = floor_for(query, calendar)
    asked = {"published_on": found.published_on, "was_early_enough": found.was_early_enough}
    return json_answer(request, FloorBody.model_validate(found.floor.as_json() | asked))
