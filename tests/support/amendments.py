"""Generated notices and amendments of them, from few names, so that they often speak of the same thing."""

from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Any

from hypothesis import strategies as st

from notices.composition.composition import title_of
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from notices.kinds.amendment_fields import AMENDING, ENDING
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content, sample

ISSUER = sample()["issuer"]
PACKAGE = "虚构资产包"
names = st.sampled_from([f"虚构{label}有限公司" for label in "甲乙丙丁"])
contracts = st.lists(st.sampled_from(["虚构借字1号", "虚构借字2号"]), max_size=1)
days = st.sampled_from(["2022-01-31", "2022-06-30"])
AMOUNTS = ("0", "12.50", "1,000.00元", "3433万元", "1.5亿元")
WORDS = tuple(f"虚构说明{label}" for label in "一二三四五")
amounts = st.sampled_from(AMOUNTS)
words = st.sampled_from(WORDS)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return tables that state some of these fields."""
    return st.fixed_dictionaries({}, optional=fields)


parts = some(principal=amounts, interest=amounts, damages=amounts, floating_words=words).filter(bool)
whole_amounts = st.fixed_dictionaries({"principal": amounts}, optional={"interest": amounts})
things = st.fixed_dictionaries(
    {"type": st.just("building"), "description": st.sampled_from(["虚构厂房", "虚构商铺"])},
    optional={"place": st.sampled_from(["虚构一路", "虚构二路"]), "details": words},
)
securities = st.fixed_dictionaries(
    {"owner": names, "collateral": things}, optional={"is_registered": st.booleans(), "share_words": words}
)
guarantees = st.builds(lambda name: {"guarantors": [name]}, names)
statuses = st.builds(lambda said: {"code": "judged", "words": said}, words)
conditions = st.fixed_dictionaries({"condition": words, "amounts": whole_amounts})
_OF_A_CLAIM = {
    "contract_numbers": contracts,
    "record_date": days,
    "conditional_amounts": st.lists(conditions, max_size=1),
    "security": st.lists(securities, max_size=2),
    "guarantees": st.lists(guarantees, max_size=1),
    "litigation": st.lists(statuses, max_size=1),
    "five_class": st.sampled_from(["doubtful", "loss"]),
    "details": words,
}
offered_claims = st.fixed_dictionaries({"amounts": whole_amounts}, optional=_OF_A_CLAIM)
_TOLD: dict[str, st.SearchStrategy[Any]] = {
    "amounts": parts,
    "conditional_amounts": st.lists(conditions, min_size=1, max_size=1),
    "security": st.lists(securities, min_size=1, max_size=2),
    "guarantees": st.lists(guarantees, min_size=1, max_size=1),
    "litigation": st.lists(statuses, min_size=1, max_size=1),
    "details": words,
}
stated_claims = st.one_of(
    st.fixed_dictionaries(
        {told: strategy}, optional={name: of for name, of in {"amounts": parts, **_OF_A_CLAIM}.items() if name != told}
    )
    for told, strategy in _TOLD.items()
)
_OF_A_DEBTOR = {"original_creditor": st.sampled_from(["虚构银行甲", "虚构银行乙"]), "details": words}


def debtors(claims: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Return debtors with one or two of these claims."""
    known = {"debtor": names, "claims": st.lists(claims, min_size=1, max_size=2)}
    return st.fixed_dictionaries(known, optional=_OF_A_DEBTOR)


offered_items = st.lists(debtors(offered_claims), min_size=1, max_size=3, unique_by=lambda item: item["debtor"])
terms = st.fixed_dictionaries(
    {"modes": st.just(["auction"])},
    optional={"deposit": amounts, "buyer_requirement": words, "void_if": st.lists(words, max_size=2, unique=True)},
)
contacts = st.lists(
    st.fixed_dictionaries(
        {"role": st.just("deal"), "name": st.sampled_from(["测试女士", "测试先生"])},
        optional={"phones": st.lists(st.sampled_from(["0000-10000001", "0000-10000002"]), max_size=1)},
    ),
    max_size=1,
)
CLOSING = {
    "statements": st.lists(words, max_size=2, unique=True),
    "disclaimers": st.lists(words, max_size=1),
    "attachments": st.lists(words, max_size=1),
    "contacts": contacts,
    "supervisor": st.sampled_from(["虚构监管局", "虚构另一监管局"]),
    "is_not_an_offer": st.booleans(),
}
offers = some(terms=terms, **{name: CLOSING[name] for name in ("statements", "disclaimers", "contacts", "supervisor")})
changes = st.fixed_dictionaries(
    {"label": words, "after": st.one_of(words, amounts)},
    optional={
        "path": st.sampled_from([
            "items.0.debtor.name", "items.0.claims.0.details", "items.0.claims.0.amounts.interest", "terms.deposit",
            "published_on", "number", "window.count", "issuer.name", "restrictions.limbs.0.wording", "kind", "title",
        ])
    },
)  # fmt: skip
_STATED = {
    "items": st.lists(debtors(stated_claims), min_size=1, max_size=2),
    "package": st.fixed_dictionaries(
        {"name": st.just(PACKAGE)}, optional={"loan_count": st.integers(1, 9), "total": amounts}
    ),
    "terms": some(deposit=amounts, buyer_requirement=words),
    "record_date": days,
    "changes": st.lists(changes, min_size=1, max_size=2),
    "reason": words,
    "window": st.builds(lambda count: {"count": count, "begins_on": "2022-08-31"}, st.integers(1, 5)),
    "outcome": st.fixed_dictionaries({"words": words}, optional={"price": amounts}),
    **CLOSING,
}


_USUAL = {
    "supplement": ("items", "package", "terms", "reason"),
    "correction": ("changes", "reason"),
    "extension": ("window", "reason"),
    "withdrawal": ("reason",),
    "result": ("outcome",),
}
"""What each kind usually states, first what it needs."""
kinds = st.sampled_from([*AMENDING, *ENDING, "supplement", "supplement"])
strays = st.sampled_from(sorted(_STATED))


@cache
def _stated(kind: str, stray: str | None) -> st.SearchStrategy[dict[str, Any]]:
    """Return what a kind usually states, and a field that it may not state."""
    needed, *usual = _USUAL[kind]
    optional = {*usual, *CLOSING, *([stray] if stray else [])} - {needed}
    fields = {name: _STATED[name] for name in _STATED if name in optional}
    return st.fixed_dictionaries({needed: _STATED[needed]}, optional=fields)


def unlike_any_other(value: Any, numbers: Iterator[int]) -> Any:
    """Return the value with every word and amount unique: none is found only because it stands elsewhere."""
    if isinstance(value, dict):
        return {name: unlike_any_other(each, numbers) for name, each in value.items()}
    if isinstance(value, list):
        return [unlike_any_other(each, numbers) for each in value]
    if value in AMOUNTS:
        return f"{next(numbers)}001.00元"
    return f"另说明{next(numbers)}号" if value in WORDS else value


@st.composite
def notices(draw: st.DrawFn) -> NoticeContent:
    """Draw a published notice of one to three debtors, as a package or not."""
    package = {"name": PACKAGE} if draw(st.booleans()) else None
    values = {"items": draw(offered_items), "package": package, "terms": None, "disclaimers": [], **draw(offers)}
    return resolve(make_content(sample(), number="虚构1号", **values), UNTIL_2026)


@st.composite
def amendments(draw: st.DrawFn, notice: NoticeContent) -> NoticeContent:
    """Draw an amendment of a notice: mostly what its kind states, now and then what it must not."""
    kind = draw(kinds)
    stated = draw(_stated(kind, draw(strays) if draw(st.integers(0, 4)) == 0 else None))
    known = st.sampled_from([item.debtor.name for item in notice.items])
    for item in stated.get("items", ()):
        item["debtor"] = draw(known) if draw(st.integers(0, 4)) else item["debtor"]
    if draw(st.booleans()):
        stated = unlike_any_other(stated, count(1))
    amends = {"title": title_of(notice), "published_on": "2022-08-03", "window_ends_on": "2022-08-31"}
    own = {"kind": kind, "issuer": ISSUER, "published_on": "2022-08-10", "number": "虚构2号", "amends": amends}
    return resolve(make_content({**stated, **own}), UNTIL_2026)
