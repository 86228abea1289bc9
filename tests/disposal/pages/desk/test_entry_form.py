"""Forms as the macros show them, and the frame of a staff page: what was typed stays, and roles see their pages."""

import pytest

from disposal.acting import Role
from disposal.pages.desk.design_samples import design_page
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import ENTRIES, Menu, entries_of
from disposal.pages.desk.typed_notes import told_of
from disposal.pages.site import Place, render
from disposal.services.accounts.permission_table import PERMISSIONS
from notices.working_days.calendar import WorkingCalendar

ITEMS = (
    ("security-7-owner", "甲公司"),
    ("security-7-kind", "pledge"),
    ("security-2-owner", ""),
    ("security-2-kind", "mortgage"),
    ("security-3-owner", "乙公司"),
    ("security-3-deleted", "1"),
    ("limbs", "a"),
    ("limbs", "b"),
)


def test_rows_keep_their_order_and_empty_ones_come_last_under_new_names() -> None:
    form = EntryForm(ITEMS, defaults={"security": {"kind": "mortgage"}})
    shown = [(row.key, row.number, row.is_deleted) for row in form.rows("security")]
    assert shown == [
        ("security-7", "1", False),
        ("security-3", "2", True),
        ("security-8", "3", False),
        ("security-9", "4", False),
        ("security-10", "5", False),
    ]
    assert len(EntryForm(ITEMS, spare={"security": 6}).rows("security")) == 9  # without defaults no row is empty
    assert [row.key for row in EntryForm().rows("security")] == ["security-0", "security-1", "security-2"]
    sent_empty = EntryForm((("statements-0-principal", " "), ("statements-0-record_date", "")))
    assert next(row.key for row in sent_empty.rows("statements")) == "statements-0"
    assert form.values("limbs") == ("a", "b")
    assert form.value("limb", "none") == "none"


def test_menu_shows_the_pages_of_a_role_in_order_and_marks_the_one_in_use() -> None:
    menu = Menu(entries_of({"/desk/notices", "/desk", "/desk/claims"}, waiting=6))
    assert [(entry.zh, entry.waiting) for entry in menu.entries] == [("工作台", 6), ("债权", None), ("公告", None)]
    assert menu.current("/desk/claims/new") == "/desk/claims"
    assert menu.current("/desk") == "/desk"
    assert menu.current("/desk/claimsx") == ""
    assert len({entry.path for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize(
    ("roles", "more"),
    [
        ({Role.asset_manager}, ""),
        ({Role.discipline_officer}, "主体 咨询 审查待办 名单"),
        ({Role.auditor}, "主体 审查待办 名单"),
        (set(Role), "主体 咨询 审查待办 名单 审计记录 分公司 用户 后台任务"),
    ],
)
def test_entries_without_room_on_one_line_stand_under_more(roles: set[Role], more: str) -> None:
    verbs = {verb for row in PERMISSIONS if roles & set(row.roles) for verb in row.verbs}
    menu = Menu(entries_of({entry.path for entry in ENTRIES if entry.verb in verbs}))
    assert " ".join(entry.zh for entry in menu.more) == more
    head = render(Place("zh", "/desk/lists", ""), "desk/design.html.j2", menu=menu, shown=design_page("zh")).decode()
    line, _, drawer = head.partition('<details class="folded">')
    assert ('<li class="more">' in line) is bool(more)
    assert [each.count('href="/desk/lists" aria-current="page"') for each in (line, drawer)] == [1, 1]
    assert '<li class="more">' not in drawer


def test_amounts_and_days_are_told_as_they_were_read_and_doubts_say_what_to_write() -> None:
    items = (
        ("principal", "１，３４０万元"),
        ("security-0-ceiling", "1.2亿"),
        ("interest", "0.5"),
        ("record_on", "2022年10月8日"),
        ("paid_on", "10月8日"),
        ("costs", "若干"),
        ("words", "1"),
        ("fees", " "),
    )
    kinds = dict.fromkeys(("principal", "ceiling", "interest", "costs", "fees"), "amount")
    told = told_of(items, kinds | {"record_on": "day", "paid_on": "day"}, WorkingCalendar.builtin(), language="zh")
    assert told.notes == {
        "principal": "13,400,000.00 · 壹仟叁佰肆拾万元整 · 公告印作1,340万元",
        "security-0-ceiling": "120,000,000.00 · 壹亿贰仟万元整 · 公告印作1.2亿元",
        "interest": "0.50 · 伍角 · 公告印作0.5元",
        "record_on": "2022-10-08 周六 调休上班日",
    }
    assert list(told.doubts) == ["paid_on", "costs"]
    assert "1,340" in told.doubts["costs"] or "3433万元" in told.doubts["costs"]
    assert told.total == "13,400,000.50"
