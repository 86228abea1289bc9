"""No limit of branches reaches raw SQL: each use of a limited table there is listed, with why it is harmless."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from disposal.models.tables import every_table
from disposal.services.accounts.scope import criterion_of

DOORS_AND_SERVICES = ("api", "cli", "jobs", "operations", "pages", "registry", "services", "serving", "web")
PUBLIC = "published notices, which everybody reads"
GUARDED = "looks first, by a query that is limited, whether the record is the session's own"
ONE_ROW = "writes the search column of a row that its caller has locked"
READS_NO_ROW = "asks the columns of a table, no row"
LISTED = {
    "services/accounts/scope.py": "the limit itself: whether a collateral secures any claim at all",
    "services/bidders/pending_rescreenings.py": "marks bidders of every branch that a list or a party touches",
    "services/enquiries/answering.py": ONE_ROW,
    "services/enquiries/public_enquiries.py": "answers that are public",
    "services/package_import/dependents.py": "counts what refers to records of one's own import, and shows none",
    "services/parties/merging.py": "tells that another branch uses a party, and shows no record",
    "services/projects/roles.py": GUARDED,
    "services/public/downloads.py": PUBLIC,
    "services/public/extensions.py": PUBLIC,
    "services/public/filters.py": PUBLIC,
    "services/public/freshness.py": "a stamp of what is public",
    "services/public/home.py": PUBLIC,
    "services/public/notice.py": PUBLIC,
    "services/public/notice_list.py": PUBLIC,
    "services/public/summaries.py": PUBLIC,
    "services/public/version_differences.py": PUBLIC,
    "services/publication/search_index.py": ONE_ROW,
    "services/records/bulk_writing.py": "writes rows of which the right was asked by one that stands for all",
    "services/screening/facts.py": "rivals of a bidder that the session was given: of the same project",
    "services/screening/screenings.py": "the marks of a bidder that is locked",
    "services/staff_lists/notices.py": "a column in a condition of a query that is limited",
    "services/staff_records/links.py": READS_NO_ROW,
    "services/staff_records/records.py": READS_NO_ROW,
    "services/staff_records/values.py": READS_NO_ROW,
}
_LIMITED = [table for table in every_table() if criterion_of(table) is not None]
_NAMES = {table.__name__ for table in _LIMITED}
_SQL = re.compile(rf"\b(?:FROM|JOIN|UPDATE|INTO|COPY)\s+({'|'.join(str(each.__tablename__) for each in _LIMITED)})\b")


def raw(tree: ast.AST) -> Iterator[str]:
    """Yield what reaches a limited table past the ORM: its ``__table__``, all tables at once, or its name in SQL."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "__table__":
            name = node.value.id if isinstance(node.value, ast.Name) else ""
            if name in _NAMES or not name[:1].isupper():
                yield name
        elif isinstance(node, ast.Name) and node.id == "whole_schema":
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _SQL.findall(node.value)


def test_each_use_of_a_limited_table_in_raw_sql_says_why_it_shows_nothing_of_another_branch() -> None:
    home = Path(__file__).parents[4] / "disposal"
    files = [path for room in DOORS_AND_SERVICES for path in sorted((home / room).rglob("*.py"))]
    assert len(files) > 300
    found = {str(path.relative_to(home)) for path in files if any(raw(ast.parse(path.read_text("utf-8"))))}
    assert found == set(LISTED)


def test_raw_sql_is_noticed_in_each_of_its_ways() -> None:
    for code in ('x = "SELECT 1 FROM claim"', "x = Notice.__table__.c.id", "x = table.__table__", "whole_schema()"):
        assert list(raw(ast.parse(code))), code
    assert list(raw(ast.parse('x = "SELECT 1 FROM party"; y = Party.__table__'))) == []
