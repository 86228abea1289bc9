"""What a case file is drawn up from: the notice, its window, its objections; and how its own papers are printed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.services.filings.windows import WindowEnd, end_words
from disposal.services.objection_register.overview import ObjectionView
from disposal.services.objection_register.papers import ObjectionLetter, render_paper
from disposal.services.objection_register.sections import LetterSection
from disposal.services.publication.context import PublicationContext
from notices.dates import SHANGHAI


@dataclass(frozen=True, slots=True)
class CaseRecords:
    """A case: the notice, the offer whose window counts, the objections of which it tells, what there is not.

    ``stands_at`` is the newest fact in it: papers are dated by it, and not by the day on which they are drawn up.
    ``mark`` is that of training.
    """

    notice: Notice
    offer: Notice
    issuer: Issuer
    end: WindowEnd | None
    objections: Sequence[ObjectionView]
    stands_at: datetime
    context: PublicationContext
    mark: str = ""
    missing: list[str] = field(default_factory=list)

    @property
    def end_words(self) -> str:
        """Return when the window ends, and why later than stated."""
        if self.end is None:
            return "未载明"
        return f"{self.end.later_because[0]}{end_words(self.end.dates.ends_at)}"

    def paper(
        self, title: str, sections: Sequence[LetterSection], *, signed: Sequence[str] = (), code: str = ""
    ) -> bytes:
        """Return a paper of the case as PDF; ``code`` stands under its title, by default the number of the notice."""
        number = str(self.notice.number)
        letter = ObjectionLetter(
            title=title,
            code=code or f"公告{number}",
            author=self.issuer.full_name,
            made_at=self.stands_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
            mark=self.mark,
            sections=tuple(sections),
            signed=tuple(signed),
        )
        said = {"title": title, "notice": number, "receipts": [each.row.receipt for each in self.objections]}
        return render_paper(letter, said=said, at=self.stands_at)


def newest_of(views: Sequence[ObjectionView], published_at: datetime) -> datetime:
    """Return the newest instant that a case tells of."""
    found = [published_at]
    for view in views:
        found += [view.row.received_at, view.row.entered_at]
        found += [at for each in view.decisions for at in (each.proposed_at, each.decided_at) if at is not None]
        found += [each.said_at for each in view.messages]
        found += [each.created_at for each in (*view.replies, *view.files)]
    return max(found)
