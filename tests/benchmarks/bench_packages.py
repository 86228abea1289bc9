"""Import of a package of 10,000 claims with its history, beside openpyxl merely reading the same sheet, in turns.

The workbook holds 10,000 debtors with one claim each, as figures and text. What is timed is the whole import, from the
file to the commit: every record with its audit entry, held by the trigger. A second workbook adds a thing and a
guarantor to every claim. Each import goes to an empty database.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from openpyxl import Workbook, load_workbook
from sqlalchemy import create_engine, text

from disposal.models.projects.issuer import IssuerCreate
from disposal.registry.opening import open_database
from disposal.services.package_import.facts import PackageFacts
from disposal.services.package_import.package_import import PackageRequest, import_package
from disposal.services.package_workbook.catalogue import SHEETS
from disposal.services.projects.issuers import enter_issuer
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres

ACTOR = "测试员"
CLAIMS = 10_000
ROUNDS = 3
MOST_SECONDS = 10.0
FACTS = {
    "issuer_code": "XGCS", "project_code": "测试-万户", "project_name": "虚构债权资产包", "book_value": "1000000000",
    "record_date": "2025-12-31",
}  # fmt: skip


def write_workbook(path: Path, count: int, *, is_secured: bool) -> None:
    """Write a workbook of so many claims, each of a debtor of its own."""
    book = Workbook(write_only=True)
    rows = {"债务人": _debtors(count), "债权": _claims(count)}
    if is_secured:
        rows |= {"担保物": _things(count), "保证人": _guarantors(count)}
    titles = {sheet.name: {column.heading: column.title for column in sheet.columns} for sheet in SHEETS}
    for name, written in rows.items():
        page = book.create_sheet(name)
        for at, row in enumerate(written):
            if at == 0:
                page.append([titles[name][heading] for heading in row])
            page.append(list(row.values()))
    book.save(path)


def _debtors(count: int) -> Iterator[dict[str, object]]:
    for at in range(1, count + 1):
        yield {
            "序号": at,
            "债务人名称": f"虚构纺织{at}有限公司",
            "地址": f"虚构省虚构市{at}号路1号",
            "登记状态": "存续",
        }


def _claims(count: int) -> Iterator[dict[str, object]]:
    for at in range(1, count + 1):
        yield {
            "资产编号": f"A-{at:05}", "债务人名称": f"虚构纺织{at}有限公司", "原债权人": "虚构银行测试支行",
            "合同编号": f"虚构借字2019第{at:05}号", "五级分类": "可疑", "本金": 1_000_000 + at / 100,
            "利息": 200_000.5, "罚息": 3_000.25, "合计": round(1_203_000.75 + at / 100, 2),
        }  # fmt: skip


def _things(count: int) -> Iterator[dict[str, object]]:
    for at in range(1, count + 1):
        yield {
            "资产编号": f"A-{at:05}", "担保物类型": "房地产", "所有人名称": f"虚构纺织{at}有限公司",
            "公告用名": "工业房地产", "坐落": f"虚构省虚构市{at}号路1号", "房产建筑面积": 1_000 + at / 100,
            "权证号": f"虚构不动产权第{at:05}号",
        }  # fmt: skip


def _guarantors(count: int) -> Iterator[dict[str, object]]:
    for at in range(1, count + 1):
        yield {"资产编号": f"A-{at:05}", "保证人名称": f"虚构担保{at}有限公司", "保证方式": "连带责任保证"}


def read_by_openpyxl(path: Path) -> float:
    """Return the seconds that openpyxl takes to read every cell, in its fastest way."""
    began = perf_counter()
    book = load_workbook(path, read_only=True, data_only=True)
    cells = sum(1 for page in book.worksheets for row in page.iter_rows(values_only=True) for _ in row)
    book.close()
    assert cells
    return perf_counter() - began


def imported(database: Database, path: Path) -> float:
    """Return the seconds of an import, from the file to the commit."""
    began = perf_counter()
    with database.session(ACTOR) as session:
        import_package(session, PackageRequest(path, PackageFacts.model_validate(FACTS)))
    return perf_counter() - began


@contextmanager
def empty_database(server: EmbeddedPostgres, home: Path) -> Iterator[Database]:
    """Yield an empty database with the issuer."""
    admin = create_engine(server.url("postgres", user="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS packages WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE packages OWNER disposal"))
    url = server.url("packages").render_as_string(hide_password=False)
    with open_database(Settings(data_dir=home, database_url=url, personal_number_key="5e" * 32)) as database:  # type: ignore[arg-type]
        with database.session(ACTOR) as session:
            enter_issuer(session, IssuerCreate(name="虚构资产管理股份有限公司", code="XGCS"))
        yield database
    admin.dispose()


def measure(server: EmbeddedPostgres, home: Path, count: int, *, is_secured: bool) -> tuple[float, float]:
    """Return the median seconds of an import and of reading alone, taken in turns."""
    path = home / "资产包.xlsx"
    write_workbook(path, count, is_secured=is_secured)
    imports, readings = [], []
    for _ in range(ROUNDS):
        with empty_database(server, home) as database:
            imports.append(imported(database, path))
        readings.append(read_by_openpyxl(path))
    taken, read = median(imports), median(readings)
    what = "with a thing and a guarantor each" if is_secured else "with debtor and amounts"
    print(f"{count:,} claims {what}: {taken:6.1f} s ({min(imports):.1f} to {max(imports):.1f}); "
          f"openpyxl reads the sheets in {read:.1f} s: {taken / read:.1f} ×", flush=True)  # fmt: skip
    return taken, read


def main() -> int:
    """Measure and say whether the target was held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="disposal-bench-packages-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        with EmbeddedPostgres(home) as server:
            taken, _ = measure(server, home, options.claims, is_secured=False)
            measure(server, home, options.claims, is_secured=True)
    is_held = taken <= MOST_SECONDS
    print(
        f"  {'held  ' if is_held else 'MISSED'} {options.claims:,} claims with history in at most {MOST_SECONDS:.0f} s"
    )
    return 0 if is_held else 1


if __name__ == "__main__":
    sys.exit(main())
