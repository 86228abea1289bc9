"""Documents to set: the real notice of 2022-08-03, a long invented one, and packages with an annex."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from notices.typesetting.document import Annex, AnnexColumn, AnnexSection, NoticeDocument, Paragraph

REAL = Path(__file__).resolve().parents[1] / "notices" / "real"
CANONICAL = '{"title":"资产处置公告"}'.encode()
CONTACTS = ("受理", "联系", "传真")

TITLE = "测试资产管理股份有限公司虚构省分公司关于虚构资产包（95户）债权的处置公告"
LONG_PARTS = (
    "截至2023年12月31日（基准日），测试虚构织造有限公司尚欠借款本金12345678.90元、利息（含罚息、复利）2345678.01元，"
    "本息合计14691356.91元；主债权合同编号为“测银（2019）借字第000123号”。",
    "抵押物为测试虚构置业有限公司名下位于虚构市虚构区虚构路19-1、19-2号的工业房地产，房产建筑面积12893.13平方米，"
    "土地使用权面积16760平方米（折合25.14亩），最高额抵押金额3433万元，抵押登记证号：虚（2019）不动产证明第0001234号；",
    "保证人：测试甲控股集团有限公司、测试乙新材料股份有限公司、测试丙高科技有限公司、虚构人甲、虚构人乙、虚构人丙提供连带责任保证担保，"
    "保证合同编号：TEST-BZ-2019-000123、TEST-BZ-2019-000124。",
    "意向受让人可登录测试网站https://registry.example.cn/notices/TEST-2024-0001查询，或致电(0571)00000000、400-000-0000咨询。",
)


def role_of(line: str) -> str:
    return "contact" if line.startswith(CONTACTS) else "body"


@cache
def real_lines() -> tuple[str, ...]:
    text = (REAL / "huarong-zhejiang-2022-08-03.txt").read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def real_notice() -> NoticeDocument:
    """Return the notice as printed in 浙江日报 on Wed 2022-08-03, with the facts a registry adds."""
    title, *body, issuer, day = real_lines()
    return NoticeDocument(
        title=title,
        number="ZJ-2022-0001",
        paragraphs=tuple(Paragraph(role_of(line), line, f"paragraphs.{i}") for i, line in enumerate(body)),
        annex=None,
        signature=(issuer,),
        date_text=day,
        facts=(
            ("公告编号", "ZJ-2022-0001"),
            ("发布日期", "2022年8月3日（星期三）"),
            ("公告期", "20个工作日，发布当日不计入"),
            ("公告期截止日", "2022年8月31日（星期三）24:00"),
            ("刊登媒体", "浙江日报、公司网站"),
        ),
        public_url="https://registry.example.cn/notices/ZJ-2022-0001",
        published_on=date(2022, 8, 3),
        author=issuer,
    )


def long_notice(paragraphs: int = 40) -> NoticeDocument:
    """Return an invented notice of several pages, with headings, quotes, brackets, numbers and an address."""
    body = [Paragraph("heading", "一、债权基本情况", "heading")]
    body += [Paragraph("list", f"{i + 1}．{LONG_PARTS[i % 4]}", f"paragraphs.{i}") for i in range(paragraphs)]
    body += [Paragraph("heading", "二、联系方式", "heading"), Paragraph("contact", "联系电话：(0571)00000000", "c")]
    return replace(
        real_notice(), title=TITLE, number="TEST-2024-0001", paragraphs=tuple(body),
        signature=("测试资产管理股份有限公司虚构省分公司",), date_text="2024年3月1日", published_on=date(2024, 3, 1),
    )  # fmt: skip


def package_rows(count: int) -> tuple[tuple[str, ...], ...]:
    """Return invented debtors: number, name, creditor, principal, interest, total, security, status."""
    signs = "甲乙丙丁戊己庚辛壬癸"
    rows = []
    for i in range(1, count + 1):
        principal, interest = Decimal(1_000_000 + 137_911 * i), Decimal(23_456 * i) + Decimal(i % 100) / 100
        rows.append((
            str(i), f"测试{signs[i % 10]}{signs[i // 10 % 10]}第{i}号织造有限公司", f"测试银行虚构{signs[i % 10]}支行",
            f"{principal:,.2f}", f"{interest:,.2f}", f"{principal + interest:,.2f}",
            f"抵押：虚构市虚构路{i}号工业房地产；保证：虚构人{signs[i % 10]}" if i % 3 == 0 else "抵押、保证",
            "已判决，执行中",
        ))  # fmt: skip
    return tuple(rows)


def annex(count: int) -> Annex:
    """Return the annex of a package of ``count`` invented debtors, with its totals."""
    titles = ("序号", "债务人", "原债权人", "本金（元）", "利息（元）", "本息合计（元）", "担保方式", "诉讼状态")
    widths = (11, 48, 40, 30, 27, 31, 50, 24)
    aligns = ("center", "left", "left", "right", "right", "right", "left", "left")
    rows = package_rows(count)
    sums = [f"{sum(Decimal(row[i].replace(',', '')) for row in rows):,.2f}" for i in (3, 4, 5)]
    return Annex(
        title="附件：债权资产清单",
        columns=tuple(AnnexColumn(*column) for column in zip(titles, aligns, widths, strict=True)),  # type: ignore[arg-type]
        rows=rows,
        totals=("", f"合计（{count}户）", "", *sums, "", ""),
        note="注：上述金额截至2023年12月31日，实际金额以生效法律文书和相关法律规定计算的金额为准。",
    )


def package_notice(count: int = 95) -> NoticeDocument:
    """Return an invented package notice with its annex."""
    return replace(long_notice(3), annex=annex(count))


def sectioned_notice() -> NoticeDocument:
    """Return an invented package notice whose two debtors have sections below the table."""
    sections = tuple(
        AnnexSection(
            f"{number}．测试虚构第{number}号织造有限公司",
            (("债权", LONG_PARTS[0]), ("担保", "\n".join(LONG_PARTS[1:3]))),
        )
        for number in (1, 2)
    )
    return replace(long_notice(3), annex=replace(annex(2), sections=sections, sections_title="分户情况"))
