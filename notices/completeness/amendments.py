"""Amendments: each kind has the fields it needs, adds or changes something, and states only what its kind may.

财金〔2008〕87号第十四条: what was announced changes only by a new notice. The table of what becomes of each field
stands in ``notices.kinds.amendment_fields``; here is what it refuses, field by field, with the remedy. What a kind of
notice must state is the registry's own rule: an amendment without it cannot be applied.
"""

from collections.abc import Iterator

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.composition.corrections import places_of
from notices.content.content import ClaimItem, DebtorItem, NoticeContent
from notices.content.field_labels import label_of
from notices.content.named_parties import are_one
from notices.content.parties import Obligor
from notices.dates import dated, dated_zh
from notices.kinds import kind_of
from notices.kinds.amendment_fields import CORRECTED_ELSEWHERE, Treatment, path_of_label, treatment_of
from notices.kinds.kind import FIELD_LABELS
from notices.law.provisions import NEW_NOTICE_ON_CHANGE, REGISTER_RULE
from notices.resident_ids import mask_resident_ids
from notices.sales_minutes import VOID_GROUNDS

_NAMES = {"name", "kind", "is_masked", "name_bases"}
"""What a result states of a debtor."""


def states_what_its_kind_may(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block an amendment that states what only another notice may."""
    yield from refusals(subject.content)


def changes_name_their_place(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Note a change without path, which leaves text and data as they were; warn where its place can be named."""
    for at, change in enumerate(subject.content.changes):
        if change.path:
            continue
        earlier = subject.amended
        places = places_of(earlier, change.before) if earlier and change.before else ()
        may_be, may_be_en = (
            (f"；路径可能是 {'、'.join(places[:3])}", f", such as {', '.join(places[:3])}") if places else ("", "")
        )
        yield Shortcoming(
            Severity.warning if places else Severity.note,
            "change_without_path",
            f"changes.{at}.path",
            f"“{change.label}”没有写明路径，只在合并文本之上说明，正文、表格和数据仍为更正前内容{may_be}",
            f'"{change.label}" names no path: it is told over the text, and text, tables and data stay as they were; '
            f"give the path{may_be_en}",
            NEW_NOTICE_ON_CHANGE,
        )


def refusals(content: NoticeContent) -> Iterator[Shortcoming]:
    """Yield what an amendment must not state, with the notice that may state it; the same for file and draft."""
    if not kind_of(content.kind).amends:
        return
    yield from _fields_of_another_kind(content)
    yield from _paths_corrected_elsewhere(content)
    yield from _record_date_of_nothing(content)
    yield from _debtors_without_a_word(content)
    yield from _more_than_names_in_a_result(content)
    yield from _extension_after_the_end(content)


def _fields_of_another_kind(content: NoticeContent) -> Iterator[Shortcoming]:
    for name, field in NoticeContent.model_fields.items():
        treatment = treatment_of(content.kind, name)
        is_stated = getattr(content, name) != field.get_default(call_default_factory=True)
        if is_stated and treatment and treatment.is_forbidden:
            yield _refusal(content, name, label_of("NoticeContent", name), treatment)


def _paths_corrected_elsewhere(content: NoticeContent) -> Iterator[Shortcoming]:
    """Block changes of what only another notice changes: at its place, at the whole it is part of, or by its label."""
    for at, change in enumerate(content.changes):
        if change.path:
            found = next((path for path in CORRECTED_ELSEWHERE if _overlap(path, change.path)), None)
            where, label = f"changes.{at}.path", f"“{change.label}”（{change.path}）"
        else:
            found = path_of_label(change.label)
            where, label = f"changes.{at}.label", f"“{change.label}”"
        if found:
            yield _refusal(content, where, label, CORRECTED_ELSEWHERE[found])


def _overlap(path: str, changed: str) -> bool:
    """Return whether one of two paths is, or leads to, the other."""
    return f"{changed}.".startswith(f"{path}.") or f"{path}.".startswith(f"{changed}.")


def _record_date_of_nothing(content: NoticeContent) -> Iterator[Shortcoming]:
    """Block a record date of a supplement that no amount of it needs."""
    needs = [
        claim
        for item in content.items
        for claim in item.claims
        if claim.record_date is None and (claim.amounts or claim.conditional_amounts)
    ]
    if content.kind == "supplement" and content.record_date and not needs:
        yield _finding(
            "record_date_of_nothing",
            "record_date",
            "补充公告写明了基准日，却没有以其为基准日的金额；请写明债权金额，或删去基准日（record_date）；"
            "更改原公告的基准日请用更正公告",
            "states a record date but no amounts at that date; state the amounts or delete record_date; to change the "
            "record date of the notice, publish a correction",
        )


def _debtors_without_a_word(content: NoticeContent) -> Iterator[Shortcoming]:
    """Block a debtor or claim of a supplement of which nothing is stated."""
    for i, item in enumerate(content.items if content.kind == "supplement" else ()):
        bare = DebtorItem(debtor=Obligor(name=item.debtor.name), number=item.number, heading=item.heading)
        empty = [f"items.{i}.claims.{j}" for j, claim in enumerate(item.claims) if _says_nothing(claim)]
        for path in [f"items.{i}"] if item == bare else empty:
            yield _finding(
                "supplement_says_nothing",
                path,
                f"没有写明对“{item.debtor.name}”债权的补充内容，请填写或删去",
                f'adds nothing on the claim against "{item.debtor.name}"; fill it in or delete it',
            )


def _says_nothing(claim: ClaimItem) -> bool:
    return claim == ClaimItem(name=claim.name, contract_numbers=claim.contract_numbers)


def _more_than_names_in_a_result(content: NoticeContent) -> Iterator[Shortcoming]:
    """Block what a result states of its debtors beside their names: it would read as the price or the sale."""
    for i, item in enumerate(content.items if content.kind == "result" else ()):
        party = item.debtor
        bare = DebtorItem(debtor=Obligor.model_validate(party.model_dump(include=_NAMES)))
        more = [name for name in DebtorItem.model_fields if getattr(item, name) != getattr(bare, name)]
        if more:
            path = f"items.{i}.{more[0]}"
            yield _finding(
                "result_states_more_than_names",
                path,
                f"结果公告只写债务人名称，请删去 {path}；成交价请写入 outcome.price，其他说明写入 outcome.words",
                f"a result names its debtors only; delete {path}, state the price in outcome.price and anything else "
                "in outcome.words",
            )


def _extension_after_the_end(content: NoticeContent) -> Iterator[Shortcoming]:
    """Block an extension published after the window has ended: a closed window does not open again."""
    ends_on = content.amends.window_ends_on if content.amends else None
    if content.kind == "extension" and ends_on and content.published_on > ends_on:
        yield _finding(
            "extended_after_the_end",
            "published_on",
            f"原公告期已于{dated_zh(ends_on)}届满，届满后不能延期；请另行发布资产处置公告，公告期重新起算",
            f"the window ended on {dated(ends_on)} and cannot be extended after that; publish a new disposal notice "
            "with a window of its own",
        )


def _refusal(content: NoticeContent, path: str, label: str, treatment: Treatment) -> Shortcoming:
    kind = kind_of(content.kind)
    return _finding(
        "not_of_this_kind",
        path,
        f"{kind.label_zh}不得写明或改变{label}；{treatment.zh}",
        f"a {kind.label_en} may not state or change {path}; {treatment.en}",
    )


def _finding(code: str, path: str, zh: str, en: str) -> Shortcoming:
    return Shortcoming(Severity.blocker, code, path, zh, en, NEW_NOTICE_ON_CHANGE)


_NOT_AS_ANNOUNCED = VOID_GROUNDS[5]
_ADDED = ("statements", "items", "package", "terms", "disclaimers", "supervisor", "attachments", "is_not_an_offer")
"""What a supplement may add. Its contacts alone add nothing: they are usually those of the notice."""


def has_what_its_kind_needs(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Require the fields that the notice's kind needs."""
    for path in subject.kind.missing_fields(subject.content):
        zh, en = FIELD_LABELS[path]
        yield Shortcoming(
            Severity.blocker,
            "kind_needs_field",
            path,
            f"{subject.kind.label_zh}须写明{zh}，请补上",
            f"the {subject.kind.label_en} needs {en}; add it",
            REGISTER_RULE,
        )


def sold_as_announced(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of a debtor in a result that the notice does not name in its last effective version."""
    earlier = subject.amended
    if subject.kind.code != "result" or earlier is None:
        return
    for at, item in enumerate(subject.content.items):
        name = mask_resident_ids(item.debtor.name)
        if not any(are_one(item.debtor, announced.debtor) for announced in earlier.items):
            yield Shortcoming(
                Severity.warning,
                "sold_not_announced",
                f"items.{at}.debtor",
                f"“{name}”不在原公告经补充、更正后的现行内容之内，请核对；{_NOT_AS_ANNOUNCED.words}",
                f'"{name}" is not named in the notice as amended; check it: {_NOT_AS_ANNOUNCED.words_en}',
                _NOT_AS_ANNOUNCED.source,
            )


def says_something_new(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block an empty supplement, and a change whose before and after are equal."""
    content = subject.content
    is_empty = not any(getattr(content, name) for name in _ADDED)
    if subject.kind.code == "supplement" and is_empty:
        yield Shortcoming(
            Severity.blocker,
            "supplement_says_nothing",
            "statements",
            "补充公告没有补充内容，请填写补充内容（statements）或债权的附条件金额",
            "the supplement adds nothing; fill in statements or a claim's conditional amounts",
            REGISTER_RULE,
        )
    for at, change in enumerate(content.changes):
        if change.before is not None and change.before == change.after:
            yield Shortcoming(
                Severity.blocker,
                "change_changes_nothing",
                f"changes.{at}",
                f"“{change.label}”更正前后相同，请核对或删去该项",
                f'"{change.label}" is the same before and after; check it or delete it',
                REGISTER_RULE,
            )
