"""The lists used by an opinion: each version consulted with its file and importer, and the matched entries."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.lookups import ConsultedVersion
from disposal.eligibility.findings.finding import Finding
from disposal.models.lists.entry import ListEntry
from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.lists.version import ListVersion
from disposal.services.opinions.context import Fact, ListShown
from disposal.services.opinions.words import instant_zh
from disposal.services.records.id_sets import among
from notices.composition.phrases import date_zh


def lists_shown(session: Session, facts: Facts) -> tuple[ListShown, ...]:
    """Return every list version that was consulted, in the order of the facts."""
    query = select(RestrictedList.code, ListVersion).join(
        ListVersion, col(ListVersion.restricted_list_id) == col(RestrictedList.id)
    )
    wanted = {(version.code, version.version) for version in facts.lists}
    rows = session.exec(query.where(col(RestrictedList.code).in_(sorted({code for code, _ in wanted})))).all()
    versions = {(code, row.version_no): row for code, row in rows if (code, row.version_no) in wanted}
    return tuple(_list(version, versions.get((version.code, version.version)), facts) for version in facts.lists)


def looked_up_words(facts: Facts) -> str:
    """Return the names of all parties that were looked up, or an empty string."""
    keys = {key for done in facts.lookups for key in done.parties}
    names = [party.name for party in (facts.dossier.bidder, *facts.parties) if party.key in keys]
    return f"共{len(names)}名：{'、'.join(names)}。" if names else ""


def failures_shown(facts: Facts) -> tuple[str, ...]:
    """Return every failed look-up with its reason."""
    return tuple(f"{failure.list_name}：{failure.reason}" for failure in facts.failures)


def entries_met(session: Session, findings: Iterable[Finding]) -> dict[str, ListEntry]:
    """Return the list entries named by the findings, by id."""
    ids = {UUID(finding.entry_id) for finding in findings if finding.entry_id}
    rows = session.exec(select(ListEntry).where(among(col(ListEntry.id), ids))).all() if ids else []
    return {str(row.id): row for row in rows}


def _list(version: ConsultedVersion, row: ListVersion | None, facts: Facts) -> ListShown:
    limbs = "、".join(limb.zh for limb in version.limbs)
    rows = (Fact("查询", f"用于审查“{limbs}”；{_asked(version, facts)}"), *(_imported(row) if row else ()))
    return ListShown(f"{version.zh}（代码 {version.code}）", rows)


def _asked(version: ConsultedVersion, facts: Facts) -> str:
    """Return how many parties were looked up in a list, and how many entries matched."""
    at = (version.code, version.version)
    parties = {key for done in facts.lookups if (done.list_code, done.list_version) == at for key in done.parties}
    met = {hit.entry_id for hit in facts.hits if (hit.list_code, hit.list_version) == at}
    if not parties:
        return "未能查询任何当事人。"
    return f"查询当事人{len(parties)}名，{f'匹配条目{len(met)}条' if met else '无匹配条目'}。"


def _imported(row: ListVersion) -> Iterator[Fact]:
    yield Fact(
        "导入", f"{instant_zh(row.imported_at)}由{row.imported_by}导入（{row.mode.zh}），共{row.entry_count}条。"
    )
    yield Fact("来源", row.provenance)
    if row.valid_from or row.valid_until:
        first = f"自{date_zh(row.valid_from)}起" if row.valid_from else ""
        last = f"至{date_zh(row.valid_until)}止" if row.valid_until else ""
        yield Fact("有效期", first + last)
    yield Fact("来源文件", row.file_name)
    yield Fact("SHA-256", row.file_sha256)
