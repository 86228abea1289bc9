"""Errors of objections. Each says what, and what to do next."""

from typing import ClassVar

from disposal.acting import Refusal
from disposal.errors import DisposalError
from disposal.services.filings.errors import ReceiptUnknown


class ObjectionUnknown(ReceiptUnknown):
    """There is no objection with this receipt number, or behind this private address."""

    code: ClassVar[str] = "objection_unknown"
    noun = ("异议", "objection")


class ObjectionRefused(DisposalError):
    """A value or a step does not fit the objection."""

    code: ClassVar[str] = "objection_refused"


class ObjectionInvalid(ObjectionRefused):
    """A value of an objection is wrong by itself."""

    code: ClassVar[str] = "objection_invalid"
    status: ClassVar[int] = 422


class DecidesOwnNotice(Refusal):
    """Who entered, drafted or approved the notice decides nothing about objections to it."""

    code: ClassVar[str] = "decides_own_notice"

    def __init__(self, *, name: str, did: tuple[str, str], verb: str) -> None:
        super().__init__(
            zh=f"{name}{did[0]}，不能办理对该公告的异议；请由未参与该公告的人办理。",
            en=f"{name} {did[1]}, and so decides no objection to it; let somebody who took no part do this",
            verb=verb,
        )
