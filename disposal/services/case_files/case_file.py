"""A case file (卷宗) of numbered files with an index that names each with its SHA-256. Nothing changed: same bytes."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from disposal.models.approvals.paper_approval import PaperApproval
from disposal.models.objections.handling import ObjectionFile
from disposal.models.publication.placement_scan import PlacementScan
from disposal.models.publication.press import SealUse
from disposal.services.objection_register.papers import ObjectionLetter, digest_lines, render_paper
from disposal.services.objection_register.sections import LetterFact, LetterSection
from notices.dates import SHANGHAI

INDEX = "00-目录.pdf"
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST_NAME = 80
_AT = (1980, 1, 1, 0, 0, 0)
"""The time of each file within the archive: always the same, so that the archive is the same."""
_SMALLER = (".txt", ".json")
Stored = type[ObjectionFile] | type[PaperApproval] | type[PlacementScan] | type[SealUse]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that stands in the database with its digest. It is read when it is written out, one at a time."""

    table: Stored
    id: UUID
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class CasePart:
    """One file of a case file: what it is, the ending of its name, its bytes, and a remark for the index."""

    title: str
    ending: str
    content: bytes | StoredFile
    remark: str = ""

    @property
    def sha256(self) -> str:
        """Return the digest of the file."""
        return hashlib.sha256(self.content).hexdigest() if isinstance(self.content, bytes) else self.content.sha256

    @property
    def size(self) -> int:
        """Return the length of the file in bytes."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.size


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case file: of what, by whom, up to when its newest fact; ``missing`` is what there is not, and why."""

    title: str
    code: str
    author: str
    stands_at: datetime
    parts: Sequence[CasePart]
    missing: Sequence[str] = ()
    mark: str = ""

    @property
    def name(self) -> str:
        """Return the name of the archive, without its ending."""
        return f"{self.title}-{self.code}"

    def names(self) -> list[str]:
        """Return the name of each part, numbered from 01 in the order in which a judge asks."""
        width = max(2, len(str(len(self.parts))))
        return [
            f"{number:0{width}d}-{_UNFIT.sub('_', part.title)[:_LONGEST_NAME].strip('. ')}{part.ending}"
            for number, part in enumerate(self.parts, 1)
        ]


def index_pdf(case: CaseFile) -> bytes:
    """Return the index: each file with its length and SHA-256, then what there is not."""
    names = case.names()
    rows = [row for name, part in zip(names, case.parts, strict=True) for row in _listed(name, part)]
    sections = [LetterSection("一、文件", tuple(rows))]
    if case.missing:
        sections.append(LetterSection("二、没有的材料", paragraphs=tuple(case.missing)))
    letter = ObjectionLetter(
        title=f"{case.title}目录",
        code=case.code,
        author=case.author,
        made_at=case.stands_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        mark=case.mark,
        opening=(f"本卷宗共{len(case.parts)}个文件，各附SHA-256摘要；材料没有变化的，再次导出的文件逐字节相同。",),
        sections=tuple(sections),
        signed=(case.author,),
    )
    said = [{"name": name, "sha256": part.sha256} for name, part in zip(names, case.parts, strict=True)]
    return render_paper(letter, said=said, at=case.stands_at)


def files_in(session: Session, case: CaseFile, index: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file, the index first; stored ones are read one at a time."""
    yield INDEX, index
    for name, part in zip(case.names(), case.parts, strict=True):
        if isinstance(part.content, bytes):
            yield name, part.content
            continue
        row = session.get_one(part.content.table, part.content.id)
        data: bytes = row.data  # type: ignore[attr-defined]
        session.expunge(row)
        yield name, data


def zipped(files: Iterator[tuple[str, bytes]], folder: str) -> Iterator[bytes]:
    """Yield an archive piece by piece, with all files in one folder."""
    written = _Pieces()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(f"{_UNFIT.sub('_', folder)}/{name}", _AT)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED if name.endswith(_SMALLER) else zipfile.ZIP_STORED
            archive.writestr(entry, data)
            yield written.taken()
    yield written.taken()


class _Pieces(io.RawIOBase):
    """What an archive was written to since the last piece was taken."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._held += data
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since, and forget it."""
        piece = bytes(self._held)
        self._held.clear()
        return piece


def _listed(name: str, part: CasePart) -> tuple[LetterFact, LetterFact]:
    """Return the two rows of a file: its number and name with its length, and its digest."""
    number, _, rest = name.partition("-")
    remark = f"；{part.remark}" if part.remark else ""
    return (
        LetterFact(number, f"{rest}，{part.size:,}字节{remark}"),
        LetterFact("SHA-256", digest_lines(part.sha256)),
    )
