"""How fast a notice becomes a PDF, against stock WeasyPrint and Typst in the same run.

Stock means WeasyPrint as its manual calls it, with Debian's fonts-noto-cjk found by fontconfig, given the
notice's own page and the same PDF options. Every figure is the median of alternating runs; only ratios are promised.
"""

import argparse
import cProfile
import multiprocessing
import pstats
from collections.abc import Callable
from html import escape
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import typst
import weasyprint

from notices.rendering.html import render_html
from notices.rendering.pdf import pdf_options, render_pdf
from notices.rendering.plain import render_text
from notices.typesetting.document import NoticeDocument
from notices.typesetting.resources import templates_root
from tests.support.documents import CANONICAL, package_notice, real_notice

PLAIN_STYLE = (
    '@page { size: A4 landscape; margin: 27mm 18mm 22mm; @bottom-center { content: "第" counter(page) "页"; '
    'font-family: "Noto Serif CJK SC" } }'
    'body { font: 9pt/17px "Noto Serif CJK SC" } table { border-collapse: collapse; width: 100% }'
    "td, th { border: 1px solid; padding: 4px }"
)
TYPST = """
#set document(title: "公告", author: "测试")
#set page("a4", margin: (x: 26.65mm, top: 32mm, bottom: 30mm), footer: context align(center)[第 #counter(page).display()
 页 共 #counter(page).final().first() 页])
#set text(font: "Noto Serif SC", size: 12pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 10pt, spacing: 10pt)
#align(center, text(size: 22pt, weight: "bold")[= {title}])
"""
STAGES = {
    "characters checked": ("needs_rare_faces",),
    "lines composed": ("notice_blocks", "justified_lines", "section_blocks"),
    "sheets composed": ("sheets_of",),
    "pages drawn": ("drawn", "draw"),
    "fonts cut": ("build_fonts_dictionary", "number_glyphs"),
    "tags": ("write_tags",),
    "objects written, compressed": ("_write_once", "write"),
}
_nonce = count()


def ours(document: NoticeDocument) -> bytes:
    """Render as the registry does."""
    return render_pdf(document, canonical_json=CANONICAL)


def stock(document: NoticeDocument) -> bytes:
    """Print the notice's own page with stock WeasyPrint and the system's fonts."""
    return _pdf(document, render_html(document), font_config=weasyprint.text.fonts.FontConfiguration())


def plain_table(document: NoticeDocument) -> bytes:
    """Render the annex alone as a plain table that WeasyPrint lays out by itself, with the system's fonts."""
    annex = document.annex
    assert annex is not None
    head = "".join(f"<th>{escape(column.title)}</th>" for column in annex.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in (*annex.rows, annex.totals)
    )
    html = f'<html lang="zh-CN"><title>附件</title><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return _pdf(document, html, stylesheets=[weasyprint.CSS(string=PLAIN_STYLE)])


def with_typst(compiler: Any, document: NoticeDocument) -> bytes:
    """Render the same text with the same fonts in Typst; its memory of the last text is outwitted."""
    title, *paragraphs = render_text(document).split("\n\n")
    run = next(_nonce)
    body = "\n\n".join(f"{paragraph} {run}" for paragraph in paragraphs).replace("#", r"\#").replace("@", r"\@")
    source = TYPST.replace("{title}", f"{title} {run}") + body
    pdf: bytes = compiler.compile(source.encode(), format="pdf", pdf_standards=["a-3a"])
    return pdf


def _pdf(document: NoticeDocument, html: str, **options: Any) -> bytes:
    pdf: bytes = weasyprint.HTML(string=html).write_pdf(**options, **pdf_options(document, CANONICAL))
    return pdf


def timed(runs: int, **calls: Callable[[], bytes]) -> dict[str, float]:
    """Return the median seconds of each call, warm, the calls taking turns."""
    for call in calls.values():
        call()
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(runs):
        for name, call in calls.items():
            start = perf_counter()
            call()
            seconds[name].append(perf_counter() - start)
    return {name: median(values) for name, values in seconds.items()}


def bench_notice(runs: int = 15) -> dict[str, float]:
    """Measure one notice of two pages, warm, against stock WeasyPrint and Typst."""
    document = real_notice()
    compiler = typst.Compiler(font_paths=[str(templates_root() / "fonts")], ignore_system_fonts=True)
    return timed(
        runs,
        ours=lambda: ours(document),
        stock=lambda: stock(document),
        typst=lambda: with_typst(compiler, document),
    )


def bench_annex(debtors: int, runs: int) -> dict[str, float]:
    """Measure a package notice with its annex against a plain table of the same cells."""
    document = package_notice(debtors)
    return timed(runs, ours=lambda: ours(document), plain=lambda: plain_table(document))


def peak_memory(name: str, debtors: int) -> int:
    """Return the peak resident memory in MB of a process that renders once."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (name, debtors))


def _peak(name: str, debtors: int) -> int:
    render: Callable[[NoticeDocument], bytes] = {"ours": ours, "stock": stock, "plain": plain_table}[name]
    render(package_notice(debtors) if debtors else real_notice())
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024


def where_time_goes(document: NoticeDocument) -> dict[str, float]:
    """Return the share of time each stage of a render takes, by profile."""
    ours(document)
    profile = cProfile.Profile()
    profile.runcall(ours, document)
    spent: dict[str, float] = {}
    for (_, _, function), figures in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        spent[function] = max(spent.get(function, 0.0), figures[3])
    return {stage: sum(spent.get(name, 0.0) for name in names) / spent["render_pdf"] for stage, names in STAGES.items()}


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="100 debtors at most, fewer runs")
    quick = options.parse_args().quick
    took = bench_notice(5 if quick else 15)
    print(f"notice PDF, warm: {took['ours'] * 1000:.0f} ms, {took['stock'] / took['ours']:.2f} × faster than stock")
    print(f"  Typst, same text and fonts: {took['typst'] * 1000:.0f} ms, we take {took['ours'] / took['typst']:.1f} ×")
    for debtors, runs in ((1, 5), (10, 5), (100, 5)) if quick else ((1, 5), (10, 5), (100, 5), (1000, 2)):
        took = bench_annex(debtors, runs)
        print(
            f"annex of {debtors}: {took['ours'] * 1000:.0f} ms, {took['ours'] * 1000 / debtors:.2f} ms a debtor, "
            f"{took['plain'] / took['ours']:.2f} × faster than a plain table"
        )
        print(f"  peak memory {peak_memory('ours', debtors)} MB, plain table {peak_memory('plain', debtors)} MB")
    print(f"peak memory, one notice: {peak_memory('ours', 0)} MB, stock {peak_memory('stock', 0)} MB")
    for label, document in (("one notice", real_notice()), ("annex of 100", package_notice(100))):
        shares = ", ".join(f"{stage} {share:.0%}" for stage, share in where_time_goes(document).items())
        print(f"where the time goes, {label}: {shares}")


if __name__ == "__main__":
    main()
