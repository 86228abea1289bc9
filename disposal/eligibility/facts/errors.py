"""Errors of facts and of stored screenings. Each error says what to do."""

from typing import ClassVar

from disposal.errors import DisposalError
from disposal.identifiers import mask_personal_numbers_in


class FactsRefused(DisposalError):
    """A fact contradicts itself or another fact. Nothing is screened."""

    code: ClassVar[str] = "facts_refused"
    status: ClassVar[int] = 422


class ClearNumberInFacts(DisposalError):
    """The facts contain a full identity number. Only its keyed index and masked form are allowed."""

    code: ClassVar[str] = "clear_number_in_facts"
    status: ClassVar[int] = 422

    def __init__(self, field: str) -> None:
        super().__init__(
            zh=f"审查事实的 {field} 含有完整身份证号码。请只提供号码的密钥索引与遮盖形式。",
            en=f"{field} of the facts holds a full identity number. Give only its keyed index and its masked form.",
            field=field,
        )


class ReplayImpossible(DisposalError):
    """A stored screening was made by other versions than those installed."""

    code: ClassVar[str] = "replay_impossible"

    def __init__(self, *, made_with: str, installed: str) -> None:
        super().__init__(
            zh=f"该审查由 {made_with} 作出，现装为 {installed}，无法重演。请安装作出审查时的版本后重演。",
            en=f"This screening was made with {made_with}; installed is {installed}. "
            "To replay it, install the release it was made with.",
            field="result.rule_versions",
        )


class RecordUnreadable(DisposalError):
    """A stored screening does not have the form that this release writes."""

    code: ClassVar[str] = "screening_unreadable"
    status: ClassVar[int] = 422

    def __init__(self, *, place: str, because: str) -> None:
        super().__init__(
            zh=f"审查记录无法读取：{place}（{because}）。请核对记录是否完整、未经改动。",
            en=f"The screening record cannot be read at {place} ({because}). Check that it is whole and unaltered.",
            field=place,
        )


def refuse_clear_number(value: str | None, *, field: str) -> None:
    """Refuse a text that contains a full resident ID number.

    Raises: ClearNumberInFacts.
    """
    if value is not None and mask_personal_numbers_in(value) != value:
        raise ClearNumberInFacts(field)
