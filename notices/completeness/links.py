"""Later notices: each kind has the fields it needs, and adds or changes something.

What a kind of notice must state is the registry's own rule: an amendment without it cannot be applied.
"""

from collections.abc import Iterator

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.named_parties import are_one
from notices.kinds.kind import FIELD_LABELS
from notices.law.provisions import REGISTER_RULE
from notices.resident_ids import mask_resident_ids
from notices.sales_minutes import VOID_GROUNDS

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
