"""The court's minutes on sales of bad debts (法发〔2009〕19号): on what grounds a court may hold a sale void.

A ground is never more than that: the court decides, and it says so in its judgment (法院可据以认定转让合同无效). Items
(1) to (7) of part 6 were read word for word as a commentary quotes them, the head of (8) too; (9) and (10) were met in
notices only, and (11) was not read. Part 12 confines the minutes to claims bought in 1999–2000 and 2004–2005; courts
apply part 6 to later claims by reference.
"""

from dataclasses import dataclass

from notices.legal_source import LegalSource, SourceKind

DOCUMENT = "最高人民法院关于审理涉及金融不良债权转让案件工作座谈会纪要"
NUMBER = "法发〔2009〕19号"
GROUND = "法院可据以认定转让合同无效"
GROUND_EN = "a court has ground to void the sale"
_ENGLISH = "Supreme People's Court, Fa Fa [2009] No. 19"
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class VoidGround:
    """One item of part 6: the facts on which a court may hold the sale void, in both languages."""

    item: int
    zh: str
    en: str
    source: LegalSource

    @property
    def words(self) -> str:
        """Return the whole sentence in Chinese: the facts, and what a court may make of them."""
        return f"{self.zh}的，{GROUND}（{self.source.citation}）"

    @property
    def words_en(self) -> str:
        """Return the whole sentence in English."""
        return f"{GROUND_EN} where {self.en} ({self.source.citation_en})"


def _ground(item: int, zh: str, en: str, kind: SourceKind = SourceKind.quoted) -> VoidGround:
    source = LegalSource(
        document=DOCUMENT,
        kind=kind,
        number=NUMBER,
        article=f"第六条第（{_NUMERALS[item - 1]}）项",
        english=f"{_ENGLISH}, part 6 ({item})",
        title=f"{GROUND_EN} where {en}",
    )
    return VoidGround(item, zh, en, source)


VOID_GROUNDS: dict[int, VoidGround] = {
    ground.item: ground
    for ground in (
        _ground(1, "债务人或者担保人为国家机关", "the debtor or a guarantor is a state organ"),
        _ground(
            2,
            "债权涉及国防、军工等国家安全和敏感信息，或者依法禁止、限制转让",
            "the claim touches national defence, or its transfer is barred or restricted by law",
        ),
        _ground(3, "与受让人恶意串通转让", "seller and buyer colluded"),
        _ground(
            4,
            "公告违反财金〔2008〕87号，且对公开、公平、公正和竞争、择优处置造成实质性影响",
            "the notice breaches Cai Jin [2008] No. 87 with material effect on an open, fair and competitive disposal",
        ),
        _ground(
            5,
            "实际转让的资产包与转让前公告的内容严重不符，且不符合财金〔2008〕87号的规定",
            "what is sold departs seriously from what was announced and that also breaches Cai Jin [2008] No. 87",
        ),
        _ground(
            6,
            "应经评估而未经评估，或者恶意串通低估、漏估",
            "a required valuation is missing or was made low by collusion",
        ),
        _ground(
            7,
            "应公开招标、拍卖而未公开招标、拍卖，或者公开招标的投标人少于三家，"
            "或者拍卖机构未公开选定、拍卖不符合拍卖法",
            "a required public tender or auction was not held, a public tender had fewer than three bidders, the "
            "auction house was not chosen publicly, or the auction law was not followed",
        ),
        _ground(
            8,
            "应经批准、备案、登记而未办理，且至一审法庭辩论终结前仍未补办",
            "a required approval, filing or registration is missing and is not made good before the end of the "
            "first-instance debate",
            SourceKind.second_hand,
        ),
        _ground(
            9,
            "受让人为参与处置的关联人，或者关联人参与的非金融机构法人",
            "the buyer is an insider of the disposal, or an entity that one takes part in",
            SourceKind.second_hand,
        ),
        _ground(
            10,
            "受让人与参与转让的人员有直系亲属关系",
            "the buyer is a lineal relative of a participant",
            SourceKind.second_hand,
        ),
    )
}
"""Part 6, by item. Three bidders are asked of a public tender only (招标), never of 竞价 or an auction."""

ONE_TAINTS_THE_PACKAGE = LegalSource(
    document=DOCUMENT,
    kind=SourceKind.quoted,
    number=NUMBER,
    article="七",
    english=f"{_ENGLISH}, part 7",
    title="if the sale of one claim is held void, the buyer may ask to undo the sale of the whole package",
)
