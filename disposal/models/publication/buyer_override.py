"""BuyerOverride (受让人破例): a second person confirms a buyer that seems to be barred, and says why."""

from uuid import UUID

from sqlmodel import Field

from disposal.models.records.record import Record
from notices.text import Line, Prose


class BuyerOverride(Record, table=True):
    """受让人破例. It is valid for this buyer of this result notice only. Rows are never changed."""

    __tablename__ = "buyer_override"
    label = ("受让人破例", "override of a barred buyer")
    shared_because = "found by its notice only, which is limited"

    notice_id: UUID = Field(foreign_key="notice.id", index=True, description="the result notice it lets through")
    buyer: Line = Field(description="the buyer as the notice names it")
    reason: Prose
    decided_by: Line
