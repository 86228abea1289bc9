"""Scans of placements (刊登凭证): a PDF or image, recognised by content, stored unchanged with its SHA-256."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from disposal.errors import DisposalError
from disposal.identifiers import mask_personal_numbers_in
from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_scan import PlacementScan
from disposal.services.records import audit
from notices.system_reasons import reason_of

LARGEST_SCAN = 50 * 1024 * 1024
_TYPES = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
}
"""Suffix, media type, and the first bytes of such a file."""


class ScanRefused(DisposalError):
    """The file is not a valid scan: unreadable, too large, of an unknown type, or unlike its suffix."""

    code: ClassVar[str] = "scan_refused"
    status: ClassVar[int] = 422

    def __init__(self, name: str, *, zh: str, en: str) -> None:
        super().__init__(zh=f"扫描件“{name[:80]}”{zh}。", en=f'the scan "{name[:80]}" {en}.', field="scan")


@dataclass(frozen=True, slots=True)
class ScanFile:
    """A scan that was read: file name, media type, bytes."""

    file_name: str
    media_type: str
    data: bytes


def read_scan(path: Path) -> ScanFile:
    """Read a scan from a file of at most 50 MiB. Raises: ScanRefused."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_SCAN + 1)
    except OSError as error:
        reason, reason_en = reason_of(error)
        raise ScanRefused(
            path.name, zh=f"无法读取（{reason}）；请检查路径和权限", en=f"cannot be read ({reason_en}); check its path"
        ) from None
    return scan_of(path.name, data)


def scan_of(file_name: str, data: bytes) -> ScanFile:
    """Return a scan with this name, identity numbers in it masked, and content. Raises: ScanRefused."""
    file_name = mask_personal_numbers_in(Path(file_name).name)
    media_type, magic = _TYPES.get(Path(file_name).suffix.lower(), ("", b""))
    if not media_type:
        zh, en = "的类型不受支持；请使用 PDF、JPG 或 PNG", "is of no supported type; use PDF, JPG or PNG"
        raise ScanRefused(file_name, zh=zh, en=en)
    if len(data) > LARGEST_SCAN:
        raise ScanRefused(file_name, zh="超过 50 MB；请降低分辨率后重试", en="is larger than 50 MB; scan it coarser")
    if not data.startswith(magic):
        zh, en = "的内容与扩展名不符；请重新扫描保存", "is not what its ending says; save the scan again"
        raise ScanRefused(file_name, zh=zh, en=en)
    return ScanFile(file_name=file_name, media_type=media_type, data=data)


def store_scan(session: Session, placement: Placement, scan: ScanFile) -> PlacementScan:
    """Store the scan of a placement; it never changes afterwards."""
    row = PlacementScan.model_validate(
        {
            "placement_id": placement.id,
            "file_name": scan.file_name,
            "media_type": scan.media_type,
            "size": len(scan.data),
            "sha256": hashlib.sha256(scan.data).hexdigest(),
            "data": scan.data,
        }
    )
    session.add(row)
    audit.record(session, "placement_scan.stored", subject=row)
    return row


def scans_of(session: Session, placement: Placement) -> list[PlacementScan]:
    """Return the scans of a placement without their bytes, in the order in which they were stored."""
    query = select(PlacementScan).where(PlacementScan.placement_id == placement.id).order_by(col(PlacementScan.id))
    return list(session.exec(query.options(defer(PlacementScan.data))))  # type: ignore[arg-type]
