"""Errors of a package import as a whole."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from disposal.errors import DisposalError

_SHOWN = 5


class PackageRefused(DisposalError):
    """Cells stand against the import; nothing was stored."""

    code: ClassVar[str] = "package_refused"
    status: ClassVar[int] = 422

    def __init__(self, places: Sequence[tuple[str, str, str]]) -> None:
        self.count = len(places)
        more = len(places) - _SHOWN
        zh = "；".join(f"{place}：{zh}" for place, zh, _ in places[:_SHOWN]) + (
            f"……共{len(places)}处" if more > 0 else ""
        )
        en = "; ".join(f"{place}: {en}" for place, _, en in places[:_SHOWN])
        super().__init__(
            zh=f"有{len(places)}处需要更正，未写入任何内容。{zh}。",
            en=f"{len(places)} cells need correction; nothing was stored. {en}{f' … {more} more' if more > 0 else ''}.",
            field="file",
        )


class PackageImportedAlready(DisposalError):
    """The same workbook was imported into the project before."""

    code: ClassVar[str] = "package_imported_already"

    def __init__(self, name: str, *, when: str, who: str) -> None:
        super().__init__(
            zh=f"“{name}”已由{who}于{when}导入该项目；如需重新导入，请先还原那次导入（disposal package undo）。",
            en=f'"{name}" was imported into this project by {who} at {when}; to import it anew, undo that import first '
            "(disposal package undo).",
            field="file",
        )


class PackageFactsMissing(DisposalError):
    """A new project or issuer lacks what the workbook cannot say."""

    code: ClassVar[str] = "package_facts_missing"
    status: ClassVar[int] = 422

    def __init__(self, fields: Iterable[str], *, code: str) -> None:
        names = list(fields)
        super().__init__(
            zh=f"{code} 尚未登记；请在事实文件中填写 {'、'.join(names)}。",
            en=f"{code} is not on record yet; give {', '.join(names)} in the facts.",
            field=f"facts.{names[0]}",
        )


class ImportNotStaged(DisposalError):
    """An import is not waiting for confirmation."""

    code: ClassVar[str] = "import_not_staged"

    def __init__(self, state_zh: str, state_en: str) -> None:
        super().__init__(
            zh=f"这次导入{state_zh}，不在待确认状态；请重新选择文件。",
            en=f"This import is {state_en}, not waiting for confirmation; choose the file again.",
            field="id",
        )


class StagedWorkbookUnreadable(DisposalError):
    """The key has changed since the workbook was uploaded."""

    code: ClassVar[str] = "staged_workbook_unreadable"

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"“{name}”上传后加密密钥已更换，不能再打开；请重新上传。",
            en=f'The key was changed since "{name}" was uploaded, so it cannot be opened; upload it again.',
            field="file",
        )


class ImportNotUndone(DisposalError):
    """Something depends on what an import made, so it cannot be undone."""

    code: ClassVar[str] = "import_not_undone"

    def __init__(self, reasons: Sequence[tuple[str, str]]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(
            zh=f"不能还原导入：{'；'.join(zh for zh, _ in reasons)}。请改为逐项更改，或先处理上述事项。",
            en=f"The import cannot be undone: {'; '.join(en for _, en in reasons)}. Change single records instead, or "
            "settle these first.",
            field="id",
        )
