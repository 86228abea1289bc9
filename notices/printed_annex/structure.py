"""PDF tags of the drawn annex: one table over all sheets, with heads, rows and cells (ISO 32000-1, 14.8.4.3.4)."""

from collections.abc import Iterator, Sequence
from typing import Any

import pydyf  # type: ignore[import-untyped]

from notices.printed_annex.drawing import SCHEME, SheetImage, Written
from notices.printed_annex.rows import AnnexRow, RowKind

_GROUP: dict[RowKind, str] = {"head": "THead", "body": "TBody", "totals": "TFoot"}
_HEAD_SCOPE = "/A <</O /Table /Scope /Column>> "


def fill_sheets(pdf: pydyf.PDF, images: Sequence[SheetImage]) -> None:
    """Draw the sheets and replace their placeholder figures with one table in the tag tree."""
    if not images:
        return
    tree = _Tree(pdf)
    table = tree.table_for_figures()
    groups = {kind: tree.element(name, table) for kind, name in _GROUP.items()}
    for number, image in enumerate(images):
        image.fill(tree.tagged_cells(image, groups, is_first=number == 0))
    table["K"] = pydyf.Array(tree.kids_of(groups.values()))


class _Element(Written):
    """A structure element that collects the references of its children."""

    def __init__(self, name: str, parent: pydyf.Object, *, page: bytes = b"", attributes: str = "") -> None:
        super().__init__()
        self.kids: list[bytes] = []
        self._head = f"<</Type /StructElem /S /{name} {attributes}/P ".encode() + parent.reference
        self._page = b" /Pg " + page if page else b""

    @property
    def data(self) -> bytes:
        return b"".join((self._head, self._page, b" /K [", b" ".join(self.kids), b"]>>"))


class _Tree:
    """WeasyPrint's tag tree, read from the finished document."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        parent_tree = self._at(self._at(pdf.catalog["StructTreeRoot"])["ParentTree"])
        numbers = parent_tree["Nums"]
        self._marks: dict[int, list[Any]] = dict(zip(numbers[::2], numbers[1::2], strict=True))
        self._pages = pdf.page_references
        contents = (self._at(page)["Contents"] for page in self._pages)
        self._page_of = {reference: number for number, reference in enumerate(contents)}

    def _at(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def element(self, name: str, parent: pydyf.Object, *, page: bytes = b"", attributes: str = "") -> _Element:
        """Add a structure element under ``parent``."""
        element = _Element(name, parent, page=page, attributes=attributes)
        self._pdf.add_object(element)
        return element

    def table_for_figures(self) -> Any:
        """Turn the first sheet's figure into the table and remove the others from the tree."""
        figures = [entry for entry in self._pdf.objects if _is_sheet(entry)]
        for figure in figures:
            page = self._pages.index(figure["Pg"])
            self._marks[page][figure["K"][0]] = "null"
        table, *others = figures
        for figure in others:
            self._at(figure["P"])["K"].remove(figure.reference)
            spent = Written(b"null")
            spent.number = figure.number
            self._pdf.objects[figure.number] = spent
        table["S"] = "/Table"
        del table["A"], table["Alt"]
        return table

    def tagged_cells(
        self, image: SheetImage, groups: dict[RowKind, _Element], *, is_first: bool
    ) -> Iterator[tuple[str, int] | None]:
        """Yield tag and number for each cell of a sheet; None for each cell of a repeated head, an artifact."""
        number = self._page_of[image.stream.reference]
        for row in image.sheet.rows:
            if row.kind == "head" and not is_first:
                yield from (None for _ in row.cells)
            else:
                yield from self._tagged_row(row, groups[row.kind], number)

    def _tagged_row(self, row: AnnexRow, group: _Element, page: int) -> Iterator[tuple[str, int]]:
        marks = self._marks[page]
        line = self.element("TR", group)
        group.kids.append(line.reference)
        name, attributes = ("TH", _HEAD_SCOPE) if row.kind == "head" else ("TD", "")
        for _ in row.cells:
            cell = self.element(name, line, page=self._pages[page], attributes=attributes)
            cell.kids.append(str(len(marks)).encode())
            line.kids.append(cell.reference)
            marks.append(cell.reference)
            yield name, len(marks) - 1

    def kids_of(self, groups: Any) -> list[bytes]:
        """Return the references of the groups that have rows."""
        return [group.reference for group in groups if group.kids]


def _is_sheet(entry: Any) -> bool:
    """Return whether a PDF object is the placeholder figure of a sheet."""
    return isinstance(entry, dict) and entry.get("S") == "/Figure" and str(entry["Alt"].string).startswith(SCHEME)
