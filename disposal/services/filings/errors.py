"""Errors of filings. Each says what, and what to do next."""

import math
from datetime import timedelta
from typing import ClassVar

from disposal.errors import DisposalError


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

    def __init__(self, *, field: str, zh: str, en: str) -> None:
        super().__init__(zh=zh, en=en, field=field)


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
