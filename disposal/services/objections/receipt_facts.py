"""What a receipt (回执) told when it was given: it is kept with the objection, and printed so for good.

The end of a window may move later, the time of receipt be corrected, a branch be renamed; the receipt stays as given.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from disposal.models.objections.objection import Objection
from disposal.models.projects.issuer import Issuer
from disposal.services.filings.windows import Timeliness
from notices.dates import SHANGHAI


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """In whose name a receipt was given, and what it told of the period; ``received_at`` is ISO 8601, China time.

    ``files`` is how many files came with the objection; None where that is not known.
    """

    issuer: str
    self_reference: str
    received_at: str
    is_in_time: bool
    because: str
    because_en: str
    files: int | None = None

    @property
    def mark(self) -> tuple[str, str]:
        """Return the word that stood beside the filing."""
        return Timeliness(self.is_in_time, self.because, self.because_en).mark

    def as_json(self) -> dict[str, Any]:
        """Return the facts as they are stored."""
        return asdict(self)


def facts_now(objection: Objection, issuer: Issuer, told: Timeliness, *, files: int | None = None) -> ReceiptFacts:
    """Return what a receipt given now tells."""
    received_at = objection.received_at.astimezone(SHANGHAI).isoformat()
    said = (told.is_in_time, told.because, told.because_en)
    return ReceiptFacts(issuer.full_name, issuer.self_reference, received_at, *said, files)


def facts_given(objection: Objection) -> ReceiptFacts | None:
    """Return what the receipt told when it was given; None for an objection entered before receipts were kept."""
    return ReceiptFacts(**objection.receipt_facts) if objection.receipt_facts else None


def received_then(facts: ReceiptFacts) -> datetime:
    """Return the instant of receipt that a receipt tells."""
    return datetime.fromisoformat(facts.received_at)
