"""Wrong usage of the command line, told in both languages: the words of the library are English only."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from typer import BadParameter

_UsageError: type[Exception] = BadParameter.__mro__[1]
"""The base of all wrong usages; typer offers no name for it."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WHOLE = (
    (r"Missing option '?(?P<name>[^.]*?)'?\.(?: .*)?", "缺少选项 {name}，请补上"),
    (r"Missing argument '?(?P<name>[^.]*?)'?\.(?: .*)?", "缺少参数 {name}，请补上"),
    (r"Missing command\.", "缺少命令；-h 列出全部命令"),
    (r"No such command '(?P<name>.*?)'\..*Did you mean (?P<like>.*)\?", "没有命令 {name}；是否为 {like}？"),
    (r"No such command '(?P<name>.*?)'\.", "没有命令 {name}；-h 列出全部命令"),
    (r"No such option: (?P<name>\S+) \(Possible options: (?P<like>.*)\)", "没有选项 {name}；是否为 {like}？"),
    (r"No such option: (?P<name>\S+).*", "没有选项 {name}；-h 列出全部选项"),
    (r"Option '(?P<name>.*)' requires .*argument.*", "选项 {name} 之后须写值"),
    (r"Option '(?P<name>.*)' does not take a value.*", "选项 {name} 之后不写值"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)", "多写了 {name}，请删去；含空格的值须加引号"),
)
_VALUES = (
    (r".*valid integer.*", "应为整数"),
    (r".*valid (?:float|number).*|.*valid decimal.*", "应为数字"),
    (r".*valid boolean.*", "应为是或否"),
    (r".*valid UUID.*", "不是可用的编号，请从列表中复制"),
    (r".*greater than or equal to (?P<name>\S+).*", "不得小于 {name}"),
    (r".*less than or equal to (?P<name>\S+).*", "不得大于 {name}"),
    (r"(?:File|Directory|Path) '(?P<name>.*)' does not exist\.", "{name} 不存在，请核对路径"),
    (r"(?:File|Directory|Path) '(?P<name>.*)' is a file\.", "{name} 是文件，应为文件夹"),
    (r"(?:File|Directory|Path) '(?P<name>.*)' is a directory\.", "{name} 是文件夹，应为文件"),
    (r"(?:File|Directory|Path) '(?P<name>.*)' is not (?:readable|writable)\.", "{name} 没有读写权限"),
    (r".*is not one of (?P<name>.*)\.", "应为以下之一：{name}"),
)
_OF_A_VALUE = re.compile(r"Invalid value(?: for (?P<at>.*?))?: (?P<words>.*)", re.DOTALL)


@contextmanager
def usage_in_both() -> Iterator[None]:
    """Give the message of a wrong usage a Chinese sentence before the English one."""
    try:
        yield
    except _UsageError as error:
        english = str(getattr(error, "format_message")())  # noqa: B009 - the library's classes are private
        if not _CHINESE.search(english):
            told = f"{in_chinese(english)} · {english}"
            setattr(error, "format_message", lambda: told)  # noqa: B010
        raise


def in_chinese(english: str) -> str:
    """Return the Chinese sentence of a message of the library; a general one where it is not known."""
    flat = " ".join(english.split())
    of_value = _OF_A_VALUE.fullmatch(flat)
    if of_value:
        at = f"{of_value['at']} 的值".replace("'", "") if of_value["at"] else "所填的值"
        return f"{at}：{_told(_VALUES, of_value['words']) or '不能使用，-h 说明其写法'}"
    return _told(_WHOLE, flat) or "命令写法有误；-h 说明写法"


def _told(rows: tuple[tuple[str, str], ...], words: str) -> str:
    for pattern, chinese in rows:
        found = re.fullmatch(pattern, words)
        if found:
            return chinese.format(**{name: (value or "").replace("'", "") for name, value in found.groupdict().items()})
    return ""
