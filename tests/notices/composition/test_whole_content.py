"""Nothing entered is lost: every text field of a content that has everything is printed."""

import json
from typing import Any

import pytest

from notices.composition.composition import compose
from notices.content.content import NoticeContent
from notices.content.field_search import texts
from notices.kinds import KINDS, Kind, KindNeedsField
from notices.kinds.amendment_fields import TREATMENTS, treatment_of
from notices.reading import validate_content
from notices.rendering.plain import render_text
from tests.support.notice_samples import DELETED, changed, flat
from tests.support.whole_content import full

# Codes and what a reader is told in other words, or elsewhere.
NOT_PRINTED = (
    "schema_version", "kind", "code", "currency", "collateral.type", "unit", "convention", "mode", "limits", "status",
    "bankruptcy_stage", "role", "sold_as", "five_class", "relatives", "annex_layout", "modes.", "issuer.credit_code",
    "placements.0.url", ".paper", "amends.placements.0.page", "amends.placements.0.province",
    "amends.placements.0.city", "changes.0.path", "verbatim",
    "entered_afterwards", "package_name", "name_bases", "person_names",
)  # fmt: skip
STRAY = (
    "。。",
    "，。",
    "，，",
    "；。",
    "。；",
    "、、",
    "：。",
    "，；",
    "None",
    "（）",
    "“”",
    "：，",
    "，、",
    "；；",
    "。，",
)


def whole(kind: str, **changes: Any) -> NoticeContent:
    values = full(NoticeContent) | {"kind": kind, "package": None, "window": full_window(), **changes}
    values["restrictions"]["verbatim"] = None
    return NoticeContent.model_validate(values)


def not_stated_by(kind: str) -> tuple[str, ...]:
    """Return the fields that a notice of this kind does not print: those it is refused with, or does not bear."""
    if kind == "disposal":
        return ("outcome", "changes", "reason", "package")
    refused = [field for field in TREATMENTS if (of := treatment_of(kind, field)) and of.is_forbidden]
    return (*refused, *(("items.0.",) if kind == "result" else ()))


def full_window() -> dict[str, Any]:
    return {"count": 20, "begins_on": "2026-03-02", "wording": "自发布之日起20个工作日甲"}


@pytest.mark.parametrize("kind", [kind.code for kind in KINDS])
def test_every_text_field_of_a_whole_content_is_printed(kind: str) -> None:
    content = whole(kind)
    document = compose(content)
    printed = flat(render_text(document) + "".join(value for _, value in document.facts) + (document.number or ""))
    lost = [
        path
        for path, words in texts(content)
        if not path.startswith(not_stated_by(kind)) and not any(part in path for part in NOT_PRINTED)
        if flat(words) not in printed
    ]
    assert not lost, lost


def test_every_text_field_of_a_package_is_printed_in_text_or_annex() -> None:
    content = whole("disposal", package=full(NoticeContent.model_fields["package"].annotation))
    printed = flat(render_text(compose(content)))
    lost = [
        path
        for path, words in texts(content)
        if path.startswith(("items.", "package.")) and not any(part in path for part in (*NOT_PRINTED, "heading"))
        if flat(words) not in printed
    ]
    assert not lost, lost


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_content_with_any_one_field_left_out_composes_without_a_stray_mark(kind: Kind) -> None:
    values = json.loads(whole(kind.code).canonical_json())
    needed = {"kind", "issuer", "published_on", "items__0__debtor", "items__0__claims", "contacts__0__role"}
    inner = [f"{name}__0__{part}" for name in ("items", "contacts") for part in values[name][0]]
    for path in {*values, *inner} - needed - {field.split(".")[0] for field in kind.required}:
        text = render_text(compose(validate_content(changed(values, **{path: DELETED}))))
        assert [(path, mark) for mark in STRAY if mark in text] == []


def test_later_notice_without_the_notice_it_speaks_of_is_refused_naming_the_field() -> None:
    for kind in KINDS:
        for field in kind.required:
            if "." not in field:
                with pytest.raises(KindNeedsField) as refused:
                    compose(whole(kind.code).model_copy(update={field: None}))
                assert refused.value.field == field
