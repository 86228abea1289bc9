"""Where the pages of a notice end."""

from notices.printed_notice.flow import FlowBlock, divided


def block(lines: int, **rules: float | bool) -> FlowBlock:
    return FlowBlock((), (10.0,) * lines, lambda *_: None, **rules)  # type: ignore[arg-type]


def lines_of(blocks: list[FlowBlock], room: float) -> list[list[tuple[int, int, int]]]:
    """Return for each page which block stands there, from which line to which."""
    pages = divided(blocks, room)
    return [[(blocks.index(part.block), part.first, part.last) for part in page] for page in pages]


def test_a_page_is_filled_to_the_last_line_that_has_room() -> None:
    assert lines_of([block(9)], 50.0) == [[(0, 0, 5)], [(0, 5, 9)]]
    assert lines_of([block(8)], 49.9) == [[(0, 0, 4)], [(0, 4, 8)]]


def test_two_lines_of_a_paragraph_stand_together_at_the_end_and_at_the_top_of_a_page() -> None:
    assert lines_of([block(4), block(4)], 50.0) == [[(0, 0, 4)], [(1, 0, 4)]]  # not one line alone below
    assert lines_of([block(6)], 50.0) == [[(0, 0, 4)], [(0, 4, 6)]]  # not one line alone above
    assert lines_of([block(3), block(3)], 50.0) == [[(0, 0, 3)], [(1, 0, 3)]]


def test_a_heading_goes_with_what_it_heads() -> None:
    assert lines_of([block(3), block(1, ties_next=True), block(4)], 50.0) == [[(0, 0, 3)], [(1, 0, 1), (2, 0, 4)]]


def test_a_signature_takes_the_end_of_the_last_paragraph_along() -> None:
    signed = [block(5), block(1, is_whole=True, is_tied=True)]
    assert lines_of(signed, 50.0) == [[(0, 0, 3)], [(0, 3, 5), (1, 0, 1)]]


def test_what_stays_whole_moves_as_a_whole_unless_no_page_holds_it() -> None:
    assert lines_of([block(2), block(4, is_whole=True)], 50.0) == [[(0, 0, 2)], [(1, 0, 4)]]
    assert lines_of([block(7, is_whole=True)], 50.0) == [[(0, 0, 5)], [(0, 5, 7)]]


def test_the_larger_margin_counts_and_none_at_the_top_of_a_page() -> None:
    blocks = [block(1, above=5.0, below=10.0), block(1, above=6.0), block(2, above=6.0)]
    first, second = divided(blocks, 45.0)
    assert [part.top for part in first] == [5.0, 25.0]
    assert [part.top for part in second] == [0.0]
