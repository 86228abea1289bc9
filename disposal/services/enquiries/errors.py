"""Errors of enquiries. Each says what, and what to do next."""

from typing import ClassVar

from disposal.errors import DisposalError


class EnquiryUnknown(DisposalError):
    """There is no enquiry with this receipt number, or behind this private address."""

    code: ClassVar[str] = "enquiry_unknown"
    status: ClassVar[int] = 404

    def __init__(self, receipt: str = "", *, why: tuple[str, str] = ("", "")) -> None:
        named_zh, named = (f"回执号为“{receipt[:40]}”的", f' "{receipt[:40]}"') if receipt else ("此专用网址对应的", "")
        super().__init__(
            zh=f"没有{named_zh}咨询；{why[0]}请核对后再试。",
            en=f"there is no enquiry{named}{why[1]}; check it and try again",
            field="receipt",
        )


class EnquiryRefused(DisposalError):
    """A step does not fit the enquiry as it stands."""

    code: ClassVar[str] = "enquiry_refused"

    def __init__(self, *, field: str, zh: str, en: str) -> None:
        super().__init__(zh=zh, en=en, field=field)


class EnquiryInvalid(EnquiryRefused):
    """A value of an enquiry is wrong by itself."""

    code: ClassVar[str] = "enquiry_invalid"
    status: ClassVar[int] = 422
