"""What of a roll was not taken as an entry, and what it hides: titles, totals, signatures, hidden rows and columns."""

from collections.abc import Iterable
from dataclasses import dataclass

from disposal.identifiers import mask_personal_numbers_in
from disposal.services.list_import.staging import NumberConflict
from disposal.services.sheets.sheet import Hidden, SkippedRow
from disposal.services.sheets.xlsx_files import cell_name

_TOLD = 5


@dataclass(frozen=True, slots=True)
class RollNote:
    """One thing to know of a roll, in both languages."""

    zh: str
    en: str

    def as_json(self) -> dict[str, str]:
        """Return the note as it is kept with the version; an identity number in it is masked."""
        return {"zh": str(mask_personal_numbers_in(self.zh)), "en": str(mask_personal_numbers_in(self.en))}


def conflict_notes(conflicts: Iterable[NumberConflict]) -> tuple[RollNote, ...]:
    """Return a note for each number that stands under several names."""
    return tuple(
        RollNote(
            f"第{'、'.join(map(str, each.rows))}行：号码{each.number}列于不同名称（{'；'.join(each.names)}），请核对",
            f"rows {', '.join(map(str, each.rows))}: {each.number} stands under several names "
            f"({'; '.join(each.names)}); check them",
        )
        for each in conflicts
    )


def roll_notes(skipped: Iterable[SkippedRow], hidden: Hidden) -> tuple[RollNote, ...]:
    """Return what was skipped, row by row, what is hidden but was read, and hidden sheets."""
    notes = [
        RollNote(
            f"第{row.number}行“{row.text}”为表头上方的标题，未作为名单条目",
            f'row {row.number}, "{row.text}", is a title above the headings and was skipped',
        )
        if row.is_title
        else RollNote(
            f"第{row.number}行“{row.text}”为合计或签署行，未作为名单条目",
            f'row {row.number}, "{row.text}", is a total or a signature line and was skipped',
        )
        for row in skipped
    ]
    if hidden.rows:
        rows = "、".join(map(str, hidden.rows[:_TOLD])) + (" 等" if len(hidden.rows) > _TOLD else "")
        notes.append(
            RollNote(
                f"有{len(hidden.rows)}个隐藏行（{rows}），已一并导入，请核对",
                f"{len(hidden.rows)} hidden rows (such as {hidden.rows[0]}) were read too; check them",
            )
        )
    if hidden.columns:
        columns = "、".join(cell_name(column, 0).rstrip("?") for column in hidden.columns[:_TOLD])
        notes.append(
            RollNote(
                f"有{len(hidden.columns)}个隐藏列（{columns}），其中有列名的已照常读取，请核对",
                f"hidden columns ({columns.replace('、', ', ')}) were read as any other; check them",
            )
        )
    if hidden.sheets:
        names = hidden.sheets[:_TOLD]
        notes.append(
            RollNote(
                f"隐藏的工作表“{'”、“'.join(names)}”有内容，未读取；需要的请取消隐藏后另行导入",
                f"hidden sheets with content ({', '.join(names)}) were not read; show and import them if they count",
            )
        )
    return tuple(notes)
