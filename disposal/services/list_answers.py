"""What the restricted lists answer about a screening's parties: done, hit, or failed; never silence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from disposal.eligibility.lookups import ListHit, LookupDone, LookupFailed
from disposal.eligibility.lookups import ListVersion as VersionFacts
from disposal.eligibility.matching import Match, compare
from disposal.errors import DisposalError
from disposal.identifiers import mask_personal_numbers_in
from disposal.models import ListEntry, ListVersion, RestrictedList
from disposal.services.list_lookup import Sought, entry_subject, find_candidates
from disposal.services.party_facts import Side
from disposal.services.same_parties import matched_field, strength_of


@dataclass(frozen=True, slots=True)
class ListAnswers:
    """The versions asked, what they said, and the digest of each entry met, by its id."""

    versions: tuple[VersionFacts, ...]
    lookups: tuple[LookupDone, ...]
    failures: tuple[LookupFailed, ...]
    hits: tuple[ListHit, ...]
    entry_marks: dict[str, str]


def list_answers(session: Session, sides: Sequence[Side], *, on: date) -> ListAnswers:
    """Ask the newest version of every list about every party; what fails is named with its reason."""
    try:
        with session.begin_nested():
            lists = _lists(session)
    except (SQLAlchemyError, DisposalError) as error:
        return ListAnswers((), (), (_failure("*", "限制名单库", "the list store", error),), (), {})
    sought = [Sought(side.prepared, side.keys.probe) for side in sides]
    versions, lookups, failures = [], [], []
    hits: list[ListHit] = []
    marks: dict[str, str] = {}
    for of, number in lists:
        version = VersionFacts(code=of.code, version=number, name=of.title, name_en=of.title_en, limbs=tuple(of.limbs))
        versions.append(version)
        try:
            with session.begin_nested():
                found = find_candidates(session, sought, [of])
        except (SQLAlchemyError, DisposalError) as error:
            failures.append(_failure(of.code, of.title, of.title_en, error, limbs=version))
            continue
        lookups.append(
            LookupDone(list_code=of.code, list_version=number, parties=tuple(side.facts.key for side in sides))
        )
        for place, side in enumerate(sides):
            for entry in found.of(place, of):
                match = compare(side.prepared, entry_subject(entry, side.prepared, is_mask_exact=of.is_mask_exact))
                if match.is_match:
                    hits.append(_hit(side, version, entry, match))
                    marks[str(entry.id)] = str(entry.fingerprint)
    return ListAnswers(tuple(versions), tuple(lookups), tuple(failures), tuple(hits), marks)


def _lists(session: Session) -> list[tuple[RestrictedList, int]]:
    """Return every list that has a version, with the number of its newest."""
    query = select(RestrictedList, func.max(ListVersion.version_no)).join(
        ListVersion, col(ListVersion.restricted_list_id) == col(RestrictedList.id)
    )
    rows: Iterable[tuple[RestrictedList, int]] = session.exec(
        query.group_by(col(RestrictedList.id)).order_by(col(RestrictedList.code))
    ).all()
    return list(rows)


def _hit(side: Side, version: VersionFacts, entry: ListEntry, match: Match) -> ListHit:
    return ListHit(
        party=side.facts.key,
        list_code=version.code,
        list_version=version.version,
        entry_id=str(entry.id),
        field=matched_field(match, is_person=side.facts.is_person),
        strength=strength_of(match),
        because=match.because_zh,
        because_en=match.because_en,
        commonness=match.commonness.bearers if match.commonness else None,
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
    )


def _failure(
    code: str, name: str, name_en: str, error: SQLAlchemyError | DisposalError, *, limbs: VersionFacts | None = None
) -> LookupFailed:
    """Return a failed look-up; of the database's own words only their first line, without parameters or numbers."""
    if isinstance(error, DisposalError):
        zh, en = error.zh, error.en
    else:
        words = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
        zh = en = str(mask_personal_numbers_in(words))[:200]
    return LookupFailed(
        list_code=code, list_name=name, list_name_en=name_en, limbs=limbs.limbs if limbs else (),
        reason=zh.rstrip("。"), reason_en=en.rstrip("."),
    )  # fmt: skip
