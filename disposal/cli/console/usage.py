"""Wrong usage of the command line, told in both languages: the words of the library are English only."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer import BadParameter
from typer.core import TyperCommand, TyperGroup

_UsageError: type[Exception] = BadParameter.__mro__[1]
"""The base of all wrong usages; typer offers no name for it."""
_Context: type = next(each for each in typer.Context.__mro__ if "formatter_class" in vars(each))
_Formatting: Any = _Context.formatter_class  # type: ignore[attr-defined]
_FRAMES = {
    "ARGUMENTS_PANEL_TITLE": "参数 Arguments", "OPTIONS_PANEL_TITLE": "选项 Options",
    "COMMANDS_PANEL_TITLE": "命令 Commands", "ERRORS_PANEL_TITLE": "错误 Error", "ABORTED_TEXT": "已中止 Aborted.",
    "RICH_HELP": "写法见 [blue]{command_path} {help_option}[/] · Try [blue]'{command_path} {help_option}'[/] for help.",
    "DEFAULT_STRING": "[默认 default: {}]", "ENVVAR_STRING": "[环境变量 env var: {}]",
    "REQUIRED_LONG_STRING": "[必填 required]", "DEPRECATED_STRING": "（已停用）(deprecated) ",
}  # fmt: skip
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
            setattr(error, "format_message", lambda: told)  # noqa: B010 - a method of an error that exists already
        raise


class _Formatter(_Formatting):  # type: ignore[misc]
    """Writes help and usage with the frames of the library in both languages, Chinese first.

    Every help and every wrong usage makes one before it prints: only then the library's look is loaded.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        from typer import rich_utils  # loaded by then, for it prints what this writes; a command that works needs none

        for name, words in _FRAMES.items():
            setattr(rich_utils, name, words)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        super().write_usage(prog, args, prefix or "用法 Usage: ")


def frame_in_both() -> None:
    """Let the frames that the library puts around help and errors, and its own option, be in both languages."""
    _Context.formatter_class = _Formatter  # type: ignore[attr-defined]
    for command in (TyperCommand, TyperGroup):
        command.get_help_option = _with_both(command.get_help_option)  # type: ignore[method-assign]


def _with_both(get: Callable[..., Any]) -> Callable[..., Any]:
    def get_help_option(self: Any, ctx: Any) -> Any:
        option = get(self, ctx)
        if option is not None:
            option.help = "显示本说明 · Show this message and exit."
        return option

    return get_help_option


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
