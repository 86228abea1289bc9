"""The response bodies for notices, built from the results of the services."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from disposal.services.public.notice import LinkedNotice, NoticeView, VersionView
from disposal.services.public.notice_list import NoticeListPage
from disposal.services.public.summaries import ListedOffer, NoticeSummary
from disposal.web.responses import answer, cache_tags
from notices.codes import Coded
from notices.dates import SHANGHAI
from notices.kinds import Kind

Yuan = Annotated[
    Decimal,
    PlainSerializer(lambda amount: f"{amount:.2f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$", "examples": ["193474338.54"]}),
]

Instant = Annotated[datetime, PlainSerializer(lambda at: at.astimezone(SHANGHAI), return_type=datetime)]
"""An instant, with the offset of China."""


class Body(BaseModel):
    """Base class of response bodies; reads the attributes of a service's result."""

    model_config = ConfigDict(from_attributes=True)


class CodeBody(BaseModel):
    """A code and its words."""

    code: str
    zh: str
    en: str


class WindowDatesBody(Body):
    """The window as published; it closes at ``ends_at``, and 24:00 is the next day's 00:00."""

    published_on: date
    first_counted_on: date
    ends_on: date
    ends_at: Instant


class NoticeBody(Body):
    """A published notice as lists show it."""

    id: UUID
    number: str = Field(examples=["HRZJ-2022-0001"])
    title: str
    kind: CodeBody
    issuer: str
    issuer_kind: CodeBody | None = Field(description="what the issuer is; null: not stated")
    province: str | None
    city: str | None
    debtor_names: list[str] = Field(description="the first three")
    debtor_count: int
    total_amount: Yuan | None = Field(description="total claim in yuan at the record date, where all of it is in yuan")
    collateral_types: list[CodeBody] = Field(description="kinds of collateral, each once")
    floor_price: Yuan | None = Field(description="in yuan; null where none is stated in yuan")
    deposit: Yuan | None = Field(description="in yuan; null where none is stated in yuan")
    published_on: date = Field(description="公告日期: the day that the notice states")
    registered_at: Instant = Field(description="登记于: the instant at which the register froze its first version")
    window: WindowDatesBody | None
    is_provisional: bool = Field(description="the last day may change once a holiday arrangement is announced")
    is_entered_afterwards: bool = Field(description="entered in the register after the day it states (补录)")
    status: CodeBody
    working_days_left: int | None = Field(
        description="today included; null unless the window runs; of an extension those of the window it moves"
    )
    page: str = Field(examples=["/notices/HRZJ-2022-0001"], description="address of the public page")


class ListedOfferBody(NoticeBody):
    """An offer and the later notices that stand under it: supplements, corrections, extensions, its end."""

    later_notices: list[NoticeBody] = Field(description="oldest first")


class NoticeListBody(BaseModel):
    """One page of offers, newest first; pass ``next_after`` as ``after`` for the page that follows."""

    notices: list[ListedOfferBody]
    next_after: str | None
    previous_before: str | None


class FileBody(BaseModel):
    """A file of a version and the SHA-256 of its bytes."""

    suffix: str
    url: str
    size: int
    sha256: str


class VersionBody(BaseModel):
    """One frozen version; ``because`` is the number of the notice that made it."""

    version_no: int
    published_on: date = Field(description="公告日期: the day that the notice states")
    registered_at: Instant = Field(description="登记于: the instant at which the register froze this version")
    published_at: Instant = Field(description="as registered_at; kept for programs written before it", deprecated=True)
    because: str | None
    files: list[FileBody]


class VersionListBody(BaseModel):
    """Every version of one notice, newest first."""

    number: str
    versions: list[VersionBody]


class LinkBody(BaseModel):
    """Another notice; ``is_later``: it acts on the one asked about, else the one asked about acts on it."""

    relation: CodeBody
    is_later: bool
    notice: NoticeBody


class PlacementBody(Body):
    """A medium the notice stood in."""

    medium: str
    kind: CodeBody
    published_on: date
    page: str | None
    url: str | None
    paper: CodeBody | None = Field(description="of a newspaper: what kind it is; null: not stated")
    province: str | None
    city: str | None


class NoticeDetailBody(BaseModel):
    """A notice with its versions, its linked notices and the media it stood in."""

    notice: NoticeBody
    versions: list[VersionBody]
    links: list[LinkBody]
    placements: list[PlacementBody]


def json_answer(
    request: Request, body: BaseModel, *, tags: Iterable[str] = (), links: Mapping[str, str] | None = None
) -> Response:
    """Return a body as JSON with its ETag, or 304. ``tags`` are those of shared caches, ``links`` those of a list."""
    headers = {"content-type": "application/json", **cache_tags(*tags), **(links or {})}
    return answer(request, body.model_dump_json().encode(), headers=headers)


def list_body(page: NoticeListPage) -> NoticeListBody:
    """Convert a page of the list."""
    return NoticeListBody(
        notices=[_listed(row) for row in page.rows],
        next_after=page.next_after,
        previous_before=page.previous_before,
    )


def notice_body(notice: NoticeSummary) -> NoticeBody:
    """Convert a notice as shown in lists."""
    return NoticeBody.model_validate(_summary(notice))


def _listed(row: ListedOffer) -> ListedOfferBody:
    later = [notice_body(notice) for notice in row.later]
    return ListedOfferBody.model_validate({**_summary(row.offer), "later_notices": later})


def _summary(notice: NoticeSummary) -> dict[str, Any]:
    plain = ("id", "number", "title", "issuer", "province", "city", "debtor_names", "debtor_count", "total_amount")
    more = (
        "floor_price",
        "deposit",
        "published_on",
        "registered_at",
        "window",
        "is_provisional",
        "is_entered_afterwards",
        "working_days_left",
    )
    return {
        **{name: getattr(notice, name) for name in (*plain, *more)},
        "kind": _kind(notice.kind),
        "issuer_kind": code_body(notice.issuer_kind) if notice.issuer_kind else None,
        "status": code_body(notice.status),
        "collateral_types": [code_body(code) for code in notice.collateral_types],
        "page": f"/notices/{notice.number}",
    }


def detail_body(view: NoticeView) -> NoticeDetailBody:
    """Convert a notice with its versions, links and placements."""
    return NoticeDetailBody(
        notice=notice_body(view.summary),
        versions=[version_body(view.summary.number, version) for version in view.versions],
        links=[_link(link) for link in view.links],
        placements=[
            PlacementBody(
                medium=placed.medium,
                kind=code_body(placed.kind),
                published_on=placed.published_on,
                page=placed.page,
                paper=code_body(placed.paper) if placed.paper else None,
                province=placed.province,
                city=placed.city,
                url=placed.url,
            )
            for placed in view.placements
        ],
    )


def version_body(number: str, version: VersionView) -> VersionBody:
    """Convert one version, with the URLs of its files."""
    stem = f"/notices/{number}/versions/{version.version_no}"
    files = [FileBody(suffix=f.suffix, url=f"{stem}.{f.suffix}", size=f.size, sha256=f.sha256) for f in version.files]
    return VersionBody(
        version_no=version.version_no,
        published_on=version.published_on,
        registered_at=version.published_at,
        published_at=version.published_at,
        because=version.because,
        files=files,
    )


def code_body(code: Coded) -> CodeBody:
    """Convert a code with its labels."""
    return CodeBody(code=code.value, zh=code.zh, en=code.en)


def _kind(kind: Kind) -> CodeBody:
    return CodeBody(code=kind.code, zh=kind.label_zh, en=kind.label_en)


def _link(link: LinkedNotice) -> LinkBody:
    return LinkBody(relation=code_body(link.relation), is_later=link.is_later, notice=notice_body(link.notice))
