"""What a submission is about, at a glance: its project, who owes, how much, for how long, where it is to stand."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from sqlmodel import Session

from disposal.models.approvals.submission import Submission
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from notices.codes import MediumKind
from notices.composition.package_figures import totals
from notices.content.content import NoticeContent
from notices.windows.window import WindowUnit
from notices.written.amounts import CURRENCY_WORDS

_MOST_NAMED, _WAN = 3, Decimal(10_000)


@dataclass(frozen=True, slots=True)
class SubmissionGlance:
    """``subject`` is the number of the notice that an amendment speaks of, else the code of the project.

    ``amounts`` are sums by currency, ``days`` and ``unit`` the window as submitted, ``media`` name and kind of each.
    """

    subject: str
    debtors: tuple[str, ...] = ()
    amounts: tuple[tuple[str, Decimal], ...] = ()
    days: int | None = None
    unit: WindowUnit | None = None
    media: tuple[tuple[str, MediumKind], ...] = ()

    @property
    def owing(self) -> str:
        """Return the debtors in words: the first three, and how many there are."""
        more = f"等{len(self.debtors)}户" if len(self.debtors) > _MOST_NAMED else ""
        return "、".join(self.debtors[:_MOST_NAMED]) + more

    @property
    def owed(self) -> str:
        """Return the sums in words: 19,347.43万元."""
        return "、".join(f"{amount / _WAN:,.2f}万{CURRENCY_WORDS[currency]}" for currency, amount in self.amounts)

    @property
    def window(self) -> str:
        """Return the length of the window in words: 20个工作日."""
        return self.unit.length(self.days) if self.days and self.unit else ""

    @property
    def placed(self) -> str:
        """Return the media in words, each with its kind."""
        return "、".join(f"{name}（{kind.zh}）" for name, kind in self.media)

    @property
    def words(self) -> str:
        """Return subject, debtors, sum and window in one line."""
        return " ".join(filter(None, (self.subject, self.owing, self.owed, self.window)))


def glance_of(session: Session, notice: Notice, row: Submission) -> SubmissionGlance:
    """Return what a submission of a notice is about."""
    amended = session.get(Notice, notice.amends_notice_id) if notice.amends_notice_id else None
    subject = amended.number if amended else None
    return _glance(row.canonical_json, subject or session.get_one(DisposalProject, notice.project_id).code)


@lru_cache(maxsize=500)
def _glance(canonical_json: bytes, subject: str) -> SubmissionGlance:
    """Read what was submitted; it never changes, and lists ask for it again and again."""
    content = NoticeContent.stored(canonical_json)
    return SubmissionGlance(
        subject,
        tuple(dict.fromkeys(item.debtor.name for item in content.items)),
        tuple(totals(content.owed).items()),
        content.window.count if content.window else None,
        content.window.unit if content.window else None,
        tuple((each.medium, each.kind) for each in content.placements),
    )
