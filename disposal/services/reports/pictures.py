"""Pictures sent with a report: drawn anew, so that nothing hidden in the file and no place of taking goes along."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from disposal.services.reports.entries import EntryPicture
from disposal.services.reports.errors import ReportRefused

MOST_PICTURES = 3
_FORMATS = ("JPEG", "PNG")
_MOST_PIXELS, _LONGEST_SIDE, _QUALITY = 40_000_000, 1_600, 70


def picture_of(data: bytes, *, number: int) -> EntryPicture:
    """Return a picture drawn anew as JPEG; it keeps no name either. Raises: ReportRefused."""
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise _unreadable(number)
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise _unreadable(number) from None
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    drawn = BytesIO()
    bare.save(drawn, "JPEG", quality=_QUALITY)
    return EntryPicture(name=f"图片{number}.jpg", data=drawn.getvalue())


def _unreadable(number: int) -> ReportRefused:
    return ReportRefused(
        field="files",
        zh=f"第{number}张图片读不出；请用 JPG 或 PNG 图片（4000万像素以内），其他材料请拍照或来电。",
        en=f"picture {number} cannot be read; send JPG or PNG of up to 40 million pixels, photograph other papers, or "
        "call",
    )
