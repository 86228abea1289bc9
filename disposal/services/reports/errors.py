"""Why a report cannot be filed, read or answered. No message holds a code, a passphrase or a word of a report."""

from typing import ClassVar

from disposal.errors import DisposalError


class NoOfficer(DisposalError):
    """No officer has a key that an earlier one signed, or the mailbox is not open yet."""

    code: ClassVar[str] = "reports_by_telephone"
    status: ClassVar[int] = 409

    def __init__(self) -> None:
        super().__init__(
            zh="本网页暂不受理举报，没有存入；请拨打公告所载的举报电话。",
            en="this page takes no reports at present, and nothing was stored; call the telephone for reports that the "
            "notice names",
            field="words",
        )


class MailboxFull(DisposalError):
    """There is no room in the mailbox, or too much waits to be written."""

    code: ClassVar[str] = "mailbox_full"
    status: ClassVar[int] = 503

    def __init__(self) -> None:
        super().__init__(
            zh="一时无法存入；请过十分钟再提交，或拨打公告所载的举报电话。",
            en="this cannot be stored at the moment; send it again in ten minutes, or call the telephone for reports "
            "that the notice names",
            field="words",
        )


class ReportRefused(DisposalError):
    """A field of the form cannot stand as it was sent."""

    code: ClassVar[str] = "report_refused"
    status: ClassVar[int] = 422


class ReportUnknown(DisposalError):
    """No report has this code, or it is not written yet."""

    code: ClassVar[str] = "report_unknown"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="没有与此查询码相符的内容。请核对查询码；刚提交不满两分钟的，稍后再查；超过十分钟仍查不到的，请重新提交。",
            en="nothing belongs to this code. Check the code; if you sent it less than two minutes ago, look again "
            "later; if it is missing after ten minutes, send it again",
            field="code",
        )


class ErasureRefused(DisposalError):
    """One officer alone cannot erase a report."""

    code: ClassVar[str] = "erasure_refused"
    status: ClassVar[int] = 409

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(zh=zh, en=en, field="sure")


class PassphraseWrong(DisposalError):
    """The six words do not open the officer's key."""

    code: ClassVar[str] = "passphrase_wrong"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="口令不对；请核对六个词及其次序，词间留空格。",
            en="the passphrase is wrong; check the six words and their order, with a space between them",
            field="passphrase",
        )


class MailboxLocked(DisposalError):
    """Nothing is unlocked, or no longer."""

    code: ClassVar[str] = "mailbox_locked"
    status: ClassVar[int] = 409

    def __init__(self) -> None:
        super().__init__(
            zh="举报信箱已锁定，没有办理；请输入口令后再办。",
            en="the mailbox is locked, and nothing was done; give your passphrase and do it again",
            field="passphrase",
        )


class DisciplineKeyRefused(DisposalError):
    """A key cannot be made, signed or ended as things stand."""

    code: ClassVar[str] = "discipline_key_refused"
    status: ClassVar[int] = 409
