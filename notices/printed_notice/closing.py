"""What closes a notice: its signature with the place of the seal, and the box of facts with the QR code."""

from collections.abc import Sequence
from itertools import pairwise

from notices.printed_notice.blocks import ARTICLE, BODY, on_baselines
from notices.printed_notice.flow import Container, FlowBlock
from notices.printed_notice.paper import LEFT, LINE, centred
from notices.typesetting.canvas import MM, PT, Canvas, Type, plain
from notices.typesetting.document import NoticeDocument
from notices.typesetting.fonts import SANS_BOLD, SERIF
from notices.typesetting.qr import qr_code
from notices.typesetting.tagging import Tag
from notices.typesetting.typesetting import FACTS_MEASURE, SIGNATURE_MEASURE, broken

_SIGNED = 330 * PT  # the width in the middle of which the signature stands
_SIGNED_LEFT = LEFT + LINE - _SIGNED
_SIGNED_EDGE = 9 * MM
_SEAL, _SEAL_LINE = 40 * MM, 1.0
_SEAL_LABEL = Type(SERIF, 8 * PT, 10 * PT, 0x8A / 255)
_CURVE = 0.5523  # how far a curve's handles are away from its ends, where four curves make a circle

_BORDER, _EDGE, _TOP, _BOTTOM = 1.0, 4 * MM, 3.5 * MM, 3 * MM
_INSIDE = LEFT + _BORDER + _EDGE
_HEAD = Type(SANS_BOLD, 10.5 * PT, 16 * PT)
_LABEL, _WORDS = Type(SERIF, 9.5 * PT, 16 * PT, 0.2), Type(SERIF, 9.5 * PT, 16 * PT)
_REMARK, _QR_LABEL = Type(SERIF, 8 * PT, 12 * PT, 1 / 3), Type(SERIF, 7.5 * PT, 12 * PT)
_WORDS_LEFT = _INSIDE + 76 * PT
_QR, _QR_GAP, _REMARK_GAP = 24 * MM, MM, 1.5 * MM
_FACTS = Container("Sect")
_Rows = Sequence[tuple[str, Sequence[str]]]


def signature(document: NoticeDocument) -> FlowBlock:
    """Return issuer, date and the place of the seal; it stays with the end of the last paragraph."""
    lines = [broken(line, measure=SIGNATURE_MEASURE) for line in document.signature]
    count = sum(map(len, lines)) + 1

    def draw(canvas: Canvas, parent: Tag, top: float, _: slice) -> None:
        signed, line_top = parent.add("Div"), top + _SIGNED_EDGE
        for part in (*lines, (document.date_text,)):
            _write(canvas, signed.add("P"), part, line_top)
            line_top += len(part) * BODY.leading
        _draw_seal(canvas, signed.add("Div").add("P"), top)

    height = count * BODY.leading + 2 * _SIGNED_EDGE
    return FlowBlock((ARTICLE,), (height,), draw, above=12 * MM, is_whole=True, is_tied=True)


def _write(canvas: Canvas, tag: Tag, lines: Sequence[str], top: float) -> None:
    placed = [(centred(line, BODY, _SIGNED_LEFT, _SIGNED), plain(line)) for line in lines]
    canvas.begin(tag)
    canvas.write(on_baselines(placed, top, BODY), BODY)
    canvas.end()


def _draw_seal(canvas: Canvas, tag: Tag, top: float) -> None:
    """Draw a dashed circle, and in it what goes there."""
    radius = (_SEAL + _SEAL_LINE) / 2
    x, y = _SIGNED_LEFT + _SIGNED / 2 + _SEAL_LINE, top + _SEAL / 2 + _SEAL_LINE
    canvas.begin(None)
    canvas.draw("q", f"{_SEAL_LINE} w", "0.7255 0.7255 0.7255 RG", "[4 3] 0 d", *_circle(x, y, radius), "S", "Q")
    canvas.end()
    words = "（盖章处）"
    label_top = top + _SEAL_LINE + 4 * MM
    canvas.begin(tag)
    canvas.write([(x - _SEAL_LABEL.width(words) / 2, label_top + _SEAL_LABEL.baseline, plain(words))], _SEAL_LABEL)
    canvas.end()


def _circle(x: float, y: float, radius: float) -> list[str]:
    corners = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    path = [f"{x + radius:.4f} {y:.4f} m"]
    for (a, b), (c, d) in pairwise(corners):
        points = ((a + c * _CURVE, b + d * _CURVE), (c + a * _CURVE, d + b * _CURVE), (c, d))
        path.append(" ".join(f"{x + p * radius:.4f} {y + q * radius:.4f}" for p, q in points) + " c")
    return path


def facts_box(document: NoticeDocument) -> FlowBlock | None:
    """Return the box of what the register knows of the notice, with its QR code; None where that is nothing."""
    rows = [(label, broken(words, measure=FACTS_MEASURE)) for label, words in document.facts]
    if url := document.public_url:
        rows.append(("公告网页", broken(url, measure=FACTS_MEASURE)))
    if not rows:
        return None
    words_height = _HEAD.leading + sum(len(lines) for _, lines in rows) * _WORDS.leading + _REMARK_GAP + _REMARK.leading
    code_height = _QR + _QR_GAP + _QR_LABEL.leading if url else 0.0
    height = max(words_height, code_height) + _TOP + _BOTTOM + 2 * _BORDER

    def draw(canvas: Canvas, parent: Tag, top: float, _: slice) -> None:
        inner = top + _BORDER + _TOP
        canvas.begin(None)
        canvas.draw("0 0 0 rg", f"{LEFT:.4f} {top:.4f} {LINE:.4f} {height:.4f} re")
        canvas.draw(f"{LEFT + 1:.4f} {top + 1:.4f} {LINE - 2:.4f} {height - 2:.4f} re f*")
        canvas.end()
        if url:
            _draw_code(canvas, parent.add("Div"), url, inner)
        _draw_words(canvas, parent, rows, inner, url)

    return FlowBlock((_FACTS,), (height,), draw, above=10 * MM, is_whole=True)


def _draw_code(canvas: Canvas, tag: Tag, url: str, top: float) -> None:
    left = LEFT + LINE - _BORDER - _EDGE - _QR
    code = qr_code(url)
    box = f"/A <</O /Layout /BBox [{left:.4f} {top:.4f} {left + _QR:.4f} {top + _QR:.4f}]>> "
    canvas.begin(tag.add("Figure", f"{box}/Alt {_text_string(code.title)} "))
    scale = _QR / code.size
    canvas.draw("q", f"{scale:.6f} 0 0 {scale:.6f} {left:.4f} {top:.4f} cm", "0 0 0 RG", "1.02 w")
    canvas.draw(*(f"{x} {y}.5 m {x + length} {y}.5 l" for x, y, length in code.bars), "S", "Q")
    canvas.end()
    words = "扫码查看公告网页"
    baseline = top + _QR + _QR_GAP + _QR_LABEL.baseline
    canvas.begin(tag.add("P"))
    canvas.write([(centred(words, _QR_LABEL, left, _QR), baseline, plain(words))], _QR_LABEL)
    canvas.end()


def _draw_words(canvas: Canvas, parent: Tag, rows: _Rows, top: float, url: str | None) -> None:
    _line(canvas, parent.add("H2"), "公告登记信息", (_INSIDE, top), _HEAD)
    body = parent.add("Table").add("TBody")
    top += _HEAD.leading
    for number, (label, lines) in enumerate(rows):
        line = body.add("TR")
        _line(
            canvas, line.add("TH", f"/A <</O /Table /Scope /Row>> /ID (fact-{number}) "), label, (_INSIDE, top), _LABEL
        )
        cell = line.add("TD", f"/A <</O /Table /Headers [(fact-{number})]>> ")
        is_link = url is not None and number == len(rows) - 1
        canvas.begin(cell.add("Link") if is_link else cell)
        canvas.write(on_baselines([(_WORDS_LEFT, plain(each)) for each in lines], top, _WORDS), _WORDS)
        canvas.end()
        if is_link and url:
            bottom = top + len(lines) * _WORDS.leading
            right = _WORDS_LEFT + max(map(_WORDS.width, lines))
            canvas.links.append(("external", url, (_WORDS_LEFT, top, right, bottom), canvas.marks[-1]))
        top += len(lines) * _WORDS.leading
    _line(canvas, parent.add("P"), "本栏由登记系统生成，不属于公告正文。", (_INSIDE, top + _REMARK_GAP), _REMARK)


def _line(canvas: Canvas, tag: Tag, words: str, at: tuple[float, float], type_: Type) -> None:
    """Write one line of an element, ``at`` its left edge and top."""
    left, top = at
    canvas.begin(tag)
    canvas.write([(left, top + type_.baseline, plain(words))], type_)
    canvas.end()


def _text_string(words: str) -> str:
    """Return words as a text string of PDF."""
    return f"<FEFF{words.encode('utf-16-be').hex()}>"
