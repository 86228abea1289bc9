"""Calendar files, one TOML file per year: checked strictly, stored completely or not at all."""

import os
import re
import tempfile
import tomllib
from pathlib import Path

from pydantic import ValidationError

from notices.system_reasons import reason_of
from notices.working_days.calendar_year import CalendarYear, InvalidCalendarFile

_LARGEST_FILE = 64 * 1024  # bytes; the longest year so far takes 2 KiB

_WORDS = {
    "missing": ("缺少此项，请补上", "missing; add it"),
    "extra_forbidden": ("没有这一项，请核对拼写", "no such field; check its spelling"),
    "date_type": ("须为日期，写作 2027-01-01，不加引号", "must be a date, written 2027-01-01 without quotes"),
    "int_type": ("须为整数，不加引号", "must be a whole number without quotes"),
}


def load_calendar_year(path: Path) -> CalendarYear:
    """Return the year in a TOML file.

    Raises:
        InvalidCalendarFile: it cannot be read, is not TOML, or has invalid values.
    """
    year = parse_calendar_year(_read(path))
    if path.stem.isdecimal() and int(path.stem) != year.year:
        raise InvalidCalendarFile(
            field="year",
            value=year.year,
            zh=f"与文件名 {path.name} 不符，请更正其一",
            en=f"does not agree with the file name {path.name}; correct one of them",
        )
    return year


def parse_calendar_year(text: str) -> CalendarYear:
    """Return the year in a TOML text; raises ``InvalidCalendarFile`` if it is not valid."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # the parser recurses into nested arrays
        raise InvalidCalendarFile(
            field="",
            value=text.strip()[:30],
            zh=f"不是有效的 TOML（{_place_in(error)}），请对照现有年份的文件改正",
            en=f"not valid TOML ({error}); compare it with the file of another year",
        ) from error
    try:
        return CalendarYear.model_validate(data)
    except ValidationError as error:
        raise _first_problem(error) from error


_PLACE = re.compile(r"line (\d+), column (\d+)")


def _place_in(error: Exception) -> str:
    """Return where a parser stopped: 第3行第5列; at the end where it names no place."""
    found = _PLACE.search(str(error))
    return f"第{found[1]}行第{found[2]}列" if found else "文末"


def store_calendar_year(source: Path, directory: Path) -> CalendarYear:
    """Check a file and store it in the directory as ``YYYY.toml``, replacing an older one.

    The copy is written to a temporary file and renamed, so that a reader finds the old file or the new one.

    Raises:
        InvalidCalendarFile: the file is refused; the directory is unchanged.
    """
    text = _read(source)
    year = load_calendar_year(source)
    directory.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{year.year}-", suffix=".part", dir=directory)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as part:
            part.write(text)
            part.flush()
            os.fsync(part.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(directory / f"{year.year}.toml")
    finally:
        Path(name).unlink(missing_ok=True)  # after the rename it no longer exists
    return year


def _read(path: Path) -> str:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise InvalidCalendarFile(
                field="",
                value=path.name,
                zh="不是普通文件，请给出 TOML 文件",
                en="not a regular file; name a TOML file",
            )
        if size > _LARGEST_FILE:
            raise InvalidCalendarFile(
                field="",
                value=path.name,
                zh=f"大于 {_LARGEST_FILE // 1024} KiB，不是一年的日历，请核对文件",
                en=f"larger than {_LARGEST_FILE // 1024} KiB, so not one year's calendar; check the file",
            )
        return path.read_text(encoding="utf-8-sig")  # editors on Windows add a byte order mark
    except OSError as error:
        raise InvalidCalendarFile(
            field="",
            value=path.name,
            zh=f"无法读取（{reason_of(error)[0]}），请核对路径与权限",
            en=f"cannot be read ({reason_of(error)[1]}); check its path and permissions",
        ) from error
    except UnicodeDecodeError as error:
        raise InvalidCalendarFile(
            field="",
            value=path.name,
            zh="不是 UTF-8 编码，请另存为 UTF-8",
            en="not encoded in UTF-8; save it as UTF-8",
        ) from error


def _first_problem(error: ValidationError) -> InvalidCalendarFile:
    # A misspelt field is also reported as missing; the misspelling is the useful message.
    problem = min(error.errors(include_url=False), key=lambda found: found["type"] != "extra_forbidden")
    zh, en = _WORDS.get(problem["type"], (f"不符合要求（{problem['msg']}），请更正", f"{problem['msg']}; correct it"))
    value = "—" if problem["type"] == "missing" else repr(problem["input"])
    return InvalidCalendarFile(field=".".join(str(part) for part in problem["loc"]), value=value, zh=zh, en=en)
