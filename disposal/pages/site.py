"""The site that all pages share: templates, two languages, assets."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Protocol
from urllib.parse import quote

from fastapi import Request, Response
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from disposal.money import format_yuan
from disposal.pages.assets import asset_address
from disposal.pages.forms import beside_field
from disposal.pages.problem_order import in_page_order
from disposal.web.dependencies import register
from disposal.web.middleware import language_of
from disposal.web.responses import PAGE, answer, cache_tags
from notices.composition.phrases import date_zh
from notices.dates import SHANGHAI, date_en, dated_zh, weekday_en
from notices.typesetting.resources import jinja_environment
from notices.typesetting.typesetting import title_lines

HTML = "text/html; charset=utf-8"
_FIGURES_BEGIN = re.compile("(?<=[一-鿿])(?=[0-9])")
_PLACES_END = re.compile(
    "(?:(?<=[省县旗镇乡巷弄幢、，；])|(?<=州)(?!市)|(?<=市)(?!场)|(?<=区)(?!域)|(?<=村)(?![民委])|(?<=街道)|(?<=农场)|(?<=大道)"
    "|(?<=路)(?![桥口])|(?<=号)(?!楼)|(?<=楼)|(?=人民法院))(?=[一-鿿A-Za-z（])"
)
_NAMES_END = re.compile(
    "(?:(?<=、)|(?<=公司)|(?<=[一-鿿）])(?<!股份)(?<!集团)(?=(?:集团)?(?:股份)?有限(?:责任)?公司))(?=[一-鿿A-Za-z（])"
)
_NAME_IN_FILES = re.compile(r"（[a-z_]+(?: = [a-z]+)?）|[；，]请填写 [a-z_.]+$|(?<=请填写) role 为 [a-z]+ 的")
_WAN, _YI = Decimal(10_000), Decimal(100_000_000)


class InBothLanguages(Protocol):
    """Any object with text in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Place:
    """The location of a page: its language, its path without language, and its query.

    ``set_clock`` is the time by a clock that was set for training, which every page then tells; else None.
    ``base_url`` is the public address of the site on a page that anybody may link to; else it is empty.
    """

    language: str
    path: str
    query: str
    set_clock: datetime | None = None
    base_url: str = ""

    @classmethod
    def of(cls, request: Request) -> "Place":
        """Return the location of the requested page."""
        # With two leading slashes it would become a link to another host.
        path = "/" + str(request.scope["path"]).lstrip("/")
        return cls(language_of(request.scope), quote(path), request.url.query, _set_clock(request))

    @property
    def other(self) -> str:
        """Return the URL of the same page in the other language."""
        return self.address_in("zh" if self.language == "en" else "en")

    def address_in(self, language: str) -> str:
        """Return the URL of this page in a language, below the site's address."""
        path = _english(self.path) if language == "en" else self.path
        return f"{path}?{self.query}" if self.query else path


def render(place: Place, template: str, **context: Any) -> bytes:
    """Render a page to bytes; ``template`` is its path below ``templates/pages``."""
    return in_page_order(environment().get_template(f"pages/{template}").render(place=place, **context)).encode()


def public_body(request: Request, template: str, *, place: Place | None = None, **context: Any) -> bytes:
    """Render a page that people without account read; in a register in training it says so."""
    training = register(request).shows_training
    return render(place or Place.of(request), template, is_training=training, **context)


def linkable(request: Request) -> Place:
    """Return the location of a page that anybody may link to: it names its canonical address."""
    return replace(Place.of(request), base_url=register(request).database.settings.public_base_url)


def page(request: Request, template: str, *, status: int = 200, tags: tuple[str, ...] = (), **context: Any) -> Response:
    """Return a page, or 304 if the reader has the current version. ``tags`` are those of shared caches."""
    is_whole = status == 200
    place = linkable(request) if is_whole else Place.of(request)
    body = public_body(request, template, place=place, **context)
    caching = {"cache-control": PAGE, **cache_tags(*tags)} if is_whole else {}
    return answer(request, body, headers={"content-type": HTML, **caching}, status=status)


@cache
def environment() -> Environment:
    """Return the Jinja environment of all pages."""
    made = jinja_environment()
    made.globals |= {"t": _words, "link": _link, "asset": asset_address}
    made.filters |= {
        "day": _day,
        "instant": _instant,
        "yuan": _yuan,
        "rounded": _rounded,
        "said": _said,
        "anchor": _anchor,
        "without_names": _without_names,
        "beside_field": beside_field,
    }
    made.filters |= {"in_lines": _in_lines, "brief": _brief, "before_figures": _before_figures, "in_names": _in_names}
    made.filters["in_places"] = _in_places
    return made


@lru_cache(maxsize=10_000)
def _in_lines(title: str) -> Markup:
    """Return a notice's title with the line breaks that its meaning allows on a narrow screen."""
    lines, _ = title_lines(title)
    return Markup("<wbr>").join(lines)


def _before_figures(words: str) -> Markup:
    """Return words that may break before a figure but nowhere else: 土地面积 over 23,456.70平方米."""
    return Markup("<wbr>").join(_FIGURES_BEGIN.split(words))


def _in_names(words: str) -> Markup:
    """Return names of companies that break after one another, and before what a company is: 华欣线业, 有限公司."""
    return Markup("<wbr>").join(_NAMES_END.split(words))


def _in_places(words: str) -> Markup:
    """Return a place or court that breaks between its parts only: 杭州市, 萧山区, 工业大道8号."""
    return Markup("<wbr>").join(_PLACES_END.split(words))


def _english(path: str) -> str:
    return "/en" + ("" if path == "/" else path)


def _language(context: Context) -> str:
    return str(context["place"].language)


def _set_clock(request: Request) -> datetime | None:
    ours = register(request)
    return ours.clock() if ours.is_clock_set else None


@pass_context
def _words(context: Context, zh: str, en: str) -> str:
    """Return the text in the page's language."""
    return en if _language(context) == "en" else zh


@pass_context
def _said(context: Context, words: InBothLanguages) -> str:
    """Return the text of an object in the page's language."""
    return words.en if _language(context) == "en" else words.zh


@pass_context
def _anchor(context: Context, path: str) -> str:
    """Return the address where a problem is mended: a field of this page, or of another one."""
    return _link(context, path) if path.startswith("/") else f"#{path}"


def _without_names(text: str) -> str:
    """Return a finding without the names that its fields have in files; pages call fields by their labels."""
    return _NAME_IN_FILES.sub("", text)


@pass_context
def _link(context: Context, path: str) -> str:
    """Return the URL of a page in the page's language."""
    return _english(path) if _language(context) == "en" else path


@pass_context
def _day(context: Context, day: date) -> str:
    """Return a date with its weekday: 2022年8月3日（星期三）, Wed 3 Aug 2022."""
    if _language(context) == "en":
        return f"{weekday_en(day)[:3]} {date_en(day)}"
    return dated_zh(day)


@pass_context
def _brief(context: Context, day: date, beside: date | None = None) -> str:
    """Return a date without weekday, and without the year if it is that of the date ``beside``."""
    is_same_year = beside is not None and beside.year == day.year
    if _language(context) == "en":
        return date_en(day).removesuffix(f" {day.year}") if is_same_year else date_en(day)
    return date_zh(day).removeprefix(f"{day.year}年") if is_same_year else date_zh(day)


@pass_context
def _instant(context: Context, at: datetime) -> str:
    """Return an instant as date and time in China."""
    local = at.astimezone(SHANGHAI)
    return f"{_day(context, local.date())} {local:%H:%M}"


@pass_context
def _yuan(context: Context, amount: Decimal) -> str:
    """Return an amount in full: 193,474,338.54元, ¥193,474,338.54."""
    return f"¥{amount:,.2f}" if _language(context) == "en" else format_yuan(amount, is_grouped=True)


@pass_context
def _rounded(context: Context, amount: Decimal) -> str:
    """Return a rounded amount: 1.93亿元, ¥193.47 million."""
    if _language(context) == "en":
        return f"¥{amount / 1_000_000:,.2f} million" if amount >= 1_000_000 else f"¥{amount:,.2f}"
    if amount >= _YI:
        return f"{amount / _YI:,.2f}亿元"
    return f"{amount / _WAN:,.2f}万元" if amount >= _WAN else f"{amount:,.2f}元"
