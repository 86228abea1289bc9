"""Placements as staff look at them: listed with their scans, a scan added or sent back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from disposal.errors import RecordNotFound
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_scan import PlacementScan
from disposal.services.press.placements import placements_of
from disposal.services.press.scans import scan_of, store_scan
from disposal.services.records.id_sets import among
from disposal.services.records.writing import found


@dataclass(frozen=True, slots=True)
class UploadedScan:
    """A file as it was uploaded: its name and bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ListedPlacement:
    """A placement with its scans, without their bytes."""

    placement: Placement
    scans: tuple[PlacementScan, ...]


def add_scan(session: Session, notice_id: UUID, placement_id: UUID, scan: UploadedScan) -> PlacementScan:
    """Store a scan of a placement of this notice that is recorded already. Raises: RecordNotFound, ScanRefused."""
    placement = found(session, Placement, placement_id)
    if notice_of(session, placement).id != notice_id:
        raise RecordNotFound(label=Placement.label, key=placement_id)
    return store_scan(session, placement, scan_of(scan.name, scan.data))


def listed_placements(session: Session, notice: Notice) -> list[ListedPlacement]:
    """Return the placements of a notice by date, those that were withdrawn too, each with its scans."""
    placements = placements_of(session, notice, with_withdrawn=True)
    scans = _scans(session, [each.id for each in placements])
    return [ListedPlacement(each, tuple(scan for scan in scans if scan.placement_id == each.id)) for each in placements]


def scan_called(session: Session, scan_id: UUID) -> PlacementScan:
    """Return a scan with its bytes. Raises: RecordNotFound, also for a notice of another issuer."""
    own = select(PlacementScan).join(Placement).join(Notice, col(Notice.id) == col(Placement.notice_id))
    scan = session.exec(own.where(PlacementScan.id == scan_id)).one_or_none()
    if scan is None:
        raise RecordNotFound(label=PlacementScan.label, key=scan_id)
    return scan


def notice_of(session: Session, placement: Placement) -> Notice:
    """Return the notice of a placement, as far as the session may see it. Raises: RecordNotFound."""
    notice = session.exec(select(Notice).where(Notice.id == placement.notice_id)).one_or_none()
    if notice is None:
        raise RecordNotFound(label=Placement.label, key=placement.id)
    return notice


def _scans(session: Session, ids: Sequence[UUID]) -> list[PlacementScan]:
    query = select(PlacementScan).where(among(col(PlacementScan.placement_id), ids)).options(defer(PlacementScan.data))  # type: ignore[arg-type]
    return list(session.exec(query.order_by(col(PlacementScan.id))).all())
