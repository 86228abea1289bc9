"""Files that staff download: their media type by the ending of the name; nothing in them is run by a browser."""

from urllib.parse import quote

from fastapi import Response

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


def download(data: bytes, name: str) -> Response:
    """Return what somebody uploaded: as a download of no type, so that nothing in it is run."""
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "content-security-policy": "sandbox",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)


def attached(data: bytes, name: str, *, is_inline: bool = False) -> Response:
    """Return a file as a download, or to be shown beside the page."""
    kind = "inline" if is_inline else "attachment"
    ending = name.rpartition(".")[2].lower()
    return Response(
        data,
        media_type=_TYPES.get(ending, "application/octet-stream"),
        headers={
            "content-disposition": f"{kind}; filename*=UTF-8''{quote(name)}",
            "x-content-type-options": "nosniff",
        },
    )
