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

router = APIRouter(prefix="/api/v1/floor", tags=["calculators"])


class WordsBody(BaseModel):
    """The same in both languages."""

    zh: str
    en: str


class TierBody(WordsBody):
    """The row of the law that binds."""

    code: str = Field(examples=["87-4"])
    notice_days: int
    unit: WindowUnit


class ConventionBody(WordsBody):
    """The convention by which the ends of the floor are counted, and why."""

    code: str = Field(examples=["both_ends_left_out"])
    reason_zh: str
    reason_en: str


class ReadingBody(WordsBody):
    """One reading of the days of a second-hand rule; ``ends_on`` is the last of them."""

    unit: WindowUnit
    ends_on: date | None = Field(description="null where the calendar of a year is not loaded")
    is_provisional: bool


class SupervisoryCheckBody(WordsBody):
    """A rule read second-hand, beside the floor and never part of it: it is told and never blocks."""

    code: str = Field(examples=["2024-17"])
    source: str
    confirmed: bool
    issuer_kinds: list[CodeBody] = Field(description="whom the rule binds")
    days: int
    published_on: date
    readings: list[ReadingBody] = Field(description="natural days and working days, each with its own end")
    demands: list[CodeBody] = Field(description="what else the rule asks for at this book value")


class FloorBody(BaseModel):
    """The latest lawful publication for a review, and whether the one asked about was early enough."""

    book_value: str = Field(examples=["193474338.54"])
    tier: TierBody
    medium: CodeBody
    issuer_kind: CodeBody | None = Field(description="null: not stated")
    binding: CodeBody = Field(description="whether the floor binds the issuer or is only compared with")
    applies: WordsBody
    review_on: date = Field(description="the review asked about, else the earliest one possible")
    latest_publication_on: date
    working_days: list[date] = Field(description="the working days that lie between the two")
    rule: WordsBody
    convention: ConventionBody
    counted_from: WordsBody = Field(description="from which placement the days run")
    source: str
    confirmed: bool = Field(description="false unless the floor binds the issuer")
    source_kind: SourceKind = Field(description="how the words of the source are known")
    is_provisional: bool
    provisional_because: str
    provisional_because_en: str
    published_on: date | None
    was_early_enough: bool | None = Field(description="null unless both dates were given")
    supervisory_checks: list[SupervisoryCheckBody]


@router.get(
    "",
    response_model=FloorBody,
    response_description="the floor",
    responses=shown(
        "floor",
        asked="/api/v1/floor?book_value=193474338.54&review_on=2022-09-01&published_on=2022-08-03&issuer_kind=named_amc",
    )
    | NOT_MODIFIED
    | declared(409, 422),
)
async def find_floor(request: Request, query: Annotated[FloorQuery, Query()], calendar: Calendar) -> Response:
    """Find the latest lawful publication before a review, or the earliest review after a publication."""
    return json_answer(request, FloorBody.model_validate(floor_for(query, calendar).as_json()))
