"""Files that come with a filing: known kinds only, by ending and content.

No svg, html, archive or macro; what a file unpacks to is at most 200 times its size.
"""

import io
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from disposal.identifiers import mask_personal_numbers_in
from disposal.services.filings.errors import EvidenceRefused
from notices.system_reasons import reason_of

OF_STAFF, OF_PUBLIC = 50 * 2**20, 10 * 2**20
MOST_PUBLIC_FILES = 5
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".xlsx", ".ofd")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MAGIC = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".docx": (f"{_OFFICE}.wordprocessingml.document", b"PK\x03\x04"),
    ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet", b"PK\x03\x04"),
    ".ofd": ("application/ofd", b"PK\x03\x04"),
}
_PART = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".ofd": "OFD.xml"}
"""The part that makes a packed file what its ending says."""
_MOST_RATIO, _RATIO_MATTERS = 200, 10 * 2**20
_MOST_PARTS, _PART_LISTED = 10_000, b"PK\x01\x02"
"""How many parts a packed file may list: reading its list takes memory and time before anything else is known of it."""
_MACROS = ("vbaproject", "activex", "oleobject", "macrosheets")


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that was looked at: name, media type, bytes; what it proves where it is evidence of a step."""

    name: str
    media_type: str
    data: bytes
    proves_receipt: bool = False
    proves_withdrawal: bool = False

    def proving(self, *, receipt: bool = False, withdrawal: bool = False) -> "EvidenceFile":
        """Return the file marked as evidence of the time of receipt, or of a withdrawal."""
        return replace(self, proves_receipt=receipt, proves_withdrawal=withdrawal)


def evidence_of(name: str, data: bytes, *, most: int = OF_STAFF) -> EvidenceFile:
    """Return a file of at most ``most`` bytes with this content and name, identity numbers in the name masked.

    Raises: EvidenceRefused.
    """
    plain = mask_personal_numbers_in(PurePosixPath(name.replace("\\", "/")).name.strip()[-200:]) or "未命名"
    ending = PurePosixPath(plain).suffix.lower()
    media_type, magic = _MAGIC.get(ending, ("", b""))
    if not media_type:
        raise EvidenceRefused(
            plain,
            zh="的类型不受支持；请使用 PDF、JPG、PNG、DOCX、XLSX 或 OFD",
            en="is of no supported type; use PDF, JPG, PNG, DOCX, XLSX or OFD",
        )
    if len(data) > most:
        size = most // 2**20
        raise EvidenceRefused(
            plain, zh=f"超过 {size} MB；请缩小或分开后再传", en=f"is larger than {size} MB; make it smaller or part it"
        )
    if not data.startswith(magic):
        raise EvidenceRefused(
            plain, zh="的内容与扩展名不符；请重新保存后再传", en="is not what its ending says; save it again"
        )
    if ending in _PART:
        _refuse_unfit_package(plain, data, part=_PART[ending])
    return EvidenceFile(plain, media_type, data)


def read_evidence(path: Path) -> EvidenceFile:
    """Read a file from the disk. Raises: EvidenceRefused, also where it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(OF_STAFF + 1)
    except OSError as error:
        reason, reason_en = reason_of(error)
        raise EvidenceRefused(
            path.name, zh=f"无法读取（{reason}）；请检查路径和权限", en=f"cannot be read ({reason_en}); check its path"
        ) from None
    return evidence_of(path.name, data)


def _refuse_unfit_package(name: str, data: bytes, *, part: str) -> None:
    """Refuse a packed file that is another kind, is damaged, unpacks to too much, or holds a macro."""
    damaged = EvidenceRefused(
        name,
        zh="已损坏，或与扩展名不符；请重新保存后再传",
        en="is damaged or not what its ending says; save it again",
    )
    if data.count(_PART_LISTED) > _MOST_PARTS:
        raise damaged
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    # NotImplementedError is zipfile's answer to a file that claims a later version of the format than there is; it and
    # the other two say what the file is, so the refusal below says it in words and the cause adds nothing.
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise damaged from None
    names = [each.filename.lower() for each in parts]
    if part.lower() not in names:
        raise damaged
    if sum(each.file_size for each in parts) > max(_RATIO_MATTERS, _MOST_RATIO * len(data)):
        raise EvidenceRefused(
            name, zh="展开后过大；请另存为 PDF 后再传", en="unpacks to too much; save it as PDF and send that"
        )
    if any(word in each for each in names for word in _MACROS):
        raise EvidenceRefused(
            name, zh="含有宏或嵌入对象；请另存为 PDF 后再传", en="holds a macro or an embedded object; save it as PDF"
        )
