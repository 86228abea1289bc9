"""Errors of enquiries. Each says what, and what to do next."""

from typing import ClassVar

from disposal.errors import DisposalError
from disposal.services.filings.errors import ReceiptUnknown


class EnquiryUnknown(ReceiptUnknown):
    """There is no enquiry with this receipt number, or behind this private address."""

    code: ClassVar[str] = "enquiry_unknown"
    noun = ("咨询", "enquiry")


class EnquiryRefused(DisposalError):
    """A step does not fit the enquiry as it stands."""

    code: ClassVar[str] = "enquiry_refused"


class EnquiryInvalid(EnquiryRefused):
    """A value of an enquiry is wrong by itself."""

    code: ClassVar[str] = "enquiry_invalid"
    status: ClassVar[int] = 422
