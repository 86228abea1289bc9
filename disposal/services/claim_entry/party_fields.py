"""The fields of a party on the claim page: a debtor, co-debtor, guarantor, or owner of collateral."""

from dataclasses import dataclass

from disposal.identifiers import IdentityDocument
from disposal.services.claim_entry.fields import FieldKind, Need, TypedField, choice, day, line, of_kind, tri
from notices.codes import BankruptcyStage, BusinessStatus, NameBasis, PartyKind

NOT_CHECKED, UNKNOWN = "未核实", "未知"


@dataclass(frozen=True, slots=True)
class PartyBlock:
    """Where the fields of a party stand in a section: the field of its name, and what stands before the others."""

    section: str
    name: str = "name"
    prefix: str = ""
    noun: str = "名称"

    @property
    def fields(self) -> tuple[TypedField, ...]:
        """Return the fields of the party as they are named in the section."""
        first = line(self.name, self.noun, need=Need.record)
        chosen = of_kind(FieldKind.hidden, f"{self.name}_id", "已有主体")
        distinct = of_kind(FieldKind.hidden, f"{self.name}_not", "不是同一主体")
        before = self.noun if self.prefix else ""
        return (first, chosen, distinct, *(each.at(self.prefix, label=before) for each in _particulars(self.section)))

    def field(self, name: str) -> str:
        """Return the name of a field in the section."""
        return {"name": self.name, "party_id": f"{self.name}_id", "distinct": f"{self.name}_not"}.get(
            name, f"{self.prefix}{name}"
        )


def _particulars(section: str) -> tuple[TypedField, ...]:
    is_rare = section != "debtor"
    return (
        choice("kind", "类型", PartyKind, need=Need.record, default=PartyKind.organisation.zh),
        of_kind(FieldKind.number, "number", "代码或证件号码", need=Need.notice if section == "debtor" else Need.never,
                hint="" if is_rare else "单位填统一社会信用代码，自然人填证件号码"),
        choice("document", "证件种类", IdentityDocument, default=IdentityDocument.resident_id.zh, is_rare=True),
        of_kind(FieldKind.lines, "former_names", "曾用名", hint="多个之间用、隔开", is_rare=is_rare),
        line("legal_representative", "法定代表人", is_rare=is_rare),
        line("address", "地址", is_rare=is_rare),
        choice("status", "登记状态", BusinessStatus, default=BusinessStatus.unknown.zh, is_rare=is_rare),
        tri("is_state_organ", "国家机关", unknown=NOT_CHECKED, need=Need.notice, is_rare=is_rare,
            hint="选“是”的，不得出售，须申请破例"),
        tri("is_state_owned", "国有", unknown=UNKNOWN, is_rare=is_rare),
        choice("bankruptcy_stage", "破产阶段", BankruptcyStage, default=BankruptcyStage.none.zh, is_rare=is_rare),
        day("bankruptcy_accepted_on", "破产受理日", hint="利息止于此日", is_rare=is_rare),
        of_kind(FieldKind.choices, "name_bases", "姓名公开依据", codes=NameBasis, is_rare=is_rare,
                hint="自然人填写；选“无”的，公告隐名"),
    )  # fmt: skip


BLOCKS = (
    PartyBlock("debtor"),
    PartyBlock("co_debtors"),
    PartyBlock("security", name="owner", prefix="owner_", noun="抵押人／出质人"),
    PartyBlock("guarantees", noun="保证人"),
)
"""Every place where a party is typed."""
BLOCK_OF = {block.section: block for block in BLOCKS}
