"""Build the bundled fonts: subsets of Noto Serif and Sans SC from Debian's fonts-noto-cjk, as TrueType.

Run ``python templates/fonts/build_fonts.py`` with Debian's ``fonts-noto-cjk`` and ``unicode-data``
installed; the same packages and the same fontTools give the same bytes. Licence: OFL.txt beside this file.

The core fonts hold 通用规范汉字表 (2013, 8,105 characters), GB 2312, and the letters, figures, punctuation
and signs of the face. The rare fonts hold every other hanzi, Sans only those that Serif lacks; they are
opened when a notice needs one. Outlines are quadratic because that sets and subsets faster than CFF and
halves the PDF. No OpenType features are kept: one character is one glyph of one known width.
"""

import bz2
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

SOURCES = Path("/usr/share/fonts/opentype/noto")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
HERE = Path(__file__).resolve().parent

HANZI = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
SIGNS = (
    (0x0020, 0x024F),  # Latin
    (0x02B0, 0x02FF),
    (0x0370, 0x04FF),  # Greek, Cyrillic: GB 2312 has both
    (0x1E00, 0x1EFF),
    (0x2010, 0x206F),  # punctuation
    (0x2070, 0x218F),  # ², €, ℃, №, ½, Ⅳ
    (0x2190, 0x22FF),  # arrows, mathematics
    (0x2300, 0x27BF),  # ①, box drawing, ■, ★
    (0x3000, 0x30FF),  # 、。《》〔〕, kana
    (0x3100, 0x312F),
    (0x3200, 0x33FF),  # ㈠, ㎡
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFFEF),  # full-width forms, ￥
)
CURVE_ERROR = 1.0  # units of 1/1000 em that a quadratic curve may stray from the cubic one
KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
UNUSED_PROFILE = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentElements",
    "maxComponentDepth",
)
DROPPED_TABLES = ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]


def standard_hanzi() -> set[int]:
    """Return 通用规范汉字表: Unihan's ``kTGH``."""
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as lines:
        rows = (line.split("\t") for line in lines if "\tkTGH\t" in line)
        return {int(row[0][2:], 16) for row in rows}


def gb2312() -> set[int]:
    """Return every character of GB 2312."""
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(character) for cell in cells for character in cell.decode("gb2312", "ignore")}


def within(codes: set[int], ranges: tuple[tuple[int, int], ...]) -> set[int]:
    """Return the code points of ``codes`` that stand in one of ``ranges``."""
    return {code for code in codes if any(first <= code <= last for first, last in ranges)}


def face_of(collection: Path, family: str) -> TTFont:
    """Return the face of ``family`` from a collection file."""
    with TTCollection(collection, lazy=True) as fonts:
        names = [font["name"].getDebugName(1) for font in fonts]
    return TTFont(collection, fontNumber=names.index(family), recalcTimestamp=False)


def cut(font: TTFont, codes: set[int]) -> None:
    """Keep only the glyphs of ``codes`` and only the tables that setting a line needs."""
    options = subset.Options(
        hinting=False,
        desubroutinize=True,
        layout_features=[],
        notdef_outline=True,
        name_IDs=KEPT_NAMES,
        name_languages=[0x0409],
        drop_tables=DROPPED_TABLES,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def to_quadratic(font: TTFont) -> None:
    """Replace the CFF outlines by TrueType ones."""
    order = font.getGlyphOrder()
    glyph_set = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(glyph_set)
        glyph_set[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    for name in order:
        glyphs[name].recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyphs[name], "xMin", 0))
    del font["CFF "]
    set_profile(font)


def set_profile(font: TTFont) -> None:
    """Turn the header tables into those of a TrueType font without instructions or glyph names."""
    profile = font["maxp"]
    profile.tableVersion = 0x00010000
    profile.maxZones = 1
    for field in UNUSED_PROFILE:
        setattr(profile, field, 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font: TTFont, family: str, style: str) -> None:
    """Give the subset its own family name, so that it is never taken for the whole font."""
    compact = f"{family.replace(' ', '')}-{style}"
    version = font["name"].getDebugName(5)
    named = {1: family, 2: style, 3: f"{version};{compact};subset", 4: f"{family} {style}", 6: compact}
    for record in font["name"].names:
        record.string = named.get(record.nameID, record.toUnicode())


def build(collection: str, family: str, codes: set[int], target: str) -> None:
    """Write one subset beside this script; ``target`` is its new family, a comma and its style."""
    renamed, style = target.split(",")
    font = face_of(SOURCES / collection, family)
    cut(font, codes)
    to_quadratic(font)
    rename(font, renamed, style)
    path = HERE / f"{renamed.replace(' ', '')}-{style}.ttf"
    font.save(path, reorderTables=True)
    print(f"{path.name}: {len(codes):,} characters, {path.stat().st_size:,} bytes", file=sys.stderr)


def main() -> None:
    """Build all fonts."""
    serif = set(face_of(SOURCES / "NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC").getBestCmap())
    sans = set(face_of(SOURCES / "NotoSansCJK-Regular.ttc", "Noto Sans CJK SC").getBestCmap())
    wanted = standard_hanzi() | gb2312()
    core = (wanted | within(serif & sans, SIGNS)) & serif & sans
    rare_serif = within(serif, HANZI) - core
    rare_sans = within(sans, HANZI) - core - rare_serif
    missing = sorted(wanted - core)
    if missing:
        sys.exit(f"the face lacks {', '.join(f'U+{code:04X}' for code in missing)}")
    build("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC", core, "Noto Serif SC,Regular")
    build("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", core, "Noto Serif SC,Bold")
    build("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC", core, "Noto Sans SC,Bold")
    build("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC", rare_serif, "Noto Serif SC Rare,Regular")
    build("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", rare_sans, "Noto Sans SC Rare,Regular")


if __name__ == "__main__":
    main()
