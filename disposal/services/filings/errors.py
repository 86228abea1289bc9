"""Errors of filings. Each says what, and what to do next."""

import math
from datetime import timedelta
from typing import ClassVar

from disposal.errors import DisposalError


class ReceiptUnknown(DisposalError):
    """There is no filing with this receipt number, or behind this private address. ``noun``: what kind of filing."""

    status: ClassVar[int] = 404
    noun: ClassVar[tuple[str, str]]

    def __init__(self, receipt: str = "", *, why: tuple[str, str] = ("", "")) -> None:
        named_zh, named = (f"回执号为“{receipt[:40]}”的", f' "{receipt[:40]}"') if receipt else ("此专用网址对应的", "")
        noun_zh, noun = self.noun
        super().__init__(
            zh=f"没有{named_zh}{noun_zh}；{why[0]}请核对后再试。",
            en=f"there is no {noun}{named}{why[1]}; check it and try again",
            field="receipt",
        )


class EvidenceRefused(DisposalError):
    """A file is of no permitted kind, too large, damaged, or unlike its ending."""

    code: ClassVar[str] = "evidence_refused"
    status: ClassVar[int] = 422

    def __init__(self, name: str, *, zh: str, en: str) -> None:
        super().__init__(zh=f"文件“{name[:80]}”{zh}。", en=f'the file "{name[:80]}" {en}', field="files")


class FilingInvalid(DisposalError):
    """The form does not say what is filed, or about which notice."""

    code: ClassVar[str] = "filing_invalid"
    status: ClassVar[int] = 422


class FilingsTooMany(DisposalError):
    """One network has filed too often."""

    code: ClassVar[str] = "filings_too_many"
    status: ClassVar[int] = 429

    def __init__(self, wait: timedelta) -> None:
        self.wait_seconds = max(1, math.ceil(wait.total_seconds()))
        minutes = math.ceil(self.wait_seconds / 60)
        super().__init__(
            zh=f"同一网络提交过于频繁，本次没有收下；请{minutes}分钟后再提交，或按公告所载电话、地址联系。",
            en=f"too many filings from one network, so this one was not taken; file again in {minutes} min, or call "
            "or write to the contacts in the notice",
            field="form",
        )
