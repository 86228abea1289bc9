"""The tag tree of pages that we draw: what each part is, in reading order (ISO 32000-1, 14.7)."""

from collections.abc import Iterator, Sequence
from typing import Any

import pydyf  # type: ignore[import-untyped]


class Written(pydyf.Object):  # type: ignore[misc]
    """A PDF object whose bytes are set directly."""

    def __init__(self, content: bytes = b"") -> None:
        super().__init__()
        self.content = content

    @property
    def data(self) -> bytes:
        """Return the bytes."""
        return self.content


class Tag(pydyf.Object):  # type: ignore[misc]
    """An element of the tree. Its kids are elements and the numbers of what is marked with it on its page.

    ``attributes`` are written as they stand. WeasyPrint sets ``link_annotation`` where the element is a link.
    """

    def __init__(self, name: str, attributes: str = "") -> None:
        super().__init__()
        self.name, self.attributes = name, attributes
        self.kids: list[Tag | int] = []
        self.parent: bytes = b""
        self.page: bytes = b""
        self.link_annotation: Any = None

    def add(self, name: str, attributes: str = "") -> "Tag":
        """Add an element and return it."""
        tag = Tag(name, attributes)
        self.kids.append(tag)
        return tag

    def descendants(self) -> Iterator["Tag"]:
        """Yield the elements below, in reading order, and let each know its parent once that has a number."""
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield kid
                kid.parent = self.reference
                yield from kid.descendants()

    @property
    def data(self) -> bytes:
        """Return the element as the PDF holds it."""
        kids = [kid.reference if isinstance(kid, Tag) else b"%d" % kid for kid in self.kids]
        page = b"/Pg " + self.page if self.page else b""
        if self.link_annotation is not None:
            kids.insert(0, b"<</Type /OBJR /Obj %b %b>>" % (self.link_annotation.reference, page))
        head = f"<</Type /StructElem /S /{self.name} {self.attributes}/P ".encode()
        return b"".join((head, self.parent, page, b"/K [", b" ".join(kids), b"]>>"))


def write_tags(pdf: pydyf.PDF, tree: Tag, marks: Sequence[Sequence[Tag]]) -> None:
    """Add a tree to WeasyPrint's, which is empty; ``marks`` are for each page the elements of its marked content."""

    def at(reference: bytes) -> Any:
        return pdf.objects[int(reference.split()[0])]

    root = at(pdf.catalog["StructTreeRoot"])
    document = at(root["K"][0])
    tree.number = document.number
    for page, marked in zip(pdf.page_references, marks, strict=True):
        for tag in marked:
            tag.page = page
    tags = []
    for tag in tree.descendants():
        pdf.add_object(tag)
        tags.append(tag)
    document["K"] = pydyf.Array(kid.reference for kid in tree.kids if isinstance(kid, Tag))
    numbers = [pydyf.Array(tag.reference for tag in marked) for marked in marks]
    for tag in tags:
        if tag.link_annotation is not None:
            tag.link_annotation["StructParent"] = len(numbers)
            numbers.append(tag.reference)
    at(root["ParentTree"])["Nums"] = pydyf.Array(part for pair in enumerate(numbers) for part in pair)
